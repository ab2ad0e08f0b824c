package pl.legitymacje.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import pl.legitymacje.school.Texts;

/**
 * The door to the actuator's endpoints: health, which tells no details, is for everybody; the rest is for machines that
 * log in at each request (HTTP Basic) as one of the engine's administrators.
 */
@Configuration(proxyBeanMethods = false)
class MachineRoomDoor {

    private static final String SCHEME = "Basic ";

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> administratorsOnly(
            // Filters are made before the database is ready for the engine.
            @Lazy IdentityService identity, WebEndpointProperties endpoints, ErrorPages pages) {
        String path = endpoints.getBasePath();
        FilterRegistrationBean<OncePerRequestFilter> filter =
                new FilterRegistrationBean<>(new AdministratorsOnly(identity, pages, path + "/health"));
        filter.addUrlPatterns(path + "/*");
        filter.setOrder(SafeAnswers.DOORS);
        return filter;
    }

    /** User and password, or something that is not two strings if the header gives none. */
    static String[] login(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return new String[0];
        }
        try {
            byte[] decoded =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return new String(decoded, StandardCharsets.UTF_8).split(":", 2);
        } catch (IllegalArgumentException notBase64) {
            return new String[0];
        }
    }

    private static final class AdministratorsOnly extends OncePerRequestFilter {

        private final IdentityService identity;
        private final ErrorPages pages;
        private final String health;

        AdministratorsOnly(IdentityService identity, ErrorPages pages, String health) {
            this.identity = identity;
            this.pages = pages;
            this.health = health;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            // as the container has decoded and normalised it, so that no spelling of a path leads around
            if (request.getServletPath().equals(health)) {
                chain.doFilter(request, response);
                return;
            }
            String[] login = login(request.getHeader(HttpHeaders.AUTHORIZATION));
            if (login.length != 2 || !identity.checkPassword(login[0], login[1])) {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, SCHEME + "realm=\"actuator\", charset=\"UTF-8\"");
                pages.refuse(request, response, HttpStatus.UNAUTHORIZED, Texts.of("office.access.login"));
            } else if (!Role.ADMINISTRATOR.has(login[0], identity)) {
                pages.refuse(request, response, HttpStatus.FORBIDDEN, Texts.of("office.access.administratorsOnly"));
            } else {
                chain.doFilter(request, response);
            }
        }
    }
}
