package pl.legitymacje.process.mobile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import jakarta.mail.internet.MimeMessage;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.Confirmation;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.ReissueReason;
import pl.legitymacje.student.Student;

/** The office is asked whether to issue a mobile card again: after a new card, when it revokes or hands over (S3 VIII). */
@OfficeTest
class MobileReissueTest {

    private static final String TODAY = "2026-11-23";
    private static final String REVOKED = "mLegitymacja unieważniona";
    private static final String OFFER = "mLegitymację można wydać ponownie";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private MockMvc web;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private MobileCards mobileCards;

    private Student student;
    private String guardian;

    /** Whose validity ends today, so that a lapse is a night away and nobody else's deadlines pass with it. */
    @BeforeEach
    void aStudentWithACard() {
        desk.opens(TODAY + "T09:00");
        student = desk.student();
        guardian = student.guardians().get(0).email();
        cards.registerExisting(
                student.id(), "W/" + student.id(), LocalDate.of(2025, 10, 1), LocalDate.parse(TODAY), false, "test");
    }

    /** Nothing stays open: where the next test lets time pass, late cases would lie on the principal's desk. */
    @AfterEach
    void evening() {
        cases.openOf(student.id(), Procedure.MOBILE_CARD_REVOCATION)
                .ifPresent(open -> desk.complete(
                        open.number(),
                        "userTask_revokeMobileCard",
                        "revokedOn",
                        OfficeDesk.today().toString(),
                        "reissue",
                        "NO"));
        cases.openOf(student.id(), Procedure.MOBILE_CARD_ISSUE)
                .ifPresent(open -> desk.withdraw(
                        open.number(), "Ewa Próbna", OfficeDesk.today().toString()));
        desk.closes();
    }

