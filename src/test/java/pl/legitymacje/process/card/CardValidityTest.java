package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.AtOnce;
import pl.legitymacje.mail.MailKind;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.mail.OutgoingMail;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.Confirmation;
import pl.legitymacje.register.HologramEntry;
import pl.legitymacje.register.Holograms;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.ObjectionForm;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Student;

/** September: a class's cards are confirmed, holograms counted, guardians reminded (S3 II.4, VIII.1). */
@OfficeTest
class CardValidityTest {

    private static final String REMINDER = "Przypomnienie: legitymacja do potwierdzenia";
    private static final String OFFER = "mLegitymację można wydać ponownie";
    private static final LocalDate NEXT = LocalDate.of(2027, 9, 30);

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Objections objections;

    @Autowired
    private Holograms holograms;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private IdentityService identity;

    @Autowired
    private MockMvc web;

    private String schoolClass;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    void september() {
        desk.opens("2026-09-01T09:00");
        db.sql("delete from hologram_entry").update(); // of other tests, and of later days
        holograms.count(100, null, LocalDate.of(2026, 9, 1), "test");
        schoolClass = desk.schoolClass();
    }

    @AfterEach
    void evening() {
        desk.asProgram(() -> {
            runtime.createProcessInstanceQuery()
                    .processDefinitionKey("card-validity")
                    .list()
                    .forEach(round -> runtime.deleteProcessInstance(round.getId(), "test over"));
            return null;
        });
        desk.closes();
    }

    // ---- what cannot be

    @Test
    void aClassWithoutStudentsOrWithoutCardsToConfirmIsNotStarted() {
        assertThatThrownBy(() -> round("99x")).hasMessageContaining("W klasie 99x nie ma żadnego ucznia");
        assertThatThrownBy(() -> desk.start("card-validity", OfficeDesk.map())).hasMessageContaining("schoolClass");
        student();
        assertThatThrownBy(() -> round(schoolClass)).hasMessageContaining("nikt nie ma legitymacji do potwierdzenia");
    }

    @Test
    void aClassThatIsAtItIsNotStartedAgainHoweverItIsWritten() {
        withCard(false);
        round(schoolClass.toUpperCase(java.util.Locale.ROOT).replaceFirst("^30", "30 "));
        assertThatThrownBy(() -> round(schoolClass)).hasMessageContaining("jest już w trakcie potwierdzania");
        assertThat(rounds()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'', , , Proszę zaznaczyć",
        "'', 0, , Proszę zaznaczyć",
        "x, , , confirmedStudents",
        "-7, , , nie ma już legitymacji",
        "ID, -1, , ujemna",
        "ID, 2, ' ', powód",
        "ID, 100, rozdarte, 'Potrzeba hologramów: 101, a w ewidencji jest tylko tyle: 100'",
        "ID, 99999999999, rozdarte, Potrzeba hologramów",
        "ID, dużo, , spoiledHolograms"
    })
    void whatCannotBeIsRefusedAndChangesNothing(String ids, String spoiled, String reason, String says) {
        Student student = withCard(false);
        round(schoolClass);
        assertThatThrownBy(() -> confirm(
                        ids.replace("ID", Long.toString(student.id())),
                        "spoiledHolograms",
                        spoiled,
                        "spoiledHologramsReason",
                        reason))
                .hasMessageContaining(says);
        assertThat(cards.validOf(student.id()).orElseThrow().validUntil()).isEqualTo("2026-09-30");
        assertThat(holograms.balance()).isEqualTo(100);
        assertThat(task()).isNotNull();
    }

    @Test
    void aStockThatIsTooSmallForTheClassIsRefusedBeforeAnythingIsChanged() {
        List<Student> three =
                IntStream.range(0, 3).mapToObj(n -> withCard(false)).toList();
        Student paper = withCard(true);
        holograms.count(2, null, LocalDate.of(2026, 9, 1), "test");
        round(schoolClass);
        assertThatThrownBy(() -> confirm(ids(three) + "," + paper.id())).hasMessageContaining("Niczego nie zmieniono");
        assertThat(three).allMatch(student -> cards.confirmations(card(student)).isEmpty());
        assertThat(cards.confirmations(card(paper))).isEmpty();

        desk.start(
                "hologram-stock",
                OfficeDesk.map("hologramEntry", "RECEIVED", "hologramCount", 1L, "hologramOn", "2026-09-01"));
        confirm(ids(three) + "," + paper.id());
        assertThat(holograms.balance()).isZero();
        assertThat(rounds()).isZero();
    }

    // ---- a class

