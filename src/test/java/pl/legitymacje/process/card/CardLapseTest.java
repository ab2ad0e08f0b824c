package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.AtOnce;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.Confirmation;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.student.Student;

/** A card that nobody confirmed lapses, its guardian is told and its mobile copy revoked, once (S3 II.4, VII.1). */
@OfficeTest
class CardLapseTest {

    private static final String LAPSED = "Legitymacja szkolna straciła ważność";
    private static final String REVOKED = "mLegitymacja unieważniona";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private CardRegister cards;

    @Autowired
    private MobileCards mobileCards;

    @Autowired
    private Cases cases;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private HistoryService history;

    @Autowired
    private JdbcClient db;

    private Student student;

    /** In 2023, 30 September was a Saturday. */
    @BeforeEach
    void aCardValidToASaturday() {
        desk.opens("2023-09-29T09:00");
        student = withCard();
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void aSaturdayIsTheLastDayAllTheSame() throws Exception {
        night("2023-09-30");
        assertThat(state()).isEqualTo(CardState.ISSUED);
        assertThat(told()).isEmpty();
        night("2023-10-01");
        night("2023-10-01");
        night("2023-10-02");
        assertThat(state()).isEqualTo(CardState.LAPSED);
        assertThat(told()).containsExactly(LAPSED);
        assertThat(OfficeDesk.plainText(desk.mailsTo(address(student)).get(0)))
                .contains("30 września 2023 r.")
                .doesNotContain(student.surname(), "Numer sprawy");
        assertThat(revocation()).isNull();
    }

    @Test
    void afterALongStopEachIsToldOnce() {
        Student other = withCard();
        night("2023-12-04");
        night("2023-12-05");
        assertThat(told()).containsExactly(LAPSED);
        assertThat(desk.subjectsTo(address(other))).containsExactly(LAPSED);
    }

    @Test
    void anActiveMobileCardIsRevokedExOfficioOnce() {
        desk.active(student);
        night("2023-10-01");
        CaseFile revocation = revocation();
        assertThat(revocation.channel()).isEqualTo(Channel.EX_OFFICIO);
        assertThat(mobileCards.liveOf(student.id())).isEmpty();
        night("2023-10-02");
        assertThat(revocation().number()).isEqualTo(revocation.number());
        desk.complete(revocation.number(), "userTask_revokeMobileCard", "revokedOn", "2023-10-01");
        night("2023-10-03");
        assertThat(revocation()).isNull();
        assertThat(mobileCards.ofStudent(student.id()).get(0).revocationReason())
                .isEqualTo(RevocationReason.CARD_LAPSED);
        assertThat(told()).containsExactly(LAPSED, REVOKED);
    }

    @Test
    void whatWasConfirmedInTheSameSecondIsLeftAlone() {
        desk.active(student);
        List<Job> waiting = lapsedJobs("2023-10-01", 1);
        assertThat(state()).isEqualTo(CardState.LAPSED);
        cards.confirm(number(student), Confirmation.HOLOGRAM, LocalDate.of(2023, 10, 1), "test");
        assertThat(run(waiting.get(0))).contains("endEvent_confirmed").doesNotContain("sendTask_cardLapsed");
        assertThat(told()).isEmpty();
        assertThat(revocation()).isNull();
        assertThat(mobileCards.ofStudent(student.id()).get(0).state()).isEqualTo(MobileCardState.LAPSED);
    }

    @Test
    void oneThatFailsStopsNoOther() {
        Student other = withCard();
        db.sql("update student set first_name = ' ' where id = ?")
                .param(student.id())
                .update();
        night("2023-10-01");
        assertThat(told()).isEmpty();
        assertThat(desk.subjectsTo(address(other))).containsExactly(LAPSED);
        db.sql("update student set first_name = 'Jan' where id = ?")
                .param(student.id())
                .update();
        desk.timeIs("2023-10-01T12:00");
        desk.jobsRun();
        assertThat(told()).containsExactly(LAPSED);
    }

    @RepeatedTest(3)
    void twoNodesAtOnceTellOnce() throws Exception {
        desk.active(student);
        desk.timeIs("2023-10-01T00:30");
        List<String> both = desk.asProgram(() -> {
            for (int node = 0; node < 2; node++) {
                jobs.executeJob(jobs.createJobQuery()
                        .processDefinitionKey("card-lapse")
                        .timers()
                        .singleResult()
                        .getId());
            }
            return jobs.createJobQuery().activityId("serviceTask_lapse").list().stream()
                    .map(Job::getId)
                    .toList();
        });
        assertThat(both).hasSize(2);
        AtOnce.done(both.stream().<Runnable>map(id -> () -> jobs.executeJob(id)).toList());
        desk.jobsRun();
        assertThat(told()).containsExactly(LAPSED);
        assertThat(revocation()).isNotNull();
        assertThat(state()).isEqualTo(CardState.LAPSED);
    }

    // ---- the desk

    private void night(String day) {
        desk.timer("card-lapse", day + "T00:30");
    }

    /** The jobs of single cards that a night leaves to be run. */
    private List<Job> lapsedJobs(String day, int expected) {
        desk.timeIs(day + "T00:30");
        return desk.asProgram(() -> {
            jobs.executeJob(jobs.createJobQuery()
                    .processDefinitionKey("card-lapse")
                    .timers()
                    .singleResult()
                    .getId());
            jobs.createJobQuery().activityId("serviceTask_lapse").list().forEach(job -> jobs.executeJob(job.getId()));
            List<Job> waiting = jobs.createJobQuery().activityId("subProcess_card").list().stream()
                    .filter(job -> number(student).equals(runtime.getVariable(job.getExecutionId(), "cardNumber")))
                    .toList();
            assertThat(waiting).hasSize(expected);
            return waiting;
        });
    }

    /** What the job's process has passed after it. */
    private List<String> run(Job job) {
        return desk.asProgram(() -> {
            jobs.executeJob(job.getId());
            return history
                    .createHistoricActivityInstanceQuery()
                    .processInstanceId(job.getProcessInstanceId())
                    .list()
                    .stream()
                    .map(HistoricActivityInstance::getActivityId)
                    .toList();
        });
    }

    private Student withCard() {
        Student holder = desk.student("9t", "rodzic-" + System.nanoTime() + "@rodzice.example");
        cards.registerExisting(
                holder.id(), number(holder), LocalDate.of(2022, 10, 3), LocalDate.of(2023, 9, 30), false, "test");
        return holder;
    }

    private static String number(Student holder) {
        return "L/" + holder.id();
    }

    private CardState state() {
        return cards.get(number(student)).state();
    }

    private List<String> told() {
        return desk.subjectsTo(address(student)).stream()
                .filter(List.of(LAPSED, REVOKED)::contains)
                .toList();
    }

    private static String address(Student holder) {
        return holder.guardians().get(0).email();
    }

    private CaseFile revocation() {
        return cases.openOf(student.id(), Procedure.MOBILE_CARD_REVOCATION).orElse(null);
    }
}
