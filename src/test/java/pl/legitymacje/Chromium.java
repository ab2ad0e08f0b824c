package pl.legitymacje;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The system's own browser, for the tests that look at pages, as their extension; where there is none, they are left out. */
public final class Chromium implements BeforeAllCallback, AfterAllCallback {

    private Playwright playwright;
    private Browser browser;

    @Override
    public void beforeAll(ExtensionContext tests) {
        assumeTrue(find().isPresent(), "No Chromium on this machine: the browser tests are left out");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(find().orElseThrow())
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @Override
    public void afterAll(ExtensionContext tests) {
        if (playwright != null) {
            playwright.close();
        }
    }

    /** Opens a window of its own, which knows nothing of the others. */
    public BrowserContext open(Browser.NewContextOptions window) {
        return browser.newContext(window);
    }

    /** A browser's window as it stands in a Polish school: "today" is the same day for the page and for the program. */
    public static Browser.NewContextOptions window(int width, int height) {
        return new Browser.NewContextOptions()
                .setLocale("pl-PL")
                .setTimezoneId("Europe/Warsaw")
                .setViewportSize(width, height);
    }

    /**
     * Opens one of the web applications and signs in, as far as {@code there} is seen. The vendor's loader gives up for good where
     * one of its scripts takes more than seven seconds (RequireJS), which happens on a busy machine: then what is known is told
     * and the page is opened once more, as a person would do.
     */
    public static void signIn(Page page, String address, String user, String password, String there) {
        List<String> seen = new ArrayList<>();
        page.onConsoleMessage(message -> seen.add(message.type() + ": " + message.text()));
        page.onPageError(error -> seen.add("error: " + error));
        page.onRequest(request -> seen.add("asked: " + request.url()));
        page.onResponse(response -> seen.add(response.status() + ": " + response.url()));
        page.onRequestFailed(request -> seen.add(request.failure() + ": " + request.url()));
        page.navigate(address);
        try {
            page.waitForSelector("[ng-model=username]", new Page.WaitForSelectorOptions().setTimeout(20_000));
        } catch (TimeoutError e) {
            System.err.println(address + " did not come up; opened once more.\n" + String.join("\n", seen) + "\n"
                    + page.content() + "\n"
                    + Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
                            .map(String::valueOf)
                            .collect(Collectors.joining()));
            page.navigate(address);
        }
        page.fill("[ng-model=username]", user);
        page.fill("[ng-model=password]", password);
        page.click("button[type=submit]");
        page.waitForSelector(there);
    }

    private static Optional<Path> find() {
        return Stream.concat(
                        Stream.of("/usr/bin"),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
