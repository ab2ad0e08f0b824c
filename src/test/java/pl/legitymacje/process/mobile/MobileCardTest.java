package pl.legitymacje.process.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricVariableUpdate;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.util.AopTestUtils;
import org.springframework.test.util.ReflectionTestUtils;
import pl.legitymacje.OtherSchool;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.Student;

/** A mobile card's life: issue, codes, activation, revocation on request and by the chain, objection (S3 V–VIII, S1). */
@OfficeTest
class MobileCardTest {

    private static final String CODE = "ABCD-2345 efgh";
    private static final String UNUSED = "Kodu do mLegitymacji nie wykorzystano";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private MobileCards mobileCards;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private HistoryService history;

    @Autowired
    private SchoolProfile school;

    private Student student;
    private String guardian;
    private String photo;

    @BeforeEach
    void aStudentWithACard() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
        guardian = student.guardians().get(0).email();
        photo = desk.goodPhoto(student);
        String first = desk.caseNumber(desk.start("card-issue", desk.application(student, photo)));
        desk.complete(first, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        desk.complete(first, "userTask_printCard", "cardOutcome", "PRINTED");
        desk.complete(first, "userTask_handOver", handedOver());
        desk.jobsRun();
        desk.opens("2026-11-23T10:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void withoutAValidCardThereIsNoMobileOne() {
        student = desk.student();
        assertThatThrownBy(() -> apply("FIRST_ISSUE")).hasMessageContaining("legitymacj");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "BORED", "LOST"})
    void aReasonThatIsNoneIsRefused(String reason) {
        assertThatThrownBy(() -> apply(reason)).hasMessageContaining("reason");
    }

