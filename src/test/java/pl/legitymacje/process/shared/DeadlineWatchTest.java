package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.AtOnce;
import pl.legitymacje.OtherSchool;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.process.TestMailServer;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.Student;

/** The school's deadlines: the office is reminded, told each day, and the principal decides about a delay. */
@OfficeTest
class DeadlineWatchTest {

    private static final String OFFICE = "sekretariat@sprozwienica.pl";
    private static final String DIGEST = "Terminy spraw";
    private static final String REMINDER = "Zbliża się termin sprawy";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identity;

    @Autowired
    private DeadlineDigest digest;

    @Autowired
    private CaseStages stages;

    @Autowired
    private SchoolProfile school;

    @Autowired
    private JavaMailSenderImpl smtp;

    @Autowired
    private JdbcClient db;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private MockMvc web;

    private Student student;
    private String guardian;

    @BeforeEach
    void morning() {
        opens("2026-11-23T09:00");
    }

    /** Other tests' cases are not watched, and the digests of their days are not written yet. */
    private void opens(String time) {
        desk.opens(time);
        db.sql("update case_file set deadline = null").update();
        db.sql("delete from outgoing_mail where case_number is null").update();
        student = desk.student();
        guardian = student.guardians().get(0).email();
    }

    @AfterEach
    void evening() {
        smtp.setPort(TestMailServer.port());
        desk.closes();
    }

