package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseCookie;
import org.springframework.mock.web.MockHttpServletRequest;
import pl.legitymacje.process.OfficeTest;

/** Which cookies are believed, with the secret where it really lies. */
@OfficeTest
class KnownBrowsersTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    @Autowired
    private ManagementService engine;

    @Test
    void ofAnotherUserForgedOrTooOldItIsNone() {
        KnownBrowsers browsers = at(NOW);
        ResponseCookie cookie = browsers.remember("sekretariat", true);
        assertThat(believed(browsers, cookie.getName(), cookie.getValue(), "sekretariat"))
                .isTrue();
        assertThat(believed(browsers, cookie.getName(), cookie.getValue(), "dyrektor"))
                .isFalse();
        assertThat(believed(browsers, "inne", cookie.getValue(), "sekretariat")).isFalse();
        assertThat(believed(at(NOW.plus(Duration.ofDays(180))), cookie.getName(), cookie.getValue(), "sekretariat"))
                .isTrue();
        for (int days : new int[] {181, 100_000, -2}) {
            assertThat(believed(
                            at(NOW.plus(Duration.ofDays(days))), cookie.getName(), cookie.getValue(), "sekretariat"))
                    .isFalse();
        }
        // each character counts
        String value = cookie.getValue();
        for (int i = 0; i < value.length(); i++) {
            String changed = value.substring(0, i) + (value.charAt(i) == 'A' ? 'B' : 'A') + value.substring(i + 1);
            assertThat(believed(browsers, cookie.getName(), changed, "sekretariat"))
                    .isFalse();
        }
        // no part of the user's name passes into the rest
        assertThat(believed(browsers, cookie.getName(), value, "sekretaria")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "20780", "99999999999999999999.a.b", "20780.AAAAAAAAAAAAAAAA.", "\u0661.\u0661"})
    void norWhatIsNoSuchValue(String value) {
        KnownBrowsers browsers = at(NOW);
        String name = browsers.remember("sekretariat", true).getName();
        assertThat(believed(browsers, name, value, "sekretariat")).isFalse();
        assertThat(browsers.recognise(new MockHttpServletRequest(), "sekretariat"))
                .isEmpty();
    }

    @Test
    void itOutlivesARestartAndNotItsSecret() {
        ResponseCookie cookie = at(NOW).remember("sekretariat", true);
        KnownBrowsers restarted = at(NOW);
        assertThat(believed(restarted, cookie.getName(), cookie.getValue(), "sekretariat"))
                .isTrue();
        assertThat(engine.getProperties().get(KnownBrowsers.SECRET)).hasSize(43);
        engine.deleteProperty(KnownBrowsers.SECRET);
        assertThat(believed(at(NOW), cookie.getName(), cookie.getValue(), "sekretariat"))
                .isFalse();
    }

    @Test
    void eachUserOfOneComputerHasOne() {
        KnownBrowsers browsers = at(NOW);
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(Stream.of("sekretariat", "dyrektor", "admin")
                .map(user -> browsers.remember(user, false))
                .map(cookie -> new Cookie(cookie.getName(), cookie.getValue()))
                .toArray(Cookie[]::new));
        assertThat(Stream.of(request.getCookies()).map(Cookie::getName)).doesNotHaveDuplicates();
        assertThat(Stream.of("sekretariat", "dyrektor", "admin").map(user -> browsers.recognise(request, user)))
                .allMatch(java.util.Optional::isPresent);
        // and however many there are, a request still holds them
        int length = Stream.iterate(0, i -> i + 1)
                .limit(5_000)
                .map(i -> browsers.remember("u" + i, false))
                .collect(java.util.stream.Collectors.toMap(
                        ResponseCookie::getName, ResponseCookie::getValue, (old, later) -> later))
                .entrySet()
                .stream()
                .mapToInt(cookie -> cookie.getKey().length() + cookie.getValue().length() + 3)
                .sum();
        assertThat(length).isLessThan(6_500);
    }

    private KnownBrowsers at(Instant now) {
        return new KnownBrowsers(engine, Clock.fixed(now, ZoneId.of("Europe/Warsaw")));
    }

    private static boolean believed(KnownBrowsers browsers, String name, String value, String user) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setCookies(new Cookie(name, value));
        return browsers.recognise(request, user).isPresent();
    }
}
