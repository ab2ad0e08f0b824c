package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.process.TestMailServer;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** A mail on its way: server down, recipient refused, no address; nobody is forgotten and the case goes on. */
@OfficeTest
class NotificationTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private Students students;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private JavaMailSenderImpl smtp;

    private Student student;
    private String guardian;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
        guardian = student.guardians().get(0).email();
    }

    @AfterEach
    void evening() {
        mailServerIsUp();
        desk.closes();
    }

    @Test
    void theMailServerIsDownForAnHour() {
        mailServerIsDown();
        String number = start(guardian);
        for (String time : new String[] {"09:00", "09:02", "09:08", "09:24"}) {
            desk.timeIs("2026-11-23T" + time);
            desk.jobsRun();
        }
        assertThat(desk.subjectsTo(guardian)).isEmpty();
        // the case does not wait for the mail
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");

        mailServerIsUp();
        desk.timeIs("2026-11-23T10:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsExactly("Sprawa zarejestrowana");
        desk.timeIs("2026-11-24T10:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).hasSize(1);
    }

    @Test
    void whenEveryTryHasFailedTheOfficeIsToldAndTriesAgain() {
        mailServerIsDown();
        String number = start(guardian);
        everyTryFails();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_resolveIncident", "userTask_verifyPhoto");
        Map<String, Object> told = desk.asProgram(() -> runtime.getVariables(
                desk.task(number, "userTask_resolveIncident").getExecutionId()));
        assertThat(told).containsEntry("incidentActivity", "Wysłać e-mail").containsEntry("caseNumber", number);

        mailServerIsUp();
        desk.complete(number, "userTask_resolveIncident", "incidentAction", "RETRY");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsExactly("Sprawa zarejestrowana");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
    }

    @Test
    void whenTheFaultIsGoneByOtherMeansTheTaskGoesToo() {
        mailServerIsDown();
        String number = start(guardian);
        everyTryFails();
        mailServerIsUp();
        desk.asProgram(() -> {
            jobs.createJobQuery().noRetriesLeft().list().forEach(job -> jobs.setJobRetries(job.getId(), 1));
            return null;
        });
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
    }

    @Test
    void aFaultThatIsLeftToTheAdministratorStays() {
        mailServerIsDown();
        String number = start(guardian);
        everyTryFails();
        mailServerIsUp();
        desk.complete(number, "userTask_resolveIncident", "incidentAction", "LEAVE");
        desk.jobsRun();
        assertThat(desk.passed(number)).contains("endEvent_left").doesNotContain("serviceTask_retryJob");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        assertThat(desk.subjectsTo(guardian)).isEmpty();
        // the administrator gives it one more try, and nobody is asked again
        desk.asProgram(() -> {
            jobs.createJobQuery().noRetriesLeft().list().forEach(job -> jobs.setJobRetries(job.getId(), 1));
            return null;
        });
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsExactly("Sprawa zarejestrowana");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
    }

    private void everyTryFails() {
        for (int hour = 9; hour < 22; hour++) {
            for (String minute : new String[] {"00", "20", "40"}) {
                desk.timeIs("2026-11-23T%02d:%s".formatted(hour, minute));
                desk.jobsRun();
            }
        }
    }

    @Test
    void aRefusedRecipientIsToldByOtherMeans() {
        String number = start("kto@@rodzice.example");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_notifyByHand", "userTask_verifyPhoto");
        assertThat(cases.trail(number)).anyMatch(entry -> entry.what().startsWith("E-maila nie da się doręczyć"));
        toldByHand(number);
    }

    @Test
    void whoHasNoAddressIsToldByOtherMeans() {
        String number = start("");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_notifyByHand", "userTask_verifyPhoto");
        toldByHand(number);
    }

    /** What comes next in the case, and in the student's next ones, goes to the right address. */
    @Test
    void aWrongAddressIsPutRightByWhoTellsTheGuardian() {
        String wrong = "kto@@rodzice.example";
        String right = "poprawny." + guardian;
        String number = start(wrong);
        desk.jobsRun();
        for (String bad : List.of("bez małpy", "a@b.example, c@d.example")) {
            assertThatThrownBy(() -> told(number, bad)).hasMessageContaining("Adres e-mail wnioskodawcy");
            assertThat(cases.get(number).applicant().email()).isEqualTo(wrong);
        }
        told(number, right);
        assertThat(cases.get(number).applicant().email()).isEqualTo(right);
        assertThat(students.get(student.id()).guardianEmails()).contains(right).doesNotContain(guardian);
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        assertThat(desk.subjectsTo(right)).containsExactly("Zdjęcie przyjęte");
        assertThat(cases.trail(number))
                .anyMatch(entry -> entry.what().equals("Poprawiono adres e-mail wnioskodawcy."))
                .noneMatch(entry -> entry.what().contains(right));
    }

    /** Nobody listens on this port. */
    private void mailServerIsDown() {
        smtp.setPort(1);
    }

    private void mailServerIsUp() {
        smtp.setPort(TestMailServer.port());
    }

    private void told(String number, String address) {
        desk.complete(
                number,
                "userTask_notifyByHand",
                "notifiedHow",
                "PHONE",
                "notifiedOn",
                "2026-11-23",
                "correctedEmail",
                address);
    }

    private void toldByHand(String number) {
        assertThatThrownBy(() -> desk.complete(number, "userTask_notifyByHand")).hasMessageContaining("notifiedHow");
        desk.complete(number, "userTask_notifyByHand", "notifiedHow", "PHONE", "notifiedOn", "2026-11-23");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        assertThat(cases.trail(number)).anyMatch(entry -> entry.what().contains("telefonicznie"));
    }

    private String start(String email) {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("applicantEmail", email);
        return desk.caseNumber(desk.start("card-issue", form));
    }
}
