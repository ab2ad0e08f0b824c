package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.student.Student;

/** Another school's rules are another table, and not a line of Java. */
@OfficeTest
class CaseRulesTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

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

    @Test
    void aCaseThatNoRowFitsIsNotBegun() throws IOException {
        deploy(Map.of("<text>\"card-issue\"</text>", "<text>\"something-else\"</text>"));
        long before = cases.search("", java.util.List.of(), false, 0).total();
        assertThatThrownBy(() -> desk.start("card-issue", desk.application(student, null)))
                .hasMessageContaining("case-rules");
        assertThat(cases.search("", java.util.List.of(), false, 0).total()).isEqualTo(before);
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
