package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import pl.legitymacje.casefile.CardEligibility;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.photo.PhotoStatus;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.TestMailServer;
import pl.legitymacje.process.card.NumbersUnderLoad;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** On PostgreSQL, with the environment that docker-compose.yml gives, in a school whose cards a firm prints. */
@SpringBootTest(properties = "camunda.bpm.job-execution.enabled=false")
@ActiveProfiles("s0")
@ContextConfiguration(initializers = {TestMailServer.class, PostgresIT.Compose.class})
@Import(OfficeDesk.class)
// while the database, which ends with this JVM, still answers
@DirtiesContext
class PostgresIT extends NumbersUnderLoad {

    private static final Postgres POSTGRES = new Postgres();

    static class Compose implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Map<String, Object> environment = new HashMap<>(POSTGRES.environment(TestMailServer.port()));
            environment.put("SCHOOL_ROSTERFILE", "classpath:demo/roster.csv");
            // Under this name Spring reads its variables as it does in a container.
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new SystemEnvironmentPropertySource("compose-systemEnvironment", environment));
        }
    }

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private CardEligibility eligibility;

    @Autowired
    private Photos photos;

    @Autowired
    private Students students;

    @Autowired
    private TaskService tasks;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    void engine(@Autowired ProcessEngine engine) {
        AbstractAssertions.init(engine);
    }

    @Test
    void itIsReallyPostgresAndEverythingIsMigrated() {
        assertThat(db.sql("select version()").query(String.class).single()).startsWith("PostgreSQL");
        assertThat(db.sql("select success from flyway_schema_history")
                        .query(Boolean.class)
                        .list())
                .isNotEmpty()
                .containsOnly(true);
        assertThat(db.sql("select version_ from act_ge_schema_log")
                        .query(String.class)
                        .list())
                .containsExactly("7.24.0");
    }

    @Test
    void aCardThatAFirmPrints() {
        Student student = desk.student();
        String guardian = student.guardians().get(0).email();
        String photoId = desk.goodPhoto(student);
        ProcessInstance instance = desk.start("card-issue", desk.application(student, photoId));
        String number = desk.caseNumber(instance);
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        String first = cards.ofCase(number).orElseThrow().number();

        for (String day : new String[] {"2026-11-24", "jutro", ""}) {
            assertThatThrownBy(() -> desk.complete(number, "userTask_orderCard", "orderedOn", day))
                    .hasMessageContaining(day.equals("2026-11-24") ? "przyszłości" : "orderedOn");
        }

        // the firm sends a card with a mistake, then a good one
        desk.complete(number, "userTask_orderCard", "orderedOn", "2026-11-23");
        desk.complete(
                number,
                "userTask_receiveCard",
                "receivedCardOn",
                "2026-11-23",
                "cardOutcome",
                "SPOILED",
                "spoiledReason",
                "literówka w nazwisku");
        desk.jobsRun();
        String second = cards.ofCase(number).orElseThrow().number();
        assertThat(Long.parseLong(second)).isEqualTo(Long.parseLong(first) + 1);
        assertThat(cards.get(first).state()).isEqualTo(CardState.ANNULLED);
        assertThat(cards.get(first).note()).isEqualTo("literówka w nazwisku");
        desk.complete(number, "userTask_orderCard", "orderedOn", "2026-11-23");
        desk.timeIs("2026-11-30T10:00");
        desk.complete(number, "userTask_receiveCard", "receivedCardOn", "2026-11-30", "cardOutcome", "PRINTED");
        desk.complete(
                number,
                "userTask_handOver",
                "handedOverOn",
                "2026-11-30",
                "handedOverTo",
                "Jan Rodzic",
                "handedOverAs",
                "GUARDIAN",
                "receiptSigned",
                true);
        desk.jobsRun();

        desk.asProgram(() -> assertThat(instance)
                .isEnded()
                .hasPassedInOrder(
                        "callActivity_completion",
                        "callActivity_production",
                        "sendTask_cardReady",
                        "userTask_handOver",
                        "serviceTask_registerHandOver",
                        "endEvent_cardIssued"));
        assertThat(desk.passed(number))
                .containsSubsequence(
                        "serviceTask_assignNumber",
                        "gateway_printing",
                        "userTask_orderCard",
                        "userTask_receiveCard",
                        "serviceTask_annulNumber",
                        "serviceTask_assignNumber",
                        "userTask_orderCard",
                        "userTask_receiveCard",
                        "gateway_cardGood",
                        "serviceTask_registerReady",
                        "endEvent_cardReady")
                .doesNotContain("userTask_printCard");
        StudentCard issued = cards.get(second);
        assertThat(issued.state()).isEqualTo(CardState.ISSUED);
        assertThat(issued.orderedOn()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(issued.readyOn()).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(issued.issuedOn()).isEqualTo(LocalDate.of(2026, 11, 30));
        assertThat(issued.validUntil()).isEqualTo(LocalDate.of(2027, 9, 30));
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CARD_ISSUED);
        assertThat(photos.get(photoId).status()).isEqualTo(PhotoStatus.ACCEPTED);
        assertThat(photos.portrait(photoId)).isNotEmpty();
        assertThat(desk.subjectsTo(guardian))
                .containsExactlyInAnyOrder(
                        "Sprawa zarejestrowana", "Zdjęcie przyjęte", "Legitymacja gotowa do odbioru");
        assertThat(cases.trail(number)).isNotEmpty();
    }

    @Test
    void aCaseIsErasedAfterItsYearsOfKeeping() {
        Student student = desk.student();
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        desk.withdraw(number, "Jan Rodzic", "2026-11-23");
        desk.jobsRun();
        desk.timerAlone("data-retention", "2031-12-31T03:30");
        assertThat(cases.trail(number)).isNotEmpty();
        desk.timerAlone("data-retention", "2032-01-01T03:30");
        assertThatThrownBy(() -> cases.get(number)).hasMessageContaining("usunięto 01.01.2032");
        assertThat(cases.trail(number)).isEmpty();
    }

    @Test
    void clerksCompletingTheSameTaskAtOnceDoItOnceAndWaitForEachOther() throws Exception {
        Student student = desk.student();
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        desk.complete(number, "userTask_orderCard", "orderedOn", "2026-11-23");
        desk.complete(number, "userTask_receiveCard", "receivedCardOn", "2026-11-23", "cardOutcome", "PRINTED");
        String taskId = desk.task(number, "userTask_handOver").getId();
        CyclicBarrier together = new CyclicBarrier(4);
        Callable<String> clerk = () -> {
            together.await();
            try {
                tasks.complete(
                        taskId,
                        OfficeDesk.map(
                                "handedOverOn",
                                "2026-11-23",
                                "handedOverTo",
                                "Jan Rodzic",
                                "handedOverAs",
                                "GUARDIAN",
                                "receiptSigned",
                                true));
                return "done";
            } catch (RuntimeException tooLate) {
                return tooLate.toString();
            }
        };
        ExecutorService clerks = Executors.newFixedThreadPool(4);
        List<String> answers = new ArrayList<>();
        try {
            for (Future<String> answer : clerks.invokeAll(Collections.nCopies(4, clerk))) {
                answers.add(answer.get());
            }
        } finally {
            clerks.shutdownNow();
        }
        assertThat(answers).containsOnlyOnce("done").noneMatch(answer -> answer.contains("deadlock"));
        assertThat(cards.ofCase(number).orElseThrow().state()).isEqualTo(CardState.ISSUED);
    }

    @Test
    void aWholeClassAtOnce() {
        String schoolClass = "8a";
        List<Student> pupils = students.inClass(schoolClass);
        List<Student> withoutCard = pupils.stream()
                .filter(pupil -> eligibility.refusalInClass(pupil).isEmpty())
                .toList();
        assertThat(withoutCard).hasSizeGreaterThan(10);
        desk.start("card-issue-class", OfficeDesk.map("schoolClass", schoolClass));
        desk.jobsRun();

        for (Student pupil : withoutCard) {
            String number = cases.openOf(pupil.id()).orElseThrow().number();
            assertThat(desk.waitsIn(number)).contains("userTask_awaitCompletion");
        }
        assertThat(pupils).allSatisfy(pupil -> assertThat(eligibility.refusalInClass(pupil))
                .isPresent());
    }
}
