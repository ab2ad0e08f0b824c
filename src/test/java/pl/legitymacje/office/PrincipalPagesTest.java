package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.student.Student;

/** What the principal's pages in Cockpit ask for: the decisions that wait, and the office at a glance. */
@OfficeTest
class PrincipalPagesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The cases that a test writes straight into the register. */
    private static final String WRITTEN = "GLANCE-";

    @Autowired
    private MockMvc web;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private IdentityService identity;

    @Autowired
    private CardRegister cards;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
    }

    @AfterEach
    void evening() {
        db.sql("delete from case_file where number like ?").param(WRITTEN + "%").update();
        desk.closes();
    }

    // ---------------------------------------------------------------------------------------------------- who may look

    @ParameterizedTest
    @ValueSource(strings = {"/decisions", "/glance"})
    void nobodyLooksWithoutALoginOrWithAnotherRole(String path) throws Exception {
        identity.clearAuthentication();
        web.perform(get(OfficeDoor.PATH + path))
                .andExpect(status().isUnauthorized())
                .andExpect(content().string(containsString("Proszę się zalogować")));
        identity.setAuthentication("stranger", List.of("somewhere-else"));
        web.perform(get(OfficeDoor.PATH + path)).andExpect(status().isForbidden());
    }

    @ParameterizedTest
    @CsvSource({
        "sekretariat, sekretariat, false, false",
        "dyrektor, dyrektor, true, true",
        "admin, camunda-admin, false, true"
    })
    void eachRoleLooksAndTheEngineSaysWhoActs(String user, String group, boolean decides, boolean retries)
            throws Exception {
        identity.setAuthentication(user, List.of(group));
        assertThat(decisions().get("mayDecide").booleanValue()).isEqualTo(decides);
        assertThat(decisions().get("user").textValue()).isEqualTo(user);
        assertThat(glance().get("mayRetry").booleanValue()).isEqualTo(retries);
    }

    /** Deciding goes through the engine, with the rights of whoever decides: there is nothing to hand in here. */
    @ParameterizedTest
    @ValueSource(strings = {"sekretariat", "dyrektor", "camunda-admin"})
    void nobodyHandsAnythingIn(String group) throws Exception {
        identity.setAuthentication("somebody", List.of(group));
        for (String path : List.of("/decisions", "/glance")) {
            web.perform(post(OfficeDoor.PATH + path)).andExpect(status().isMethodNotAllowed());
        }
    }

    // ------------------------------------------------------------------------------------------------------- decisions

    @Test
    void aDecisionComesWithAllThatIsNeeded() throws Exception {
        Student student = desk.student();
        String number = exchange(student, "DATA_CHANGE", "APPLICATION");
        assertThat(shown(number)).isNull();

        // another clerk takes in what was missing
        identity.setAuthentication("kierowniczka", List.of("sekretariat"));
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PROOF_OF_CHANGE");
        identity.setAuthentication("sekretariat", List.of("sekretariat"));

        JsonNode decision = shown(number);
        assertThat(decision.get("kind").textValue()).isEqualTo("DECISION");
        assertThat(decision.get("person").textValue()).isEqualTo(student.fullName());
        assertThat(decision.get("personDetail").textValue()).isEqualTo("klasa 9t");
        assertThat(decision.get("procedureName").textValue()).isEqualTo("wymiana legitymacji");
        assertThat(decision.get("reason").textValue()).isEqualTo("zmiana danych osobowych");
        assertThat(decision.get("deadline").textValue()).isEqualTo("2026-12-07");
        assertThat(decision.get("photoId").textValue()).isNotBlank();
        assertThat(decision.get("state").textValue()).isEqualTo("Zdecydować w sprawie (dyrektor)");
        assertThat(decision.get("question").isNull()).isTrue();
        assertThat(verified(decision))
                .containsExactly(
                        "podpisany wniosek: jest, sekretariat 2026-11-23",
                        "zdjęcie do legitymacji: jest, sekretariat 2026-11-23",
                        "dokument potwierdzający zmianę danych: jest, kierowniczka 2026-11-23");
        // no more of a child's data than it takes to decide
        assertThat(decision.has("student")).isFalse();
        assertThat(decision.toString()).doesNotContain("pesel", "birthDate");

        desk.decide(number, "decision", "RETURNED", "question", "Kto widział dokument?");
        assertThat(shown(number)).isNull();
        desk.complete(number, "userTask_answerQuestion", "answer", "Pani Anna.");
        assertThat(shown(number).get("question").textValue()).isEqualTo("Kto widział dokument?");
        assertThat(shown(number).get("answer").textValue()).isEqualTo("Pani Anna.");
        desk.decide(number, "decision", "APPROVED");
        assertThat(shown(number)).isNull();
    }

    @Test
    void thePaymentIsShownWithItsAmountAndWhoFoundIt() throws Exception {
        Student student = withCard(desk.student());
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "LOST");
        form.put("attachments", "APPLICATION,PAYMENT");
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.pays(number, "9,00", "Ewa Próbna");
        assertThat(verified(shown(number))).contains("opłata: jest 9,00 zł, sekretariat 2026-11-23");
    }

    @Test
    void theOldestDeadlineComesFirstAndWhatIsLateIsCounted() throws Exception {
        // the shared engine has other cases: what they add at each moment is taken off
        desk.timeIs("2026-12-07T23:00");
        int othersOnTheDay = decisions().get("overdue").intValue();
        desk.timeIs("2026-12-08T00:30");
        int othersTheDayAfter = decisions().get("overdue").intValue();

        desk.timeIs("2026-11-23T09:00");
        String early = waiting();
        desk.timeIs("2026-11-25T09:00");
        String later = waiting();
        JsonNode all = decisions();
        assertThat(all.get("total").intValue()).isEqualTo(all.get("decisions").size());
        assertThat(order(all)).containsSubsequence(early, later);
        assertThat(about(all, "decisions", early).get("deadline").textValue()).isEqualTo("2026-12-07");
        assertThat(about(all, "decisions", later).get("deadline").textValue()).isEqualTo("2026-12-09");
        // the last day itself is not late
        desk.timeIs("2026-12-07T23:00");
        assertThat(decisions().get("overdue").intValue() - othersOnTheDay).isZero();
        desk.timeIs("2026-12-08T00:30");
        assertThat(decisions().get("overdue").intValue() - othersTheDayAfter).isEqualTo(1);
    }

    @Test
    void aDelayIsAKindOfItsOwn() throws Exception {
        String number = waiting();
        desk.asProgram(
                () -> runtime.startProcessInstanceByKey("deadline-escalation", number, Map.of("caseNumber", number)));
        List<String> kinds = StreamSupport.stream(decisions().get("decisions").spliterator(), false)
                .filter(decision -> decision.get("number").textValue().equals(number))
                .map(decision -> decision.get("kind").textValue())
                .toList();
        assertThat(kinds).containsExactlyInAnyOrder("DECISION", "DELAY");
    }

    @Test
    void manyDecisionsTakeNoMoreQueriesThanFew() throws Exception {
        waiting();
        int few = statements(this::decisions);
        for (int i = 0; i < 5; i++) {
            waiting();
        }
        assertThat(statements(this::decisions)).isEqualTo(few);
    }

    // ---------------------------------------------------------------------------------------------------------- glance

    @Test
    void theOpenCasesAreCountedByProcedureStageAndWhomTheyWaitFor() throws Exception {
        JsonNode before = glance();
        String decided = waiting();
        Student student = desk.student();
        desk.caseNumber(desk.start("card-issue", desk.application(student, null)));
        JsonNode after = glance();
        assertThat(after.get("open").intValue() - before.get("open").intValue()).isEqualTo(2);
        assertThat(waits(after, "PRINCIPAL") - waits(before, "PRINCIPAL")).isEqualTo(1);
        assertThat(waits(after, "APPLICANT") - waits(before, "APPLICANT")).isEqualTo(1);
        assertThat(inStage(after, "wymiana legitymacji", "Zdecydować w sprawie (dyrektor)")
                        - inStage(before, "wymiana legitymacji", "Zdecydować w sprawie (dyrektor)"))
                .isEqualTo(1);
        assertThat(inStage(after, "wydanie legitymacji", "Uzupełnić wniosek")
                        - inStage(before, "wydanie legitymacji", "Uzupełnić wniosek"))
                .isEqualTo(1);
        int late = after.get("late").intValue();
        db.sql("update case_file set deadline = ? where number = ?")
                .params(LocalDate.parse("2026-11-22"), decided)
                .update();
        assertThat(glance().get("late").intValue()).isEqualTo(late + 1);
    }

    @Test
    void thePaceIsTheMedianOfWhatTheSchoolHasDoneThisSchoolYear() throws Exception {
        desk.timeIs("2041-03-11T09:00");
        closed("1", "2041-03-01", "2041-03-05", "CARD_ISSUED");
        closed("2", "2041-02-01", "2041-02-11", "CARD_ISSUED");
        closed("3", "2041-01-01", "2041-01-31", "REFUSED");
        // neither the applicant's own pace nor another school year's counts
        closed("4", "2040-09-01", "2041-03-10", "WITHDRAWN");
        closed("5", "2040-09-01", "2041-03-10", "UNEXAMINED");
        closed("6", "2040-01-01", "2040-08-31", "CARD_ISSUED");
        JsonNode pace = glance().get("pace");
        assertThat(pace).hasSize(1);
        assertThat(pace.get(0).get("name").textValue()).isEqualTo("wydanie legitymacji");
        assertThat(pace.get(0).get("closed").intValue()).isEqualTo(3);
        assertThat(pace.get(0).get("medianDays").doubleValue()).isEqualTo(10);
        assertThat(pace.get(0).get("deadlineDays").intValue()).isEqualTo(14);
        closed("7", "2041-03-01", "2041-03-02", "CARD_ISSUED");
        assertThat(glance().get("pace").get(0).get("medianDays").doubleValue()).isEqualTo(7);
    }

    @Test
    void whatWentWrongIsToldUntilItIsPutRight() throws Exception {
        Student student = desk.student();
        Map<String, Object> form = desk.application(student, null);
        form.put("applicantEmail", "to nie jest adres");
        String number = desk.caseNumber(desk.start("card-issue", form));
        Job job = desk.asProgram(() -> jobs.createJobQuery().processDefinitionKey("notification").list().stream()
                .filter(one -> number.equals(runtime.createProcessInstanceQuery()
                        .processInstanceId(one.getProcessInstanceId())
                        .singleResult()
                        .getBusinessKey()))
                .findFirst()
                .orElseThrow());
        assertThat(about(glance(), "failedSteps", number)).isNull();

        desk.asProgram(() -> {
            jobs.setJobRetries(job.getId(), 0);
            return null;
        });
        JsonNode step = about(glance(), "failedSteps", number);
        assertThat(step.get("jobId").textValue()).isEqualTo(job.getId());
        assertThat(step.get("step").textValue()).isEqualTo("Wysłać e-mail");
        assertThat(step.get("process").textValue()).isEqualTo("Zawiadomienie");

        assertThat(tryAgain("sekretariat", job.getId())).isEqualTo(403);
        assertThat(about(glance(), "failedSteps", number)).isNotNull();
        assertThat(tryAgain("dyrektor", job.getId())).isEqualTo(204);
        assertThat(about(glance(), "failedSteps", number)).isNull();
        assertThat(tryAgain("dyrektor", job.getId())).isEqualTo(404);
        assertThat(about(glance(), "failedMails", number)).isNull();
        desk.jobsRun();
        JsonNode mail = about(glance(), "failedMails", number);
        assertThat(mail.get("subject").textValue()).contains(number);
        assertThat(mail.get("failure").textValue()).isNotBlank();
        desk.complete(number, "userTask_notifyByHand", "notifiedHow", "PHONE", "notifiedOn", "2026-11-23");
        assertThat(about(glance(), "failedMails", number)).isNull();
    }

    @Test
    void aFailedTimerThatBelongsToNoCaseIsToldToo() throws Exception {
        Job timer = desk.asProgram(() ->
                jobs.createJobQuery().processDefinitionKey("data-retention").singleResult());
        try {
            desk.asProgram(() -> {
                jobs.setJobRetries(timer.getId(), 0);
                return null;
            });
            JsonNode step = about(glance(), "failedSteps", null);
            assertThat(step.get("process").textValue()).isEqualTo("Usuwanie danych po terminie");
            assertThat(step.get("step").textValue()).isEqualTo("rozpoczęcie");
            assertThat(step.get("jobId").textValue()).isEqualTo(timer.getId());
            assertThat(tryAgain("dyrektor", timer.getId())).isEqualTo(204);
            assertThat(about(glance(), "failedSteps", null)).isNull();
        } finally {
            desk.asProgram(() -> {
                jobs.setJobRetries(timer.getId(), 3);
                return null;
            });
        }
    }

    private int tryAgain(String role, String jobId) throws Exception {
        identity.setAuthentication(role, List.of(role));
        try {
            return web.perform(post(OfficeDoor.PATH + "/failed-steps/" + jobId + "/retry"))
                    .andReturn()
                    .getResponse()
                    .getStatus();
        } finally {
            identity.setAuthentication("sekretariat", List.of("sekretariat"));
        }
    }

    @Test
    void fiveHundredCasesAreNotAskedAboutOneByOne() throws Exception {
        waiting();
        glance();
        int before = statements(this::glance);
        for (int i = 0; i < 500; i++) {
            db.sql(
                            "insert into case_file (number, procedure_key, applicant_name, channel, received_on,"
                                    + " registered_at, registered_by, open_key) values (?, 'CARD_ISSUE', 'Ewa Próbna', 'OFFICE',"
                                    + " date '2026-11-20', timestamp with time zone '2026-11-20 09:00:00+01:00', 'sekretariat', ?)")
                    .params(WRITTEN + i, WRITTEN + i)
                    .update();
        }
        assertThat(glance().get("open").intValue()).isGreaterThanOrEqualTo(500);
        // the stages are read for five hundred cases at once
        assertThat(statements(this::glance)).isLessThanOrEqualTo(before + 2);
    }

    // ------------------------------------------------------------------------------------------------------- the hands

    private interface Asked {
        JsonNode answer() throws Exception;
    }

    private JsonNode decisions() throws Exception {
        return read("/decisions");
    }

    private JsonNode glance() throws Exception {
        return read("/glance");
    }

    private JsonNode read(String path) throws Exception {
        return JSON.readTree(web.perform(get(OfficeDoor.PATH + path))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8));
    }

    /** How many statements the database runs for an answer. */
    private int statements(Asked asked) throws Exception {
        db.sql("set query_statistics_max_entries 1000").update();
        db.sql("set query_statistics true").update();
        try {
            asked.answer();
            return db.sql("select sum(execution_count) from information_schema.query_statistics"
                            + " where sql_statement <> 'COMMIT'")
                    .query(Integer.class)
                    .single();
        } finally {
            db.sql("set query_statistics false").update();
        }
    }

    private Student withCard(Student student) {
        cards.registerExisting(
                student.id(),
                "G/" + student.id(),
                LocalDate.parse("2025-09-10"),
                LocalDate.parse("2027-09-30"),
                false,
                "sekretariat");
        return student;
    }

    /** A case that waits for the principal. */
    private String waiting() {
        return exchange(desk.student(), "SCHOOL_ERROR", "APPLICATION");
    }

    private String exchange(Student student, String reason, String attachments) {
        withCard(student);
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", reason);
        form.put("attachments", attachments);
        String number = desk.caseNumber(desk.start("card-exchange", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        return number;
    }

    private void closed(String number, String receivedOn, String closedOn, String outcome) {
        db.sql("insert into case_file (number, procedure_key, applicant_name, channel, received_on, registered_at,"
                        + " registered_by, outcome, closed_at) values (?, 'CARD_ISSUE', 'Ewa Próbna', 'OFFICE', ?, ?,"
                        + " 'sekretariat', ?, ?)")
                .params(
                        WRITTEN + number,
                        LocalDate.parse(receivedOn),
                        OfficeDesk.moment(receivedOn + "T09:00").toInstant().atOffset(ZoneOffset.UTC),
                        outcome,
                        OfficeDesk.moment(closedOn + "T12:00").toInstant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private JsonNode shown(String number) throws Exception {
        return about(decisions(), "decisions", number);
    }

    private static JsonNode about(JsonNode answer, String list, String caseNumber) {
        return StreamSupport.stream(answer.get(list).spliterator(), false)
                .filter(row -> Objects.equals(
                        caseNumber,
                        row.has("number")
                                ? row.get("number").textValue()
                                : row.get("caseNumber").textValue()))
                .findFirst()
                .orElse(null);
    }

    private static List<String> order(JsonNode all) {
        return StreamSupport.stream(all.get("decisions").spliterator(), false)
                .map(decision -> decision.get("number").textValue())
                .toList();
    }

    private static List<String> verified(JsonNode decision) {
        return StreamSupport.stream(decision.get("requirements").spliterator(), false)
                .map(row -> row.get("label").textValue() + ": "
                        + row.get("stateLabel").textValue()
                        + (row.get("detail").isNull()
                                ? ""
                                : " " + row.get("detail").textValue()) + ", "
                        + row.get("by").textValue() + " " + row.get("on").textValue())
                .toList();
    }

    private static int waits(JsonNode glance, String whom) {
        return glance.get("waiting").get(whom).intValue();
    }

    private static int inStage(JsonNode glance, String procedure, String stage) {
        return StreamSupport.stream(glance.get("procedures").spliterator(), false)
                .filter(row -> row.get("name").textValue().equals(procedure))
                .flatMap(row -> StreamSupport.stream(row.get("stages").spliterator(), false))
                .filter(row -> row.get("text").textValue().equals(stage))
                .mapToInt(row -> row.get("cases").intValue())
                .sum();
    }
}
