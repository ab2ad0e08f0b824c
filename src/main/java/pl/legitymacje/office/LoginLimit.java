package pl.legitymacje.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import pl.legitymacje.school.Texts;

/**
 * Stands before every place where a password is tried ({@link Guesses}). The engine's own delays are off
 * (application.yaml): being a user's alone, they let any stranger keep that user out.
 */
@Configuration(proxyBeanMethods = false)
class LoginLimit {

    private static final Pattern LOGOUT = Pattern.compile(KnownBrowsers.PATH + "/user/[^/]+/logout/?");
    private static final String ENGINE = "/camunda/api/engine";
    private static final Pattern VERIFY = Pattern.compile(ENGINE + "/.*/identity/verify/?");
    private static final Pattern OWN_PASSWORD = Pattern.compile(ENGINE + "/.*/user/[^/]+/credentials/?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final ErrorPages pages;

    LoginLimit(ErrorPages pages) {
        this.pages = pages;
    }

    /** The webapps' login, and machines that log in at each request. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> guessersWait(
            @Value("${web.failed-logins}") int freeByAddress,
            WebEndpointProperties actuator,
            KnownBrowsers browsers,
            Clock clock) {
        Guesses guesses = new Guesses(freeByAddress, clock);
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                String path = path(request);
                if (!path.startsWith(KnownBrowsers.PATH + "/")) {
                    String[] login = MachineRoomDoor.login(request.getHeader(HttpHeaders.AUTHORIZATION));
                    if (login.length == 2) {
                        attempt(guesses.stranger(login[0], network(request)), false, request, response, chain);
                    } else {
                        chain.doFilter(request, response);
                    }
                    return;
                }
                if (!HttpMethod.POST.matches(request.getMethod())
                        || LOGOUT.matcher(path).matches()) {
                    chain.doFilter(request, response);
                    return;
                }
                String[] names = request.getParameterValues("username");
                // who would be tried and who is counted has to be the same
                if (names == null || names.length != 1 || request.getQueryString() != null) {
                    pages.refuse(request, response, HttpStatus.BAD_REQUEST, ErrorPages.help(HttpStatus.BAD_REQUEST));
                    return;
                }
                Optional<String> browser = browsers.recognise(request, names[0]);
                Guesses.Turn turn = browser.map(guesses::knownBrowser)
                        .orElseGet(() -> guesses.stranger(names[0], network(request)));
                // whole before it goes, so that the cookie can go with it
                ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
                attempt(turn, browser.isPresent(), request, answer, chain);
                if (answer.getStatus() == HttpStatus.OK.value()) {
                    answer.addHeader(
                            HttpHeaders.SET_COOKIE,
                            browsers.remember(names[0], request.isSecure()).toString());
                }
                answer.copyBodyToResponse();
            }
        });
        filter.addUrlPatterns(KnownBrowsers.PATH + "/*", actuator.getBasePath() + "/*");
        filter.setOrder(SafeAnswers.DOORS - 1);
        return filter;
    }

    /** The engine's API tells whoever is logged in whether a password is right: another's never, one's own slowly. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> nobodyGuessesFromWithin(Clock clock) {
        GrowingDelay sessions = new GrowingDelay(3, clock);
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                String path = path(request);
                HttpSession session = request.getSession(false);
                if (session != null && VERIFY.matcher(path).matches()) {
                    pages.refuse(request, response, HttpStatus.FORBIDDEN, ErrorPages.help(HttpStatus.FORBIDDEN));
                } else if (session != null && OWN_PASSWORD.matcher(path).matches()) {
                    String id = session.getId();
                    attempt(
                            new Guesses.Turn(sessions.begin(id), failed -> sessions.ended(id, failed)),
                            true,
                            request,
                            response,
                            chain);
                } else {
                    chain.doFilter(request, response);
                }
            }
        });
        filter.addUrlPatterns(ENGINE + "/*");
        filter.setOrder(SafeAnswers.DOORS - 1);
        return filter;
    }

    private void attempt(
            Guesses.Turn turn,
            boolean known,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        if (!turn.delay().isZero()) {
            long seconds = turn.delay().plus(Duration.ofMillis(999)).toSeconds();
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
            String key = known ? "office.login.wait" : "office.login.waitForOthers";
            pages.refuse(request, response, HttpStatus.TOO_MANY_REQUESTS, Texts.of(key, seconds));
            return;
        }
        boolean failed = true;
        try {
            chain.doFilter(request, response);
            failed = wrong(response.getStatus());
        } finally {
            turn.ending().ended(failed);
        }
    }

    /** The engine says 400 to a wrong password of one's own; a fault may have been one as well. */
    private static boolean wrong(int status) {
        return status == HttpStatus.UNAUTHORIZED.value()
                || status == HttpStatus.BAD_REQUEST.value()
                || status >= HttpStatus.INTERNAL_SERVER_ERROR.value();
    }

    /** As the container has decoded and normalised it. */
    private static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return request.getServletPath() + (rest == null ? "" : rest);
    }

    /** Of IPv6 a whole network belongs to one house. */
    private static String network(HttpServletRequest request) {
        String address = request.getRemoteAddr();
        if (!IPV6.matcher(address).matches()) {
            return address;
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8))
                    : parsed.getHostAddress();
        } catch (UnknownHostException none) {
            return address;
        }
    }
}
