package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as an installer meets it: what it refuses to start with, and what it then shows to whom. */
class StartIT {

    @TempDir
    private static Path folder;

    private static App app;

    /** First without a password; then, on what that left behind, with one. */
    @BeforeAll
    static void startsOnlyWithAPassword() {
        App refused = App.launch("start-no-password", Map.of("DATA_DIR", folder.toString()));
        assertThat(refused.ended()).isNotZero();
        assertThat(refused.output())
                .contains("To pierwsze uruchomienie: proszę podać hasło pierwszego administratora")
                .contains("ADMIN_PASSWORD")
                .doesNotContain("\tat ");
        App weak = App.launch("start-weak", Map.of("DATA_DIR", folder.toString(), "ADMIN_PASSWORD", "krotkie"));
        assertThat(weak.ended()).isNotZero();
        assertThat(weak.output())
                .contains("ADMIN_PASSWORD", "co najmniej 8 znaków")
                .doesNotContain("krotkie", "\tat ");
        app = App.launch("start", Map.of("DATA_DIR", folder.toString(), "ADMIN_PASSWORD", App.PASSWORD))
                .ready();
        assertThat(app.output()).doesNotContain(App.PASSWORD);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @ParameterizedTest
    @CsvSource({
        // the first check digit is one too high
        "SCHOOL_ACCOUNT_NUMBER, 18 9108 0006 2014 1500 1328 0001, school.account.number",
        "SCHOOL_DEADLINES_COMPLETIONDAYS, 6, school.deadlines.completionDays",
        "SCHOOL_PRINTING, NOBODY, school.printing",
    })
    void aWrongSettingStopsTheStartAndIsNamed(String variable, String value, String setting) {
        App refused = App.launchQuickly(
                "start-wrong", Map.of("DATA_DIR", folder + "/other", "ADMIN_PASSWORD", App.PASSWORD, variable, value));
        assertThat(refused.ended()).isNotZero();
        assertThat(refused.output())
                .containsIgnoringCase(setting)
                .contains(value)
                .doesNotContain("\tat ");
    }

    @Test
    void aWrongPasswordLogsNobodyIn() {
        createUser("roztargniona", "sekretariat");
        Clerk nobody = new Clerk(app);
        assertThatThrownBy(() -> nobody.logIn("roztargniona", "zgaduję")).hasMessageContaining("401");
        assertThat(nobody.ask("/camunda/api/office/cases").status()).isEqualTo(401);
    }

    /** And the sign that the browser keeps of it outlives a restart. */
    @Test
    void whoGuessesElsewhereKeepsNoKnownBrowserOut() {
        Map<String, String> environment = Map.of("DATA_DIR", folder + "/again", "ADMIN_PASSWORD", App.PASSWORD);
        String cookie;
        try (App before = App.launchQuickly("start-before", environment).ready()) {
            cookie = new Clerk(before)
                    .logInFirst("admin", App.PASSWORD).whole().headers().allValues("Set-Cookie").stream()
                            .filter(each -> each.startsWith("znana-przegladarka-"))
                            .findFirst()
                            .orElseThrow();
        }
        try (App after = App.launchQuickly("start-after", environment).ready()) {
            Clerk stranger = new Clerk(after);
            List<Integer> guesses = IntStream.range(0, 8)
                    .mapToObj(i -> stranger.logInFirst("admin", "zgaduję").status())
                    .toList();
            assertThat(guesses).startsWith(401).endsWith(429);
            assertThat(new Clerk(after)
                            .remembers(cookie)
                            .logInFirst("admin", App.PASSWORD)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void isStoppedWithoutAFault() {
        try (App stopped = App.launchQuickly(
                        "start-stopped", Map.of("DATA_DIR", folder + "/stopped", "ADMIN_PASSWORD", App.PASSWORD))
                .ready()) {
            int started = stopped.output().length();
            stopped.stop();
            assertThat(stopped.output().substring(started))
                    .contains("HikariPool-1 - Shutdown completed")
                    .doesNotContain(" WARN ", " ERROR ", "\tat ");
        }
    }

    @Test
    void healthSaysOneWord() {
        Clerk.Answer answer = new Clerk(app).ask("/actuator/health");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/engine-rest", "/engine-rest/engine", "/engine-rest/task", "/rest/task", "/h2-console"})
    void thereIsNoOpenEngine(String path) {
        assertThat(new Clerk(app).ask(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cases",
                "cases.csv",
                "cards",
                "cards.csv",
                "cases/SPR-2026-0001",
                "students?q=a",
                "photos/1/portrait",
                "mails/1",
                "rosters/1",
                "nothing-of-the-kind",
            })
    void theOfficeAnswersNoStranger(String path) {
        Clerk.Answer answer = new Clerk(app).ask("/camunda/api/office/" + path);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("{\"message\":\"Proszę się zalogować.\"}");
        assertThat(answer.whole().headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "process-instance", "user", "history/variable-instance", "deployment"})
    void theEngineAnswersNoStranger(String path) {
        assertThat(new Clerk(app)
                        .ask("/camunda/api/engine/engine/default/" + path)
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/heapdump",
                "/actuator/health/db",
                "/actuator/health/../prometheus",
                "/actuator/health/..;/prometheus",
                "/actuator;a=b/prometheus",
                "//actuator/prometheus",
                "/%61ctuator/prometheus",
                "/camunda/../actuator/prometheus",
            })
    void theMachineRoomAnswersNoStranger(String path) {
        Clerk.Answer answer = new Clerk(app).ask(path);
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.whole().headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Basic ");
    }

    @Test
    void aSessionOfTheTasklistOpensNoMachineRoom() {
        assertThat(admin().ask("/actuator/prometheus").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !!!",
                "Basic YWRtaW4=", // admin, without a colon
                "Basic Og==", // two empty strings
                "Bearer YWRtaW46",
                "YWRtaW46",
            })
    void aBrokenLoginIsNoLogin(String header) {
        assertThat(prometheus(header).status()).isEqualTo(401);
    }

    @Test
    void administratorsReadTheMetrics() {
        Clerk.Answer metrics = prometheus(basic("admin", App.PASSWORD));
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body()).contains("jvm_memory_used_bytes");
        // behind the door there is nothing else
        for (String hidden : new String[] {"env", "heapdump", "beans", "configprops", "loggers", "shutdown"}) {
            assertThat(machineRoom("/actuator/" + hidden, basic("admin", App.PASSWORD))
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aWrongPasswordOrAnUnknownUserReadsNothing() {
        createUser("techniczna", "camunda-admin");
        assertThat(prometheus(basic("techniczna", "zgaduję")).status()).isEqualTo(401);
        assertThat(prometheus(basic("nikt", App.PASSWORD)).status()).isEqualTo(401);
        assertThat(prometheus(basic("techniczna", App.PASSWORD)).status()).isEqualTo(200);
        assertThat(prometheus(basic("admin", App.PASSWORD)).status()).isEqualTo(200);
    }

    @Test
    void otherGroupsReadNothing() {
        createUser("zosia", "sekretariat");
        Clerk.Answer answer = prometheus(basic("zosia", App.PASSWORD));
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).contains("tylko dla administratorów");
    }

    private Clerk admin() {
        return new Clerk(app).logIn("admin", App.PASSWORD);
    }

    private void createUser(String id, String group) {
        Clerk admin = admin();
        assertThat(admin.tell(
                                "POST",
                                "user/create",
                                Map.of(
                                        "profile",
                                        Map.of("id", id, "firstName", "Zofia", "lastName", "Próbna"),
                                        "credentials",
                                        Map.of("password", App.PASSWORD)))
                        .status())
                .isEqualTo(204);
        assertThat(admin.tell("PUT", "group/" + group + "/members/" + id, Map.of())
                        .status())
                .isEqualTo(204);
    }

    private Clerk.Answer prometheus(String authorization) {
        return machineRoom("/actuator/prometheus", authorization);
    }

    private Clerk.Answer machineRoom(String path, String authorization) {
        return new Clerk(app).send(path, request -> request.header("Authorization", authorization));
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}
