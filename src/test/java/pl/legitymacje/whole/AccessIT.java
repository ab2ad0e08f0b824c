package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.servlet.handler.AbstractHandlerMethodMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import pl.legitymacje.AtOnce;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.ProofSamples;
import pl.legitymacje.office.Accounts;
import pl.legitymacje.office.EngineDoor;
import pl.legitymacje.office.Role;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.student.Student;

/** Walks the README's table of rights over HTTP as each role, and tries from outside what no role may do. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:access;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "DEMO_PASSWORD=" + App.PASSWORD,
            "DEMO_SMTP_PORT=0",
            "DEMO_IMAP_PORT=0",
            // as outside the demo
            "server.forward-headers-strategy=native",
            "web.hsts=365d",
            "web.uploads-per-hour=20"
        })
@ActiveProfiles("demo")
@AutoConfigureObservability(tracing = false)
@Import(OfficeDesk.class)
@ExtendWith(OutputCaptureExtension.class)
class AccessIT {

    private static final String OFFICE = "/camunda/api/office/";
    private static final String ENGINE = "/camunda/api/engine/engine/default/";
    private static final List<String> ROLES = List.of("nobody", "sekretariat", "dyrektor", "admin");
    private static final Set<String> WEBAPPS = Set.of("Tasklist", "Cockpit", "Admin", "Welcome");
    /** What only the doors of ours say. */
    private static final String CLOSED = "To konto nie ma dostępu";
    /** Not of a controller, and in the table all the same. */
    private static final String START = "GET /";

    /** What the table says of one thing: a cell for each of {@link #ROLES}. */
    private record Row(String what, List<String> cells) {}

    @LocalServerPort
    private int port;

    @Autowired
    private List<AbstractHandlerMethodMapping<RequestMappingInfo>> mappings;

    @Autowired
    private RepositoryService models;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Accounts accounts;

    @Autowired
    private PaymentProofs proofs;

    private Student student;

    @BeforeEach
    void morning() {
        desk.closes();
        student = desk.student();
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    // ---- the table

    @Test
    void everythingThereIsStandsInTheTableOnce() throws IOException {
        Set<String> there = new TreeSet<>(WEBAPPS);
        there.add(START);
        definitions().forEach(definition -> there.add(definition.getKey()));
        there.addAll(endpoints());
        there.addAll(EngineDoor.NEEDED);
        assertThat(table().stream().map(Row::what))
                .containsExactlyInAnyOrderElementsOf(there)
                .doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> webapps() throws IOException {
        return cells(WEBAPPS::contains)
                .map(cell -> dynamicTest(cell.name(), () -> {
                    String app = cell.what().toLowerCase(java.util.Locale.ROOT);
                    Clerk person = person(cell.role());
                    int page = person.ask("/camunda/app/" + app + "/default/").status();
                    if (cell.role().equals("nobody")) {
                        assertThat(cell.says()).isEqualTo("login page");
                        assertThat(page).isEqualTo(200);
                        assertThat(person.ask(ENGINE + "task").status()).isEqualTo(401);
                        return;
                    }
                    assertThat(page).isEqualTo(cell.yes() ? 200 : 403);
                    if (!app.equals("welcome")) {
                        assertThat(logIn(app, cell.role()).status()).isEqualTo(cell.yes() ? 200 : 403);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> processes() throws IOException {
        Set<String> keys = definitions().map(ProcessDefinition::getKey).collect(Collectors.toSet());
        return cells(keys::contains)
                .map(cell -> dynamicTest(cell.name(), () -> {
                    Set<String> says = cell.says().equals("–")
                            ? Set.of()
                            : Set.of(cell.says().split(", "));
                    assertThat(says).isSubsetOf("start", "work", "look");
                    Clerk person = person(cell.role());
                    boolean stranger = cell.role().equals("nobody");
                    int closed = stranger ? 401 : 403;
                    int unseen = stranger ? 401 : 404;
                    String definition = ENGINE + "process-definition/key/" + cell.what();
                    assertThat(person.ask(definition).status()).isEqualTo(says.contains("look") ? 200 : unseen);
                    int begun = person.startProcess(cell.what(), Map.of()).status();
                    if (says.contains("start")) {
                        // with nothing filled in it may be refused, but not for want of rights
                        assertThat(begun).isNotIn(401, 403, 404);
                    } else {
                        assertThat(begun).isIn(closed, unseen);
                    }
                    boolean administrator = cell.role().equals("admin");
                    for (String activity : userTasks(cell.what())) {
                        String instance = instanceIn(cell.what(), activity);
                        try {
                            String task = tasks.createTaskQuery()
                                    .processInstanceId(instance)
                                    .singleResult()
                                    .getId();
                            tasks.setAssignee(task, null);
                            assertThat(person.ask(ENGINE + "task/" + task).status())
                                    .isEqualTo(says.contains("look") ? 200 : unseen);
                            int taken = person.tell("POST", "task/" + task + "/claim", Map.of("userId", cell.role()))
                                    .status();
                            assertThat(taken).as(activity).isEqualTo(says.contains("work") ? 204 : closed);
                            if (!says.contains("work")) {
                                assertThat(person.complete(task, Map.of("decision", "APPROVED"))
                                                .status())
                                        .as(activity)
                                        .isEqualTo(closed);
                            }
                            if (!administrator) {
                                changesNothing(person, instance, closed);
                            }
                        } finally {
                            runtime.deleteProcessInstances(List.of(instance), "tried", true, true);
                        }
                    }
                }));
    }

    private static void changesNothing(Clerk person, String instance, int closed) {
        String path = "process-instance/" + instance;
        Map<String, String> value = Map.of("value", "APPROVED", "type", "String");
        Map<String, Object> restart = Map.of(
                "instructions",
                List.of(Map.of("type", "cancel", "activityId", "userTask_decide")),
                "skipIoMappings",
                true);
        assertThat(Stream.of(
                                person.tell("PUT", path + "/variables/decision", value),
                                person.tell("DELETE", path + "/variables/decision", ""),
                                person.tell("POST", path + "/modification", restart),
                                person.tell("PUT", path + "/suspended", Map.of("suspended", true)),
                                person.tell("DELETE", path, ""))
                        .map(Clerk.Answer::status))
                .containsOnly(closed);
    }

    @TestFactory
    Stream<DynamicTest> endpointsLetIn() throws IOException {
        Set<String> there = endpoints();
        there.add(START);
        Map<String, String> real = realNumbers();
        return cells(there::contains)
                .map(cell -> dynamicTest(cell.name(), () -> {
                    assertThat(cell.says()).isIn("yes", "–");
                    String method = cell.what().replaceFirst(" .*", "").replace("ANY", "GET");
                    String pattern = cell.what().replaceFirst(".* ", "");
                    Clerk.Answer known = request(cell.role(), method, filled(pattern, real));
                    Clerk.Answer guessed = request(cell.role(), method, filled(pattern, Map.of()));
                    if (cell.yes()) {
                        assertThat(known.status()).isNotIn(401, 403).isLessThan(500);
                        // a number that is none, or has nothing behind it, is not found or wrong, and never somebody
                        // else's
                        if (pattern.startsWith(OFFICE + "photos/")
                                || pattern.startsWith(OFFICE + "payment-proofs/")
                                || pattern.endsWith("{number}")
                                || pattern.endsWith("{taskId}")) {
                            assertThat(guessed.status()).isEqualTo(404);
                        }
                    } else {
                        assertThat(known.status()).isEqualTo(cell.role().equals("nobody") ? 401 : 403);
                        assertThat(guessed.status()).isEqualTo(known.status());
                        assertThat(guessed.body()).isEqualTo(known.body());
                    }
                    if (!method.equals("GET")) {
                        for (String token :
                                new String[] {"", "wrong", UUID.randomUUID().toString()}) {
                            assertThat(person(cell.role())
                                            .sendWithToken(token, filled(pattern, real), asked(method))
                                            .status())
                                    .isEqualTo(403);
                        }
                    }
                }));
    }

    /** What passes the door may still be refused by the engine, which says so in its own words. */
    @TestFactory
    Stream<DynamicTest> engineWritesLetIn() throws IOException {
        return cells(EngineDoor.NEEDED::contains)
                .map(cell -> dynamicTest(cell.name(), () -> {
                    assertThat(cell.says()).isIn("yes", "–");
                    String path = filled(cell.what().replaceFirst(".* ", ""), Map.of());
                    UnaryOperator<java.net.http.HttpRequest.Builder> empty =
                            request -> request.header("Content-Type", "application/json")
                                    .method(cell.what().replaceFirst(" .*", ""), BodyPublishers.ofString("{}"));
                    Clerk.Answer answer = person(cell.role()).send(path, empty);
                    if (cell.yes()) {
                        assertThat(answer.status()).isNotEqualTo(401);
                        assertThat(answer.body()).doesNotContain(CLOSED);
                        assertThat(person(cell.role())
                                        .sendWithToken("wrong", path, empty)
                                        .status())
                                .isEqualTo(403);
                    } else {
                        assertThat(answer.status()).isEqualTo(401);
                    }
                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sekretariat", "dyrektor"})
    void noOtherWriteComesToTheEngine(String role) {
        Clerk person = person(role);
        String cleanUp = person.engine("history/cleanup/jobs").get(0).get("id").textValue();
        String instance = instanceIn("case-decision", "userTask_answerQuestion");
        try {
            String task = taskOf(instance);
            String definition = models.createProcessDefinitionQuery()
                    .processDefinitionKey("card-issue")
                    .latestVersion()
                    .singleResult()
                    .getId();
            for (String write : List.of(
                    "PUT job/%1$s/duedate",
                    "PUT job/%1$s/suspended",
                    "PUT job/%1$s/priority",
                    "PUT job/%1$s/retries",
                    "POST job/%1$s/execute",
                    "POST job/%1$s/duedate/recalculate",
                    "POST job/retries",
                    "DELETE job/%1$s",
                    "POST history/cleanup",
                    "POST task/%2$s/bpmnError",
                    "POST task/%2$s/bpmnEscalation",
                    "POST task/%2$s/resolve",
                    "POST task/%2$s/delegate",
                    "POST task/%2$s/identity-links",
                    "PUT task/%2$s/variables/caseNumber",
                    "PUT task/%2$s/localVariables/caseNumber",
                    "PUT task/%2$s",
                    "DELETE task/%2$s",
                    "POST task/create",
                    "POST process-definition/%3$s/start",
                    "POST process-definition/%3$s/restart",
                    "PUT process-definition/%3$s/suspended",
                    "POST process-instance/delete",
                    "POST message",
                    "POST signal",
                    "POST condition",
                    "POST identity/verify",
                    "POST user/create",
                    "POST authorization/create",
                    "POST deployment/create",
                    "POST filter/create",
                    "POST decision-definition/key/case-rules/evaluate",
                    "PATCH task/%2$s/complete",
                    "POST task/%2$s/resolve/../complete",
                    "POST task/%2$s;a=b/../../job/%1$s/execute")) {
                String[] request = write.formatted(cleanUp, task, definition).split(" ", 2);
                Clerk.Answer answer = person.tell(request[0], request[1], Map.of());
                assertThat(answer.status()).as(write).isEqualTo(403);
                assertThat(answer.body()).as(write).contains(CLOSED);
            }
            assertThat(person.engine("history/cleanup/jobs").get(0).get("id").textValue())
                    .isEqualTo(cleanUp);
        } finally {
            runtime.deleteProcessInstances(List.of(instance), "tried", true, true);
        }
    }

    @Test
    void theAdministratorComesInWithAnything() {
        String instance = instanceIn("photo-verification", "userTask_verifyPhoto");
        assertThat(person("admin")
                        .tell("PUT", "process-instance/" + instance + "/suspended", Map.of("suspended", true))
                        .status())
                .isEqualTo(204);
        runtime.deleteProcessInstances(List.of(instance), "tried", true, true);
    }

    // ---- what a form does not ask is not taken

    @ParameterizedTest
    @CsvSource({
        "certificate-duplicate, userTask_prepareDuplicate, principalDecides",
        "case-decision, userTask_answerQuestion, caseNumber",
        "case-decision, userTask_answerQuestion, dueAt"
    })
    void aTaskTakesOnlyWhatItsFormDeclares(String process, String activity, String variable) {
        String instance = instanceIn(process, activity);
        try {
            Object before = runtime.getVariable(instance, variable);
            String task = taskOf(instance);
            Clerk clerk = person("sekretariat");
            assertThat(clerk.tell("POST", "task/" + task + "/claim", Map.of("userId", "sekretariat"))
                            .good())
                    .isTrue();
            Map<String, Object> form = Map.of("variables", Map.of(variable, Map.of("value", "x", "type", "String")));
            for (String way : List.of("complete", "submit-form")) {
                Clerk.Answer answer = clerk.tell("POST", "task/" + task + "/" + way, form);
                assertThat(answer.good()).isFalse();
                assertThat(answer.body()).contains("nie ma pola „" + variable + "”");
            }
            assertThat(taskOf(instance)).isEqualTo(task);
            assertThat(runtime.getVariable(instance, variable)).isEqualTo(before);
            // whoever may not work on it does not even learn that
            Clerk.Answer principal = person("dyrektor").tell("POST", "task/" + task + "/complete", form);
            assertThat(principal.status()).isEqualTo(403);
        } finally {
            runtime.deleteProcessInstances(List.of(instance), "tried", true, true);
        }
    }

    @Test
    void aCaseBeginsAtItsBeginningWithWhatItsFormDeclares() {
        long before = runtime.createProcessInstanceQuery().count();
        Clerk clerk = person("sekretariat");
        String start = "process-definition/key/card-duplicate/";
        Map<String, Object> undeclared =
                Map.of("variables", Map.of("principalDecides", Map.of("value", false, "type", "Boolean")));
        for (String way : List.of("start", "submit-form")) {
            assertThat(clerk.tell("POST", start + way, undeclared).body()).contains("nie ma pola „principalDecides”");
            assertThat(clerk.tell("POST", start + way, Map.of("businessKey", "SPR-2026-0001"))
                            .body())
                    .contains("nie ma pola „businessKey”");
        }
        Map<String, Object> behindTheDecision = Map.of(
                "startInstructions",
                List.of(Map.of("type", "startBeforeActivity", "activityId", "callActivity_production")));
        assertThat(clerk.tell("POST", start + "start", behindTheDecision).status())
                .isEqualTo(403);
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
    }

    // ---- whose a task is

    @Test
    void aTaskIsGivenBackAndAColleaguesIsTakenOver() {
        accounts.ensureUser("zastepczyni", "Zenona", "Próbna", App.PASSWORD, Role.OFFICE);
        String instance = instanceIn("photo-verification", "userTask_verifyPhoto");
        String decided = instanceIn("principal-decision", "userTask_decide");
        try {
            Clerk clerk = person("sekretariat");
            Clerk other = person("zastepczyni");
            String task = taskOf(instance);
            assertThat(assign(clerk, task, "sekretariat")).isEqualTo(204);
            assertThat(clerk.tell("POST", "task/" + task + "/unclaim", "").status())
                    .isEqualTo(204);
            assertThat(assignee(task)).isNull();

            assertThat(clerk.tell("POST", "task/" + task + "/claim", Map.of("userId", "zastepczyni"))
                            .status())
                    .isEqualTo(403);
            assertThat(clerk.tell("POST", "task/" + task + "/claim", Map.of("userId", "sekretariat"))
                            .status())
                    .isEqualTo(204);
            String taken =
                    other.engine("filter?name=Wzi%C4%99te").get(0).get("id").textValue();
            assertThat(other.engine("filter/" + taken + "/list").findValuesAsText("id"))
                    .contains(task);
            // nobody puts it on a third one's desk
            assertThat(assign(other, task, "dyrektor")).isEqualTo(403);
            assertThat(assign(other, task, "zastepczyni")).isEqualTo(204);
            assertThat(assignee(task)).isEqualTo("zastepczyni");

            String principals = taskOf(decided);
            assertThat(assign(person("dyrektor"), principals, "dyrektor")).isEqualTo(204);
            assertThat(assign(clerk, principals, "sekretariat")).isEqualTo(403);
            assertThat(clerk.tell("POST", "task/" + principals + "/unclaim", "").status())
                    .isEqualTo(403);
            assertThat(assignee(principals)).isEqualTo("dyrektor");
        } finally {
            runtime.deleteProcessInstances(List.of(instance, decided), "tried", true, true);
        }
    }

    private static int assign(Clerk person, String task, String user) {
        return person.tell("POST", "task/" + task + "/assignee", Map.of("userId", user))
                .status();
    }

    private String assignee(String task) {
        return tasks.createTaskQuery().taskId(task).singleResult().getAssignee();
    }

    private String taskOf(String instance) {
        return tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    /** Where there is something to see, it is seen: else the walk above would prove little. */
    @Test
    void whoeverMaySeesARealPhotoARealProofAndARealLetter() {
        Map<String, String> real = realNumbers();
        for (String role : List.of("sekretariat", "dyrektor")) {
            assertThat(request(role, "GET", filled(OFFICE + "photos/{id}/preview", real))
                            .status())
                    .isEqualTo(200);
            assertThat(request(role, "GET", filled(OFFICE + "payment-proofs/{id}", real))
                            .status())
                    .isEqualTo(200);
            assertThat(request(role, "GET", filled(OFFICE + "cases/{number}", real))
                            .status())
                    .isEqualTo(200);
            assertThat(request(role, "GET", OFFICE + "forms/1").status()).isEqualTo(200);
        }
    }

    // ---- what nobody may do

    @ParameterizedTest
    @ValueSource(strings = {"sekretariat", "dyrektor"})
    void theEngineTellsNothingOfOthers(String role) {
        Clerk person = person(role);
        assertThat(person.engine("user").findValuesAsText("id")).containsExactly(role);
        assertThat(person.engine("group").findValuesAsText("id")).containsExactly(role);
        for (String list : List.of("authorization", "deployment", "decision-definition", "tenant")) {
            assertThat(person.engine(list)).as(list).isEmpty();
        }
        assertThat(person.ask(ENGINE + "user/admin/profile").status()).isEqualTo(404);
        assertThat(person.tell("POST", "user/create", Map.of()).status()).isGreaterThanOrEqualTo(400);
        assertThat(person.tell("PUT", "group/camunda-admin/members/" + role, Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(person.tell("POST", "authorization/create", grant(role)).status())
                .isEqualTo(403);
        assertThat(person.ask(ENGINE + "telemetry/data").status()).isEqualTo(403);
    }

    private static Map<String, Object> grant(String role) {
        return Map.of(
                "type", 1, "permissions", List.of("ALL"), "userId", role, "resourceType", 0, "resourceId", "admin");
    }

    @Test
    void theClerkReadsNoHistoryAndNothingOfProcessesThatAreNotTheOffices() {
        desk.opens("2026-11-23T09:00");
        desk.start("card-issue", desk.application(student, null));
        desk.closes();
        String decided = instanceIn("principal-decision", "userTask_decide");
        try {
            Clerk clerk = person("sekretariat");
            assertThat(clerk.engine("history/variable-instance")).isEmpty();
            assertThat(clerk.engine("history/process-instance")).isEmpty();
            assertThat(clerk.engine("history/task")).isEmpty();
            assertThat(clerk.engine("variable-instance?processInstanceIdIn=" + decided))
                    .isEmpty();
            assertThat(clerk.engine("process-instance?processDefinitionKey=card-issue"))
                    .isNotEmpty();
            assertThat(clerk.engine("process-instance?processDefinitionKey=principal-decision"))
                    .isEmpty();
        } finally {
            runtime.deleteProcessInstances(List.of(decided), "tried", true, true);
        }
    }

    @Test
    void aStrangerMakesNoAdministrator() {
        Clerk nobody = person("nobody");
        nobody.ask("/camunda/app/tasklist/default/");
        Clerk.Answer made = nobody.send("/camunda/api/admin/setup/default/user/create", request -> request.header(
                        "Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"profile\":{\"id\":\"x\"},\"credentials\":{\"password\":\"" + App.PASSWORD + "\"}}")));
        assertThat(made.status()).isIn(401, 403);
    }

    @Test
    void noOtherSiteMakesAPersonLookWithoutWantingTo() {
        Clerk.Answer answer = person("sekretariat")
                .send(OFFICE + "cases", request -> request.GET().header("Sec-Fetch-Site", "cross-site"));
        assertThat(answer.status()).isEqualTo(403);
    }

    // ---- headers and cookies

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/error",
                "/favicon.ico",
                "/camunda/app/tasklist/",
                "/camunda/app/tasklist/default/",
                "/camunda/app/cockpit/default/",
                "/camunda/app/nothing",
                "/camunda/app/admin/default/",
                "/camunda/app/tasklist/scripts/config.js",
                "/camunda/app/tasklist/styles/user-styles.css",
                "/camunda/app/office/api.js",
                "/camunda/lib/deps.js",
                "/camunda/api/office/cases",
                "/camunda/api/office/forms/1",
                "/camunda/api/office/nothing",
                "/camunda/api/engine/engine/default/task",
                "/camunda/api/engine/engine/default/task/none",
                "/camunda/api/engine/engine/none/task",
                "/school.js",
                "/school/mark",
                "/actuator/health",
                "/actuator/prometheus",
                "/demo/skrzynki",
                "/demo/skrzynki/nobody@example.org"
            })
    void everyAnswerCarriesTheHeaders(String path) {
        for (String role : List.of("nobody", "sekretariat")) {
            safe(person(role).ask(path).whole().headers());
        }
        assertThat(person("nobody").ask(path).whole().headers().map()).doesNotContainKey("strict-transport-security");
        HttpHeaders overTls = person("nobody")
                .send(path, request -> request.GET().header("X-Forwarded-Proto", "https"))
                .whole()
                .headers();
        assertThat(overTls.firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
        assertThat(overTls.allValues("Set-Cookie"))
                .allMatch(cookie -> cookie.matches("(?i).*; ?secure(;.*)?"))
                .allMatch(cookie -> cookie.matches("(?i).*; ?samesite=lax(;.*)?"));
    }

    private static void safe(HttpHeaders headers) {
        assertThat(headers.allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(headers.allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(headers.allValues("Referrer-Policy")).hasSize(1);
        assertThat(headers.allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("frame-ancestors 'none'");
        assertThat(headers.map()).doesNotContainKeys("server", "x-powered-by");
    }

    @Test
    void theSessionsCookieIsForTheServerAloneAndTheTokenForTheScript() {
        List<String> cookies = new Clerk(address())
                .send("/camunda/app/tasklist/default/", request -> request.GET().header("X-Forwarded-Proto", "https"))
                .whole()
                .headers()
                .allValues("Set-Cookie");
        assertThat(cookies).hasSize(2);
        assertThat(cookies)
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID="))
                .singleElement()
                .asString()
                .containsIgnoringCase("httponly");
        assertThat(cookies)
                .filteredOn(cookie -> cookie.startsWith("XSRF-TOKEN="))
                .singleElement()
                .asString()
                .doesNotContainIgnoringCase("httponly");
    }

    /** The webapps have scripts to run, by a nonce; a PDF is shown outside their sandbox. */
    @Test
    void theWebappsKeepTheirOwnPolicyAndPdfsAreNotInASandbox() {
        Clerk clerk = person("sekretariat");
        assertThat(policy(clerk.ask("/camunda/app/tasklist/default/"))).contains("'nonce-", "sandbox");
        Clerk.Answer form = clerk.ask(OFFICE + "forms/1");
        assertThat(form.whole().headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(policy(form)).doesNotContain("sandbox").contains("default-src 'none'");
    }

    private static String policy(Clerk.Answer answer) {
        return answer.whole().headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    // ---- what goes wrong is said

    @ParameterizedTest
    @CsvSource({
        "nobody, /nothing, 404, Nie ma takiej strony",
        "nobody, /camunda/api/office/cases, 401, Trzeba się zalogować",
        "sekretariat, /camunda/app/admin/default/, 403, Brak dostępu",
        "dyrektor, /camunda/api/office/mails/1, 403, Brak dostępu",
        "sekretariat, /camunda/api/office/payments/x, 400, Tego nie można wykonać",
        "sekretariat, /camunda/api/office/cases/x, 404, Nie ma takiej strony"
    })
    void aPersonReadsAPageAndAScriptASentence(String role, String path, int status, String title) {
        Clerk person = person(role);
        Clerk.Answer page = person.send(
                path, request -> request.GET().header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        assertThat(page.status()).isEqualTo(status);
        assertThat(page.body())
                .contains("<h1>" + title + "</h1>", "im. Orląt Lwowskich", "href=\"/\"")
                .doesNotContainIgnoringCase("exception")
                .doesNotContainIgnoringCase("tomcat")
                .doesNotContain("\tat ", "timestamp");
        Clerk.Answer data = person.send(path, request -> request.GET().header("Accept", "application/json"));
        assertThat(data.status()).isEqualTo(status);
        assertThat(data.body()).startsWith("{\"message\":\"").doesNotContain("timestamp", "trace", "path");
    }

    /** All four web applications show what the engine's API says of a fault: it says it in Polish, and nothing of its own. */
    @Test
    void theEnginesFaultsAreToldInPolish() {
        Clerk clerk = person("sekretariat");
        Clerk principal = person("dyrektor");
        Clerk administrator = person("admin");

        Map<String, String> wrong = Map.of("password", "Nowe-haslo-123", "authenticatedUserPassword", "zgaduję");
        told(clerk.tell("PUT", "user/sekretariat/credentials", wrong), 400, "Podane obecne hasło jest błędne.");
        told(principal.ask(ENGINE + "task/report/candidate-group-count"), 403, FORBIDDEN);
        Map<String, Object> twice = user("sekretariat");
        told(administrator.tell("POST", "user/create", twice), 400, "Użytkownik o takim identyfikatorze już jest.");
        told(clerk.ask(ENGINE + "process-definition/none"), 404, "Nie znaleziono tych danych.");
        assertThat(administrator.tell("POST", "user/create", user("a b/ą")).body())
                .contains("Identyfikator użytkownika może składać się");
        told(clerk.tell("POST", "task/none/claim", Map.of("userId", "sekretariat")), 500, "Tego zadania już nie ma");

        // whoever looks after the program is told more of what is not clear
        assertThat(administrator.ask(ENGINE + "process-definition/none").body())
                .contains("Nie znaleziono tych danych.", " (No matching definition with id none)\"");
    }

    private static final String FORBIDDEN = "To konto nie ma uprawnień do tej czynności.\"";

    private static Map<String, Object> user(String id) {
        return Map.of(
                "profile", Map.of("id", id, "firstName", "Jan", "lastName", "Próbny", "email", ""),
                "credentials", Map.of("password", App.PASSWORD));
    }

    private static void told(Clerk.Answer answer, int status, String sentence) {
        assertThat(answer.body())
                .contains("\"message\":\"" + sentence, "\"type\":\"Refused\"")
                .doesNotContain("dyrektor'", "ENGINE-", "does not", "xception");
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void whoIsInTheWrongPartIsToldWhereToGoOnlyAfterTheRightPassword() {
        accounts.ensureUser("zagubiona", "Zofia", "Próbna", App.PASSWORD, Role.OFFICE);
        for (String app : List.of("cockpit", "admin")) {
            assertThat(logIn(app, "zagubiona").body()).contains("Hasło jest dobre", "na liście zadań");
            assertThat(new Clerk(address())
                            .tryLogIn(app, "zagubiona", App.PASSWORD, "10.0.0.9")
                            .body())
                    .as("without a token")
                    .doesNotContain("Hasło jest dobre");
        }
        Clerk guessing = person("nobody");
        assertThat(guessing.tryLogIn("cockpit", "zagubiona", "zgaduję", "10.0.0.9")
                        .body())
                .doesNotContain("Hasło jest dobre");
    }

    @Test
    void theSchoolsNameAndMarkAreForEverybody() {
        Clerk nobody = person("nobody");
        Clerk.Answer name = nobody.ask("/school.js");
        assertThat(name.body())
                .startsWith("export default {")
                .contains("im. Orląt Lwowskich")
                .doesNotContain("@", "account");
        assertThat(name.whole().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/javascript");
        Clerk.Answer mark = nobody.ask("/school/mark");
        assertThat(mark.whole().headers().firstValue("Content-Type")).hasValue("image/svg+xml");
        assertThat(policy(mark)).contains("default-src 'none'").doesNotContain("script-src");
        assertThat(nobody.ask("/camunda/app/admin/default/").body()).doesNotContain("Sekretariat szkoły");
        Clerk.Answer page = nobody.send("/nothing", request -> request.GET().header("Accept", "text/html"));
        assertThat(page.body()).contains("<img src=\"/school/mark\" alt=\"Znak szkoły\">");
        assertThat(policy(page)).contains("img-src 'self'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a%00b", "/a%2fb", "/a|b", "/%zz"})
    void evenWhatIsNoRequestIsRefusedInPolish(String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .contains("X-Frame-Options: DENY", "Tego nie można wykonać")
                    .doesNotContainIgnoringCase("tomcat");
        }
    }

    @Test
    void ofARefusalTheLogKeepsOneLineWithoutNames(CapturedOutput log) {
        Clerk clerk = person("sekretariat");
        Map<String, Object> form = Map.of(
                "studentId",
                student.id(),
                "channel",
                "OFFICE",
                "receivedOn",
                "2026-11-20",
                "applicantName",
                "Ewa Próbna");
        assertThat(clerk.startProcess("card-issue", form).good()).isTrue();
        int before = log.getAll().length();
        Clerk.Answer again = clerk.startProcess("card-issue", form);
        assertThat(again.good()).isFalse();
        assertThat(again.body())
                .contains("Proszę prowadzić dalej tamtą sprawę.")
                .doesNotContain("\\tat ");
        String said = log.getAll().substring(before);
        assertThat(said.lines().filter(line -> !line.isBlank()))
                .singleElement()
                .asString()
                .contains("Refused: ")
                .doesNotContain(student.surname());
    }

    // ---- access ends, passwords are passwords

    @Test
    void whoIsNoLongerWantedIsOutWithinHalfAMinute() {
        desk.timeIs("2026-11-23T09:00:00");
        for (String user : List.of("przeniesiona", "zwolniona", "podejrzana")) {
            accounts.ensureUser(user, "Paulina", "Próbna", App.PASSWORD, Role.OFFICE);
        }
        Map<String, Clerk> people = Map.of(
                "przeniesiona", new Clerk(address()).logIn("przeniesiona", App.PASSWORD),
                "zwolniona", new Clerk(address()).logIn("zwolniona", App.PASSWORD),
                "podejrzana", new Clerk(address()).logIn("podejrzana", App.PASSWORD));
        people.values()
                .forEach(person ->
                        assertThat(person.ask(OFFICE + "cases").status()).isEqualTo(200));
        identity.deleteMembership("przeniesiona", Role.OFFICE.group());
        identity.deleteUser("zwolniona");
        accounts.ensureUser("podejrzana", "Paulina", "Próbna", "Inne-haslo-24", Role.OFFICE);
        desk.timeIs("2026-11-23T09:00:31");
        assertThat(people.get("przeniesiona").ask(OFFICE + "cases").status()).isEqualTo(403);
        assertThat(people.get("zwolniona").ask(OFFICE + "cases").status()).isEqualTo(401);
        assertThat(people.get("podejrzana").ask(OFFICE + "cases").status()).isEqualTo(401);
        assertThat(new Clerk(address())
                        .logIn("podejrzana", "Inne-haslo-24")
                        .ask(OFFICE + "cases")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aPasswordIsLong() {
        desk.timeIs("2026-11-23T09:00:00");
        accounts.ensureUser("ostrozna", "Olga", "Próbna", App.PASSWORD, Role.OFFICE);
        Clerk clerk = new Clerk(address()).logIn("ostrozna", App.PASSWORD);
        assertThat(clerk.engine("identity/password-policy").get("rules")).hasSize(1);
        for (String bad : List.of("1", "1234567")) {
            assertThat(changePassword(clerk, App.PASSWORD, bad)).as(bad).isBetween(400, 500);
        }
        assertThat(changePassword(clerk, "not mine", "Inne-haslo-24")).isBetween(400, 500);
        // tries that failed are slowed here as at the login
        assertThat(changePassword(clerk, App.PASSWORD, "Inne-haslo-24")).isEqualTo(429);
        desk.timeIs("2026-11-23T09:00:16");
        assertThat(changePassword(clerk, App.PASSWORD, "Inne-haslo-24")).isEqualTo(204);
        // whoever changes it goes on
        desk.timeIs("2026-11-23T09:00:47");
        assertThat(clerk.ask(OFFICE + "cases").status()).isEqualTo(200);
        assertThatThrownBy(() -> accounts.ensureUser("nowa", "Nina", "Próbna", "1", Role.OFFICE))
                .hasMessageContaining("co najmniej 8 znaków");
    }

    private static int changePassword(Clerk person, String old, String other) {
        return person.tell(
                        "PUT", "user/ostrozna/credentials", Map.of("authenticatedUserPassword", old, "password", other))
                .status();
    }

    // ---- too much

    @Test
    void tooLongATextIsRefusedWithItsFieldsName() {
        String instance = instanceIn("principal-decision", "userTask_decide");
        try {
            Clerk.Answer answer = person("dyrektor")
                    .complete(taskOf(instance), Map.of("decision", "REFUSED", "decisionReasons", "a\n".repeat(50_000)));
            assertThat(answer.body()).contains("„decisionReasons” jest za długi", "4000 znaków");
            assertThat(runtime.getVariable(instance, "decision")).isNull();
        } finally {
            runtime.deleteProcessInstances(List.of(instance), "tried", true, true);
        }
    }

    @Test
    void whatIsNoUploadIsSaid(CapturedOutput log) {
        Clerk clerk = person("sekretariat");
        Clerk.Answer noBoundary =
                clerk.send(OFFICE + "qr", request -> request.header("Content-Type", "multipart/form-data")
                        .POST(BodyPublishers.ofString("x")));
        assertThat(noBoundary.status()).isEqualTo(400);
        assertThat(noBoundary.body()).contains("Nie można odczytać przesłanego pliku");
        Clerk.Answer parts = clerk.send(OFFICE + "qr", request -> files(request, 20));
        assertThat(parts.status()).isEqualTo(422);
        assertThat(parts.body()).doesNotContain("zbyt duży");
        assertThat(log.getAll()).doesNotContain("Office endpoint failed");
    }

    @Test
    void filesComeOneAtATimeAndNotWithoutEnd() {
        accounts.ensureUser("gorliwa", "Gabriela", "Próbna", App.PASSWORD, Role.OFFICE);
        Clerk clerk = person("gorliwa");
        assertThat(clerk.send(OFFICE + "photos", request -> files(request, 2)).status())
                .isEqualTo(422);
        assertThat(clerk.send(OFFICE + "photos", request -> files(request, 40)).status())
                .isBetween(400, 499);
        List<Integer> answers = IntStream.range(0, 20)
                .map(i ->
                        clerk.send(OFFICE + "qr", request -> files(request, 1)).status())
                .boxed()
                .toList();
        assertThat(answers).startsWith(422).endsWith(429);
        // the others go on
        assertThat(person("sekretariat")
                        .send(OFFICE + "qr", request -> files(request, 1))
                        .status())
                .isEqualTo(422);
    }

    // ---- how it is done

    private record Cell(String what, String role, String says) {

        boolean yes() {
            return says.equals("yes");
        }

        String name() {
            return what + ": " + role + ": " + says;
        }
    }

    private static Stream<Cell> cells(java.util.function.Predicate<String> which) throws IOException {
        List<Cell> cells = table().stream()
                .filter(row -> which.test(row.what()))
                .flatMap(row -> IntStream.range(0, ROLES.size())
                        .mapToObj(i ->
                                new Cell(row.what(), ROLES.get(i), row.cells().get(i))))
                .toList();
        assertThat(cells).isNotEmpty();
        return cells.stream();
    }

    private static List<Row> table() throws IOException {
        String section = Files.readString(Path.of("README.md"))
                .split("\n## Who may do what\n", 2)[1]
                .split("\n## ", 2)[0];
        return section.lines()
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .map(cells -> new Row(cells.get(0).replace("`", ""), cells.subList(1, cells.size())))
                .toList();
    }

    private Stream<ProcessDefinition> definitions() {
        return models.createProcessDefinitionQuery().latestVersion().list().stream();
    }

    private Set<String> endpoints() {
        Set<String> endpoints = new TreeSet<>();
        for (AbstractHandlerMethodMapping<RequestMappingInfo> mapping : mappings) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                Set<String> methods = info.getMethodsCondition().getMethods().stream()
                        .map(Enum::name)
                        .collect(Collectors.toSet());
                for (String pattern : info.getPatternValues()) {
                    for (String method : methods.isEmpty() ? Set.of("ANY") : methods) {
                        endpoints.add(method + " " + pattern);
                    }
                }
            }
        }
        return endpoints;
    }

    private BpmnModelInstance model(String key) {
        ProcessDefinition definition = models.createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult();
        return models.getBpmnModelInstance(definition.getId());
    }

    private List<String> userTasks(String key) {
        return model(key).getModelElementsByType(UserTask.class).stream()
                .map(UserTask::getId)
                .toList();
    }

    @RepeatedTest(3)
    void whoIsASecondTooLateIsToldSo(CapturedOutput log) throws Exception {
        String task = tasks.createTaskQuery()
                .processInstanceBusinessKey(realNumbers().get("number"))
                .taskDefinitionKey("userTask_verifyPhoto")
                .singleResult()
                .getId();
        List<Clerk.Answer> answers = Collections.synchronizedList(new ArrayList<>());
        AtOnce.done(Stream.of(person("sekretariat"), person("sekretariat"))
                .map(clerk -> (Runnable) () -> answers.add(clerk.complete(task, Map.of("photoDecision", "ACCEPTED"))))
                .toList());
        assertThat(answers).extracting(Clerk.Answer::status).containsExactlyInAnyOrder(204, 500);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 500)
                .first()
                .extracting(Clerk.Answer::body)
                .asString()
                .containsAnyOf("Tego zadania już nie ma", "Ktoś inny zmienił te dane");
        assertThat(log).contains("Refused: office.engine.").doesNotContain("ENGINE-REST-HTTP500");
    }

    /** An instance that waits in that task, however it would have got there. */
    private String instanceIn(String key, String activity) {
        Map<String, Object> variables = new HashMap<>(
                Map.of("initiator", "nobody", "urgency", 50, "reminderCycle", "R3/P7D", "caseNumber", "SPR-0000-0000"));
        // whatever timers and due dates of the model ask for
        Pattern.compile("\\$\\{(\\w+(?:At|Until))}")
                .matcher(Bpmn.convertToString(model(key)))
                .results()
                .forEach(time -> variables.put(time.group(1), OfficeDesk.moment("2099-11-23T09:00")));
        ProcessInstanceWithVariables instance = runtime.createProcessInstanceByKey(key)
                .setVariables(variables)
                .startBeforeActivity(activity)
                .executeWithVariablesInReturn(true, true);
        return instance.getId();
    }

    private Map<String, String> realNumbers() {
        desk.opens("2026-11-23T09:00");
        try {
            Student pupil = desk.student();
            String photo = desk.goodPhoto(pupil);
            Map<String, String> real = new HashMap<>();
            real.put("number", desk.caseNumber(desk.start("card-issue", desk.application(pupil, photo))));
            real.put("photo", photo);
            real.put(
                    "proof",
                    proofs.receive("p.pdf", ProofSamples.pdf("9 PLN"), "sekretariat")
                            .id());
            real.put("id", Long.toString(pupil.id()));
            real.put("form", "1");
            real.put("kind", "call-to-complete");
            real.put("schoolClass", "9t");
            return real;
        } finally {
            desk.closes();
        }
    }

    private static String filled(String pattern, Map<String, String> real) {
        Map<String, String> values = new LinkedHashMap<>(real);
        if (pattern.startsWith(OFFICE + "photos/") && real.containsKey("photo")) {
            values.put("id", real.get("photo"));
        }
        if (pattern.startsWith(OFFICE + "payment-proofs/") && real.containsKey("proof")) {
            values.put("id", real.get("proof"));
        }
        String guess = pattern.matches(OFFICE + "(photos|payment-proofs)/.*")
                ? UUID.randomUUID().toString()
                : "98765432";
        return Pattern.compile("\\{(\\w+)}")
                        .matcher(pattern.replace("**", "db"))
                        .replaceAll(variable -> values.getOrDefault(
                                variable.group(1), variable.group(1).equals("kind") ? "refusal" : guess))
                + (pattern.startsWith(OFFICE) ? "?q=zz&procedure=card-issue&caseNumber=x&numbers=x" : "");
    }

    private Clerk.Answer request(String role, String method, String path) {
        if (path.startsWith("/actuator")) {
            String login =
                    Base64.getEncoder().encodeToString((role + ":" + App.PASSWORD).getBytes(StandardCharsets.UTF_8));
            return new Clerk(address())
                    .send(
                            path,
                            request -> role.equals("nobody")
                                    ? request
                                    : request.header("Authorization", "Basic " + login));
        }
        return person(role).send(path, asked(method));
    }

    private static UnaryOperator<java.net.http.HttpRequest.Builder> asked(String method) {
        return method.equals("POST") ? AccessIT::emptyForm : request -> request.method(method, BodyPublishers.noBody());
    }

    private static java.net.http.HttpRequest.Builder emptyForm(java.net.http.HttpRequest.Builder request) {
        return files(request, 0);
    }

    private static java.net.http.HttpRequest.Builder files(java.net.http.HttpRequest.Builder request, int count) {
        List<String> parts = new ArrayList<>();
        parts.add("--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n\r\n");
        for (int i = 0; i < count; i++) {
            parts.add("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\nno picture\r\n");
        }
        return request.header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(String.join("", parts) + "--x--\r\n"));
    }

    private Clerk person(String role) {
        Clerk person = new Clerk(address());
        if (role.equals("nobody")) {
            person.ask("/camunda/app/tasklist/default/");
            return person;
        }
        return person.logIn(role, App.PASSWORD);
    }

    private Clerk.Answer logIn(String app, String user) {
        Clerk person = new Clerk(address());
        person.ask("/camunda/app/tasklist/default/");
        return person.tryLogIn(app, user, App.PASSWORD, "127.0.0.1");
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }
}