    // ---- the day of each step

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 2026-11-26, 2026-12-03, 2026-12-07", // over weekends only
        "2025-12-10, 2025-12-15, 2025-12-22, 2025-12-29", // ends on 24 December
        "2026-03-23, 2026-03-26, 2026-04-02, 2026-04-07", // ends on Easter Monday
        "2026-05-21, 2026-05-26, 2026-06-02, 2026-06-05", // ends on Corpus Christi
    })
    void eachStepIsTakenOnItsDayAndOnce(String received, LocalDate seven, LocalDate two, LocalDate deadline) {
        opens(received + "T09:00");
        String number = card(guardian);
        assertThat(cases.get(number).deadline()).isEqualTo(deadline);

        long before = unfinished();
        watchOn(seven.minusDays(1));
        assertThat(reminders(number)).isZero();
        watchOn(seven);
        watchOn(seven);
        assertThat(reminders(number)).isEqualTo(1);
        watchOn(two.minusDays(1));
        assertThat(reminders(number)).isEqualTo(1);
        watchOn(two);
        watchOn(deadline);
        assertThat(reminders(number)).isEqualTo(2);
        assertThat(escalations(number)).isZero();
        watchOn(deadline.plusDays(1));
        watchOn(deadline.plusDays(2));
        assertThat(escalations(number)).isEqualTo(1);
        assertThat(reminders(number)).isEqualTo(2);
        assertThat(cases.trail(number)).anyMatch(entry -> entry.what().contains("minął; zawiadomiono dyrektora"));
        assertThat(unfinished()).isEqualTo(before);
    }

    @Test
    void theReminderSaysWhatIsToBeDoneAndNamesNobody() throws Exception {
        String number = card(guardian);
        watchOn(LocalDate.of(2026, 11, 26));
        assertThat(OfficeDesk.plainText(mails(REMINDER, number).get(0)))
                .contains(number)
                .contains("wydanie legitymacji")
                .contains("7 grudnia 2026 r.")
                .contains("sekretariat: Zweryfikować zdjęcie")
                .doesNotContain(student.surname(), student.firstName(), "Ewa", guardian);
    }

    @Test
    void nobodyIsRemindedOfWhatTheApplicantOwesAndAMovedDeadlineIsWatchedAnew() {
        String number = card(guardian);
        watchOn(LocalDate.of(2026, 11, 26));
        assertThat(reminders(number)).isEqualTo(1);

        refusePhoto(number);
        watchOn(LocalDate.of(2026, 12, 3));
        assertThat(cases.get(number).deadline()).isNull();
        assertThat(reminders(number)).isEqualTo(1);

        desk.timeIs("2026-12-03T10:00");
        desk.complete(number, "userTask_awaitCompletion", "photoId", desk.goodPhoto(student));
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 17));
        watchOn(LocalDate.of(2026, 12, 8)); // seven working days before
        assertThat(reminders(number)).isEqualTo(2);

        desk.timeIs("2026-12-08T10:00");
        refusePhoto(number);
        watchOn(LocalDate.of(2026, 12, 15)); // two working days before what no longer runs
        assertThat(reminders(number)).isEqualTo(2);
        desk.timeIs("2026-12-15T10:00");
        desk.complete(number, "userTask_awaitCompletion", "photoId", desk.goodPhoto(student));
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 29));
        watchOn(LocalDate.of(2026, 12, 16));
        watchOn(LocalDate.of(2026, 12, 23));
        assertThat(reminders(number)).isEqualTo(4);
        watchOn(LocalDate.of(2026, 12, 30));
        assertThat(escalations(number)).isEqualTo(1);
    }

    @Test
    void aCardThatWaitsToBeCollectedIsNotTheSchoolsDelay() throws Exception {
        String number = card(guardian);
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        watchOn(LocalDate.of(2026, 12, 3));
        watchOn(LocalDate.of(2026, 12, 8));
        assertThat(reminders(number)).isZero();
        assertThat(escalations(number)).isZero();
        assertThat(line(digestOf(LocalDate.of(2026, 12, 8)), number))
                .contains("wnioskodawca: odbiór dokumentu (gotowy od 23.11.2026)");
    }

    // ---- faults

    @Test
    void aServerThatStoodStillForAWeekTellsEverythingOnce() throws Exception {
        String number = card(guardian);
        timer("2026-12-02T05:30");
        long before = watches();
        desk.timeIs("2026-12-14T09:00");
        desk.jobsRun();
        desk.jobsRun();

        assertThat(watches()).isEqualTo(before + 1);
        assertThat(reminders(number)).isZero();
        assertThat(escalations(number)).isEqualTo(1);
        assertThat(mails(DIGEST, "")).hasSize(1);
        assertThat(line(OfficeDesk.plainText(mails(DIGEST, "").get(0)), number))
                .contains("ostatni dzień 7 grudnia 2026 r.");
        ZonedDateTime next =
                desk.asProgram(() -> timer().getDuedate()).toInstant().atZone(ZoneId.systemDefault());
        assertThat(next.toLocalDate()).isEqualTo(LocalDate.of(2026, 12, 15));
        assertThat(next.toLocalTime()).isEqualTo(LocalTime.of(5, 30));
    }

    @Test
    void afterAStopOnlyTheLatestReminderIsMadeUpFor() {
        String number = card(guardian);
        watchOn(LocalDate.of(2026, 12, 4)); // both days have passed
        watchOn(LocalDate.of(2026, 12, 7));
        assertThat(reminders(number)).isEqualTo(1);
    }

    @Test
    void twoWatchesAtOnceEscalateOnce() throws Exception {
        String number = card(guardian);
        desk.timeIs("2026-12-08T05:30");
        List<Job> ofTheCase = desk.asProgram(() -> {
            for (int watch = 0; watch < 2; watch++) {
                jobs.executeJob(timer().getId());
            }
            jobs.createJobQuery()
                    .activityId("serviceTask_listDeadlines")
                    .list()
                    .forEach(job -> jobs.executeJob(job.getId()));
            return jobs.createJobQuery().activityId("subProcess_case").list().stream()
                    .filter(job -> number.equals(runtime.getVariable(job.getExecutionId(), "caseNumber")))
                    .toList();
        });
        assertThat(ofTheCase).hasSize(2);
        AtOnce.done(ofTheCase.stream()
                .<Runnable>map(job -> () -> jobs.executeJob(job.getId()))
                .toList());
        desk.jobsRun();
        assertThat(escalations(number)).isEqualTo(1);
    }

    @Test
    void aCaseThatCannotBeWrittenToDoesNotStopTheOthers() throws Exception {
        String stuck = card(guardian);
        student = desk.student();
        String other = card(guardian);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Thread holder = new Thread(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
            db.sql("select number from case_file where number = ? for update")
                    .param(stuck)
                    .query(String.class)
                    .single();
            held.countDown();
            try {
                done.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }));
        holder.start();
        held.await();
        try {
            watchOn(LocalDate.of(2026, 11, 26));
            assertThat(reminders(other)).isEqualTo(1);
            assertThat(reminders(stuck)).isZero();
            assertThat(mails(DIGEST, "")).hasSize(1);
        } finally {
            done.countDown();
            holder.join();
        }
        desk.timeIs("2026-11-26T06:00");
        desk.jobsRun();
        assertThat(reminders(stuck)).isEqualTo(1);
        assertThat(reminders(other)).isEqualTo(1);
    }

    @Test
    void theMailServerIsDownInTheMorning() {
        String number = card(guardian);
        smtp.setPort(1);
        watchOn(LocalDate.of(2026, 11, 26));
        assertThat(reminders(number)).isZero();
        smtp.setPort(TestMailServer.port());
        desk.timeIs("2026-11-26T08:00");
        desk.jobsRun();
        watchOn(LocalDate.of(2026, 11, 27));
        assertThat(reminders(number)).isEqualTo(1);
        assertThat(mails(DIGEST, "26.11.2026")).hasSize(1);
    }

    // ---- the digest

    @Test
    void theDigestSaysWhatIsLateSoonAndWaitedForByWhom() throws Exception {
        String late = card(guardian);
        student = desk.student();
        String owing = desk.caseNumber(desk.start("card-issue", desk.application(student, null)));
        desk.timeIs("2026-11-27T09:00");
        student = desk.student();
        String soon = card(guardian);
        String decided = toDecide();

        String early = digestOf(LocalDate.of(2026, 11, 30));
        assertThat(line(part(early, "U dyrektora do decyzji"), decided)).contains("dyrektor: decyzja (od 27.11.2026)");
        assertThat(line(part(early, "Czekamy na wnioskodawcę"), owing))
                .contains("wnioskodawca: zdjęcie do legitymacji (najpóźniej 30.11.2026)")
                .doesNotContain("ostatni dzień");
        String text = digestOf(LocalDate.of(2026, 12, 8));
        assertThat(part(text, "Po terminie"))
                .contains(late)
                .contains("sekretariat: Zweryfikować zdjęcie")
                .doesNotContain(soon, owing, decided);
        assertThat(part(text, "Termin dzisiaj albo wkrótce"))
                .contains(soon)
                .contains(decided)
                .doesNotContain(late);
        assertThat(text).doesNotContain(student.surname());
    }

    @Test
    void thereIsNoDigestOnADayOffNorWhereTheSchoolWantsNone() {
        assertThat(digest.wanted(LocalDate.of(2026, 11, 27))).isTrue();
        assertThat(digest.wanted(LocalDate.of(2026, 11, 28))).isFalse();
        assertThat(digest.wanted(LocalDate.of(2026, 12, 24))).isFalse();
        SchoolProfile silent =
                OtherSchool.with(new SchoolProfile.Deadlines(7, 7, 7, List.of(7, 2), List.of(15), false), school);
        assertThat(new DeadlineDigest(cases, stages, silent).wanted(LocalDate.of(2026, 11, 27)))
                .isFalse();
        card(guardian);
        watchOn(LocalDate.of(2026, 11, 28));
        assertThat(mails(DIGEST, "")).isEmpty();
    }

    @Test
    void nothingOpenNoDigest() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            db.sql("update case_file set outcome = 'WITHDRAWN' where outcome is null")
                    .update();
            assertThat(digest.on(LocalDate.of(2026, 11, 27))).isEmpty();
            status.setRollbackOnly();
        });
        card(guardian);
        assertThat(digest.on(LocalDate.of(2026, 11, 27))).isPresent();
    }

    // ---- the principal

    @ParameterizedTest
    @CsvSource({
        "NOTIFY,    Choroba.,   2026-12-07, musi być dniem późniejszym",
        "NOTIFY,    Choroba.,   2026-12-08, musi być dniem późniejszym", // today
        "NOTIFY,    Choroba.,   2026-12-20, dzień wolny od pracy. Najbliższy dzień roboczy to 21.12.2026",
        "NOTIFY,    Choroba.,   2026-12-24, dzień wolny od pracy. Najbliższy dzień roboczy to 28.12.2026",
        "NOTIFY,    Choroba.,   2027-12-20, odległy o więcej niż rok",
        "NOTIFY,    Choroba.,   '',         newDeadline",
        "NOTIFY,    Choroba.,   jutro,      newDeadline",
        "NOTIFY,    ' ',        2026-12-18, delayReason",
        "NO_NOTICE, Choroba.,   2026-12-18, noNoticeReason",
        "MAYBE,     Choroba.,   2026-12-18, delayDecision",
        "'',        Choroba.,   2026-12-18, delayDecision",
    })
    void whatCannotBeIsRefusedAndNothingHasChanged(String decision, String reason, String newDate, String says) {
        String number = late();
        assertThatThrownBy(
                        () -> decides(number, "delayDecision", decision, "delayReason", reason, "newDeadline", newDate))
                .hasMessageContaining(says);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decideDelay", "userTask_verifyPhoto");
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 7));
        assertThat(desk.subjectsTo(guardian)).doesNotContain("Nowy termin załatwienia sprawy");
    }

    @Test
    void aNoticeGivesTheCaseANewDeadlineThatIsWatchedToo() throws Exception {
        String number = late();
        decides(
                number,
                "delayDecision",
                "NOTIFY",
                "delayReason",
                "Drukarka\njest w naprawie.",
                "newDeadline",
                "2026-12-18");
        desk.jobsRun();

        assertThat(OfficeDesk.plainText(mailsTo(guardian, "Nowy termin").get(0)))
                .contains("Powód zwłoki: Drukarka jest w naprawie.")
                .contains("18 grudnia 2026 r.")
                .contains("ponaglenia");
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 18));
        assertThat(cases.trail(number))
                .anyMatch(
                        entry -> entry.who().equals("dyrektor") && entry.what().contains("Nowy termin: 18.12.2026"));
        assertThat(desk.task(number, "userTask_verifyPhoto").getDueDate())
                .isEqualTo(OfficeDesk.moment("2026-12-18T23:59"));
        assertThat(dueAts(number)).hasSizeGreaterThan(1).containsOnly(OfficeDesk.moment("2026-12-18T23:59"));
        assertThat(desk.passed(number)).contains("endEvent_noticeSent");

        // a task yet to come
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        assertThat(desk.task(number, "userTask_printCard").getDueDate())
                .isEqualTo(OfficeDesk.moment("2026-12-18T23:59"));

        watchOn(LocalDate.of(2026, 12, 16));
        assertThat(reminders(number)).isEqualTo(1);
        watchOn(LocalDate.of(2026, 12, 18));
        assertThat(escalations(number)).isEqualTo(1);
        watchOn(LocalDate.of(2026, 12, 19));
        assertThat(escalations(number)).isEqualTo(2);
    }

    @Test
    void noLaterReckoningGoesBeforeWhatWasPromised() {
        String number = late();
        decides(number, "delayDecision", "NOTIFY", "delayReason", "Choroba.", "newDeadline", "2027-01-29");
        refusePhoto(number);
        assertThat(cases.get(number).deadline()).isNull();
        desk.complete(number, "userTask_awaitCompletion", "photoId", desk.goodPhoto(student));
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2027, 1, 29));
        assertThat(desk.task(number, "userTask_verifyPhoto").getDueDate())
                .isEqualTo(OfficeDesk.moment("2027-01-29T23:59"));
    }

    @Test
    void noNoticeIsNeeded() {
        String number = late();
        decides(number, "delayDecision", "NO_NOTICE", "noNoticeReason", "Legitymacja będzie dziś gotowa.");
        watchOn(LocalDate.of(2026, 12, 9));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 7));
        assertThat(desk.passed(number)).contains("endEvent_noNotice");
        assertThat(mailsTo(guardian, "Nowy termin")).isEmpty();
        assertThat(escalations(number)).isEqualTo(1);
    }

    @Test
    void aCaseThatEndsTakesThePrincipalsTaskWithIt() {
        String number = late();
        desk.withdraw(number, "Jan Rodzic", "2026-12-08");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).isEmpty();
        assertThat(desk.passed(number)).contains("endEvent_caseEnded").doesNotContain("endEvent_noticeSent");
        assertThat(mailsTo(guardian, "Nowy termin")).isEmpty();
        watchOn(LocalDate.of(2026, 12, 9));
        assertThat(escalations(number)).isEqualTo(1);
    }

    @Test
    void aDeadlineThatStandsStillTakesThePrincipalsTaskWithItUntilItPassesAgain() {
        String number = late();
        refusePhoto(number);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(desk.passed(number)).contains("endEvent_deadlineStopped");
        desk.complete(number, "userTask_awaitCompletion", "photoId", desk.goodPhoto(student));
        watchOn(cases.get(number).deadline().plusDays(1));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decideDelay", "userTask_verifyPhoto");
    }

    @Test
    void aDocumentThatIsReadyTakesThePrincipalsTaskWithIt() {
        String number = late();
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");
        assertThat(desk.passed(number)).contains("endEvent_deadlineStopped");
    }

    @Test
    void anApplicantWithoutAnAddressIsToldByOtherMeans() {
        String number = card("");
        watchOn(LocalDate.of(2026, 12, 8));
        desk.timeIs("2026-12-08T09:00");
        desk.complete(number, "userTask_notifyByHand", "notifiedHow", "PHONE", "notifiedOn", "2026-12-08");
        decides(number, "delayDecision", "NOTIFY", "delayReason", "Choroba.", "newDeadline", "2026-12-18");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_notifyByHand", "userTask_verifyPhoto");
    }

    @Test
    void theStudentHasLeft() {
        String number = card(guardian);
        db.sql("update student set status = 'LEFT' where id = ?")
                .param(student.id())
                .update();
        watchOn(LocalDate.of(2026, 12, 3));
        assertThat(reminders(number)).isEqualTo(1);
        watchOn(LocalDate.of(2026, 12, 8));
        desk.timeIs("2026-12-08T09:00");
        decides(number, "delayDecision", "NOTIFY", "delayReason", "Choroba.", "newDeadline", "2026-12-18");
        desk.jobsRun();
        assertThat(mailsTo(guardian, "Nowy termin")).hasSize(1);
    }

    // ---- who sees what

    @Test
    void thePrincipalWorksOnItAndTheOfficeReads() throws Exception {
        String number = late();
        Task task = desk.task(number, "userTask_decideDelay");
        assertThat(task).as("the office may read it").isNotNull();
        assertThatThrownBy(() -> tasks.complete(task.getId())).isInstanceOf(AuthorizationException.class);
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        web.perform(get("/camunda/api/office/cases/" + number + "/delay"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.deadline").value("2026-12-07"))
                .andExpect(jsonPath("$.daysLate").value(1))
                .andExpect(jsonPath("$.waiting").value("sekretariat: Zweryfikować zdjęcie"))
                .andExpect(
                        jsonPath("$.reason").value("Sprawdzenie złożonych dokumentów trwa dłużej, niż zakładaliśmy."))
                .andExpect(jsonPath("$.newDate").value("2026-12-22"));
        web.perform(get("/camunda/api/office/cases/SPR-1999-0001/delay")).andExpect(status().isNotFound());
    }

    @Test
    void theClerkReadsThatTheCaseIsWithThePrincipal() throws Exception {
        String number = toDecide();
        assertThat(desk.task(number, "userTask_decide")).isNull();
        web.perform(get("/camunda/api/office/cases/" + number))
                .andExpect(jsonPath("$.state").value("Zdecydować w sprawie (dyrektor)"));
        watchOn(LocalDate.of(2026, 12, 8));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide", "userTask_decideDelay");
        web.perform(get("/camunda/api/office/cases").param("q", number))
                .andExpect(jsonPath("$.rows[0].state").value("Zdecydować w sprawie (dyrektor)"));
    }

    // ---- the days and their work

    /** The watch of that morning; a timer of a day that another test has left behind is moved there. */
    private void watchOn(LocalDate day) {
        timer(day + "T05:30");
        desk.timeIs(day + "T05:30");
        desk.jobsRun();
    }

    private void timer(String at) {
        desk.asProgram(() -> {
            jobs.setJobDuedate(timer().getId(), OfficeDesk.moment(at));
            return null;
        });
    }

    /** For whoever is the program. */
    private Job timer() {
        return jobs.createJobQuery()
                .processDefinitionKey("deadline-watch")
                .timers()
                .singleResult();
    }

    private long watches() {
        return desk.asProgram(() -> history.createHistoricProcessInstanceQuery()
                .processDefinitionKey("deadline-watch")
                .count());
    }

    private long unfinished() {
        return desk.asProgram(() -> runtime.createProcessInstanceQuery()
                .processDefinitionKey("deadline-watch")
                .count());
    }

    private long escalations(String number) {
        return desk.asProgram(() -> history.createHistoricProcessInstanceQuery()
                .processDefinitionKey("deadline-escalation")
                .processInstanceBusinessKey(number)
                .count());
    }

    private long reminders(String number) {
        return mails(REMINDER, number).size();
    }

    private List<MimeMessage> mails(String subject, String about) {
        return mailsTo(OFFICE, subject).stream()
                .filter(mail -> subject(mail).contains(about))
                .toList();
    }

    private List<MimeMessage> mailsTo(String address, String subject) {
        return desk.mailsTo(address).stream()
                .filter(mail -> subject(mail).startsWith(subject))
                .toList();
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String digestOf(LocalDate day) throws MessagingException, IOException {
        watchOn(day);
        String date = "%02d.%02d.%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
        return OfficeDesk.plainText(mails(DIGEST, date).get(0)).replace("\r\n", "\n");
    }

    private static String part(String digest, String title) {
        int from = digest.indexOf(title);
        return digest.substring(from, digest.indexOf("\n\n", from));
    }

    private static String line(String digest, String number) {
        return digest.lines().filter(line -> line.contains(number)).findFirst().orElseThrow();
    }

    private String card(String email) {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("applicantEmail", email);
        return desk.caseNumber(desk.start("card-issue", form));
    }

    /** A case whose photo nobody has looked at for two weeks. */
    private String late() {
        String number = card(guardian);
        watchOn(LocalDate.of(2026, 12, 8));
        desk.timeIs("2026-12-08T09:00");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decideDelay", "userTask_verifyPhoto");
        return number;
    }

    private String toDecide() {
        student = desk.student();
        String first = card(guardian);
        desk.complete(first, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        desk.complete(first, "userTask_printCard", "cardOutcome", "PRINTED");
        LocalDate today = cases.get(first).receivedOn();
        desk.complete(
                first,
                "userTask_handOver",
                "handedOverOn",
                today.toString(),
                "handedOverTo",
                "Jan Rodzic",
                "handedOverAs",
                "GUARDIAN",
                "receiptSigned",
                true);
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "SCHOOL_ERROR");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        return number;
    }

    private void refusePhoto(String number) {
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "REFUSED", "photoReasons", "BACKGROUND");
    }

    private void decides(String number, Object... form) {
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        try {
            tasks.complete(desk.task(number, "userTask_decideDelay").getId(), OfficeDesk.map(form));
        } finally {
            identity.setAuthentication("sekretariat", List.of("sekretariat"));
        }
    }

    private List<Object> dueAts(String number) {
        return desk.asProgram(
                () -> runtime.createProcessInstanceQuery().processInstanceBusinessKey(number).list().stream()
                        .flatMap(instance -> runtime
                                .createVariableInstanceQuery()
                                .processInstanceIdIn(instance.getId())
                                .variableName("dueAt")
                                .list()
                                .stream())
                        .map(VariableInstance::getValue)
                        .toList());
    }
}
