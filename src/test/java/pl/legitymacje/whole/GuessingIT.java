package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import pl.legitymacje.office.Accounts;
import pl.legitymacje.office.Role;
import pl.legitymacje.process.OfficeDesk;

/** Strangers guess passwords over HTTP, and the clerk wants to work. Each test has a user of its own. */
@Tag("alone")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:guessing;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "admin.password=" + App.PASSWORD,
        })
@ExtendWith(OutputCaptureExtension.class)
class GuessingIT {

    private static final String LOGIN = "/camunda/api/admin/auth/user/default/login/tasklist";
    private static final String SCHOOL = "198.51.100.1";
    private static final String COOKIE = "znana-przegladarka-";

    private static int users;
    private static LocalDateTime day = LocalDateTime.parse("2026-11-23T09:00:00");

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    private String user;
    private LocalDateTime now;

    /** The day after the last test's, so that nothing of it is remembered. */
    @BeforeEach
    void morning() {
        user = "pani" + users++;
        accounts.ensureUser(user, "Zofia", "Próbna", App.PASSWORD, Role.OFFICE);
        day = day.plusDays(2);
        now = day;
        pass(0);
    }

    @AfterEach
    void evening() {
        ClockUtil.reset();
    }

    // ---- the three attacks

    @Test
    void fromFortyOneAddresses() {
        Clerk known = newBrowser();
        assertThat(logIn(known, App.PASSWORD, SCHOOL)).isEqualTo(200);
        Clerk attacker = newBrowser();
        List<Integer> guesses = new ArrayList<>();
        for (int second = 0; second < 75; second++) {
            guesses.add(logIn(attacker, "zgaduję", "203.0.113." + (20 + second % 41)));
            if (second % 6 == 0) {
                assertThat(logIn(known, App.PASSWORD, SCHOOL)).isEqualTo(200);
                assertThat(logIn(newBrowser(), App.PASSWORD, "192.0.2.10")).isEqualTo(200);
            }
            pass(1);
        }
        assertThat(guesses).containsOnly(401, 429).contains(429);
        assertThat(guesses.stream().filter(status -> status == 401)).hasSizeLessThan(55);
    }

