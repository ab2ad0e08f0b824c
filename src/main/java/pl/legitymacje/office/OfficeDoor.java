package pl.legitymacje.office;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import pl.legitymacje.school.Texts;

/**
 * The one door to everything under {@value #PATH}: the webapps' filters know who is logged in but let anybody through;
 * here only those come in who work here, each as far as the work needs ({@link OnlyFor}).
 */
@Configuration(proxyBeanMethods = false)
class OfficeDoor implements WebMvcConfigurer {

    static final String PATH = "/camunda/api/office";

    private static final Set<Role> LOOKING = EnumSet.allOf(Role.class);
    private static final Set<Role> HANDING_IN = EnumSet.of(Role.OFFICE, Role.ADMINISTRATOR);

    private final IdentityService identity;
    private final ErrorPages pages;
    private final Throttle uploads;

    /** @param uploadsPerHour how many files each user may hand in */
    OfficeDoor(
            IdentityService identity,
            ErrorPages pages,
            @Value("${web.uploads-per-hour}") int uploadsPerHour,
            Clock clock) {
        this.identity = identity;
        this.pages = pages;
        this.uploads = new Throttle(uploadsPerHour, Duration.ofHours(1), clock);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Doorkeeper()).addPathPatterns(PATH + "/**");
    }

    /** Whom an endpoint lets in. */
    static Set<Role> allowed(HandlerMethod endpoint, boolean handsIn) {
        OnlyFor onlyFor = endpoint.getMethodAnnotation(OnlyFor.class);
        if (onlyFor == null) {
            onlyFor = endpoint.getBeanType().getAnnotation(OnlyFor.class);
        }
        if (onlyFor != null) {
            return EnumSet.copyOf(List.of(onlyFor.value()));
        }
        return handsIn ? HANDING_IN : LOOKING;
    }

    private final class Doorkeeper implements HandlerInterceptor {

        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
                throws IOException {
            // What is shown here is about children: no cache may keep it.
            response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
            // The webapps' policy is one for pages: in its sandbox no browser shows a PDF.
            response.setHeader("Content-Security-Policy", SafeAnswers.POLICY);
            Authentication person = identity.getCurrentAuthentication();
            if (person == null || person.getUserId() == null) {
                return refuse(request, response, HttpStatus.UNAUTHORIZED, "office.access.login");
            }
            if (!letsIn(request, handler, person.getGroupIds())) {
                return refuse(request, response, HttpStatus.FORBIDDEN, "office.access.forbidden");
            }
            // A look leaves a trace (a letter printed): no other site may cause one.
            if ("cross-site".equals(request.getHeader("Sec-Fetch-Site"))) {
                return refuse(request, response, HttpStatus.FORBIDDEN, "office.access.crossSite");
            }
            return !(request instanceof MultipartHttpServletRequest upload) || accepts(upload, response, person);
        }

        private static boolean letsIn(HttpServletRequest request, Object handler, List<String> groups) {
            Set<Role> allowed = handler instanceof HandlerMethod endpoint
                    ? allowed(endpoint, !request.getMethod().equals("GET"))
                    // nothing is there, which anybody who works here may hear
                    : LOOKING;
            return allowed.stream().anyMatch(role -> groups.contains(role.group()));
        }

        private boolean accepts(MultipartHttpServletRequest upload, HttpServletResponse response, Authentication person)
                throws IOException {
            if (!uploads.take(person.getUserId())) {
                return refuse(upload, response, HttpStatus.TOO_MANY_REQUESTS, "office.upload.tooMany");
            }
            return upload.getMultiFileMap().values().stream()
                                    .mapToInt(List::size)
                                    .sum()
                            <= 1
                    || refuse(upload, response, HttpStatus.UNPROCESSABLE_ENTITY, "office.upload.one");
        }

        private boolean refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String key)
                throws IOException {
            return pages.refuse(request, response, status, Texts.of(key));
        }
    }
}
