package pl.legitymacje.office;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Browsers in which a user has logged in before: they keep a cookie that says so and opens nothing. It is signed with a
 * secret of this installation, which lies with the engine's properties and so outlives restarts and serves all nodes.
 */
@Component
final class KnownBrowsers {

    /** Sent to where passwords are tried, and nowhere else. */
    static final String PATH = "/camunda/api/admin/auth";

    static final String SECRET = "legitymacje.knownBrowsers.secret";
    static final Duration LONGEST = Duration.ofDays(180);

    /** Of one browser several users may be known, but not so many that a request no longer holds the cookies. */
    private static final int MOST_USERS = 64;

    private static final String NAME = "znana-przegladarka-";
    private static final Pattern VALUE = Pattern.compile("(\\d{1,7})\\.([\\w-]{16})\\.([\\w-]{43})");
    private static final String ALGORITHM = "HmacSHA256";
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final SingletonSupplier<SecretKeySpec> key;

    /** @param engine asked at the first login only: filters are made before the database is ready for it */
    KnownBrowsers(@Lazy ManagementService engine, Clock clock) {
        this.clock = clock;
        key = SingletonSupplier.of(
                () -> new SecretKeySpec(Base64.getUrlDecoder().decode(secret(engine)), ALGORITHM));
    }

    /** What tells this browser from others, if the user has logged in here before. */
    Optional<String> recognise(HttpServletRequest request, String user) {
        Cookie[] cookies = request.getCookies();
        return Stream.of(cookies == null ? new Cookie[0] : cookies)
                .filter(cookie -> cookie.getName().startsWith(NAME))
                .flatMap(cookie -> recognised(cookie.getValue(), user).stream())
                .findFirst();
    }

    private Optional<String> recognised(String value, String user) {
        Matcher parts = VALUE.matcher(value);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long age = today() - Long.parseLong(parts.group(1));
        boolean valid = age >= 0
                && age <= LONGEST.toDays()
                && MessageDigest.isEqual(bytes(signature(parts.group(1), parts.group(2), user)), bytes(parts.group(3)));
        return valid ? Optional.of(parts.group(2)) : Optional.empty();
    }

    /** For the browser in which the user has just logged in. */
    ResponseCookie remember(String user, boolean secure) {
        String day = Long.toString(today());
        String nonce = random(12);
        return ResponseCookie.from(
                        NAME + Math.floorMod(user.hashCode(), MOST_USERS),
                        day + "." + nonce + "." + signature(day, nonce, user))
                .path(PATH)
                .maxAge(LONGEST)
                .httpOnly(true)
                .sameSite("Strict")
                .secure(secure)
                .build();
    }

    private long today() {
        return LocalDate.now(clock).toEpochDay();
    }

    private String signature(String day, String nonce, String user) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.obtain());
            return TEXT.encodeToString(mac.doFinal(bytes(day + "." + nonce + "." + user)));
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private String secret(ManagementService engine) {
        return kept(engine).orElseGet(() -> {
            try {
                engine.setProperty(SECRET, random(32));
            } catch (ProcessEngineException anotherNodeWasFirst) {
                return kept(engine).orElseThrow(() -> anotherNodeWasFirst);
            }
            return kept(engine).orElseThrow();
        });
    }

    private static Optional<String> kept(ManagementService engine) {
        return Optional.ofNullable(engine.getProperties().get(SECRET));
    }

    private String random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return TEXT.encodeToString(bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
