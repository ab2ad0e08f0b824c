package pl.legitymacje;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import pl.legitymacje.office.Accounts;
import pl.legitymacje.office.Role;
import pl.legitymacje.photo.Drawn;

/** The demo school as its clerk sees it: a real browser, jobs and mails in the background, nothing driven by hand. */
@Tag("alone")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:browser;DB_CLOSE_DELAY=-1",
            "DEMO_PASSWORD=" + BrowserIT.PASSWORD,
            // nobody waits for an idle engine here
            "camunda.bpm.job-execution.max-wait=500"
        })
@ActiveProfiles("demo")
class BrowserIT {

    static final String PASSWORD = "Tylko-w-testach-1";

    private static final String STUDENT = "Jan Kowalski";
    private static final String GUARDIAN = "agnieszka.kowalska@rodzice.example";
    private static final String PESEL = "19221151491";

    private static final Pattern CASE_NUMBER = Pattern.compile("SPR-\\d{4}-\\d{4}");

    /** Words that give an untranslated text away. */
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|please|submit|save|cancel|close|error|failed|required|loading|task|tasks|claim|unclaim|complete|start|"
                    + "process|filter|created|due|follow|comment|history|description|search|sign|log|logout|user|password|"
                    + "ENGINE-\\d+|cannot|exception)\\b",
            Pattern.CASE_INSENSITIVE);

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    private Page page;

    private static int imapPort;

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry registry) throws IOException {
        int smtpPort;
        // both held at once, so that they differ
        try (ServerSocket smtp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket imap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            smtpPort = smtp.getLocalPort();
            imapPort = imap.getLocalPort();
        }
        registry.add("DEMO_SMTP_PORT", () -> smtpPort);
        registry.add("DEMO_IMAP_PORT", () -> imapPort);
    }

    @BeforeEach
    void comeIn() {
        page = CHROMIUM.open(Chromium.window(1400, 1000).setAcceptDownloads(true))
                .newPage();
        page.setDefaultTimeout(20_000);
        PlaywrightAssertions.setDefaultAssertionTimeout(20_000);
        Chromium.signIn(page, address("/"), "sekretariat", PASSWORD, ".start-process-action");
        assertThat(page).hasURL(Pattern.compile(".*/camunda/app/tasklist/.*"));
        speaksPolish();
    }

    @AfterEach
    void leave() {
        page.context().close();
    }

    @Test
    void theFirstCardFromThePhotoToTheHandOver() throws Exception {
        // the student is found, the photo judged before anything is sent
        begin("Wydanie legitymacji");
        page.fill("#student-search", "kowalski ja");
        page.locator("#student-search-list li")
                .filter(new Locator.FilterOptions().setHasText(STUDENT))
                .filter(new Locator.FilterOptions().setHasText("1a"))
                .click();
        page.locator(".of-choices label")
                .filter(new Locator.FilterOptions().setHasText(GUARDIAN))
                .click();
        page.selectOption("#channel", "OFFICE");

        page.setInputFiles("#photo-file", new FilePayload("jan.jpg", "image/jpeg", png()));
        Locator verdict = page.locator(".of-verdict");
        assertThat(verdict).containsText("Zdjęcie nie spełnia wymagań");
        assertThat(verdict).containsText("PNG");
        assertThat(page.locator(".of-no-picture")).isVisible();
        speaksPolish();
        verdict.getByText("Usuń to zdjęcie i dodaj inne").click();

        drop(".of-drop", "jan-kowalski.jpg", Drawn.photo(700, 900));
        assertThat(verdict).containsText("Zdjęcie przeszło sprawdzenie");
        assertSeen(page.locator(".of-photo img"));
        speaksPolish();
        submitStart();

        // the list says whose task it is, though the engine knows no names
        Locator card = find("Do wzięcia", "Zweryfikować zdjęcie");
        assertThat(card).containsText("Kowalski Jan, 1a");
        String caseNumber = caseNumber(card.innerText());
        speaksPolish();

        // its deadline is as far in the list as in the case
        String distance = card.locator(".due-date span").innerText();
        assertThat(distance).matches("za \\d+ dni");
        take(card);
        assertThat(page.locator(".task-card .due-date")).containsText(distance);
        assertThat(page.locator("form[name=officeForm] .of-facts").first()).containsText(distance);
        goesFromDeskToDesk("Zweryfikować zdjęcie");
        assertSeen(page.locator(".of-large img"));
        assertThat(page.locator(".of-large")).containsText(STUDENT);
        page.check("#photo-accepted");
        complete();

        take(find("Do wzięcia", "Wydrukować legitymację"));
        assertThat(page.locator(".of-copy")).containsText(PESEL);
        page.check("#outcome-printed");
        complete();

        take(find("Czeka na rodzica", "Wydać legitymację"));
        page.locator(".of-quick button")
                .filter(new Locator.FilterOptions().setHasText("Agnieszka Kowalska"))
                .click();
        page.check("#receiptSigned");
        speaksPolish();
        complete();

        // what the guardian has read meanwhile
        await().atMost(Duration.ofSeconds(20)).until(() -> mails(GUARDIAN).size() == 3);
        for (Mail mail : mails(GUARDIAN)) {
            assertThat(mail.subject()).contains(caseNumber);
            assertThat(mail.text())
                    .contains("Jan", caseNumber)
                    .doesNotContainIgnoringCase("Kowalsk")
                    .doesNotContain(PESEL)
                    .doesNotContainPattern("\\b1a\\b");
        }
        assertThat(mails(GUARDIAN))
                .extracting(Mail::subject)
                .satisfiesExactly(
                        subject -> assertThat(subject).startsWith("Sprawa zarejestrowana"),
                        subject -> assertThat(subject).startsWith("Zdjęcie przyjęte"),
                        subject -> assertThat(subject).startsWith("Legitymacja gotowa do odbioru"));

        // and what stays on record
        page.getByText("Rejestry").click();
        page.uncheck("#register-open");
        Locator caseRow = page.locator(".of-table tbody tr").filter(new Locator.FilterOptions().setHasText(caseNumber));
        assertThat(caseRow).containsText("legitymacja wydana");
        page.click("#tab-cards");
        page.fill("#register-search", "kowalski");
        Locator cardRow =
                page.locator(".of-table tbody tr").filter(new Locator.FilterOptions().setHasText("Kowalski Jan"));
        assertThat(cardRow).containsText("wydana");
        assertThat(cardRow).containsText("Agnieszka Kowalska");
        speaksPolish();
        Download csv =
                page.waitForDownload(() -> page.getByText("Zapisz jako CSV").click());
        assertThat(csv.suggestedFilename()).isEqualTo("ewidencja-legitymacji.csv");
        assertThat(Files.readString(csv.path()).lines()).anySatisfy(line -> assertThat(line)
                .contains(";Kowalski Jan;1a;pierwsza;;wydana;", "Agnieszka Kowalska"));
    }

    /** As the server sees it: by the day of receipt, whatever day it is typed in on. */
    @Test
    void whoAppliesForACertificateIsDecidedByTheDayOfReceipt() {
        LocalDate today = LocalDate.now(ZoneId.of("Europe/Warsaw"));
        begin("Duplikat świadectwa");
        Locator guardian = page.locator("#applicantName");
        page.fill("#birthDate", today.minusYears(18).toString());
        assertThat(guardian).isHidden();
        page.fill("#receivedOn", today.minusDays(1).toString());
        assertThat(guardian).isVisible();

        Locator wrong = page.locator("#receivedOn-error");
        assertThat(wrong).isEmpty();
        page.fill("#receivedOn", today.minusYears(1).minusDays(1).toString());
        page.locator("#receivedOn").blur();
        assertThat(wrong).containsText("więcej niż rok");
    }

    @Test
    void anAdultAppliesForACertificate() {
        begin("Duplikat świadectwa");
        page.fill("#firstName", "Łucja");
        page.fill("#surname", "Nowa-Żak");
        page.fill("#birthDate", "1990-02-03");
        page.fill("#certificate", "świadectwo ukończenia szkoły podstawowej");
        page.fill("#certificateYear", "2002/2003");
        page.fill("#certificateClass", "6b");
        page.fill("#applicantEmail", "lucja@poczta.example");
        page.check("#collection-person");
        Locator enclosed = page.locator("office-attachments input[type=checkbox]");
        assertThat(enclosed).hasCount(2);
        enclosed.all().forEach(Locator::check);
        page.selectOption("#channel", "POST");
        submitStart();
        take(find("Do wzięcia", "Zweryfikować opłatę"));
        assertThat(page.locator("form[name=officeForm]")).containsText("Łucja Nowa-Żak");
        speaksPolish();
    }

    /** Whoever has left may bear another surname today; the one on the list is then the certificate's. */
    @Test
    void aGraduatesPresentSurnameIsTypedInAndAStudentsIsOnTheList() {
        begin("Duplikat świadectwa");
        choosePerson();
        assertThat(page.locator("#surname")).not().isEditable();

        // no demo student has left yet
        page.route(Pattern.compile(".*/students\\?.*"), route -> {
            APIResponse answer = route.fetch();
            route.fulfill(new Route.FulfillOptions()
                    .setResponse(answer)
                    .setBody(answer.text().replace("ATTENDS", "GRADUATED")));
        });
        page.getByText("Wybierz inną osobę").click();
        choosePerson();
        assertThat(page.locator("#firstName")).not().isEditable();
        assertThat(page.locator("#nameThen")).hasValue("");
        page.fill("#surname", "Nowy-Kowalski");
        assertThat(page.locator("#nameThen")).hasValue(STUDENT);
    }

    /** Above a long form, with the button below: it comes into view by itself, and screen readers are there. */
    @Test
    void aRefusalComesIntoView() {
        begin("Odejście ucznia");
        page.check("#who-class");
        page.selectOption("#schoolClass", "4b");
        // a time before anybody in the class was born
        page.fill("#leftOn", "2001-01-01");
        page.locator(".modal-footer .btn-primary").last().click();
        Locator refusal = page.locator(".modal-dialog .notifications .alert");
        assertThat(refusal).containsText("data urodzenia to");
        assertThat(refusal).isFocused();
        assertThat(refusal).isInViewport();
        speaksPolish();
    }

    /** What is wrong in a field is said below it and moves the rest: not before the click that leaves the field has arrived. */
    @Test
    void aClickThatLeavesAWrongFieldArrives() {
        begin("Wydanie legitymacji");
        page.fill("#student-search", "kowalski ja");
        page.locator("#student-search-list li")
                .filter(new Locator.FilterOptions().setHasText(STUDENT))
                .first()
                .click();
        page.check("#applicant-0");
        page.fill("#applicantEmail", "to nie adres");
        page.evaluate("() => document.querySelector('label[for=photo-file]').addEventListener('click', (event) => {"
                + " event.preventDefault(); window.clicked = true; })");
        page.locator("label[for=photo-file]").click();
        assertThat(page.locator("#applicantEmail-error")).containsText("adres e-mail");
        assertThat((Boolean) page.evaluate("() => window.clicked === true")).isTrue();
    }

    @Test
    void aClosedCaseIsFoundThoughClosedOnesAreHidden() {
        page.getByText("Rejestry").click();
        page.fill("#register-search", "SPR-1999-9999");
        assertThat(page.locator(".of-said")).containsText("Sprawy zakończone są teraz ukryte");
        page.getByText("Szukaj także w zakończonych").click();
        assertThat(page.locator("#register-open")).not().isChecked();
        assertThat(page.locator(".of-said")).hasText("Nic nie znaleziono.");
    }

    private void choosePerson() {
        page.fill("#person-search", "kowalski ja");
        page.locator("#person-search-list li")
                .filter(new Locator.FilterOptions().setHasText(STUDENT))
                .first()
                .click();
    }

    @Test
    void theMailboxPageShowsWhatWasSentAndNothingOnceTheTaskIsGone() throws Exception {
        begin("Wydanie legitymacji");
        page.fill("#student-search", "wójcik zof");
        page.locator("#student-search-list li").first().click();
        page.locator(".of-choices label")
                .filter(new Locator.FilterOptions().setHasText("malgorzata.wojcik@rodzice.example"))
                .click();
        page.selectOption("#channel", "EMAIL");
        submitStart();
        take(find("Czeka na rodzica", "Uzupełnić wniosek"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> mails("malgorzata.wojcik@rodzice.example").size() == 1);

        Page mailboxes = page.context().newPage();
        mailboxes.navigate(address("/demo/skrzynki"));
        mailboxes.getByText("malgorzata.wojcik@rodzice.example").click();
        assertThat(mailboxes.locator(".list li")).hasCount(1);
        mailboxes.locator(".list a").click();
        assertThat(mailboxes.locator("body")).containsText("zdjęci");
        assertThat(CASE_NUMBER.matcher(mailboxes.innerText("body")).find()).isTrue();
        speaksPolish(mailboxes.innerText("body").replaceAll("(?m)^(Message-ID|Date).*", ""));
        mailboxes.close();

        // somebody else is faster: the second hears of it kindly, in Polish, and the task leaves the list
        page.setInputFiles("#photo-file", new FilePayload("zofia.jpg", "image/jpeg", Drawn.photo(600, 780)));
        assertThat(page.locator(".of-verdict")).containsText("Zdjęcie przeszło sprawdzenie");
        Page other = page.context().newPage();
        other.navigate(page.url());
        other.setInputFiles("#photo-file", new FilePayload("zofia.jpg", "image/jpeg", Drawn.photo(600, 780)));
        assertThat(other.locator(".of-verdict")).containsText("Zdjęcie przeszło sprawdzenie");
        other.click(".form-actions .btn-primary");
        assertThat(other.locator("form[name=officeForm]")).hasCount(0);
        other.close();
        // forced: Tasklist may have noticed by itself and have switched the button off
        page.click(".form-actions .btn-primary", new Page.ClickOptions().setForce(true));
        page.waitForSelector(".page-notifications :text('Tego zadania już nie ma'), .task-removed .task-removed-alert");
        speaksPolish();
    }

    @Test
    void aRosterWithABadRowIsLookedAtAndTaken() {
        String roster =
                """
                Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2
                Żółkiewska;Łucja;;1a;2019-05-05;;Ewa Żółkiewska;ewa.zolkiewska@rodzice.example;;;;
                Pomyłka;Adam;;1a;2019-06-06;19260612345;Jan Pomyłka;jan.pomylka@rodzice.example;;;;
                """;
        begin("Import listy uczniów");
        page.setInputFiles(
                "#roster-file", new FilePayload("uczniowie.csv", "text/csv", roster.getBytes(StandardCharsets.UTF_8)));
        Locator plan = page.locator(".modal-dialog office-roster");
        assertThat(plan).containsText("nowi: 1");
        assertThat(plan).containsText("błędne wiersze: 1");
        assertThat(plan).containsText("Wiersz 3:");
        speaksPolish();
        submitStart();

        Locator card = find("Moje zadania", "Sprawdzić zmiany i potwierdzić");
        assertThat(card.locator(".of-whose")).isHidden();
        take(card);
        assertThat(page.locator("office-roster")).containsText("Łucja Żółkiewska 1a");
        page.check("#roster-apply");
        complete();

        begin("Wydanie legitymacji");
        page.fill("#student-search", "zolkiewska");
        assertThat(page.locator("#student-search-list li")).containsText("Łucja Żółkiewska");
        page.fill("#student-search", "pomylka");
        assertThat(page.locator("#student-search-said")).containsText("Nie ma takiego ucznia");
    }

    @Test
    void aLapsedSessionTakesNoFormWithItAndNobodySendsItInAnothersName() {
        begin("Zapas hologramów");
        page.check("#entry-counted");
        page.fill("#hologramCount", "3");
        page.fill("#hologramNote", "policzono w szafie");
        page.context().clearCookies();

        // found out by what Tasklist asks by itself every few seconds
        Locator lapsed = page.locator(".of-lapsed");
        assertThat(lapsed).containsText("Sesja wygasła");
        speaksPolish();
        page.keyboard().press("Escape");
        lapsed.getByText("Spróbuj ponownie").click();
        assertThat(lapsed).containsText("Jeszcze nikt się nie zalogował.");

        Page window = page.context()
                .waitForPage(() ->
                        lapsed.getByText("Zaloguj się w nowym oknie").last().click());
        comeIn(window, "dyrektor");
        assertThat(lapsed).containsText("inna osoba (dyrektor)");
        comeIn(window, "sekretariat");
        assertThat(lapsed).hasCount(0);
        assertThat(page.locator("#hologramCount")).hasValue("3");
        assertThat(page.locator("#hologramNote")).hasValue("policzono w szafie");

        // with no gap in which nobody is signed in
        assertThat((Integer) window.evaluate(
                        """
                        ([password]) => fetch('/camunda/api/admin/auth/user/default/login/tasklist', {
                          method: 'POST',
                          headers: {
                            'Content-Type': 'application/x-www-form-urlencoded',
                            'X-XSRF-TOKEN': document.cookie.match(/XSRF-TOKEN=([^;]*)/)[1],
                          },
                          body: new URLSearchParams({ username: 'dyrektor', password }),
                        }).then(({ status }) => status)""",
                        List.of(PASSWORD)))
                .isEqualTo(200);
        page.locator(".modal-footer .btn-primary").last().click();
        assertThat(lapsed).containsText("inna osoba (dyrektor)");
        assertThat(page.locator("#hologramNote")).hasValue("policzono w szafie");
        comeIn(window, "sekretariat");
        assertThat(page.locator(".modal-dialog")).hasCount(0);

        // where there is nothing to lose, the login says why
        page.context().clearCookies();
        assertThat(page.locator("[ng-model=username]")).isVisible();
        assertThat(page.locator(".page-notifications")).containsText("Sesja wygasła");
        assertThat(page.locator(".login-header")).containsText("im. Orląt Lwowskich");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> (Integer) page.locator(".login-logo img").evaluate("mark => mark.naturalWidth") > 0);
    }

    private void comeIn(Page window, String user) {
        window.waitForLoadState();
        window.navigate("about:blank"); // else the page itself would go to its login, at the same time
        window.context().clearCookies();
        Chromium.signIn(window, address("/"), user, PASSWORD, ".account");
    }

    // ------------------------------------------------------------------------------------------------- the clerk's
    // hands

    private String address(String path) {
        return "http://localhost:" + port + path;
    }

    private void begin(String procedure) {
        page.click(".start-process-action a");
        page.locator(".modal-dialog ul.processes a")
                .filter(new Locator.FilterOptions().setHasText(procedure))
                .click();
        page.waitForSelector(".modal-dialog form[name=officeForm]");
    }

    private void submitStart() {
        page.locator(".modal-footer .btn-primary").last().click();
        assertThat(page.locator(".modal-dialog")).hasCount(0);
    }

    /** The card of a task in one of the lists; jobs run in the background, so that it may take a while to appear. */
    private Locator find(String list, String task) {
        Locator card = page.locator(".tasks-list li.task").filter(new Locator.FilterOptions().setHasText(task));
        for (int i = 0; ; i++) {
            // a list is read anew when it is chosen
            choose("Po terminie");
            choose(list);
            try {
                card.first().waitFor(new Locator.WaitForOptions().setTimeout(1500));
                return card.first();
            } catch (PlaywrightException notYet) {
                assertThat(i).as("%s is not in %s", task, list).isLessThan(15);
            }
        }
    }

    private void choose(String list) {
        page.waitForResponse(
                answer -> answer.url().contains("/filter/") && answer.url().contains("/list"),
                () -> page.locator("[cam-tasklist-filters] a")
                        .filter(new Locator.FilterOptions().setHasText(list))
                        .first()
                        .click());
    }

    private void take(Locator card) {
        card.locator("h4 a").click();
        page.waitForSelector("button.claim, button.unclaim");
        if (page.isVisible("button.claim")) {
            page.click("button.claim");
            page.waitForSelector("button.unclaim");
        }
        page.waitForSelector("form[name=officeForm] .of-part");
    }

    /** A task is taken over by a colleague, who gives it back, and is taken again. */
    private void goesFromDeskToDesk(String task) {
        accounts.ensureUser("zastepczyni", "Zenona", "Próbna", PASSWORD, Role.OFFICE);
        Page first = page;
        page = CHROMIUM.open(Chromium.window(1400, 1000)).newPage();
        page.setDefaultTimeout(20_000);
        Chromium.signIn(page, address("/"), "zastepczyni", PASSWORD, ".start-process-action");
        find("Wzięte", task).locator("h4 a").click();
        page.getByText("Przejmij zadanie").click();
        page.waitForSelector("button.unclaim");
        assertThat(page.getByText("Przejmij zadanie")).isHidden();
        speaksPolish();
        page.click("button.unclaim");
        page.waitForSelector("button.claim");
        page.context().close();
        page = first;
        take(find("Do wzięcia", task));
    }

    private void complete() {
        assertThat(page.locator(".form-actions .btn-primary")).isEnabled();
        page.click(".form-actions .btn-primary");
        assertThat(page.locator("form[name=officeForm]")).hasCount(0);
        speaksPolish();
    }

    private void drop(String target, String name, byte[] content) {
        Object files = page.evaluateHandle(
                """
                ([name, base64]) => {
                  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
                  const files = new DataTransfer();
                  files.items.add(new File([bytes], name, { type: 'image/jpeg' }));
                  return files;
                }""",
                List.of(name, Base64.getEncoder().encodeToString(content)));
        page.dispatchEvent(target, "drop", Map.of("dataTransfer", files));
    }

    // -------------------------------------------------------------------------------------------------------- what is
    // seen

    private void speaksPolish() {
        speaksPolish(page.innerText("body"));
    }

    static void speaksPolish(String text) {
        assertThat(text).isNotBlank();
        assertThat(ENGLISH.matcher(text).results().map(MatchResult::group)).isEmpty();
    }

    private static void assertSeen(Locator picture) {
        assertThat(picture).isVisible();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> (Integer) picture.evaluate("picture => picture.naturalWidth") > 100);
    }

    private static String caseNumber(String text) {
        return CASE_NUMBER
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .findFirst()
                .orElseThrow();
    }

    private static byte[] png() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(600, 780, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    private record Mail(String subject, String text) {}

    private static List<Mail> mails(String address) throws MessagingException, IOException {
        try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
            store.connect("127.0.0.1", imapPort, address, PASSWORD);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<Mail> mails = new ArrayList<>();
                for (Message message : inbox.getMessages()) {
                    mails.add(new Mail(message.getSubject(), plainText(message)));
                }
                return mails;
            }
        }
    }

    private static String plainText(Part part) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            return (String) part.getContent();
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                String text = plainText(parts.getBodyPart(i));
                if (!text.isEmpty()) {
                    return text;
                }
            }
        }
        return "";
    }
}
