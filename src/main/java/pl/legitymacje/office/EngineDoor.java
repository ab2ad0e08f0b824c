package pl.legitymacje.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import pl.legitymacje.school.Texts;

/**
 * The door to the engine's own API: whatever is more than a look passes only if the pages of Tasklist, Cockpit and
 * Welcome need it. Behind it the engine's rights hold; but of some writes, such as those to its own clean-up jobs, the
 * engine asks for none. Administrators come in with anything.
 */
@Configuration(proxyBeanMethods = false)
public class EngineDoor {

    /** Method and path of what a person's work needs; questions that are asked by POST among them. */
    public static final List<String> NEEDED = List.of(
            "POST /camunda/api/engine/engine/default/task/{id}/claim",
            "POST /camunda/api/engine/engine/default/task/{id}/unclaim",
            "POST /camunda/api/engine/engine/default/task/{id}/assignee",
            "POST /camunda/api/engine/engine/default/task/{id}/submit-form",
            "POST /camunda/api/engine/engine/default/task/{id}/complete",
            "POST /camunda/api/engine/engine/default/task/{id}/comment/create",
            "POST /camunda/api/engine/engine/default/process-definition/{id}/submit-form",
            "POST /camunda/api/engine/engine/default/process-definition/key/{key}/submit-form",
            "POST /camunda/api/engine/engine/default/process-definition/key/{key}/start",
            "PUT /camunda/api/engine/engine/default/user/{id}/profile",
            "PUT /camunda/api/engine/engine/default/user/{id}/credentials",
            "POST /camunda/api/engine/engine/default/identity/password-policy",
            "POST /camunda/api/engine/engine/default/filter/{id}/list",
            "POST /camunda/api/engine/engine/default/filter/{id}/count",
            "POST /camunda/api/engine/engine/default/filter/{id}/singleResult",
            "POST /camunda/api/engine/engine/default/task",
            "POST /camunda/api/engine/engine/default/task/count",
            "POST /camunda/api/engine/engine/default/process-instance",
            "POST /camunda/api/engine/engine/default/process-instance/count",
            "POST /camunda/api/engine/engine/default/variable-instance",
            "POST /camunda/api/engine/engine/default/variable-instance/count",
            "POST /camunda/api/engine/engine/default/job",
            "POST /camunda/api/engine/engine/default/job/count",
            "POST /camunda/api/engine/engine/default/external-task",
            "POST /camunda/api/engine/engine/default/external-task/count",
            "POST /camunda/api/engine/engine/default/history/process-instance",
            "POST /camunda/api/engine/engine/default/history/process-instance/count",
            "POST /camunda/api/engine/engine/default/history/activity-instance",
            "POST /camunda/api/engine/engine/default/history/task",
            "POST /camunda/api/engine/engine/default/history/task/count",
            "POST /camunda/api/engine/engine/default/history/variable-instance",
            "POST /camunda/api/engine/engine/default/history/variable-instance/count");

    private static final Set<String> LOOKS = Set.of("GET", "HEAD", "OPTIONS");

    private record Needed(String method, PathPattern path) {

        static Needed of(String request) {
            String[] parts = request.split(" ", 2);
            return new Needed(parts[0], PathPatternParser.defaultInstance.parse(parts[1]));
        }
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> whatTheWorkNeeds(
            // Filters are made before the database is ready for the engine.
            @Lazy IdentityService identity, ErrorPages pages) {
        List<Needed> needed = NEEDED.stream().map(Needed::of).toList();
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                if (LOOKS.contains(request.getMethod())) {
                    chain.doFilter(request, response);
                    return;
                }
                // behind this door the webapps' filters ask for the token, and the engine for rights
                HttpSession session = request.getSession(false);
                String user = session == null ? null : Sessions.userOf(session);
                if (user == null) {
                    pages.refuse(request, response, HttpStatus.UNAUTHORIZED, Texts.of("office.access.login"));
                } else if (isNeeded(request) || Role.ADMINISTRATOR.has(user, identity)) {
                    chain.doFilter(request, response);
                } else {
                    pages.refuse(request, response, HttpStatus.FORBIDDEN, Texts.of("office.access.forbidden"));
                }
            }

            private boolean isNeeded(HttpServletRequest request) {
                // as it was sent: that is how the engine's API reads it
                PathContainer path = PathContainer.parsePath(request.getRequestURI());
                return needed.stream()
                        .anyMatch(one -> one.method().equals(request.getMethod())
                                && one.path().matches(path));
            }
        });
        filter.addUrlPatterns("/camunda/api/engine/*");
        // when Sessions has ended what has to end
        filter.setOrder(SafeAnswers.DOORS + 1);
        return filter;
    }
}