    @Test
    void cardsAreConfirmedOverSeveralDaysUntilNobodyIsLeft() throws Exception {
        Student one = withCard(false);
        Student two = withCard(false);
        Student paper = withCard(true);
        long used = holograms.total(HologramEntry.Kind.USED, new SchoolYear(2026));
        ProcessInstance round = round(schoolClass);
        confirm(ids(List.of(one, paper)), "spoiledHolograms", 2L, "spoiledHologramsReason", "rozdarte");
        assertThat(holograms.balance()).isEqualTo(97);
        assertThat(holograms.total(HologramEntry.Kind.USED, new SchoolYear(2026)))
                .isEqualTo((int) used + 1);
        assertThat(cards.validOf(one.id()).orElseThrow().validUntil()).isEqualTo(NEXT);
        assertThat(cards.confirmations(card(paper)).get(0).mark()).isEqualTo(Confirmation.STAMP);
        asked().andExpect(jsonPath("$.rows", hasSize(1)))
                .andExpect(jsonPath("$.rows[0].studentId").value(two.id()))
                .andExpect(jsonPath("$.rows[0].mark").value("HOLOGRAM"))
                .andExpect(jsonPath("$.stock").value(97));
        assertThatThrownBy(() -> confirm("")).hasMessageContaining("Proszę zaznaczyć");

        desk.timeIs("2026-09-08T10:00");
        // one was confirmed before, by a form that was opened before
        confirm(ids(List.of(one, two)));
        assertThat(holograms.balance()).isEqualTo(96);
        assertThat(ends(round)).containsExactly("endEvent_allConfirmed");
        assertThat(outbox.about(one.id())).isEmpty();
    }

    @Test
    void whoHasAMobileCardIsOfferedAnotherWhereTicked() throws Exception {
        Student active = withMobileCard();
        Student unticked = withMobileCard();
        Student objecting = withMobileCard();
        Student without = withCard(false);
        objections.record(objecting.id(), "Ewa Próbna", LocalDate.of(2026, 9, 1), ObjectionForm.SPOKEN, "sekretariat");
        asked().andExpect(jsonPath("$.rows[?(@.offer == true)]", hasSize(2)));
        round(schoolClass);
        confirm(
                ids(List.of(active, unticked, objecting, without)),
                "offeredStudents",
                ids(List.of(active, objecting, without)));
        desk.jobsRun();
        assertThat(subjects(active)).containsOnlyOnce(OFFER);
        assertThat(OfficeDesk.plainText(mail(active, OFFER)))
                .contains("Imię ucznia: Jan")
                .contains("Potwierdziliśmy ważność")
                .doesNotContain("Numer sprawy", "null", active.surname(), card(active));
        assertThat(Stream.of(unticked, objecting, without).flatMap(student -> subjects(student).stream()))
                .doesNotContain(OFFER);
    }

    @Test
    void whoMovedToAnotherClassIsConfirmedThereAndAnEmptyRoundCanBeEnded() {
        Student moved = withCard(false);
        ProcessInstance old = round(schoolClass);
        String before = schoolClass;
        schoolClass = desk.schoolClass();
        desk.enrolled(moved, schoolClass);
        ProcessInstance now = round(schoolClass);
        confirm(ids(List.of(moved)));
        assertThat(ends(now)).containsExactly("endEvent_allConfirmed");
        schoolClass = before;
        confirm("");
        assertThat(ends(old)).containsExactly("endEvent_allConfirmed");
    }

    // ---- reminders and the end of the month

    @Test
    void guardiansOfThoseMissingAreRemindedTwiceAndTheMonthEnds() throws Exception {
        Student early = withCard(false);
        Student late = withCard(false);
        Student never = withCard(false);
        ProcessInstance round = round(schoolClass);
        confirm(ids(List.of(early)));
        at("2026-09-14T23:00");
        assertThat(subjects(late)).isEmpty();
        at("2026-09-15T12:00");
        at("2026-09-15T12:01");
        assertThat(subjects(late)).containsExactly(REMINDER);
        assertThat(OfficeDesk.plainText(desk.mailsTo(address(late)).get(0))).contains("30 września 2026 r.");
        desk.timeIs("2026-09-15T13:00");
        confirm(ids(List.of(late))); // the task comes back on the day of a reminder
        at("2026-09-15T14:00");
        at("2026-09-25T12:00");
        assertThat(subjects(never)).containsExactly(REMINDER, REMINDER);
        assertThat(subjects(late)).containsExactly(REMINDER);
        assertThat(subjects(early)).isEmpty();
        at("2026-10-01T07:59");
        assertThat(ends(round)).isEmpty();
        at("2026-10-01T08:00");
        assertThat(ends(round)).contains("endEvent_monthOver");
        assertThat(rounds()).isZero();
        assertThat(left(round)).isEqualTo(ids(List.of(never)));

        desk.timeIs("2026-10-20T10:00");
        ProcessInstance again = round(schoolClass);
        confirm(ids(List.of(never)));
        assertThat(ends(again)).containsExactly("endEvent_allConfirmed");
        assertThat(cards.validOf(never.id()).orElseThrow().validUntil()).isEqualTo(NEXT);
    }

