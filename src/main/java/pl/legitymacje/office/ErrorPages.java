package pl.legitymacje.office;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.thymeleaf.templatemode.TemplateMode;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.StrictTemplates;
import pl.legitymacje.school.Texts;

/**
 * What somebody is told when a request comes to nothing: a page with what happened and what to do for a person, one
 * sentence as JSON for a script. Never what went on inside.
 */
@Controller
class ErrorPages implements ErrorController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private static final Pattern LOGIN = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/login/[^/]+");

    private final StrictTemplates templates = new StrictTemplates("templates/office", TemplateMode.HTML, ".html");
    private final SchoolProfile school;

    ErrorPages(SchoolProfile school) {
        this.school = school;
    }

    /** Where the container leads whatever failed, wherever that was. */
    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Object> failed(HttpServletRequest request) {
        Integer failed = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatusCode status = failed == null ? HttpStatus.NOT_FOUND : HttpStatusCode.valueOf(failed);
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        if (LOGIN.matcher(path).matches()) {
            if (status.value() == 401) {
                return answer(request, status, Texts.of("office.error.loginFailed.help"));
            }
            if (status.value() == 403 && !wantsToken(request)) {
                return answer(request, status, Texts.of("office.error.otherPart.help"));
            }
        }
        return answer(request, status, help(status));
    }

    /** Whether the webapps' CSRF filter has refused, which asks for no password first. */
    private static boolean wantsToken(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(RequestDispatcher.ERROR_MESSAGE))
                .startsWith("CSRF");
    }

    ResponseEntity<Object> answer(HttpServletRequest request, HttpStatusCode status) {
        return answer(request, status, help(status));
    }

    /** @param sentence what happened and what to do, in Polish */
    ResponseEntity<Object> answer(HttpServletRequest request, HttpStatusCode status, String sentence) {
        boolean page = forAPerson(request);
        return ResponseEntity.status(status)
                .contentType(page ? HTML : MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(page ? page(status, sentence) : new OfficeFaults.Fault(sentence));
    }

    /** The same from a filter or an interceptor; always false, for the interceptor to return. */
    boolean refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String sentence)
            throws IOException {
        boolean page = forAPerson(request);
        response.setStatus(status.value());
        response.setContentType(page ? MediaType.TEXT_HTML_VALUE : MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        // our own sentences: nothing in them needs escaping
        response.getWriter().write(page ? page(status, sentence) : "{\"message\":\"" + sentence + "\"}");
        return false;
    }

    /** A browser that goes to a page asks for HTML; scripts and pictures do not. */
    private static boolean forAPerson(HttpServletRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    }

    /** As it is sent to a person. */
    String page(HttpStatusCode status, String sentence) {
        return templates.render("error", Map.of("school", school.name(), "title", title(status), "help", sentence));
    }

    private static String title(HttpStatusCode status) {
        return Texts.of(
                switch (status.value()) {
                    case 401 -> "office.error.login.title";
                    case 403 -> "office.error.forbidden.title";
                    case 404 -> "office.error.missing.title";
                    case 413 -> "office.error.tooLarge.title";
                    case 429 -> "office.error.tooMany.title";
                    default -> status.is4xxClientError() ? "office.error.wrong.title" : "office.error.fault.title";
                });
    }

    static String help(HttpStatusCode status) {
        return Texts.of(
                switch (status.value()) {
                    case 401 -> "office.error.login.help";
                    case 403 -> "office.error.forbidden.help";
                    case 404 -> "office.error.missing.help";
                    case 413 -> "office.error.tooLarge.help";
                    case 429 -> "office.error.tooMany.help";
                    default -> status.is4xxClientError() ? "office.error.wrong.help" : "office.fault";
                });
    }
}