    /** A proxy that appends what it sees to what it was sent, as all do. */
    @Test
    void fromTheSchoolsNetworkUnderAnothersName() {
        Clerk attacker = newBrowser();
        List<Integer> guesses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            guesses.add(logIn(attacker, "nikt" + user + i, "zgaduję", "192.168.1.10, 192.168.1.66"));
        }
        assertThat(guesses).startsWith(401).endsWith(429);
        assertThat(logIn(newBrowser(), App.PASSWORD, "192.168.1.10")).isEqualTo(200);
        // nor by naming the proxy itself, or another one before it
        for (String said : List.of("127.0.0.1, 192.168.1.66", "10.0.0.1, 192.168.1.66", "192.168.1.66")) {
            assertThat(logIn(newBrowser(), "nikt" + user, "zgaduję", said)).isEqualTo(429);
        }
    }

    @Test
    void fromBehindTheSchoolsOneAddress() {
        Clerk known = newBrowser();
        assertThat(logIn(known, App.PASSWORD, SCHOOL)).isEqualTo(200);
        Clerk pupil = newBrowser();
        for (int quarter = 0; quarter < 3; quarter++) {
            for (int i = 0; i < 30; i++) {
                logIn(pupil, "zgaduję", SCHOOL);
                logIn(pupil, "nikt" + user + i, "zgaduję", SCHOOL);
                pass(1);
            }
            assertThat(logIn(known, App.PASSWORD, SCHOOL)).isEqualTo(200);
            // who never logged in before waits for as long as is said, and no longer
            Clerk fresh = newBrowser();
            Clerk.Answer answer = tryLogIn(fresh, user, App.PASSWORD, SCHOOL);
            assertThat(answer.status()).isEqualTo(429);
            int seconds = Integer.parseInt(
                    answer.whole().headers().firstValue("Retry-After").orElseThrow());
            assertThat(seconds).isBetween(1, 15);
            assertThat(answer.body()).contains("ponownie za " + seconds + " s", "w której ta osoba już się kiedyś");
            pass(seconds);
            assertThat(logIn(fresh, App.PASSWORD, SCHOOL)).isEqualTo(200);
            assertThat(logIn(newBrowser(), App.PASSWORD, "192.0.2.77")).isEqualTo(200);
            pass(15 * 60);
        }
    }

    // ---- the cookie

    @Test
    void wrongPasswordsInAKnownBrowserSlowDownItAlone() {
        Clerk known = newBrowser();
        Clerk other = newBrowser();
        logIn(known, App.PASSWORD, SCHOOL);
        logIn(other, App.PASSWORD, SCHOOL);
        for (int i = 0; i < 3; i++) {
            assertThat(logIn(known, "zgaduję", SCHOOL)).isEqualTo(401);
        }
        Clerk.Answer refused = tryLogIn(known, user, App.PASSWORD, SCHOOL);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("Proszę odczekać 1 s");
        assertThat(logIn(other, App.PASSWORD, SCHOOL)).isEqualTo(200);
        assertThat(logIn(newBrowser(), App.PASSWORD, SCHOOL)).isEqualTo(200);
        int right = 0;
        for (int second = 0; second < 300; second++) {
            right += logIn(known, "zgaduję", SCHOOL) == 401 ? 1 : 0;
            pass(1);
        }
        assertThat(right).isBetween(15, 30);
        pass(15);
        assertThat(logIn(known, App.PASSWORD, SCHOOL)).isEqualTo(200);
    }

    @Test
    void itIsForTheLoginAloneAndSurvivesLoggingOut() {
        Clerk clerk = newBrowser();
        Clerk.Answer in = tryLogIn(clerk, user, App.PASSWORD, SCHOOL);
        assertThat(cookies(in)).singleElement().asString().satisfies(cookie -> {
            assertThat(cookie)
                    .contains("; HttpOnly", "; SameSite=Strict", "; Path=/camunda/api/admin/auth", "; Max-Age=15552000")
                    .doesNotContain("Secure", user);
        });
        clerk.ask("/camunda/app/tasklist/default/");
        Clerk.Answer out = clerk.send(
                "/camunda/api/admin/auth/user/default/logout", request -> request.POST(BodyPublishers.noBody()));
        assertThat(out.status()).isEqualTo(200);
        assertThat(cookies(out)).isEmpty();
        assertThat(clerk.ask("/camunda/api/office/cases").status()).isEqualTo(401);
        keepGuessing();
        assertThat(logIn(newBrowser(), App.PASSWORD, "203.0.113.20")).isEqualTo(429);
        assertThat(logIn(clerk, App.PASSWORD, "203.0.113.20")).isEqualTo(200);
    }

    @Test
    void overTlsItIsSecure() {
        Clerk clerk = newBrowser();
        Clerk.Answer in = clerk.send(LOGIN, request -> request.header("X-Forwarded-Proto", "https")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + user + "&password=" + App.PASSWORD)));
        assertThat(in.status()).isEqualTo(200);
        assertThat(cookies(in)).singleElement().asString().containsOnlyOnce("Secure");
    }

    @Test
    void whoFailsGetsNoneAndAnothersIsOfNoUse() {
        assertThat(cookies(tryLogIn(newBrowser(), user, "zgaduję", SCHOOL))).isEmpty();
        // right, but not let into this one
        Clerk.Answer elsewhere = newBrowser().tryLogIn("admin", user, App.PASSWORD, SCHOOL);
        assertThat(elsewhere.status()).isEqualTo(403);
        assertThat(cookies(elsewhere)).isEmpty();
        String victim = user;
        user = "kolezanka";
        accounts.ensureUser(user, "Ewa", "Próbna", App.PASSWORD, Role.OFFICE);
        String cookie = cookies(tryLogIn(newBrowser(), user, App.PASSWORD, SCHOOL))
                .get(0)
                .replaceFirst(";.*", "");
        keepGuessing();
        assertThat(withCookie("other=1", user)).isEqualTo(429);
        assertThat(withCookie(cookie, user)).isEqualTo(200);
        user = victim;
        keepGuessing();
        for (String forged : List.of(
                cookie,
                cookie.replaceFirst("-\\d+=", "-" + Math.floorMod(victim.hashCode(), 64) + "="),
                COOKIE + "1=20780.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                COOKIE + "1=",
                COOKIE + "1=\"")) {
            assertThat(withCookie(forged, victim)).as(forged).isEqualTo(429);
        }
    }

    @Test
    void theSecretIsInNoLog(CapturedOutput log, @Autowired ManagementService engine) {
        Clerk clerk = newBrowser();
        assertThat(logIn(clerk, App.PASSWORD, SCHOOL)).isEqualTo(200);
        logIn(clerk, "zgaduję", SCHOOL);
        assertThat(engine.getProperties().get("legitymacje.knownBrowsers.secret"))
                .hasSize(43)
                .satisfies(secret -> assertThat(log.getAll()).doesNotContain(secret, App.PASSWORD, COOKIE, user));
    }

    // ---- no other way in

    @ParameterizedTest
    @CsvSource({
        "?username=kto-inny, username=#&password=zgaduję",
        "?x=1, username=#&password=zgaduję",
        "'', username=kto-inny&username=#&password=zgaduję",
        "'', password=zgaduję",
        "'', ''"
    })
    void whoIsTriedIsWhoIsCounted(String query, String body) {
        Clerk guesser = newBrowser();
        Clerk.Answer answer = guesser.send(
                LOGIN + query, request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-For", "203.0.113.9")
                        .POST(BodyPublishers.ofString(body.replace("#", user))));
        assertThat(answer.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/camunda/api/admin/auth/user/default/login/logout",
                "/camunda/api/admin/auth/user/default/login;a=b/tasklist",
                "/camunda/api/admin/auth/user/default/logout/../login/tasklist",
                "/camunda/api/admin/auth/user/default/%6Cogin/tasklist",
                "/camunda/api//admin/auth/user/default/login/tasklist",
                "/camunda/api/admin/auth/user/default/login/tasklist/"
            })
    void noSpellingLeadsAround(String path) {
        Clerk guesser = newBrowser();
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(
                    guesser.send(path, request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                                    .header("X-Forwarded-For", "203.0.113.9")
                                    .POST(BodyPublishers.ofString("username=" + user + "&password=zgaduję")))
                            .status());
        }
        if (answers.contains(401)) {
            assertThat(answers).endsWith(429);
        } else {
            assertThat(answers).containsOnly(404);
        }
    }

    @Test
    void machinesThatLogInAtEachRequestAreCountedWithTheOthers() {
        for (int i = 0; i < 5; i++) {
            metrics("admin", "zgaduję", SCHOOL);
        }
        Clerk.Answer refused = metrics("admin", App.PASSWORD, SCHOOL);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(newBrowser().tryLogIn("admin", "admin", App.PASSWORD, SCHOOL).status())
                .isEqualTo(429);
        // the school's own machine stands elsewhere
        assertThat(metrics("admin", App.PASSWORD, "192.0.2.5").status()).isEqualTo(404);
        pass(15);
        assertThat(metrics("admin", App.PASSWORD, SCHOOL).status()).isEqualTo(404);
    }

    @Test
    void nobodyGuessesFromWithin() {
        Clerk clerk = newBrowser();
        assertThat(logIn(clerk, App.PASSWORD, SCHOOL)).isEqualTo(200);
        clerk.ask("/camunda/app/tasklist/default/");
        assertThat(clerk.tell("POST", "identity/verify", Map.of("username", "admin", "password", App.PASSWORD))
                        .status())
                .isEqualTo(403);
        Map<String, String> change = Map.of("password", App.PASSWORD + "x", "authenticatedUserPassword", "zgaduję");
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            answers.add(
                    clerk.tell("PUT", "user/" + user + "/credentials", change).status());
        }
        assertThat(answers).startsWith(400, 400, 400).endsWith(429);
        assertThat(new Clerk(address())
                        .tell("POST", "identity/verify", Map.of())
                        .status())
                .isIn(401, 403);
    }

    // ---- how it is done

    /** As strangers from the addresses that have failed before, so that no newcomer's place is left there. */
    private void keepGuessing() {
        Clerk attacker = newBrowser();
        for (int i = 0; i < 12; i++) {
            logIn(attacker, "zgaduję", "203.0.113.20");
        }
    }

    private Clerk newBrowser() {
        Clerk browser = new Clerk(address());
        browser.ask("/camunda/app/tasklist/default/");
        return browser;
    }

    private int logIn(Clerk browser, String password, String from) {
        return logIn(browser, user, password, from);
    }

    private static int logIn(Clerk browser, String name, String password, String from) {
        return tryLogIn(browser, name, password, from).status();
    }

    private static Clerk.Answer tryLogIn(Clerk browser, String name, String password, String from) {
        Clerk.Answer answer = browser.tryLogIn("tasklist", name, password, from);
        if (answer.good()) {
            // the new session's token
            browser.ask("/camunda/app/tasklist/default/");
        }
        return answer;
    }

    /** From where others have failed. */
    private int withCookie(String cookie, String name) {
        return newBrowser()
                .send(LOGIN, request -> request.header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Forwarded-For", "203.0.113.20")
                        .header("Cookie", cookie)
                        .POST(BodyPublishers.ofString("username=" + name + "&password=" + App.PASSWORD)))
                .status();
    }

    private Clerk.Answer metrics(String name, String password, String from) {
        String login = Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        return new Clerk(address())
                .send("/actuator/nothing", request -> request.header("Authorization", "Basic " + login)
                        .header("X-Forwarded-For", from));
    }

    private static List<String> cookies(Clerk.Answer answer) {
        return answer.whole().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(COOKIE))
                .toList();
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        ClockUtil.setCurrentTime(OfficeDesk.moment(now.toString()));
    }

    private URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }
}
