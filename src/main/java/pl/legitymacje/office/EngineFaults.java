package pl.legitymacje.office;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/**
 * The engine's REST API says in English, ids included, why something did not work, and all four web applications show it: here it
 * becomes one of our sentences, for all of them. The answer is then of the type of our own refusals, which pass as they are, and
 * {@code key} tells a script which sentence it is.
 */
@Configuration(proxyBeanMethods = false)
class EngineFaults {

    private static final String REFUSED = Refused.class.getSimpleName();

    /** What the engine says, its type before a colon, and the sentence for it; the first that is found. */
    private static final Map<Pattern, String> KNOWN = new LinkedHashMap<>();

    static {
        know("^AuthorizationException:", "office.engine.forbidden");
        know("^OptimisticLockingException:|ENGINE-03005|[Dd]eadlock|40001|40P01", "office.engine.overtaken");
        know("already claimed", "office.engine.claimed");
        // the last one in the same moment: the other's step has ended the process
        know(
                "task is null|No matching task|Cannot find task with id|Cannot restore state of process instance",
                "office.engine.taskGone");
        know("is suspended", "office.engine.suspended");
        know("authenticated user password is not valid", "office.engine.wrongPassword");
        know("The user already exists", "office.engine.userExists");
        know("User has an invalid id", "office.engine.userId");
        know("The group already exists", "office.engine.groupExists");
        know("Group has an invalid id", "office.engine.groupId");
    }

    private static void know(String words, String key) {
        KNOWN.put(Pattern.compile(words), key);
    }

    @Bean
    FilterRegistrationBean<OncePerRequestFilter> engineSpeaksPolish(ObjectMapper json) {
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                FaultsHeldBack held = new FaultsHeldBack(response);
                chain.doFilter(request, held);
                byte[] fault = held.fault();
                if (fault != null) {
                    byte[] said = inPolish(json, fault, response.getStatus(), administrator(request));
                    response.setContentLength(said.length);
                    response.getOutputStream().write(said);
                }
            }
        });
        filter.addUrlPatterns("/camunda/api/*");
        filter.setOrder(SafeAnswers.DOORS);
        return filter;
    }

    /** The same answer where it is ours already, or none of the engine's. */
    private static byte[] inPolish(ObjectMapper json, byte[] fault, int status, boolean administrator)
            throws JsonProcessingException {
        String text = new String(fault, StandardCharsets.UTF_8);
        JsonNode answer;
        try {
            answer = json.readTree(text);
        } catch (JsonProcessingException notJson) {
            return fault;
        }
        String type = answer.path("type").asText("");
        if (type.isEmpty() || type.equals(REFUSED)) {
            return fault;
        }
        String original = answer.path("message").asText("");
        String key = key(type + ": " + original, status);
        String sentence = Texts.of(key);
        // whoever looks after the program may need the engine's own words
        boolean unclear = key.equals("office.engine.forbidden") || !KNOWN.containsValue(key);
        return json.writeValueAsBytes(Map.of(
                "type",
                REFUSED,
                "key",
                key,
                "message",
                administrator && unclear && !original.isBlank() ? sentence + " (" + original + ")" : sentence));
    }

    private static String key(String said, int status) {
        return known(said)
                .orElse(
                        switch (status) {
                            case 401 -> "office.access.login";
                            case 403 -> "office.engine.forbidden";
                            case 404 -> "office.engine.missing";
                            default -> status < 500 ? "office.engine.wrong" : "office.fault";
                        });
    }

    /** The sentence for what people do, not for what is wrong with the program. */
    static Optional<String> known(String said) {
        return KNOWN.entrySet().stream()
                .filter(known -> known.getKey().matcher(said).find())
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean administrator(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && AuthenticationUtil.getAuthsFromSession(session).getAuthentications().stream()
                        .anyMatch(person -> person.getGroupIds().contains(Role.ADMINISTRATOR.group()));
    }

    /** Lets everything through but the body of an error in JSON. */
    private static final class FaultsHeldBack extends HttpServletResponseWrapper {

        private final ByteArrayOutputStream body = new ByteArrayOutputStream();
        private ServletOutputStream stream;
        private PrintWriter writer;

        FaultsHeldBack(HttpServletResponse response) {
            super(response);
        }

        /** What was held back, or null. */
        byte[] fault() {
            if (stream == null) {
                return null;
            }
            if (writer != null) {
                writer.flush();
            }
            return body.toByteArray();
        }

        private boolean holds() {
            String type = getContentType();
            return stream != null
                    || (getStatus() >= 400
                            && !isCommitted()
                            && type != null
                            && MediaType.parseMediaType(type).getSubtype().endsWith("json"));
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (!holds()) {
                return super.getOutputStream();
            }
            if (stream == null) {
                stream = new Held(body);
            }
            return stream;
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            if (writer == null && holds()) {
                writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8));
            }
            return writer == null ? super.getWriter() : writer;
        }

        // the sentence has a length of its own

        @Override
        public void setContentLength(int length) {
            if (getStatus() < 400) {
                super.setContentLength(length);
            }
        }

        @Override
        public void setContentLengthLong(long length) {
            if (getStatus() < 400) {
                super.setContentLengthLong(length);
            }
        }

        @Override
        public void setHeader(String name, String value) {
            if (getStatus() < 400 || !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                super.setHeader(name, value);
            }
        }

        @Override
        public void addHeader(String name, String value) {
            if (getStatus() < 400 || !name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)) {
                super.addHeader(name, value);
            }
        }

        @Override
        public void flushBuffer() throws IOException {
            if (!holds()) {
                super.flushBuffer();
            }
        }

        @Override
        public void resetBuffer() {
            body.reset();
            super.resetBuffer();
        }
    }

    private static final class Held extends ServletOutputStream {

        private final ByteArrayOutputStream body;

        Held(ByteArrayOutputStream body) {
            this.body = body;
        }

        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            body.write(bytes, from, length);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new IllegalStateException("Errors are not written asynchronously");
        }
    }
}
