package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.CaseRules;
import pl.legitymacje.process.CaseRulesTable;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Student;

/** Another school's rules are another table, and not a line of Java. */
@OfficeTest
class CaseRulesTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private MockMvc web;

    @Autowired
    private CaseRulesTable table;

    @Autowired
    private Cases cases;

    @Autowired
    private Requirements requirements;

    @Autowired
    private Payments payments;

    @Autowired
    private CardRegister cards;

    @Autowired
    private RepositoryService repository;

    private Student student;
    private Deployment otherRules;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
    }

    @AfterEach
    void evening() {
        if (otherRules != null) {
            desk.asProgram(() -> {
                repository.deleteDeployment(otherRules.getId(), true);
                return null;
            });
        }
        desk.closes();
    }

    // ---- rules that cannot be kept: nothing is begun, and the clerk reads why

    static Stream<Arguments> wrongRows() {
        return Stream.of(
                Arguments.of(
                        "mlegitymacja-revocation",
                        "DAMAGED",
                        fee(8, "5"),
                        "„unieważnienie mLegitymacji (uszkodzenie)” ustala opłatę 5,00"),
                Arguments.of("mlegitymacja-revocation", "DEVICE_LOST", decides(7), "wymaga decyzji dyrektora"),
                Arguments.of("card-issue", null, decides(1), "„wydanie legitymacji” wymaga decyzji dyrektora"),
                Arguments.of("card-issue", null, fee(1, "-1"), "nie można odczytać wiersza „wydanie legitymacji”"),
                Arguments.of("card-issue", null, fee(1, "0.005"), "nie można odczytać wiersza"),
                Arguments.of("card-issue", null, fee(1, ""), "nie można odczytać wiersza"),
                Arguments.of(
                        "card-issue",
                        null,
                        Map.of("<text>\"PHOTO\"</text>", "<text>\"PICTURE\"</text>"),
                        "nie można odczytać wiersza"),
                Arguments.of("card-issue", null, fee(1, "${fees.nothingOfTheKind()}"), "nie można odczytać zasad tej"),
                // two rows at once
                Arguments.of(
                        "card-issue",
                        null,
                        Map.of("<text>\"card-duplicate\"</text>", "<text>\"card-issue\"</text>"),
                        "nie można odczytać zasad tej sprawy"),
                Arguments.of(
                        "card-issue", null, Map.of("<text>\"card-issue\"</text>", "<text>\"x\"</text>"), "case-rules"));
    }

    @ParameterizedTest
    @MethodSource("wrongRows")
    void aRowThatCannotBeKeptIsToldAndNothingIsBegun(
            String procedure, String reason, Map<String, String> changes, String sentence) throws Exception {
        deploy(changes);
        Map<String, Object> form = desk.application(student, null);
        assertThatThrownBy(() -> table.rules(
                        Procedure.ofProcess(procedure),
                        reason == null ? null : CaseReason.valueOf(reason),
                        LocalDate.of(2026, 11, 23)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(sentence);
        web.perform(get("/camunda/api/office/case-rules")
                        .param("procedure", procedure)
                        .param("reason", reason == null ? "" : reason))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.message").value(containsString("case-rules")));
        if (procedure.equals("card-issue")) {
            assertThatThrownBy(() -> desk.start(procedure, form))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(sentence);
        }
        assertThat(cases.ofStudent(student.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-01-04", "2026-13-01", ""})
    void aDayThatCannotBeIsToldInPolish(String receivedOn) {
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "LOST");
        form.put("receivedOn", receivedOn);
        assertThatThrownBy(() -> desk.start("card-duplicate", form))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(receivedOn.startsWith("1999") ? "Data wpływu 04.01.1999" : "receivedOn")
                .hasMessageNotContaining("DMN");
        assertThat(cases.ofStudent(student.id())).isEmpty();
    }

    /** What the program says a procedure can do is what its model does. */
    @ParameterizedTest
    @EnumSource(Procedure.class)
    void aFeeAndADecisionAreTakenWhereTheModelHasThem(Procedure procedure) throws IOException {
        String model;
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            model = Files.readString(files.filter(file -> file.endsWith(procedure.processId() + ".bpmn"))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(takes(procedure, 5, false)).isEqualTo(model.contains("calledElement=\"case-completion\""));
        assertThat(takes(procedure, 0, true)).isEqualTo(model.contains("calledElement=\"case-decision\""));
    }

    private static boolean takes(Procedure procedure, double fee, boolean principalDecides) {
        try {
            CaseRules.of(
                    procedure,
                    null,
                    Map.of(
                            "fee",
                            fee,
                            "deadlineDays",
                            14,
                            "deadlineFrom",
                            "COMPLETE",
                            "attachments",
                            "",
                            "principalDecides",
                            principalDecides,
                            "legalBasis",
                            ""));
            return true;
        } catch (Refused refused) {
            return false;
        }
    }

    // ---- the fee alone says whether it is asked for

    @Test
    void aDuplicateThatCostsNothingAsksForNoPaymentThoughItIsListed() throws Exception {
        deploy(Map.of("${fees.cardDuplicate(receivedOn)}", "${0}"));
        assertThat(asked(Procedure.CARD_DUPLICATE, CaseReason.LOST))
                .containsExactly(Requirement.APPLICATION, Requirement.PHOTO);
        web.perform(get("/camunda/api/office/case-rules")
                        .param("procedure", "card-duplicate")
                        .param("reason", "LOST"))
                .andExpect(jsonPath("$.attachments[?(@.item == 'PAYMENT')]").isEmpty());
        card();
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "LOST");
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        assertThat(requirements.of(number)).doesNotContainKey(Requirement.PAYMENT);
        assertThat(form("2")).doesNotContain("wpłat", "przelew");
    }

    @Test
    void aDuplicateThatCostsAsksForThePaymentThoughItIsNotListed() throws Exception {
        deploy(Map.of("\"APPLICATION,PHOTO,PAYMENT\"", "\"APPLICATION,PHOTO\""));
        assertThat(asked(Procedure.CARD_DUPLICATE, CaseReason.LOST)).contains(Requirement.PAYMENT);
        card();
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "LOST");
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        assertThat(requirements.of(number)).containsEntry(Requirement.PAYMENT, RequirementState.MISSING);
        assertThat(form("2")).contains("☐ potwierdzenie wpłaty za duplikat");
    }

    @Test
    void anExchangeThatCostsIsPaidForUnderItsOwnTitle() throws Exception {
        assertThat(form("1")).contains("Wymiana legitymacji jest bezpłatna.").doesNotContain("wpłat");
        deploy(fee(3, "5"));
        assertThat(form("1"))
                .doesNotContain("bezpłatna")
                .contains("☐ potwierdzenie wpłaty", "Opłatę 5,00", "opłata za wymianę legitymacji");
        card();
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "DATA_CHANGE");
        form.put("attachments", "APPLICATION,PROOF_OF_CHANGE,PAYMENT");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        assertThat(payments.accountDetails(number).title())
                .isEqualTo("opłata za wymianę legitymacji, Jan " + student.surname() + ", 9t");
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.pays(number, "5,00", "Ewa");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
        // the school's own error stays free
        assertThat(asked(Procedure.CARD_EXCHANGE, CaseReason.SCHOOL_ERROR)).doesNotContain(Requirement.PAYMENT);
    }

    @Test
    void aFirstCardThatCostsIsPaidForAndPrinted() throws Exception {
        deploy(fee(1, "12.50"));
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        assertThat(OfficeDesk.plainText(
                        desk.mailsTo(student.guardians().get(0).email()).get(0)))
                .contains("12,50")
                .contains("opłata za wydanie legitymacji, Jan " + student.surname() + ", 9t");
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT");
        desk.pays(number, "12,50", "Ewa");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_printCard");
    }

    @Test
    void aMobileCardMayCostAndBeDecidedAbout() throws Exception {
        deploy(Map.of(
                "rule_6_fee\"><text>0<", "rule_6_fee\"><text>3<",
                "rule_6_principalDecides\"><text>false<", "rule_6_principalDecides\"><text>true<"));
        card();
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "FIRST_ISSUE");
        form.put("attachments", "APPLICATION,PAYMENT");
        String number = desk.caseNumber(desk.start("mlegitymacja-issue", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.pays(number, "3,00", "Ewa");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
        assertThat(form("3")).doesNotContain("bezpłatne").contains("Opłatę 3,00");
    }

    private List<Requirement> asked(Procedure procedure, CaseReason reason) {
        return table.rules(procedure, reason, LocalDate.of(2026, 11, 23)).attachments();
    }

    private void card() {
        cards.registerExisting(
                student.id(),
                "R/" + student.id(),
                LocalDate.parse("2025-09-10"),
                LocalDate.parse("2027-09-30"),
                false,
                "sekretariat");
    }

    /** An application form's text. */
    private String form(String number) throws Exception {
        byte[] pdf = web.perform(get("/camunda/api/office/forms/" + number))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private static Map<String, String> fee(int rule, String fee) {
        return Map.of("rule_" + rule + "_fee\"><text>0<", "rule_" + rule + "_fee\"><text>" + fee + "<");
    }

    private static Map<String, String> decides(int rule) {
        String cell = "rule_" + rule + "_principalDecides\"><text>";
        return Map.of(cell + "false<", cell + "true<");
    }

    // ---- other rules

    @Test
    void otherDaysAnotherAttachmentAndNoPhoto() throws IOException {
        deploy(Map.of(
                "<outputEntry id=\"rule_1_deadlineDays\"><text>14</text>",
                "<outputEntry id=\"rule_1_deadlineDays\"><text>30</text>",
                "<outputEntry id=\"rule_1_deadlineFrom\"><text>\"COMPLETE\"</text>",
                "<outputEntry id=\"rule_1_deadlineFrom\"><text>\"APPLICATION\"</text>",
                "<outputEntry id=\"rule_1_attachments\"><text>\"PHOTO\"</text>",
                "<outputEntry id=\"rule_1_attachments\"><text>\"APPLICATION\"</text>"));
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, null)));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        // the school's clock stands still for four days: thirty and four from the application
        desk.timeIs("2026-11-27T09:00");
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "APPLICATION");
        assertThat(cases.get(number).deadline()).hasToString("2026-12-28");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_printCard");
    }

    /** A town that charges nothing for certificates, and a school whose principal leaves it to the office. */
    @Test
    void noFeeForCertificatesAndNoDecision() throws IOException {
        deploy(Map.of(
                "${fees.certificateDuplicate(receivedOn)}", "${0}",
                "<outputEntry id=\"rule_5_principalDecides\"><text>true</text>",
                        "<outputEntry id=\"rule_5_principalDecides\"><text>false</text>"));
        String number = desk.caseNumber(desk.start(
                "certificate-duplicate",
                OfficeDesk.map(
                        "firstName", "Adam",
                        "surname", "Bezpłatny",
                        "birthDate", "1991-02-02",
                        "certificate", "świadectwo promocyjne",
                        "certificateYear", "2003/2004",
                        "certificateClass", "6b",
                        "applicantAs", "GRADUATE",
                        "collection", "IN_PERSON",
                        "channel", "OFFICE",
                        "receivedOn", "2026-11-23",
                        "attachments", "APPLICATION")));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_checkRecords");
        desk.complete(number, "userTask_checkRecords", "records", "PRESENT");
        desk.jobsRun();
        desk.complete(number, "userTask_prepareDuplicate", "preparedOn", "2026-11-23", "signaturesIllegible", true);
        assertThat(desk.waitsIn(number)).contains("userTask_handOver").doesNotContain("userTask_decide");
    }

    /** A school whose principal decides about mobile cards as well. */
    @Test
    void aDecisionWhereTheOfficeAloneWasEnough() throws IOException {
        desk.handOver(desk.cardReady(student, "card-issue", null));
        deploy(Map.of(
                "<outputEntry id=\"rule_6_principalDecides\"><text>false</text>",
                "<outputEntry id=\"rule_6_principalDecides\"><text>true</text>"));
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "FIRST_ISSUE");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("mlegitymacja-issue", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
        desk.decide(number, "decision", "REFUSED", "decisionReasons", "Uczeń odchodzi ze szkoły.");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(desk.passed(number)).contains("endEvent_refused").doesNotContain("userTask_registerMobileCard");
        assertThat(desk.subjectsTo(student.guardians().get(0).email())).contains("Wniosek rozpatrzony odmownie");
    }

    private void deploy(Map<String, String> changes) throws IOException {
        String table = Files.readString(Path.of("processes/shared/case-rules.dmn"));
        for (Map.Entry<String, String> change : changes.entrySet()) {
            assertThat(table).contains(change.getKey());
            table = table.replace(change.getKey(), change.getValue());
        }
        byte[] changed = table.getBytes(StandardCharsets.UTF_8);
        otherRules = desk.asProgram(() -> repository
                .createDeployment()
                .addInputStream("case-rules.dmn", new ByteArrayInputStream(changed))
                .deploy());
    }
}