    @Test
    void fromTheApplicationToThePhone() throws Exception {
        String number = apply("FIRST_ISSUE");
        // the photo on file is enough
        assertThat(desk.waitsIn(number)).containsExactly("userTask_registerMobileCard");
        assertThat(cases.get(number).deadline()).isEqualTo("2026-12-07");
        assertThatThrownBy(() -> apply("FIRST_ISSUE")).hasMessageContaining(number);
        register(number, "PICK_UP", CODE, "qr:tresc");
        assertThat(cases.get(number).deadline()).isNull();
        assertThat(mobileCards.codeOf(card(number).id()).orElseThrow().code()).isEqualTo("ABCD2345efgh");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).hasSize(2);
        assertThat(OfficeDesk.plainText(desk.mailsTo(guardian).get(1)))
                .contains("sekretariacie")
                .doesNotContain("2345");
        assertThatThrownBy(() -> desk.complete(
                        number, "userTask_handOverCode", "handedOverOn", "2025-11-23", "handedOverTo", "Ewa Próbna"))
                .hasMessageContaining("dzień, w którym wygenerowano kod");
        assertThatThrownBy(() -> desk.complete(
                        number, "userTask_handOverCode", "handedOverOn", "2026-11-23", "handedOverTo", "E".repeat(201)))
                .hasMessageContaining("za długa: najwyżej 200 znaków");
        desk.complete(number, "userTask_handOverCode", "handedOverOn", "2026-11-23", "handedOverTo", "Ewa Próbna");
        assertThatThrownBy(() -> desk.complete(number, "userTask_confirmActivation", "activation", "PERHAPS"))
                .hasMessageContaining("activation");
        assertThatThrownBy(() -> desk.complete(
                        number, "userTask_confirmActivation", "activation", "ACTIVATED", "activatedOn", "2026-11-24"))
                .hasMessageContaining("przyszłości");
        desk.complete(number, "userTask_confirmActivation", "activation", "ACTIVATED", "activatedOn", "2026-11-23");
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.MOBILE_CARD_ACTIVE);
        assertThat(card(number).state()).isEqualTo(MobileCardState.ACTIVE);
        assertThat(mobileCards.codeOf(card(number).id())).isEmpty();
        assertThat(desk.passed(number))
                .containsSubsequence(
                        "serviceTask_registerCase",
                        "sendTask_applicationReceived",
                        "callActivity_completion",
                        "callActivity_decision",
                        "userTask_registerMobileCard",
                        "serviceTask_recordRegistration",
                        "subProcess_code")
                .contains("sendTask_codeReady", "userTask_handOverCode", "endEvent_mobileCardActive");
        assertThatThrownBy(() -> apply("FIRST_ISSUE")).hasMessageContaining("aktywna");
    }

    @Test
    void aNameThatNoFieldTakesIsRefusedInPolish() {
        String tooLong = "E".repeat(3000);
        assertThatThrownBy(() -> desk.start(
                        "mlegitymacja-objection",
                        OfficeDesk.map(
                                "studentId", student.id(),
                                "objection", "RAISED",
                                "objectionBy", tooLong,
                                "objectionOn", "2026-11-23",
                                "objectionForm", "WRITTEN")))
                .hasMessageContaining("„objectionBy” jest za długa: najwyżej 200 znaków");
        Map<String, Object> form = desk.application(student, null);
        form.putAll(OfficeDesk.map("reason", "FIRST_ISSUE", "applicantName", tooLong));
        assertThatThrownBy(() -> desk.start("mlegitymacja-issue", form))
                .hasMessageContaining("„applicantName” jest za długa: najwyżej 200 znaków");
    }

    @Test
    void thePhotoOnFileIsUsedWithoutBeingAskedFor() {
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "FIRST_ISSUE");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("mlegitymacja-issue", form));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_registerMobileCard");
        assertThat(cases.get(number).photoId()).isEqualTo(photo);
    }

    @Test
    void theEngineNeverWritesACodeDown() {
        String number = apply("FIRST_ISSUE");
        register(number, "SLIP", CODE, "qr:tresc");
        assertThat(desk
                        .asProgram(() -> history.createHistoricDetailQuery()
                                .variableUpdates()
                                .list())
                        .stream()
                        .map(detail -> (HistoricVariableUpdate) detail)
                        .map(update -> String.valueOf(update.getValue())))
                .noneMatch(value -> value.contains("ABCD") || value.contains("qr:tresc"));
    }

    @Test
    void inZpeThereIsNoCodeHereAndAMailCarriesOneOnlyIfTheSchoolChoseSo() throws Exception {
        String number = apply("FIRST_ISSUE");
        assertThatThrownBy(() -> register(number, "ZPE", CODE, null)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> register(number, "PIGEON", CODE, null)).hasMessageContaining("codeChannel");
        assertThatThrownBy(() -> register(number, "SLIP", null, null)).isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> register(number, "SLIP", "?!", null)).isInstanceOf(RuntimeException.class);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_registerMobileCard");
        register(number, "ZPE", null, null);
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_confirmActivation");
        assertThat(desk.passed(number)).contains("sendTask_codeInZpe");
        String other = otherApplies();
        assertThatThrownBy(() -> register(other, "MAIL", CODE, null)).hasMessageContaining("nie wysyła kodów e-mailem");
        desk.jobsRun();
        assertThat(desk.mailsTo(guardian))
                .noneSatisfy(mail -> assertThat(OfficeDesk.plainText(mail)).contains("2345"));
        theSchoolMailsCodes(() -> register(other, "MAIL", CODE, null));
        desk.jobsRun();
        assertThat(desk.mailsTo(guardian)).anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail))
                .contains("ABCD 2345 efgh")
                .doesNotContain("kod QR"));
        assertThat(card(other).codeHandedOn()).isEqualTo("2026-11-23");
    }

    private void theSchoolMailsCodes(Runnable meanwhile) {
        Object register = AopTestUtils.getTargetObject(mobileCards);
        ReflectionTestUtils.setField(register, "school", OtherSchool.thatMailsCodes(school));
        try {
            meanwhile.run();
        } finally {
            ReflectionTestUtils.setField(register, "school", school);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SLIP, qr:tresc, Wydruk z kodem aktywacyjnym i kodem QR przekażemy",
        "SLIP, , Wydruk z kodem aktywacyjnym przekażemy",
        "PICK_UP, qr:tresc, Kod aktywacyjny i kod QR czekają w sekretariacie",
        "PICK_UP, , Kod aktywacyjny czeka w sekretariacie"
    })
    void theMailSaysWhatThereIsAndWhetherToFetchIt(String channel, String qr, String says) throws Exception {
        String number = apply("FIRST_ISSUE");
        register(number, channel, CODE, qr);
        desk.jobsRun();
        String mail = OfficeDesk.plainText(desk.mailsTo(guardian).get(1)).replaceAll("\\s+", " ");
        assertThat(mail).contains(says);
        assertThat(mail.contains("Prosimy odebrać")).isEqualTo(channel.equals("PICK_UP"));
        assertThat(mail.contains("Co zabrać")).isEqualTo(channel.equals("PICK_UP"));
        assertThat(mail.contains("QR")).isEqualTo(qr != null);
    }

    /** What the register, the student's page and the export say. */
    @Test
    void aCodeIsHandedOverOnceTheGuardianHasIt() {
        String number = apply("FIRST_ISSUE");
        register(number, "PICK_UP", CODE, null);
        assertThat(card(number).label()).isEqualTo("kod do przekazania");
        assertThat(card(number).codeHandedOn()).isNull();
        desk.timeIs("2026-11-25T10:00");
        assertThatThrownBy(() -> desk.complete(
                        number, "userTask_handOverCode", "handedOverOn", "2026-11-22", "handedOverTo", "Ewa"))
                .hasMessageContaining("dzień, w którym wygenerowano kod");
        desk.complete(number, "userTask_handOverCode", "handedOverOn", "2026-11-24", "handedOverTo", "Ewa");
        assertThat(card(number).label()).isEqualTo("kod przekazany");
        assertThat(card(number).codeHandedOn()).isEqualTo("2026-11-24");
    }

    @Test
    void aCodeIsWarnedOfLapsesAndIsRenewedOnRequest() {
        String number = apply("FIRST_ISSUE");
        register(number, "PICK_UP", CODE, null);
        desk.jobsRun();
        int before = desk.subjectsTo(guardian).size();
        MobileCard given = card(number);
        long days = java.time.Duration.between(given.codeGivenAt(), given.codeValidUntil())
                .toDays();
        assertThat(days).isGreaterThanOrEqualTo(7);
        String lastDay =
                java.time.LocalDateTime.parse("2026-11-23T10:00").plusDays(days).toString();
        desk.timeIs(java.time.LocalDateTime.parse(lastDay)
                .minusDays(1)
                .minusHours(30)
                .toString());
        desk.jobsRun();
        desk.timeIs(java.time.LocalDateTime.parse(lastDay).minusMinutes(1).toString());
        desk.jobsRun();
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)
                        .subList(before, desk.subjectsTo(guardian).size()))
                .as("one warning")
                .hasSize(1);
        assertThat(card(number).state()).isEqualTo(MobileCardState.CODE_GIVEN);
        desk.timeIs(java.time.LocalDateTime.parse(lastDay).plusMinutes(1).toString());
        desk.jobsRun();
        assertThat(card(number).state()).isEqualTo(MobileCardState.LAPSED);
        assertThat(mobileCards.codeOf(given.id())).isEmpty();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_newCode");
        assertThat(desk.passed(number)).contains("sendTask_codeLapsed");
        assertThat(desk.mailsTo(guardian)).last().satisfies(mail -> assertThat(OfficeDesk.plainText(mail))
                .contains("do 22 stycznia 2027 r.", "sprawa zostanie zamknięta"));

        complete(number, "userTask_newCode", code("SLIP", "NOWY-KOD-22", null).putValue("newCode", "GIVEN"));
        assertThat(card(number).codesGiven()).isEqualTo(2);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOverCode");
    }

    /** The server was down when the code lapsed: which of its two timers is run first is left to chance. */
    @ParameterizedTest
    @ValueSource(strings = {"boundaryEvent_codeLapsing", "boundaryEvent_codeLapsed"})
    void nobodyIsWarnedOfWhatIsOverAlready(String first) {
        String number = apply("FIRST_ISSUE");
        register(number, "PICK_UP", CODE, null);
        desk.jobsRun();
        desk.timeIs("2027-01-05T10:00");
        desk.asProgram(() -> {
            jobs.executeJob(jobs.createJobQuery()
                    .processInstanceId(runtime.createProcessInstanceQuery()
                            .processInstanceBusinessKey(number)
                            .processDefinitionKey("mlegitymacja-issue")
                            .singleResult()
                            .getId())
                    .activityId(first)
                    .singleResult()
                    .getId());
            return null;
        });
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_newCode");
        assertThat(desk.passed(number)).contains("sendTask_codeLapsed").doesNotContain("sendTask_codeLapsing");
    }

    @Test
    void whoNeverAsksForANewCodeIsNotWaitedForForEver() {
        String number = apply("FIRST_ISSUE");
        register(number, "PICK_UP", CODE, null);
        desk.timeIs("2027-01-05T10:00");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_newCode");
        desk.timeIs("2027-02-20T10:00");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.MOBILE_CARD_UNUSED);
        assertThat(desk.passed(number)).contains("endEvent_unused");
        assertThat(desk.subjectsTo(guardian)).last().isEqualTo(UNUSED);
    }

    /** It lapses while the office is at the new one: no timer of the case is there any more, but the night is. */
    @Test
    void aCodeLapsesAlsoWhileANewOneIsAskedFor() {
        String number = apply("FIRST_ISSUE");
        register(number, "PICK_UP", CODE, null);
        desk.complete(number, "userTask_handOverCode", "handedOverOn", "2026-11-23", "handedOverTo", "Ewa Próbna");
        desk.complete(number, "userTask_confirmActivation", "activation", "NEW_CODE");
        assertThat(mobileCards.codeOf(card(number).id())).isPresent();
        desk.timeIs("2026-12-23T10:01");
        assertThat(mobileCards.codeOf(card(number).id())).isEmpty();
        desk.timerAlone("card-lapse", "2026-12-24T00:30");
        assertThat(card(number).state()).isEqualTo(MobileCardState.LAPSED);
        assertThat(card(number).codeErasedAt()).isNotNull();
        assertThat(cases.trail(number))
                .anySatisfy(entry -> assertThat(entry.what()).contains("wygasł i został usunięty"));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_newCode");
    }

    /** The night was first: the guardian is told all the same. */
    @Test
    void whoeverLetsACodeLapseTheGuardianIsTold() {
        String number = apply("FIRST_ISSUE");
        register(number, "PICK_UP", CODE, null);
        desk.timerAlone("card-lapse", "2026-12-24T00:30");
        assertThat(card(number).state()).isEqualTo(MobileCardState.LAPSED);
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_newCode");
        assertThat(desk.passed(number)).contains("sendTask_codeLapsed");
    }

    /** The card lapses with September, and its mobile copy: no code helps any more. */
    @ParameterizedTest
    @CsvSource({"PICK_UP, userTask_handOverCode", "ZPE, userTask_confirmActivation", "PICK_UP, userTask_newCode"})
    void withTheCardsValidityTheWaitForTheCodeEnds(String channel, String waitingIn) throws Exception {
        desk.timeIs("2027-09-20T10:00");
        String number = apply("FIRST_ISSUE", "2027-09-20");
        assertThatThrownBy(() -> complete(
                        number,
                        "userTask_registerMobileCard",
                        code("PICK_UP", CODE, null)
                                .putValue("registeredOn", "2027-09-20")
                                .putValue("codeValidUntil", "2999-10-20T10:00")))
                .hasMessageContaining("ważna do 30.09.2027");
        complete(
                number,
                "userTask_registerMobileCard",
                code(channel, channel.equals("ZPE") ? null : CODE, null).putValue("registeredOn", "2027-09-20"));
        desk.jobsRun();
        if (waitingIn.equals("userTask_newCode")) {
            desk.complete(number, "userTask_handOverCode", "handedOverOn", "2027-09-20", "handedOverTo", "Ewa");
            desk.complete(number, "userTask_confirmActivation", "activation", "NEW_CODE");
        } else if (channel.equals("PICK_UP")) {
            assertThat(desk.mailsTo(guardian)).last().satisfies(mail -> assertThat(OfficeDesk.plainText(mail))
                    .contains("30 września 2027 r., godz. 23:59"));
        }
        assertThat(desk.waitsIn(number)).containsExactly(waitingIn);
        desk.timeIs("2027-09-30T23:30");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly(waitingIn);
        desk.timerAlone("card-lapse", "2027-10-01T00:30");
        assertThat(card(number).state()).isEqualTo(MobileCardState.LAPSED);
        assertThat(mobileCards.codeOf(card(number).id())).isEmpty();
        desk.timeIs("2027-10-01T08:01");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).isEmpty();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.MOBILE_CARD_UNUSED);
        assertThat(desk.passed(number)).doesNotContain("sendTask_codeLapsed");
        assertThat(desk.subjectsTo(guardian)).contains(UNUSED);
        assertThat(openRevocation().channel()).isEqualTo(Channel.EX_OFFICIO);
    }

    @Test
    void aLostPhoneIsUrgentAndTheGuardianIsToldWhatNext() throws Exception {
        String issue = active();
        assertThatThrownBy(() -> revoke("BORED")).hasMessageContaining("reason");
        String number = revoke("DEVICE_LOST");
        assertThat(cases.get(number).deadline()).isEqualTo("2026-11-24");
        Task task = desk.task(number, "userTask_revokeMobileCard");
        assertThat(task.getPriority()).isEqualTo(90);
        assertThatThrownBy(() -> revoke("DAMAGED")).hasMessageContaining(number);
        assertThatThrownBy(() -> desk.complete(number, "userTask_revokeMobileCard", "revokedOn", "2026-11-24"))
                .hasMessageContaining("przyszłości");
        desk.complete(number, "userTask_revokeMobileCard", "revokedOn", "2026-11-23");
        desk.jobsRun();
        assertThat(card(issue).state()).isEqualTo(MobileCardState.REVOKED);
        assertThat(card(issue).revocationReason()).isEqualTo(RevocationReason.DEVICE_LOST);
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.MOBILE_CARD_REVOKED);
        assertThat(desk.mailsTo(guardian))
                .anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail)).contains("można otrzymać ponownie"));
        assertThatThrownBy(() -> revoke("DAMAGED")).hasMessageContaining("nie ma mLegitymacji");
        assertThat(desk.waitsIn(apply("REVOKED_ON_REQUEST"))).containsExactly("userTask_registerMobileCard");
    }

    @Test
    void aDuplicatesHandOverRevokesTheMobileCardOfItself() {
        String issue = active();
        Map<String, Object> form = desk.application(student, photo);
        form.put("reason", "LOST");
        form.put("attachments", "APPLICATION,PAYMENT");
        String duplicate = desk.caseNumber(desk.start("card-duplicate", form));
        desk.pays(duplicate, "9.00", "Ewa " + duplicate);
        desk.decide(duplicate, "decision", "APPROVED");
        desk.jobsRun();
        desk.complete(duplicate, "userTask_printCard", "cardOutcome", "PRINTED");
        assertThat(openRevocation()).isNull();
        desk.complete(duplicate, "userTask_handOver", handedOver());
        CaseFile revocation = openRevocation();
        assertThat(revocation.channel()).isEqualTo(Channel.EX_OFFICIO);
        assertThat(card(issue).state()).isEqualTo(MobileCardState.ACTIVE);
        desk.complete(revocation.number(), "userTask_revokeMobileCard", "revokedOn", "2026-11-23", "reissue", "OFFER");
        assertThat(card(issue).revocationReason()).isEqualTo(RevocationReason.CARD_DUPLICATED);
    }

    @Test
    void revokedBeforeItIsActiveTheIssueEndsWithIt() {
        String issue = apply("FIRST_ISSUE");
        register(issue, "SLIP", CODE, null);
        String number = revoke("NOT_WORKING");
        desk.complete(number, "userTask_revokeMobileCard", "revokedOn", "2026-11-23");
        assertThat(cases.get(issue).outcome()).isEqualTo(Outcome.MOBILE_CARD_REVOKED);
        assertThat(desk.waitsIn(issue)).isEmpty();
        assertThat(desk.passed(issue)).contains("endEvent_revoked");
        assertThat(mobileCards.codeOf(card(issue).id())).isEmpty();
    }

    @Test
    void anObjectionEndsTheApplicationAndBlocksTheNextUntilItIsTakenBack() {
        String number = apply("FIRST_ISSUE");
        object("RAISED");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.OBJECTED);
        assertThat(card(number).state()).isEqualTo(MobileCardState.DROPPED);
        assertThat(desk.passed(number)).contains("endEvent_objected");
        assertThat(desk.subjectsTo(guardian)).hasSize(2);
        assertThatThrownBy(() -> apply("FIRST_ISSUE")).hasMessageContaining("sprzeciw");
        assertThatThrownBy(() -> object("RAISED")).isInstanceOf(RuntimeException.class);
        object("TAKEN_BACK");
        assertThatThrownBy(() -> object("TAKEN_BACK")).isInstanceOf(RuntimeException.class);
        assertThat(desk.waitsIn(apply("FIRST_ISSUE"))).containsExactly("userTask_registerMobileCard");
    }

    @Test
    void anObjectionToAnIssuedOneRevokesIt() {
        String issue = active();
        object("RAISED");
        assertThat(openRevocation()).isNotNull();
        desk.complete(openRevocation().number(), "userTask_revokeMobileCard", "revokedOn", "2026-11-23");
        assertThat(card(issue).revocationReason()).isEqualTo(RevocationReason.OBJECTION);
    }

    @ParameterizedTest
    @CsvSource({
        "userTask_registerMobileCard, DROPPED",
        "userTask_handOverCode, LAPSED",
        "userTask_confirmActivation, LAPSED",
        "userTask_newCode, LAPSED"
    })
    void withdrawnAtEveryWaitState(String waitingIn, MobileCardState then) {
        String number = apply("FIRST_ISSUE");
        if (!waitingIn.equals("userTask_registerMobileCard")) {
            register(
                    number,
                    waitingIn.equals("userTask_handOverCode") ? "SLIP" : "ZPE",
                    waitingIn.equals("userTask_handOverCode") ? CODE : null,
                    null);
        }
        if (waitingIn.equals("userTask_newCode")) {
            desk.complete(number, "userTask_confirmActivation", "activation", "NEW_CODE");
        }
        assertThat(desk.waitsIn(number)).containsExactly(waitingIn);
        desk.withdraw(number, "Ewa", "2026-11-23");
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(card(number).state()).isEqualTo(then);
        // what is in the government system has to be taken out there
        assertThat(openRevocation() != null).isEqualTo(then == MobileCardState.LAPSED);
        // and nobody is to use a code that waits here meanwhile
        assertThat(mobileCards.codeOf(card(number).id())).isEmpty();
    }

    @Test
    void anObjectionTakesTheCodeAwayAtOnce() {
        String number = apply("FIRST_ISSUE");
        register(number, "PICK_UP", CODE, null);
        object("RAISED");
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.OBJECTED);
        assertThat(mobileCards.codeOf(card(number).id())).isEmpty();
        assertThat(openRevocation().reason()).isEqualTo(CaseReason.OBJECTION);
    }

    /** The guardian's own revocation is open, something ends the mobile card's basis, and the guardian withdraws. */
    @ParameterizedTest
    @ValueSource(
            strings = {"LEFT_SCHOOL", "OBJECTION", "CARD_EXCHANGED", "CARD_DUPLICATED", "CARD_LAPSED", "WITHDRAWN"})
    void whatMustEndEndsThoughTheGuardianWithdrawsTheirOwnRevocation(String reason) {
        String issue = reason.equals("WITHDRAWN") ? apply("FIRST_ISSUE") : active();
        if (reason.equals("WITHDRAWN")) {
            register(issue, "SLIP", CODE, null);
        }
        String own = revoke("NOT_WORKING");
        switch (reason) {
            case "LEFT_SCHOOL" -> leave();
            case "OBJECTION" -> object("RAISED");
            case "CARD_EXCHANGED" -> desk.handOver(desk.cardReady(student, "card-exchange", "DATA_CHANGE"));
            case "CARD_DUPLICATED" -> desk.handOver(desk.cardReady(student, "card-duplicate", "LOST"));
            case "CARD_LAPSED" -> desk.timerAlone("card-lapse", "2027-10-01T00:30");
            default -> withdraw(issue);
        }
        assertThat(openRevocation().number()).as("one is enough").isEqualTo(own);
        assertThat(cases.trail(own))
                .anySatisfy(entry -> assertThat(entry.what()).contains("także bez wniosku"));
        withdraw(own);
        CaseFile revocation = openRevocation();
        assertThat(revocation.channel()).isEqualTo(Channel.EX_OFFICIO);
        assertThat(revocation.reason()).isEqualTo(CaseReason.valueOf(reason));
        assertThat(desk.waitsIn(revocation.number())).containsExactly("userTask_revokeMobileCard");
        assertThat(cases.get(own).outcome()).isEqualTo(Outcome.WITHDRAWN);
    }

    /** Whoever is first, the revocation holds, and whoever comes too late is told so in words. */
    @RepeatedTest(3)
    void activatedAndRevokedInTheSameSecond() throws Exception {
        String issue = apply("FIRST_ISSUE");
        register(issue, "ZPE", null, null);
        String own = revoke("DEVICE_STOLEN");
        String activation = desk.task(issue, "userTask_confirmActivation").getId();
        String revocation = desk.task(own, "userTask_revokeMobileCard").getId();
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService people = Executors.newFixedThreadPool(2);
        try {
            Future<String> activated = people.submit(
                    () -> answer(start, activation, "activation", "ACTIVATED", "activatedOn", "2026-11-23"));
            Future<String> revoked = people.submit(() -> answer(start, revocation, "revokedOn", "2026-11-23"));
            start.countDown();
            assertThat(revoked.get()).isEqualTo("done");
            assertThat(activated.get())
                    .satisfiesAnyOf(
                            said -> assertThat(said).isEqualTo("done"),
                            said -> assertThat(said).contains("„unieważniona”"),
                            // the case was over before this began
                            said -> assertThat(said).contains("task is null"));
        } finally {
            people.shutdownNow();
        }
        assertThat(card(issue).revocationReason()).isEqualTo(RevocationReason.DEVICE_STOLEN);
        assertThat(cases.get(issue).open()).isFalse();
        assertThat(desk.waitsIn(issue)).isEmpty();
    }

    private String answer(CountDownLatch start, String taskId, Object... form) throws InterruptedException {
        start.await();
        try {
            tasks.complete(taskId, OfficeDesk.map(form));
            return "done";
        } catch (RuntimeException refused) {
            return refused.getMessage();
        }
    }

    @Test
    void anObjectionTakenBackBeforeTheWithdrawalLeavesTheMobileCard() {
        active();
        String own = revoke("NOT_WORKING");
        object("RAISED");
        object("TAKEN_BACK");
        withdraw(own);
        assertThat(openRevocation()).isNull();
    }

    /** Nobody applied for it: there is nothing to take back, neither by the form nor by the engine's message. */
    @Test
    void aRevocationExOfficioIsNotWithdrawn() {
        String issue = active();
        leave();
        String number = openRevocation().number();
        assertThatThrownBy(() -> withdraw(number)).hasMessageContaining("prowadzi z urzędu");
        assertThatThrownBy(() -> desk.asProgram(() -> {
                    runtime.createMessageCorrelation("caseWithdrawn")
                            .processInstanceBusinessKey(number)
                            .setVariables(OfficeDesk.map("withdrawnBy", "Ewa", "withdrawnOn", "2026-11-23"))
                            .correlate();
                    return null;
                }))
                .hasMessageContaining("prowadzi z urzędu");
        desk.jobsRun();
        assertThat(cases.get(number).open()).isTrue();
        assertThat(desk.subjectsTo(guardian)).doesNotContain("Wniosek wycofany");
        desk.complete(number, "userTask_revokeMobileCard", "revokedOn", "2026-11-23");
        assertThat(card(issue).state()).isEqualTo(MobileCardState.REVOKED);
    }

    /** The telephone is found again: the mobile card is as it was. */
    @Test
    void aRevocationThatIsWithdrawnRevokesNothing() {
        String issue = active();
        String number = revoke("DEVICE_LOST");
        desk.withdraw(number, "Ewa", "2026-11-23");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).isEmpty();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(desk.passed(number)).contains("endEvent_withdrawn").doesNotContain("endEvent_revoked");
        assertThat(card(issue).state()).isEqualTo(MobileCardState.ACTIVE);
        assertThat(desk.subjectsTo(guardian)).contains("Wniosek wycofany");
        // and can be asked for anew
        assertThat(desk.waitsIn(revoke("DEVICE_STOLEN"))).containsExactly("userTask_revokeMobileCard");
    }

    @Test
    void whoCompletesNothingIsLeftUnexamined() {
        Map<String, Object> form = desk.application(student, photo);
        form.put("reason", "FIRST_ISSUE");
        form.put("attachments", "");
        String number = desk.caseNumber(desk.start("mlegitymacja-issue", form));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        desk.timeIs("2026-12-01T08:00");
        desk.jobsRun();
        desk.timeIs("2026-12-31T08:00");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.UNEXAMINED);
        assertThat(desk.passed(number)).contains("endEvent_unexamined");
        assertThat(desk.subjectsTo(guardian)).contains("Sprawa zamknięta bez rozpoznania");
        assertThat(mobileCards.liveOf(student.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZPE", "PICK_UP"})
    void whoGivesUpEndsTheCase(String channel) {
        String number = apply("FIRST_ISSUE");
        register(number, channel, channel.equals("ZPE") ? null : CODE, null);
        if (channel.equals("PICK_UP")) {
            desk.complete(number, "userTask_handOverCode", "handedOverOn", "2026-11-23", "handedOverTo", "Ewa Próbna");
        }
        desk.complete(number, "userTask_confirmActivation", "activation", "NEW_CODE");
        assertThatThrownBy(() -> desk.complete(number, "userTask_newCode", "newCode", "MAYBE"))
                .hasMessageContaining("newCode");
        desk.complete(number, "userTask_newCode", "newCode", "GIVEN_UP");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.MOBILE_CARD_UNUSED);
        assertThat(desk.subjectsTo(guardian)).last().isEqualTo(UNUSED);
        // nothing of it is left that could be used, and nothing stands in the way of another
        assertThat(mobileCards.codeOf(card(number).id())).isEmpty();
        assertThat(mobileCards.liveOf(student.id())).isEmpty();
        assertThat(desk.waitsIn(apply("FIRST_ISSUE"))).containsExactly("userTask_registerMobileCard");
    }

    private void leave() {
        String leaver = Long.toString(student.id());
        desk.leave(leaver, "TRANSFER", "2026-11-23", "returnedCards", leaver);
        desk.jobsRun();
    }

    private void withdraw(String number) {
        desk.withdraw(number, "Ewa", OfficeDesk.today().toString());
    }

    private String active() {
        String number = apply("FIRST_ISSUE");
        register(number, "ZPE", null, null);
        desk.complete(number, "userTask_confirmActivation", "activation", "ACTIVATED", "activatedOn", "2026-11-23");
        return number;
    }

    private String otherApplies() {
        aStudentWithACard();
        return apply("FIRST_ISSUE");
    }

    private String apply(String reason) {
        return apply(reason, "2026-11-23");
    }

    private String apply(String reason, String receivedOn) {
        Map<String, Object> form = desk.application(student, photo);
        form.put("receivedOn", receivedOn);
        form.put("reason", reason);
        form.put("attachments", "APPLICATION");
        return desk.caseNumber(desk.start("mlegitymacja-issue", form));
    }

    private String revoke(String reason) {
        Map<String, Object> form = new HashMap<>(desk.application(student, null));
        form.put("reason", reason);
        return desk.caseNumber(desk.start("mlegitymacja-revocation", form));
    }

    private void object(String stand) {
        desk.start(
                "mlegitymacja-objection",
                OfficeDesk.map(
                        "studentId",
                        student.id(),
                        "objection",
                        stand,
                        "objectionBy",
                        "Ewa Próbna",
                        "objectionOn",
                        "2026-11-23",
                        "objectionForm",
                        "WRITTEN"));
    }

    private void register(String number, String channel, String code, String qr) {
        complete(number, "userTask_registerMobileCard", code(channel, code, qr).putValue("registeredOn", "2026-11-23"));
    }

    /** As the form sends it: the code in transient variables. */
    private static VariableMap code(String channel, String code, String qr) {
        return Variables.createVariables()
                .putValue("codeChannel", channel)
                .putValueTyped("activationCode", Variables.stringValue(code, true))
                .putValueTyped("qrContent", Variables.stringValue(qr, true));
    }

    private void complete(String number, String key, VariableMap variables) {
        tasks.complete(desk.task(number, key).getId(), variables);
    }

    private MobileCard card(String number) {
        return mobileCards.ofCase(number).orElseThrow();
    }

    private CaseFile openRevocation() {
        return cases.openOf(student.id(), Procedure.MOBILE_CARD_REVOCATION).orElse(null);
    }

    private static Object[] handedOver() {
        return new Object[] {
            "handedOverOn", "2026-11-23",
            "handedOverTo", "Jan Rodzic",
            "handedOverAs", "GUARDIAN",
            "receiptSigned", true
        };
    }
}
