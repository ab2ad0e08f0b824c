package pl.legitymacje.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import pl.legitymacje.school.Texts;

/**
 * Who guesses passwords has to stop for a while, at their own address. The engine's growing delays (application.yaml)
 * are per user: alone, a stranger who never stops guessing would keep that user out.
 */
@Configuration(proxyBeanMethods = false)
class LoginLimit {

    private static final Duration WINDOW = Duration.ofMinutes(15);

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> guessersWait(
            @Value("${web.failed-logins}") int most, WebEndpointProperties actuator, ErrorPages pages, Clock clock) {
        Throttle failures = new Throttle(most, WINDOW, clock);
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                boolean attempt =
                        request.getMethod().equals("POST") || request.getHeader(HttpHeaders.AUTHORIZATION) != null;
                String address = request.getRemoteAddr();
                if (attempt && failures.exhausted(address)) {
                    response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW.toSeconds()));
                    pages.refuse(
                            request, response, HttpStatus.TOO_MANY_REQUESTS, Texts.of("office.error.tooMany.help"));
                    return;
                }
                chain.doFilter(request, response);
                if (attempt && response.getStatus() == HttpStatus.UNAUTHORIZED.value()) {
                    failures.count(address);
                }
            }
        });
        filter.addUrlPatterns("/camunda/api/admin/auth/*", actuator.getBasePath() + "/*");
        filter.setOrder(SafeAnswers.DOORS - 1);
        return filter;
    }
}
