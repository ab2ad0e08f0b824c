package pl.legitymacje;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.SelectOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.task.TaskQuery;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.TimeDate;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.thymeleaf.templatemode.TemplateMode;
import pl.legitymacje.mail.Samples;
import pl.legitymacje.photo.Drawn;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.school.StrictTemplates;
import pl.legitymacje.student.RosterUploads;
import pl.legitymacje.student.Student;

/**
 * What WCAG 2.1 AA asks of every page of the office, as far as a machine can tell: axe-core over every form, empty, filled in
 * and with its errors shown, over our pages, the principal's, the errors and the mails; and by hand what axe cannot see:
 * the keyboard, the focus, narrow screens.
 */
@Tag("alone")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:accessibility;DB_CLOSE_DELAY=-1",
            "DEMO_PASSWORD=" + AccessibilityIT.PASSWORD,
            "camunda.bpm.job-execution.enabled=false"
        })
@ActiveProfiles("demo")
@Import(OfficeDesk.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessibilityIT {

    static final String PASSWORD = "Tylko-w-testach-3";

    private static final Path FORMS = Path.of("forms");
    private static final String FORM = "form[name=officeForm]";
    private static final String EMBEDDED = "embedded:deployment:forms/";
    private static final Set<String> PRINCIPALS = Set.of("shared/principal-decision.html", "shared/delay-decide.html");
    private static final List<String> WCAG_AA = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

    private static final String AXE = axe();

    /** Counts what the office's parts ask for; AngularJS counts what Tasklist does. */
    private static final String ASKING =
            """
            (() => {
              const ask = window.fetch;
              let open = 0;
              window.fetch = (...what) => {
                open++;
                return ask(...what).finally(() => setTimeout(() => open--, 30));
              };
              window.asking = () => {
                const injector = window.angular && document.body && angular.element(document.body).injector();
                return open || (injector && injector.get('$http').pendingRequests.length);
              };
            })()""";

    /** What a ring round a control has to be: there, and of a colour that is told from what it lies on (WCAG 1.4.11). */
    private static final String FOCUS =
            """
            window.office = Object.assign(window.office || {}, (() => {
              const seen = new Set();
              const dim = [];
              let first;
              const named = (node) => `${node.tagName.toLowerCase()}${node.id ? '#' + node.id : ''} ${node.textContent.trim().slice(0, 40)}`;
              const parts = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
              const light = (colour) => parts(colour).slice(0, 3).map((c) => c / 255)
                .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
                .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
              const contrast = (one, other) => {
                const [more, less] = [light(one), light(other)].sort((a, b) => b - a);
                return (more + 0.05) / (less + 0.05);
              };
              const ground = (node) => {
                for (let at = node.parentElement; at; at = at.parentElement) {
                  const colour = getComputedStyle(at).backgroundColor;
                  if (parts(colour)[3] !== 0) return colour;
                }
                return 'rgb(255, 255, 255)';
              };
              const ring = (node) => {
                const shown = node.matches('.of-file') ? node.nextElementSibling : node;
                const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(shown);
                return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && contrast(outlineColor, ground(shown)) >= 3;
              };
              return {
                walked() {
                  const node = document.activeElement;
                  if (node === document.body) return false;
                  if (seen.has(node)) return node === first;
                  first = first || node;
                  seen.add(node);
                  if (!ring(node)) dim.push(node);
                  return false;
                },
                left(part) {
                  const controls = [...document.querySelector(part).querySelectorAll(
                    'a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary')]
                    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && node.tabIndex >= 0)
                    .filter((node) => node.type !== 'radio' || ![...seen].some((other) => other.name === node.name));
                  return [
                    ...controls.filter((node) => !seen.has(node)).map((node) => `not reached: ${named(node)}`),
                    ...dim.map((node) => `no focus seen: ${named(node)}`),
                    ...(seen.size ? [] : ['nothing reached']),
                  ];
                },
              };
            })())""";

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private CardRegister cards;

    @Autowired
    private RosterUploads rosters;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Clock clock;

    private Page clerk;
    private Page principal;
    private String today;

    /** Where people are kept out, over all that a test looks at. */
    private final List<String> barriers = new ArrayList<>();

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

    private static String axe() {
        try (InputStream script = AxeBuilder.class.getResourceAsStream("/axe.min.js")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void everybodyComesIn() {
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        identity.setAuthentication("sekretariat", List.of("sekretariat"));
        today = LocalDate.now(clock).toString();
        clerk = logIn("tasklist", "sekretariat", ".start-process-action");
        principal = logIn("cockpit", "dyrektor", ".of-tiles");
    }

    @AfterAll
    void everybodyGoes() {
        identity.clearAuthentication();
    }

    @BeforeEach
    void anew() {
        barriers.clear();
    }

    @AfterEach
    void nobodyIsKeptOut() {
        assertThat(barriers).isEmpty();
    }

    // ----------------------------------------------------------------------------------------------------------- forms

    @Test
    void everyFormEmptyFilledInAndWithErrors() throws IOException {
        Map<String, Object> variables = variables();
        Map<String, String> begun = desk.asProgram(this::begun);
        Map<String, Task> waiting = desk.asProgram(() -> waiting(variables));
        Set<String> opened = new TreeSet<>(begun.keySet());
        opened.addAll(waiting.keySet());
        begun.forEach((form, process) -> {
            open(clerk, "#/?processStart=" + process, process + ":");
            lookAtForm(clerk, form);
        });
        waiting.forEach((form, task) -> {
            boolean decides = PRINCIPALS.contains(form);
            Page page = decides ? principal : clerk;
            desk.asProgram(() -> {
                tasks.setAssignee(task.getId(), decides ? "dyrektor" : "sekretariat");
                return null;
            });
            open(page, "#/?task=" + task.getId(), task.getId());
            lookAtForm(page, form);
        });
        try (Stream<Path> files = Files.walk(FORMS)) {
            assertThat(opened)
                    .containsExactlyInAnyOrderElementsOf(files.filter(
                                    file -> file.toString().endsWith(".html"))
                            .map(file -> FORMS.relativize(file).toString().replace('\\', '/'))
                            .toList());
        }
    }

    /** @param of whose form it is, as the address that the form comes from names it */
    private void open(Page page, String hash, String of) {
        page.keyboard().press("Escape"); // from the window of the last start form
        if (!page.url().contains("/tasklist/")) {
            page.navigate(address("/camunda/app/tasklist/default/"));
        }
        page.waitForResponse(
                answer -> answer.url().matches(".*/deployed-(start-)?form.*")
                        && answer.url().contains(of),
                () -> page.evaluate(
                        """
                        ([form, hash]) => {
                          document.querySelectorAll(form).forEach((former) => (former.dataset.former = 'yes'));
                          location.hash = hash;
                        }""",
                        List.of(FORM, hash)));
        page.waitForSelector(FORM + ":not([data-former]) .of-part");
        settled(page);
    }

    /** As it opens, with whatever its choices show, and left without a word in any field. */
    private void lookAtForm(Page page, String form) {
        assertThat(page.locator(FORM + " .of-error:visible").allInnerTexts())
                .as("%s has what it asks for", form)
                .isEmpty();
        look(page, form, FORM);
        leaveEveryField(page);
        look(page, form + ", errors shown", FORM);
        errorsAreTold(page, form);
        narrow(page, form, FORM);
        Locator search = page.locator(FORM + " .of-finder input");
        if (search.count() > 0) {
            search.first().fill("pro");
            page.waitForCondition(() -> !search.first().isVisible()
                    || !page.locator(FORM + " .of-said").first().innerText().isEmpty());
            look(page, form + ", a list to choose from", FORM);
            Locator found = page.locator(FORM + " .of-list li:visible");
            if (found.count() > 0) {
                found.first().click();
                settled(page);
                look(page, form + ", one chosen", FORM);
            }
        }
        Locator lists = page.locator(FORM + " select:enabled:visible");
        for (int at = 0; at < lists.count(); at++) {
            lists.nth(at).selectOption(new SelectOption().setIndex(1));
            settled(page);
            look(page, form + ", chosen from list " + (at + 1), FORM);
        }
        String choices = FORM + " input[type=radio]:enabled";
        int controls = controls(page);
        for (int at = 0; at < page.locator(choices).count(); at++) {
            page.locator(choices).nth(at).check();
            settled(page);
            if (controls(page) != controls) {
                controls = controls(page);
                leaveEveryField(page);
                look(page, form + ", choice " + (at + 1), FORM);
                errorsAreTold(page, form + ", choice " + (at + 1));
            }
        }
    }

    private static int controls(Page page) {
        return page.locator(FORM + " :is(input, select, textarea, button, a):visible")
                .count();
    }

    private static void leaveEveryField(Page page) {
        page.evaluate(
                """
                () => document.querySelectorAll('form[name=officeForm] :is(input, select, textarea)').forEach((field) => {
                  field.focus();
                  field.blur();
                })""");
        settled(page);
    }

    /** What is wrong is said in words beside the field, and the field knows of it. */
    private void errorsAreTold(Page page, String form) {
        Object mute = page.evaluate(
                """
                () => [...document.querySelectorAll('form[name=officeForm] .ng-invalid.ng-touched')]
                  .filter((field) => field.matches('input, select, textarea') && field.offsetParent)
                  .filter((field) => field.getAttribute('aria-invalid') !== 'true'
                    || !(field.getAttribute('aria-describedby') || '').split(' ').some((id) => {
                      const told = document.getElementById(id);
                      return told && told.getAttribute('role') === 'alert' && told.textContent.trim();
                    }))
                  .map((field) => field.id)""");
        for (Object field : (List<?>) mute) {
            barriers.add(form + ": what is wrong with " + field + " is not told");
        }
    }

    // ----------------------------------------------------------------------------------------------------- other pages

    @Test
    void theClerksPages() {
        Student student = known();
        Student other = desk.student();
        desk.start("card-issue", desk.application(other, desk.goodPhoto(other)));
        desk.jobsRun();
        visit(clerk, "tasklist", "#/", ".tasks-list li.task");
        look(clerk, "the task list");
        clerk.locator(".tasks-list li.task h4 a").first().click();
        clerk.waitForSelector(".disabled-form .of-part");
        settled(clerk);
        look(clerk, "a task that nobody has taken");
        clerk.click("button.claim");
        clerk.waitForSelector("button.unclaim");
        for (String tab : List.of("Historia zadania", "Opis")) {
            clerk.locator(".task-details .nav-tabs a")
                    .filter(new Locator.FilterOptions().setHasText(tab))
                    .click();
            settled(clerk);
            look(clerk, "a task: " + tab);
        }
        clerk.getByText("Odłóż na dzień").click();
        clerk.waitForSelector(".uib-daypicker");
        look(clerk, "a task is put off");
        assertThat(clerk.locator(".uib-daypicker thead")).containsText("pon.");
        clerk.keyboard().press("Escape");
        clerk.getByText("Dodaj notatkę").click();
        clerk.waitForSelector(".modal-dialog textarea");
        look(clerk, "a note on a task");
        clerk.keyboard().press("Escape");
        clerk.click(".start-process-action a");
        clerk.waitForSelector(".modal-dialog ul.processes a");
        look(clerk, "a new case");

        visit(clerk, "tasklist", "#/rejestry", ".of-table tbody tr");
        look(clerk, "register of cases");
        narrow(clerk, "registers", ".of-registers");
        clerk.locator(".of-open").first().click();
        clerk.waitForSelector("#case-heading");
        clerk.locator(".of-registers summary").click();
        look(clerk, "a case in the register");
        for (String tab : List.of("cards", "mobile-cards", "certificates", "payments", "erasures", "forms")) {
            clerk.click("#tab-" + tab);
            clerk.waitForSelector("#register-panel[aria-labelledby=tab-" + tab + "]");
            settled(clerk);
            look(clerk, "register: " + tab);
        }
        clerk.fill("#register-search", "pro");
        clerk.waitForSelector(".of-table tbody tr");
        look(clerk, "forms with a student's data");

        visit(clerk, "tasklist", "#/uczniowie", "#students-search");
        clerk.fill("#students-search", "pro");
        clerk.waitForSelector(".of-table tbody tr");
        look(clerk, "students found");
        visit(clerk, "tasklist", "#/uczen/" + student.id(), ".of-student");
        clerk.locator(".of-registers summary").all().forEach(Locator::click);
        clerk.getByText("Eksport danych (RODO)").click();
        look(clerk, "a student's page");
        narrow(clerk, "a student's page", ".of-registers");
        visit(clerk, "tasklist", "#/uczen/987654", ".of-error");
        look(clerk, "no such student");
    }

    @Test
    void thePrincipalsPages() {
        String number = decisionAwaited();
        visit(principal, "cockpit", "#/dashboard", ".of-tiles");
        look(principal, "the office at a glance");
        visit(principal, "cockpit", "#/decyzje", ".of-decisions article");
        principal.locator(".of-decisions summary").first().click();
        principal.locator(".of-history li").first().waitFor();
        look(principal, "decisions");
        narrow(principal, "decisions", ".of-principal");
        principal.check("#tick-all");
        principal.click("#approve-ticked");
        look(principal, "decisions, a second look");
        for (int i = 0; i < 8; i++) {
            principal.keyboard().press("Tab");
            assertThat((Boolean) principal.evaluate(
                            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"))
                    .as("a second look is not left by Tab")
                    .isTrue();
        }
        principal.keyboard().press("Escape");
        assertThat(principal.locator("#approve-ticked")).isFocused();
        Locator card =
                principal.locator(".of-decisions article").filter(new Locator.FilterOptions().setHasText(number));
        for (String choice : List.of("Mam pytanie…", "Odmów…")) {
            card.getByRole(AriaRole.BUTTON)
                    .filter(new Locator.FilterOptions().setHasText(choice))
                    .click();
            principal.click("#words-send");
            look(principal, "decisions, nothing written: " + choice);
            principal.keyboard().press("Escape");
        }
        String process = desk.asProgram(() -> runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .processDefinitionKey("principal-decision")
                .singleResult()
                .getId());
        visit(principal, "cockpit", "#/process-instance/" + process + "/runtime", ".nav-tabs");
        principal
                .locator(".nav-tabs a")
                .filter(new Locator.FilterOptions().setHasText("Sprawa"))
                .click();
        principal.waitForSelector(".of-tab .of-facts");
        look(principal, "a case beside its process");
    }

    @Test
    void whereNobodyHasComeInYet() {
        Page stranger = page();
        stranger.navigate(address("/camunda/app/tasklist/"));
        stranger.getByLabel("Nazwa użytkownika").fill("nikt");
        BrowserIT.speaksPolish(stranger.innerText("body"));
        look(stranger, "login");
        stranger.getByLabel("Hasło").fill("nie to");
        stranger.click("button[type=submit]");
        stranger.waitForSelector(".page-notifications [role=alert]");
        look(stranger, "login failed");
        stranger.navigate(address("/camunda/app/cockpit/"));
        stranger.waitForSelector("[ng-model=username]");
        look(stranger, "login to Cockpit");
        for (String path : List.of("/nie-ma", "/camunda/api/office/cases")) {
            stranger.navigate(address(path));
            look(stranger, path);
        }
        stranger.setContent(new StrictTemplates("templates/office", TemplateMode.HTML, ".html")
                .render("login", Map.of("school", "Szkoła", "form", true, "lapsed", true)));
        look(stranger, "login with the school's account");
        clerk.navigate(address("/camunda/api/office/glance/nie-ma"));
        look(clerk, "nothing there");
        principal.navigate(address("/camunda/api/office/students/1/export"));
        look(principal, "not allowed");

        // the session lapses while a page is open
        Page lapsed = logIn("tasklist", "sekretariat", ".start-process-action");
        visit(lapsed, "tasklist", "#/rejestry", "#register-search");
        lapsed.context().clearCookies();
        lapsed.fill("#register-search", "pro");
        lapsed.waitForSelector(".of-error a");
        look(lapsed, "session lapsed");
        Page form = logIn("tasklist", "sekretariat", ".start-process-action");
        visit(form, "tasklist", "#/?processStart=hologram-stock", "#hologramCount");
        form.context().clearCookies();
        form.waitForSelector(".of-lapsed");
        look(form, "session lapsed over a form");
    }

    @Test
    void mailboxesAndMails() {
        Student student = known();
        Page reader = page();
        reader.navigate(address("/demo/skrzynki"));
        look(reader, "mailboxes");
        reader.getByText(student.guardians().get(0).email()).click();
        look(reader, "a mailbox");
        reader.locator(".list a").first().click();
        look(reader, "a mail in its mailbox");
        Samples.pages().forEach((kind, html) -> {
            reader.setContent(html);
            look(reader, "mail " + kind);
        });
    }

    // ------------------------------------------------------------------------------------------------ what axe cannot
    // see

    @Test
    void aCaseIsBegunWithTheKeyboardAlone() {
        Student student = desk.student();
        visit(clerk, "tasklist", "#/", ".tasks-list");
        tabTo(clerk, ".start-process-action a");
        clerk.keyboard().press("Enter");
        clerk.waitForSelector(".modal-dialog ul.processes a");
        tabTo(clerk, ".modal-dialog ul.processes a:has-text('Wydanie legitymacji')");
        clerk.keyboard().press("Enter");
        clerk.waitForSelector("#student-search");
        tabTo(clerk, "#student-search");
        clerk.keyboard().type(student.surname());
        clerk.locator("#student-search-list li").first().waitFor();
        clerk.keyboard().press("Enter");
        assertThat(clerk.locator("#student-chosen")).isFocused();
        tabTo(clerk, "#applicant-0");
        clerk.keyboard().press("Space");
        tabTo(clerk, "#channel");
        clerk.keyboard().press("ArrowDown");
        tabTo(clerk, "#photo-file");
        // The window to choose a file in is the browser's own, and does not always open for a machine that presses
        // Enter.
        clerk.setInputFiles("#photo-file", new FilePayload("jan.jpg", "image/jpeg", Drawn.photo(700, 900)));
        assertThat(clerk.locator(".of-verdict")).containsText("Zdjęcie przeszło sprawdzenie");
        look(clerk, "a photo judged", FORM);
        tabTo(clerk, ".modal-footer .btn-primary:visible");
        clerk.keyboard().press("Enter");
        assertThat(clerk.locator(".modal-dialog")).hasCount(0);
    }

    @Test
    void everyControlIsReachedAndSeenToHaveTheFocus() {
        decisionAwaited();
        Student student = known();
        open(clerk, "#/?processStart=card-exchange", "card-exchange:");
        clerk.fill("#student-search", student.surname());
        clerk.locator("#student-search-list li").first().click();
        settled(clerk);
        walk(clerk, "a form", FORM);
        visit(clerk, "tasklist", "#/rejestry", ".of-table tbody tr");
        walk(clerk, "registers", ".of-registers");
        visit(clerk, "tasklist", "#/uczen/" + student.id(), ".of-student");
        walk(clerk, "a student's page", ".of-registers");
        visit(principal, "cockpit", "#/decyzje", ".of-decisions article");
        walk(principal, "decisions", ".of-principal");
        Page stranger = page();
        stranger.navigate(address("/camunda/app/tasklist/"));
        stranger.waitForSelector("[ng-model=username]");
        walk(stranger, "login", "form");
        stranger.navigate(address("/nie-ma"));
        walk(stranger, "no such page", "body");
        stranger.navigate(address("/demo/skrzynki"));
        walk(stranger, "mailboxes", "body");
    }

    /** Presses Tab until a control has the focus. */
    private static void tabTo(Page page, String control) {
        Locator wanted = page.locator(control).first();
        wanted.waitFor();
        for (int i = 0; i < 120; i++) {
            if ((Boolean) wanted.evaluate("control => control === document.activeElement")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError(control + " is not reached with the keyboard");
    }

    /** Goes through the page with Tab: nothing in that part is left out, and each control shows that it has the focus. */
    private void walk(Page page, String what, String part) {
        page.evaluate(FOCUS);
        for (int i = 0; i < 400; i++) {
            page.keyboard().press("Tab");
            if ((Boolean) page.evaluate("office.walked()")) {
                break;
            }
        }
        for (Object barrier : (List<?>) page.evaluate("part => office.left(part)", part)) {
            barriers.add(what + ": " + barrier);
        }
    }

    /** 320 px wide, and then with the letters and lines further apart (WCAG 1.4.10, 1.4.12): all is there, one below the other. */
    private void narrow(Page page, String what, String part) {
        var size = page.viewportSize();
        page.setViewportSize(320, 640);
        for (String spacing : List.of(
                "",
                "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }")) {
            Object found = page.evaluate(
                    """
                    async ([part, spacing]) => {
                      const style = document.head.appendChild(document.createElement('style'));
                      style.textContent = spacing;
                      await new Promise(requestAnimationFrame);
                      const seen = (node) => node.checkVisibility() && !node.closest('.sr-only, .of-file, .of-scroll, svg');
                      const beside = [...document.querySelectorAll(`${part}, ${part} *`)].filter(seen).filter((node) => {
                        const { left, right, width } = node.getBoundingClientRect();
                        return width && (right > innerWidth + 1 || left < -1);
                      });
                      const cut = [...document.querySelectorAll(`${part} *`)].filter(seen).filter((node) =>
                        ['hidden', 'clip'].includes(getComputedStyle(node).overflowY) && node.scrollHeight > node.clientHeight + 2);
                      const named = (node) => `${node.tagName.toLowerCase()}#${node.id}.${node.className} ${node.textContent.trim().slice(0, 40)}`;
                      const wide = document.documentElement.scrollWidth > innerWidth ? ['the page is wider than the screen'] : [];
                      style.remove();
                      return [...wide, ...beside.slice(0, 3).map((node) => `beside the screen: ${named(node)}`),
                        ...cut.slice(0, 3).map((node) => `cut off: ${named(node)}`)];
                    }""",
                    List.of(part, spacing));
            for (Object barrier : (List<?>) found) {
                barriers.add(what + ", 320 px" + (spacing.isEmpty() ? "" : ", spaced") + ": " + barrier);
            }
        }
        look(page, what + ", 320 px", part);
        page.setViewportSize(size.width, size.height);
    }

    private void visit(Page page, String app, String hash, String there) {
        page.navigate("about:blank");
        page.navigate(address("/camunda/app/" + app + "/default/" + hash));
        page.waitForSelector(there);
        settled(page);
    }

    // ------------------------------------------------------------------------------------------------------------ axe

    private void look(Page page, String what) {
        look(page, what, "html");
    }

    /** What axe finds wrong in a part of the page. */
    private void look(Page page, String what, String part) {
        Object found = page.evaluate(
                """
                async ([part, tags]) => {
                  const { violations } = await axe.run(part, { runOnly: tags, resultTypes: ['violations'], iframes: false });
                  const foreign = document.documentElement.lang === 'pl' ? [] : ['the page does not say that it speaks Polish'];
                  if (/undefined|NaN|\\[object/.test(document.body.innerText)) foreign.push('the page shows what nobody can read');
                  return foreign.concat(violations.flatMap(({ id, nodes }) => nodes.map(({ target, html, failureSummary }) =>
                    `${id} ${target.join(' ')}\n  ${html}\n  ${failureSummary}`)));
                }""",
                List.of(part, WCAG_AA));
        for (Object violation : (List<?>) found) {
            barriers.add(what + ": " + violation);
        }
    }

    /** Nothing is asked for any more, and what was answered is drawn. */
    private static void settled(Page page) {
        page.waitForFunction("() => !asking()");
        page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))");
    }

    // ---------------------------------------------------------------------------------------------------- the office's
    // work

    private List<ProcessDefinition> processes() {
        return repository
                .createProcessDefinitionQuery()
                .latestVersion()
                .orderByProcessDefinitionKey()
                .asc()
                .list();
    }

    private <T extends ModelElementInstance> Collection<T> parts(ProcessDefinition process, Class<T> type) {
        return repository.getBpmnModelInstance(process.getId()).getModelElementsByType(type);
    }

    /** The processes that begin with a form, by form. */
    private Map<String, String> begun() {
        Map<String, String> begun = new TreeMap<>();
        for (ProcessDefinition process : processes()) {
            for (StartEvent start : parts(process, StartEvent.class)) {
                if (start.getCamundaFormKey() != null) {
                    begun.put(start.getCamundaFormKey().substring(EMBEDDED.length()), process.getKey());
                }
            }
        }
        return begun;
    }

    /**
     * A task of every form, by form. The cases, students and payments that they ask about are real; where the way to a task
     * is long, a process begins at it.
     */
    private Map<String, Task> waiting(Map<String, Object> variables) {
        Map<String, Task> waiting = new TreeMap<>();
        for (ProcessDefinition process : processes()) {
            for (UserTask task : parts(process, UserTask.class)) {
                waiting.computeIfAbsent(
                        task.getCamundaFormKey().substring(EMBEDDED.length()),
                        form -> waitingAt(process, task.getId(), variables));
            }
        }
        return waiting;
    }

    private Task waitingAt(ProcessDefinition process, String activity, Map<String, Object> variables) {
        TaskQuery there =
                tasks.createTaskQuery().processDefinitionKey(process.getKey()).taskDefinitionKey(activity);
        if (there.count() == 0) {
            beginAt(process, activity, variables);
        }
        return there.list().get(0);
    }

    private void beginAt(ProcessDefinition process, String activity, Map<String, Object> variables) {
        String number = (String) variables.get(caseOf(process.getKey()));
        Map<String, Object> own = new HashMap<>(variables);
        own.put("caseNumber", number);
        // nothing comes due
        parts(process, TimeDate.class)
                .forEach(time ->
                        own.put(time.getTextContent().replaceAll("\\W", ""), OfficeDesk.moment("2999-01-01T12:00")));
        runtime.createProcessInstanceByKey(process.getKey())
                .businessKey(number)
                .setVariables(own)
                .startBeforeActivity(activity)
                .execute();
    }

    private static String caseOf(String process) {
        return switch (process) {
            case "certificate-duplicate" -> "ofCertificate";
            case "mlegitymacja-issue", "mlegitymacja-revocation" -> "ofMobileCard";
            case "fee-verification" -> "ofDuplicate";
            default -> "ofExchange";
        };
    }

    private Map<String, Object> variables() {
        Student exchanging = withCard(desk.student());
        Map<String, Object> exchange = desk.application(exchanging, desk.goodPhoto(exchanging));
        exchange.put("reason", "SCHOOL_ERROR");
        exchange.put("attachments", "APPLICATION");
        String ofExchange = desk.caseNumber(desk.start("card-exchange", exchange));

        Student losing = withCard(desk.student());
        Map<String, Object> duplicate = desk.application(losing, desk.goodPhoto(losing));
        duplicate.put("reason", "LOST");
        duplicate.put("attachments", "APPLICATION,PAYMENT");
        String ofDuplicate = desk.caseNumber(desk.start("card-duplicate", duplicate));

        Student mobile = withCard(desk.student());
        String ofMobileCard = desk.codeGiven(mobile);

        // whoever left long ago
        String ofCertificate = desk.caseNumber(desk.start(
                "certificate-duplicate",
                OfficeDesk.map(
                        "firstName", "Łucja",
                        "surname", "Nowa-Żak",
                        "birthDate", "1990-01-01",
                        "nameThen", "Łucja Dawna",
                        "certificate", "świadectwo ukończenia szkoły podstawowej",
                        "certificateYear", "2002/2003",
                        "certificateClass", "6b",
                        "applicantAs", "GRADUATE",
                        "applicantEmail", "lucja@rodzice.example",
                        "collection", "IN_PERSON",
                        "channel", "POST",
                        "receivedOn", today,
                        "attachments", "APPLICATION,PAYMENT")));

        // money for nobody, a mail that nobody gets, a class, somebody who leaves in the middle of a case, a list
        desk.start(
                "payment-entry",
                OfficeDesk.map(
                        "paidAmount",
                        "9.00",
                        "paidOn",
                        today,
                        "payer",
                        "Nowak",
                        "transferTitle",
                        "wpłata",
                        "paymentMeans",
                        "STATEMENT",
                        "bankReference",
                        "REF-1"));
        Student unreachable = desk.student("8p", "");
        desk.start("card-issue", desk.application(unreachable, desk.goodPhoto(unreachable)));
        desk.student("7p", "ktos@rodzice.example");
        desk.start("card-issue-class", OfficeDesk.map("schoolClass", "7p"));
        withCard(desk.student("6p", "ktos@rodzice.example"));
        desk.start("card-validity", OfficeDesk.map("schoolClass", "6p"));
        Student leaving = desk.student();
        desk.start("card-issue", desk.application(leaving, null));
        desk.leave(Long.toString(leaving.id()), "TRANSFER", today);
        long roster = rosters.keep(
                "uczniowie.csv",
                """
                Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2
                Żółkiewska;Łucja;;1a;2019-05-05;;Ewa Żółkiewska;ewa.zolkiewska@rodzice.example;;;;
                Pomyłka;Adam;;1a;2019-06-06;19260612345;Jan Pomyłka;jan.pomylka@rodzice.example;;;;
                """
                        .getBytes(StandardCharsets.UTF_8),
                "sekretariat");
        desk.start("roster-import", OfficeDesk.map("rosterId", roster));
        desk.jobsRun();

        Map<String, Object> variables = new HashMap<>(OfficeDesk.map(
                "ofExchange",
                ofExchange,
                "ofDuplicate",
                ofDuplicate,
                "ofMobileCard",
                ofMobileCard,
                "ofCertificate",
                ofCertificate,
                "studentId",
                exchanging.id(),
                "initiator",
                "sekretariat",
                "dueAt",
                null,
                "urgency",
                50,
                "photoId",
                exchange.get("photoId"),
                "schoolClass",
                "6p",
                "question",
                "Czy opiekun szukał legitymacji?",
                "completionUntil",
                today,
                "incidentActivity",
                "Wysłać wiadomość",
                "incidentMessage",
                "Serwer poczty nie odpowiada.",
                "incidentJobId",
                "4711"));
        return variables;
    }

    /** Somebody with a card, an accepted photo and a case that the mails told of. */
    private Student known() {
        Student student = withCard(desk.student());
        desk.codeGiven(student);
        desk.jobsRun();
        return student;
    }

    /** The number of an exchange that waits for the principal. */
    private String decisionAwaited() {
        Student student = withCard(desk.student());
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "SCHOOL_ERROR");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        desk.jobsRun();
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        return number;
    }

    private Student withCard(Student student) {
        LocalDate day = LocalDate.now(clock);
        cards.registerExisting(
                student.id(), "C/" + student.id(), day.minusYears(1), day.plusDays(1), false, "sekretariat");
        return student;
    }

    // ------------------------------------------------------------------------------------------------------- coming in

    private static Page page() {
        Page page = CHROMIUM.open(Chromium.window(1400, 1000).setReducedMotion(ReducedMotion.REDUCE))
                .newPage();
        page.setDefaultTimeout(60_000); // the first page of a server that has just started, beside other tests
        page.addInitScript(AXE);
        page.addInitScript(ASKING);
        return page;
    }

    private Page logIn(String app, String user, String there) {
        Page page = page();
        Chromium.signIn(page, address("/camunda/app/" + app + "/"), user, PASSWORD, there);
        return page;
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