    @Test
    void aServerThatWasOffOnBothDaysRemindsOnce() {
        Student missing = withCard(false);
        round(schoolClass);
        at("2026-09-28T11:00");
        at("2026-09-28T12:00");
        assertThat(subjects(missing)).containsExactly(REMINDER);
    }

    @Test
    void whoCannotBeReachedByMailIsToldByAPerson() throws Exception {
        Student unreachable = desk.student(schoolClass, "");
        enter(unreachable, false);
        round(schoolClass);
        at("2026-09-15T12:00");
        OutgoingMail mail = outbox.about(unreachable.id()).get(0);
        assertThat(mail.kind()).isEqualTo(MailKind.VALIDITY_REMINDER);
        assertThat(mail.failure()).isPresent();
        Task byHand = tasks.createTaskQuery()
                .taskDefinitionKey("userTask_notifyByHand")
                .processVariableValueEquals("mailId", mail.id())
                .singleResult();
        web.perform(get("/camunda/api/office/mails/" + mail.id()))
                .andExpect(jsonPath("$.student.name").value(unreachable.fullName()))
                .andExpect(jsonPath("$.student.guardians[0].phone").value("000 111 222"));
        assertThatThrownBy(() -> tasks.complete(byHand.getId(), OfficeDesk.map("notifiedHow", "PIGEON")))
                .hasMessageContaining("notified");
        tasks.complete(byHand.getId(), OfficeDesk.map("notifiedHow", "PHONE", "notifiedOn", "2026-09-15"));
        assertThat(outbox.get(mail.id()).told().orElseThrow())
                .isEqualTo("Zawiadomiono telefonicznie dnia 15.09.2026. (sekretariat)");
    }

    // ---- the start of September

    @Test
    void onTheFirstOfSeptemberEachClassThatNeedsItIsStartedOnce() {
        withCard(false);
        String other = schoolClass;
        schoolClass = desk.schoolClass();
        withCard(true);
        round(schoolClass); // by hand, before the timer
        desk.timer("card-validity-september", "2026-09-01T09:30");
        assertThat(roundsOf(other)).isEqualTo(1);
        assertThat(roundsOf(schoolClass)).isEqualTo(1);
        desk.timer("card-validity-september", "2026-09-02T06:00");
        assertThat(roundsOf(other)).isEqualTo(1);

        // a roster makes another class: it is not forgotten
        schoolClass = desk.schoolClass();
        withCard(false);
        desk.timer("card-validity-september", "2026-09-03T06:00");
        assertThat(roundsOf(schoolClass)).isEqualTo(1);
    }

    @RepeatedTest(3)
    void twoNodesAndAPersonStartAClassOnce() throws Exception {
        withCard(false);
        List<String> both = desk.asProgram(() -> {
            for (int node = 0; node < 2; node++) {
                jobs.executeJob(jobs.createJobQuery()
                        .processDefinitionKey("card-validity-september")
                        .timers()
                        .singleResult()
                        .getId());
            }
            return jobs.createJobQuery().activityId("serviceTask_startRounds").list().stream()
                    .map(org.camunda.bpm.engine.runtime.Job::getId)
                    .toList();
        });
        assertThat(both).hasSize(2);
        AtOnce.done(List.of(
                () -> jobs.executeJob(both.get(0)),
                () -> jobs.executeJob(both.get(1)),
                () -> asClerk(() -> round(schoolClass))));
        assertThat(roundsOf(schoolClass)).isEqualTo(1);
    }

    @RepeatedTest(3)
    void twoClerksConfirmTheSameClassAtTheSameSecond() throws Exception {
        List<Student> three =
                IntStream.range(0, 3).mapToObj(n -> withCard(false)).toList();
        ProcessInstance round = round(schoolClass);
        String taskId = task().getId();
        Runnable clerk = () -> asClerk(() ->
                tasks.complete(taskId, OfficeDesk.map("confirmedStudents", ids(three), "spoiledHolograms", null)));
        assertThat(AtOnce.done(List.of(clerk, clerk))).isEqualTo(1);
        assertThat(holograms.balance()).isEqualTo(97);
        assertThat(ends(round)).containsExactly("endEvent_allConfirmed");
    }

    // ---- the stock

