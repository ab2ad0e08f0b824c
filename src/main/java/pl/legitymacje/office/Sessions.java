package pl.legitymacje.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.webapp.impl.security.auth.Authentication;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A session ends when its user's password is changed elsewhere: whoever was let in by the old one is out within half a
 * minute. Groups and deleted users the webapps themselves look at anew ({@code webapp.auth.cache} in application.yaml).
 */
@Configuration(proxyBeanMethods = false)
class Sessions {

    private static final String LOGIN = Sessions.class.getName();
    private static final Duration TRUSTED = Duration.ofSeconds(30);

    /**
     * Who a session belongs to.
     *
     * @param password what the engine keeps of it: another one at each change
     */
    private record Login(String user, String password, Instant seen) implements Serializable {}

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> sessionsEnd(
            // Filters are made before the database is ready for the engine.
            @Lazy IdentityService identity, Clock clock) {
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                HttpSession before = request.getSession(false);
                if (before != null
                        && before.getAttribute(LOGIN) instanceof Login login
                        && !login.seen().plus(TRUSTED).isAfter(clock.instant())) {
                    Login now = login(login.user());
                    if (now.password().equals(login.password())) {
                        before.setAttribute(LOGIN, now);
                    } else {
                        before.invalidate();
                    }
                }
                chain.doFilter(request, response);
                HttpSession after = request.getSession(false);
                String user = after == null ? null : userOf(after);
                if (user != null
                        && (!(after.getAttribute(LOGIN) instanceof Login login)
                                || !login.user().equals(user)
                                || changesOwnPassword(request, user))) {
                    after.setAttribute(LOGIN, login(user));
                }
            }

            private Login login(String name) {
                User user = identity.createUserQuery().userId(name).singleResult();
                return new Login(name, user == null ? "" : user.getPassword(), clock.instant());
            }
        });
        filter.setOrder(SafeAnswers.DOORS);
        return filter;
    }

    /** Who is logged in there, or null. */
    static String userOf(HttpSession session) {
        return AuthenticationUtil.getAuthsFromSession(session).getAuthentications().stream()
                .map(Authentication::getIdentityId)
                .findFirst()
                .orElse(null);
    }

    /** Whoever changes their own goes on. */
    private static boolean changesOwnPassword(HttpServletRequest request, String user) {
        String path = request.getPathInfo();
        return request.getMethod().equals("PUT") && path != null && path.endsWith("/user/" + user + "/credentials");
    }
}
