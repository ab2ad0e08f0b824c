package pl.legitymacje.office;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import pl.legitymacje.school.Texts;

/**
 * The one door to everything under {@value #PATH}: the webapps' filters know who is logged in but let anybody through;
 * here only the office and administrators come in, the principal to look.
 */
@Configuration(proxyBeanMethods = false)
class OfficeDoor implements WebMvcConfigurer {

    static final String PATH = "/camunda/api/office";

    /** Data, pictures and PDFs, which browsers show in a small page of their own: nothing here runs or loads anything. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private final IdentityService identity;

    OfficeDoor(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Doorkeeper()).addPathPatterns(PATH + "/**");
    }

    /** Ends a request with a status and one Polish sentence; always false, for an interceptor to return. */
    static boolean refuse(HttpServletResponse response, HttpStatus status, String key) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("{\"message\":\"" + Texts.of(key) + "\"}");
        return false;
    }

    private final class Doorkeeper implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            // What is shown here is about children: no cache may keep it.
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            response.setHeader("X-Content-Type-Options", "nosniff");
            // The webapps' policy is one for pages: in its sandbox no browser shows a PDF.
            response.setHeader("Content-Security-Policy", POLICY);
            Authentication person = identity.getCurrentAuthentication();
            if (person == null || person.getUserId() == null) {
                return refuse(response, HttpStatus.UNAUTHORIZED, "office.access.login");
            }
            List<String> groups = person.getGroupIds();
            boolean staff = groups.contains(Role.OFFICE.group()) || groups.contains(Role.ADMINISTRATOR.group());
            boolean looking = groups.contains(Role.PRINCIPAL.group())
                    && request.getMethod().equals("GET");
            return staff || looking || refuse(response, HttpStatus.FORBIDDEN, "office.access.forbidden");
        }
    }
}