    @ParameterizedTest
    @CsvSource({
        "'', , , zaznaczyć",
        "MAYBE, , , reissue",
        "APPLIED, , OFFICE, reissueReceivedOn",
        "APPLIED, 2026-11-24, OFFICE, przyszłości",
        "APPLIED, 2026-11-23, PIGEON, reissueChannel",
        "APPLIED, 2026-11-23, , reissueChannel"
    })
    void withoutAnAnswerNothingIsRevoked(String answer, String receivedOn, String channel, String says) {
        desk.active(student);
        String revocation = replaced("card-duplicate", "LOST");
        assertThatThrownBy(() -> desk.complete(
                        revocation,
                        "userTask_revokeMobileCard",
                        "revokedOn",
                        TODAY,
                        "reissue",
                        answer,
                        "reissueReceivedOn",
                        receivedOn,
                        "reissueChannel",
                        channel))
                .hasMessageContaining(says);
        assertThat(cases.get(revocation).open()).isTrue();
        assertThat(mobileCards.revocableOf(student.id())).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "card-duplicate, LOST, OFFER",
        "card-duplicate, LOST, APPLIED",
        "card-duplicate, LOST, NO",
        "card-exchange, DATA_CHANGE, OFFER",
        "card-exchange, DATA_CHANGE, APPLIED",
        "card-exchange, DATA_CHANGE, NO"
    })
    void afterANewCardTheAnswerDecides(String process, String reason, String answer) throws Exception {
        String issue = desk.active(student);
        String revocation = replaced(process, reason);
        asked(revocation, true);
        revoke(revocation, "reissue", answer, "reissueReceivedOn", "2026-11-20", "reissueChannel", "EMAIL");
        desk.jobsRun();
        assertThat(cases.get(revocation).outcome()).isEqualTo(Outcome.MOBILE_CARD_REVOKED);
        assertThat(mobileCards.ofCase(issue).orElseThrow().state()).isEqualTo(MobileCardState.REVOKED);
        asked(revocation, false);
        CaseFile next = openIssue();
        String told = OfficeDesk.plainText(mail(REVOKED));
        switch (answer) {
            case "OFFER" -> {
                assertThat(next).isNull();
                assertThat(told).contains("można otrzymać ponownie");
            }
            case "NO" -> {
                assertThat(next).isNull();
                assertThat(told).contains("nie uprawnia").doesNotContain("ponown");
            }
            default -> {
                assertThat(next.reason()).isEqualTo(CaseReason.NEW_CARD);
                assertThat(next.receivedOn()).isEqualTo("2026-11-20");
                // the photo is on file: nothing is missing
                assertThat(desk.waitsIn(next.number())).containsExactly("userTask_registerMobileCard");
                assertThat(mobileCards.ofCase(next.number()).orElseThrow().reissueReason())
                        .isEqualTo(ReissueReason.NEW_CARD);
                assertThat(told).contains("Wniosek o ponowne wydanie").doesNotContain("można otrzymać");
            }
        }
    }

    @Test
    void theIssueThatWasStillGoingOnEndsBeforeTheNextBegins() throws Exception {
        String first = desk.codeGiven(student);
        String revocation = replaced("card-duplicate", "STOLEN");
        asked(revocation, true);
        revoke(revocation, "reissue", "APPLIED", "reissueReceivedOn", TODAY, "reissueChannel", "OFFICE");
        assertThat(cases.get(first).outcome()).isEqualTo(Outcome.MOBILE_CARD_REVOKED);
        assertThat(openIssue().number()).isNotEqualTo(first);
    }

    @Test
    void whoHasAppliedAlreadyIsNotAskedAbout() throws Exception {
        desk.active(student);
        String revocation = replaced("card-duplicate", "LOST");
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "NEW_CARD");
        form.put("attachments", "APPLICATION");
        String applied = desk.caseNumber(desk.start("mlegitymacja-issue", form));
        asked(revocation, false);
        revoke(revocation);
        desk.jobsRun();
        assertThat(openIssue().number()).isEqualTo(applied);
        assertThat(OfficeDesk.plainText(mail(REVOKED))).doesNotContain("ponown");
    }

    @Test
    void whoLeftIsNotOfferedOneWhateverTheAnswer() throws Exception {
        desk.active(student);
        desk.leave(Long.toString(student.id()), "TRANSFER", TODAY);
        desk.jobsRun();
        String revocation = openRevocation().number();
        asked(revocation, false);
        revoke(revocation, "reissue", "OFFER");
        desk.jobsRun();
        assertThat(OfficeDesk.plainText(mail(REVOKED))).contains("nie uprawnia").doesNotContain("ponown");
    }

    @Test
    void whoLeavesWhileTheGuardiansRevocationIsOpenIsNotOfferedOneEither() throws Exception {
        desk.active(student);
        String revocation = onRequest();
        desk.leave(Long.toString(student.id()), "GRADUATION", TODAY);
        desk.jobsRun();
        assertThat(openRevocation().number()).isEqualTo(revocation);
        revoke(revocation);
        desk.jobsRun();
        assertThat(OfficeDesk.plainText(mail(REVOKED))).doesNotContain("ponown");
    }

    @Test
    void anObjectionLeavesNothingToAsk() throws Exception {
        desk.active(student);
        String revocation = replaced("card-duplicate", "LOST");
        asked(revocation, true);
        desk.start(
                "mlegitymacja-objection",
                OfficeDesk.map(
                        "studentId",
                        student.id(),
                        "objection",
                        "RAISED",
                        "objectionBy",
                        "Ewa Próbna",
                        "objectionOn",
                        TODAY,
                        "objectionForm",
                        "WRITTEN"));
        asked(revocation, false);
        revoke(revocation, "reissue", "APPLIED");
        desk.jobsRun();
        assertThat(openIssue()).isNull();
        assertThat(OfficeDesk.plainText(mail(REVOKED))).doesNotContain("ponown");
    }

    @Test
    void whileTheGuardiansOwnRevocationIsOpenANewCardStartsNoSecondOne() throws Exception {
        desk.active(student);
        String revocation = onRequest();
        String duplicate = desk.cardReady(student, "card-duplicate", "STOLEN");
        asked(duplicate, false);
        desk.handOver(duplicate, "reissueOffered", true);
        assertThat(openRevocation().number()).isEqualTo(revocation);
        asked(revocation, false);
        revoke(revocation);
        desk.jobsRun();
        assertThat(OfficeDesk.plainText(mail(REVOKED))).contains("można otrzymać ponownie");
        assertThat(desk.subjectsTo(guardian)).doesNotContain(OFFER);
    }

    @ParameterizedTest
    @CsvSource({"card-duplicate, LOST, true", "card-duplicate, LOST, false", "card-exchange, SCHOOL_ERROR, true"})
    void whereNothingIsLeftToRevokeTheHandOverAsks(String process, String reason, boolean offered) throws Exception {
        desk.active(student);
        revoke(onRequest());
        String number = desk.cardReady(student, process, reason);
        asked(number, true);
        desk.handOver(number, "reissueOffered", offered);
        desk.jobsRun();
        asked(number, false);
        assertThat(openRevocation()).isNull();
        if (offered) {
            assertThat(OfficeDesk.plainText(mail(OFFER))).contains("nową legitymację szkolną");
        } else {
            assertThat(desk.subjectsTo(guardian)).doesNotContain(OFFER);
        }
    }

    @Test
    void aFirstCardAfterALapseIsANewCardToo() throws Exception {
        desk.active(student);
        lapse();
        String revocation = openRevocation().number();
        asked(revocation, false);
        revoke(revocation);
        String number = desk.cardReady(student, "card-issue", null);
        asked(number, true);
        desk.handOver(number, "reissueOffered", true);
        desk.jobsRun();
        assertThat(OfficeDesk.plainText(mail(REVOKED))).doesNotContain("ponown");
        assertThat(desk.subjectsTo(guardian)).contains(OFFER);
    }

    @ParameterizedTest
    @CsvSource({"true, VALIDITY_CONFIRMED", "false, NEW_CARD"})
    void theRevocationAfterALapseAsksOnceThereIsAValidCardAgain(boolean confirmed, CaseReason reason) throws Exception {
        desk.active(student);
        lapse();
        String revocation = openRevocation().number();
        if (confirmed) {
            cards.confirm("W/" + student.id(), Confirmation.HOLOGRAM, LocalDate.of(2026, 11, 24), "test");
        } else {
            String number = desk.cardReady(student, "card-issue", null);
            asked(number, false);
            desk.handOver(number, "reissueOffered", true);
        }
        asked(revocation, true);
        desk.complete(
                revocation,
                "userTask_revokeMobileCard",
                "revokedOn",
                "2026-11-24",
                "reissue",
                "APPLIED",
                "reissueReceivedOn",
                "2026-11-24",
                "reissueChannel",
                "OFFICE");
        desk.jobsRun();
        assertThat(openIssue().reason()).isEqualTo(reason);
        assertThat(desk.subjectsTo(guardian)).doesNotContain(OFFER);
    }

    @Test
    void whoNeverHadOneIsNotAskedAbout() throws Exception {
        String number = desk.cardReady(student, "card-duplicate", "LOST");
        asked(number, false);
        desk.handOver(number, "reissueOffered", true);
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).doesNotContain(OFFER);
        assertThat(desk.passed(number)).contains("endEvent_cardIssued").doesNotContain("sendTask_reissueOffered");
    }

    // ---- the case's page

    @Test
    void aRevocationShowsItsMobileCardWhateverBecameOfItSince() throws Exception {
        desk.active(student);
        String first = onRequest();
        shows(first, "aktywna");
        revoke(first);
        shows(first, "unieważniona");
        // the next one's revocation, withdrawn: neither case shows the other's
        String next = desk.active(student, "REVOKED_ON_REQUEST");
        String withdrawn = onRequest();
        desk.withdraw(withdrawn, "Ewa", TODAY);
        shows(withdrawn, "aktywna");
        shows(first, "unieważniona");
        shows(next, "aktywna");
    }

    @Test
    void anApplicationThatCameToNothingIsShownInItsCaseAsWell() throws Exception {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "FIRST_ISSUE");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("mlegitymacja-issue", form));
        desk.withdraw(number, "Ewa", TODAY);
        shows(number, MobileCardState.DROPPED.label());
    }

    private void shows(String number, String state) throws Exception {
        web.perform(get("/camunda/api/office/cases/" + number))
                .andExpect(jsonPath("$.mobileCard.state").value(state));
    }

    // ---- the desk

    private String replaced(String process, String reason) {
        String number = desk.cardReady(student, process, reason);
        desk.handOver(number, "reissueOffered", true);
        return openRevocation().number();
    }

    /** A guardian's application: the phone is lost. */
    private String onRequest() {
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "DEVICE_LOST");
        return desk.caseNumber(desk.start("mlegitymacja-revocation", form));
    }

    private void revoke(String number, Object... more) {
        desk.complete(
                number,
                "userTask_revokeMobileCard",
                OfficeDesk.with(new Object[] {"revokedOn", OfficeDesk.today().toString()}, more));
    }

    private void lapse() {
        desk.timerAlone("card-lapse", "2026-11-24T00:30");
        desk.timeIs("2026-11-24T09:00");
    }

    private void asked(String number, boolean expected) throws Exception {
        web.perform(get("/camunda/api/office/cases/" + number))
                .andExpect(jsonPath("$.reissue").value(expected));
    }

    private MimeMessage mail(String subject) {
        List<MimeMessage> found = desk.mailsTo(guardian).stream()
                .filter(mail -> OfficeDesk.subject(mail).equals(subject))
                .toList();
        assertThat(found).as(subject).hasSize(1);
        return found.get(0);
    }

    private CaseFile openRevocation() {
        return cases.openOf(student.id(), Procedure.MOBILE_CARD_REVOCATION).orElse(null);
    }

    private CaseFile openIssue() {
        return cases.openOf(student.id(), Procedure.MOBILE_CARD_ISSUE).orElse(null);
    }
}