    @ParameterizedTest
    @CsvSource({
        "STOLEN, 1, 2026-09-01, , hologramEntry",
        "USED, 1, 2026-09-01, , hologramEntry",
        "RECEIVED, 0, 2026-09-01, , co najmniej 1",
        "RECEIVED, , 2026-09-01, , hologramCount",
        "RECEIVED, 5, 2026-09-02, , przyszłości",
        "SPOILED, 1, 2026-09-01, , powód",
        "SPOILED, 101, 2026-09-01, zalane, tylko tyle hologramów: 100",
        "COUNTED, -1, 2026-09-01, , ujemna"
    })
    void anEntryOfTheStockThatCannotBeIsRefused(String entry, Long count, String on, String note, String says) {
        assertThatThrownBy(() -> stock(entry, count, on, note)).hasMessageContaining(says);
        assertThat(holograms.balance()).isEqualTo(100);
    }

    @Test
    void theStockIsReceivedSpoiledAndCounted() throws Exception {
        int spoiled = holograms.total(HologramEntry.Kind.SPOILED, new SchoolYear(2026));
        stock("RECEIVED", 50L, "2026-09-01", null);
        stock("SPOILED", 3L, "2026-09-01", "zalane");
        assertThat(holograms.balance()).isEqualTo(147);
        stock("COUNTED", 140L, "2026-09-01", "zginęły");
        web.perform(get("/camunda/api/office/holograms"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.balance").value(140))
                .andExpect(jsonPath("$.schoolYear").value("2026/2027"))
                .andExpect(jsonPath("$.spoiled").value(spoiled + 3));
    }

    // ---- the desk

    private void stock(String entry, Long count, String on, String note) {
        desk.start(
                "hologram-stock",
                OfficeDesk.map("hologramEntry", entry, "hologramCount", count, "hologramOn", on, "hologramNote", note));
    }

    private Student student() {
        return desk.student(schoolClass, "rodzic-" + System.nanoTime() + "@rodzice.example");
    }

    private Student withCard(boolean paper) {
        Student student = student();
        enter(student, paper);
        return student;
    }

    private void enter(Student student, boolean paper) {
        cards.registerExisting(
                student.id(), "V/" + student.id(), LocalDate.of(2025, 10, 1), LocalDate.of(2026, 9, 30), paper, "test");
    }

    private Student withMobileCard() {
        Student student = withCard(false);
        desk.active(student);
        return student;
    }

    private String card(Student student) {
        return "V/" + student.id();
    }

    private static String ids(List<Student> students) {
        return students.stream().map(student -> Long.toString(student.id())).collect(Collectors.joining(","));
    }

    private ProcessInstance round(String ofClass) {
        return desk.start("card-validity", OfficeDesk.map("schoolClass", ofClass));
    }

    private Task task() {
        return tasks.createTaskQuery()
                .taskDefinitionKey("userTask_confirmValidity")
                .processVariableValueEquals("schoolClass", schoolClass)
                .singleResult();
    }

    private void confirm(String ids, Object... more) {
        tasks.complete(task().getId(), OfficeDesk.map(OfficeDesk.with(new Object[] {"confirmedStudents", ids}, more)));
    }

    private void at(String time) {
        desk.timeIs(time);
        desk.jobsRun();
    }

    private List<String> subjects(Student student) {
        return desk.subjectsTo(address(student));
    }

    private jakarta.mail.internet.MimeMessage mail(Student student, String subject) {
        return desk.mailsTo(address(student)).get(subjects(student).indexOf(subject));
    }

    private static String address(Student student) {
        return student.guardians().get(0).email();
    }

    private long rounds() {
        return roundsOf(schoolClass);
    }

    private long roundsOf(String ofClass) {
        return desk.asProgram(() -> runtime.createProcessInstanceQuery()
                .processDefinitionKey("card-validity")
                .variableValueEquals("schoolClass", ofClass)
                .count());
    }

    private List<String> ends(ProcessInstance round) {
        return desk.asProgram(() ->
                history
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(round.getId())
                        .finished()
                        .list()
                        .stream()
                        .map(passed -> passed.getActivityId())
                        .filter(id -> id.startsWith("endEvent_") && !id.equals("endEvent_reminded"))
                        .toList());
    }

    private String left(ProcessInstance round) {
        return desk.asProgram(() -> (String) history.createHistoricVariableInstanceQuery()
                .processInstanceId(round.getId())
                .variableName("leftStudents")
                .singleResult()
                .getValue());
    }

    private org.springframework.test.web.servlet.ResultActions asked() throws Exception {
        return web.perform(get("/camunda/api/office/classes/" + schoolClass + "/validity"))
                .andExpect(status().isOk());
    }

    /** In a thread of their own; whatever the engine throws at who comes too late is as good as our words. */
    private void asClerk(Runnable what) {
        identity.setAuthentication("sekretariat", List.of("sekretariat"));
        try {
            what.run();
        } catch (RuntimeException tooLate) {
            throw new Refused("process.validity.nothing");
        } finally {
            identity.clearAuthentication();
        }
    }
}
