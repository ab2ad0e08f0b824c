package pl.legitymacje;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.student.Student;

/** The principal in Cockpit, in a real browser: decides, and is told kindly when somebody else was faster. */
@Tag("alone")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:cockpit;DB_CLOSE_DELAY=-1",
            "DEMO_PASSWORD=" + CockpitIT.PASSWORD,
            // nobody waits for an idle engine here
            "camunda.bpm.job-execution.max-wait=500"
        })
@ActiveProfiles("demo")
@Import(OfficeDesk.class)
class CockpitIT {

    static final String PASSWORD = "Tylko-w-testach-2";

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Clock clock;

    @Autowired
    private RuntimeService runtime;

    private Page page;

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry registry) throws IOException {
        // both held at once, so that they differ
        try (ServerSocket smtp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket imap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int smtpPort = smtp.getLocalPort();
            int imapPort = imap.getLocalPort();
            registry.add("DEMO_SMTP_PORT", () -> smtpPort);
            registry.add("DEMO_IMAP_PORT", () -> imapPort);
        }
    }

    @BeforeEach
    void aBrowserIsOpened() {
        identity.setAuthentication("sekretariat", List.of("sekretariat"));
        page = CHROMIUM.open(Chromium.window(768, 1024)).newPage(); // a tablet held upright
        page.setDefaultTimeout(20_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
    }

    @AfterEach
    void leave() {
        identity.clearAuthentication();
        page.context().close();
    }

    @Test
    void severalAreApprovedAtOnceByKeyboardAndOneIsRefusedWithReasons() {
        Case first = waiting();
        Case second = waiting();
        Case third = waiting();
        logIn();
        // from the office at a glance to the page
        assertThat(page.locator(".of-glance")).containsText("na dyrektora");
        wellMade();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Decyzje dyrektora"))
                .last()
                .click();
        assertThat(card(first)).containsText(first.student.fullName());
        assertThat(card(first)).containsText("podpisany wniosek");
        assertThat(card(first)).containsText("zdjęcie do legitymacji – sekretariat");
        assertThat(card(first).locator("img")).isVisible();
        card(first).getByText("Przebieg sprawy").click();
        assertThat(card(first)).containsText("Zdjęcie zaakceptowano.");
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("nothing is beside a tablet's screen")
                .isTrue();

        card(first).locator("input[type=checkbox]").focus();
        page.keyboard().press("Space");
        card(second).locator("input[type=checkbox]").check();
        page.locator("#approve-ticked").focus();
        page.keyboard().press("Enter");
        Locator dialog = page.locator("dialog");
        wellMade();
        assertThat(dialog).containsText("Zatwierdzić 2 wnioski?");
        assertThat(dialog).containsText(first.number);
        assertThat(dialog).containsText(second.number);
        // a second look may end in thinking it over
        page.keyboard().press("Escape");
        assertThat(page.locator("#approve-ticked")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("#approve-confirmed")).isFocused();
        page.keyboard().press("Enter");

        Locator result = page.locator(".of-results");
        assertThat(result.locator(".of-done")).hasCount(2);
        assertThat(result).isFocused();
        wellMade();
        assertThat(card(first)).hasCount(0);
        assertThat(card(second)).hasCount(0);
        decided(first, "Dyrektor zatwierdził wniosek.");
        decided(second, "Dyrektor zatwierdził wniosek.");

        button(third, "Odmów…").click();
        page.click("#words-send");
        assertThat(dialog).containsText("Podaj powody odmowy.");
        assertThat(page.locator("#words")).isFocused();
        wellMade();
        page.fill("#words", "Dane na legitymacji są poprawne.");
        // what was typed is there again, whatever happens between
        page.keyboard().press("Escape");
        button(third, "Odmów…").click();
        assertThat(page.locator("#words")).hasValue("Dane na legitymacji są poprawne.");
        page.click("#words-send");
        assertThat(result).containsText("odmówiono");
        decided(third, "Dyrektor odmówił: Dane na legitymacji są poprawne.");
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(() -> cases.get(third.number).outcome() == Outcome.REFUSED);
        assertThat(cases.get(third.number).refusalReasons()).isEqualTo("Dane na legitymacji są poprawne.");
        assertThat(cases.get(first.number).open()).isTrue();
    }

    @Test
    void whoeverIsLateOrOfflineIsToldKindlyAndLosesNothing() {
        Case decidedMeanwhile = waiting();
        Case withdrawn = waiting();
        Case asked = waiting();
        Case askedMeanwhile = waiting();
        logIn();
        page.navigate(address("/camunda/app/cockpit/default/#/decyzje"));

        // another window was faster with the one, the applicant with the other
        button(asked, "Mam pytanie…").click();
        page.fill("#words", "Kto zgłosił błąd?");
        page.keyboard().press("Escape");
        card(decidedMeanwhile).locator("input[type=checkbox]").check();
        card(withdrawn).locator("input[type=checkbox]").check();
        card(askedMeanwhile).locator("input[type=checkbox]").check();
        desk.decide(decidedMeanwhile.number, "decision", "REFUSED", "decisionReasons", "Bez podstaw.");
        desk.decide(askedMeanwhile.number, "decision", "RETURNED", "question", "Jak?");
        desk.withdraw(
                withdrawn.number,
                "Ewa Próbna",
                LocalDate.now(clock).toString(),
                "withdrawalReason",
                "legitymacja się znalazła");
        page.click("#approve-ticked");
        page.click("#approve-confirmed");
        Locator result = page.locator(".of-results");
        assertThat(result.locator(".of-not-done")).hasCount(3);
        assertThat(result).containsText("zadano tymczasem pytanie sekretariatowi");
        assertThat(result).containsText("W aktach: „Dyrektor odmówił: Bez podstaw.” (dyrektor,");
        assertThat(result).containsText("Tę sprawę tymczasem zakończono: wniosek wycofany.");
        assertThat(card(decidedMeanwhile)).hasCount(0);
        assertThat(card(withdrawn)).hasCount(0);

        // no connection, then no session
        page.context().setOffline(true);
        button(asked, "Mam pytanie…").click();
        page.click("#words-send");
        assertThat(page.locator("#words-error")).containsText("Brak połączenia z serwerem.");
        page.context().setOffline(false);

        var cookies = page.context().cookies();
        page.context().clearCookies();
        page.click("#words-send");
        assertThat(page.locator("#words-error")).containsText("Sesja wygasła.");
        assertThat(page.locator("#words")).hasValue("Kto zgłosił błąd?");
        page.context().addCookies(cookies);
        page.click("#words-send");
        assertThat(result).containsText("pytanie przekazano do sekretariatu");
        decided(asked, "Dyrektor pyta: Kto zgłosił błąd?");
    }

    @Test
    void whatThePrincipalMayNotDoIsNotOfferedAndWhatIsNotThereIsToldInPolish() {
        Case one = waiting();
        logIn();
        assertThat(page.locator(".navbar-toggle")).hasText("Pokaż lub ukryj menu");
        assertThat(page).hasTitle(Pattern.compile("Cockpit – .*im\\. Orląt Lwowskich.*"));
        page.click(".navbar-toggle");
        Locator bar = page.locator("[cam-widget-header]");
        assertThat(bar).containsText("Decyzje dyrektora");
        assertThat(bar.locator("a[href='#/tasks']")).hasCount(0);
        String instance = desk.asProgram(() -> runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(one.number)
                .processDefinitionKey("card-exchange")
                .singleResult()
                .getId());
        page.navigate(
                address("/camunda/app/cockpit/default/#/process-instance/" + instance + "/runtime?tab=variables-tab"));
        assertThat(page.locator("td.actions").first()).isVisible();
        assertThat(page.locator("td.actions button").first()).isHidden();
        assertThat(page.locator("[ng-click^=openDialog], [ng-click^=openCancelDialog], [ng-click^=openSuspend]"))
                .hasCount(0);

        page.navigate(address("/camunda/app/cockpit/default/#/process-definition/none/runtime"));
        assertThat(page.locator(".page-notifications")).containsText("Nie można pokazać: definicja procesu");
        BrowserIT.speaksPolish(page.locator(".page-notifications").innerText());
    }

    // --------------------------------------------------------------------------------------------- the principal's
    // hands

    private void logIn() {
        Chromium.signIn(page, address("/camunda/app/cockpit/"), "dyrektor", PASSWORD, ".of-tiles");
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    private Locator card(Case about) {
        return page.locator(".of-decisions article").filter(new Locator.FilterOptions().setHasText(about.number));
    }

    private Locator button(Case about, String text) {
        return card(about).getByRole(AriaRole.BUTTON).filter(new Locator.FilterOptions().setHasText(text));
    }

    /** Polish, and every box has its label. */
    private void wellMade() {
        BrowserIT.speaksPolish(page.locator(".of-principal").innerText());
        assertThat((Integer)
                        page.evaluate("[...document.querySelectorAll('.of-principal input, .of-principal textarea')]"
                                + ".filter((box) => !box.labels.length).length"))
                .isZero();
    }

    private void decided(Case about, String what) {
        assertThat(cases.trail(about.number)).anySatisfy(entry -> {
            assertThat(entry.who()).isEqualTo("dyrektor");
            assertThat(entry.what()).isEqualTo(what);
        });
    }

    // --------------------------------------------------------------------------------------------------- the office's
    // work

    private record Case(String number, Student student) {}

    /** An exchange that waits for the principal. */
    private Case waiting() {
        Student student = desk.student();
        LocalDate today = LocalDate.now(clock);
        cards.registerExisting(
                student.id(), "C/" + student.id(), today.minusYears(1), today.plusDays(1), false, "sekretariat");
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "SCHOOL_ERROR");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .until(() -> desk.task(number, "userTask_verifyPhoto") != null);
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> desk.waitsIn(number)
                .contains("userTask_decide"));
        return new Case(number, student);
    }
}
