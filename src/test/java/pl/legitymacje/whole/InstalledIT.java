package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pl.legitymacje.Chromium;

/** The jar and what is installed from it, seen by everybody who works with it: the pages come out of libraries. */
@Tag("alone")
class InstalledIT {

    @TempDir
    private static Path folder;

    @RegisterExtension
    private static final Chromium CHROMIUM = new Chromium();

    static Stream<Arguments> ways() {
        return Stream.of(way("jar", App::launch), way("installed", App::launchQuickly));
    }

    private static Arguments way(String name, BiFunction<String, Map<String, String>, App> launch) {
        return Arguments.argumentSet(name, name, launch);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everybodysPagesComeUpWhole(String name, BiFunction<String, Map<String, String>, App> launch) {
        Map<String, String> demo = Map.of(
                "SPRING_PROFILES_ACTIVE", "demo",
                "DATA_DIR", folder.resolve(name).toString(),
                "DEMO_PASSWORD", App.PASSWORD,
                "DEMO_SMTP_PORT", "0",
                "DEMO_IMAP_PORT", "0");
        try (App app = launch.apply("pages-" + name, demo).ready()) {
            opens(app, "tasklist", "sekretariat", "text=Nowa sprawa");
            opens(app, "cockpit", "dyrektor", "text=Decyzje dyrektora");
            opens(app, "admin", "admin", "text=Użytkownicy");
        }
    }

    private static void opens(App app, String webapp, String user, String there) {
        List<String> faults = new ArrayList<>();
        try (BrowserContext window = CHROMIUM.open(Chromium.window(1280, 900))) {
            Page page = window.newPage();
            page.onPageError(faults::add);
            page.onResponse(response -> {
                // before the login that is how the page learns that nobody is logged in
                if (response.status() >= 400 && !response.url().endsWith("/auth/user/default")) {
                    faults.add(response.status() + " " + response.url());
                }
            });
            Chromium.signIn(page, app.address() + "/camunda/app/" + webapp + "/", user, App.PASSWORD, there);
            assertThat(faults).isEmpty();
        }
    }
}
