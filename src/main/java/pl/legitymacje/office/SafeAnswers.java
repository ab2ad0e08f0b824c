package pl.legitymacje.office;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * What every answer tells the browser to refuse, whoever gives it: pages, data, errors, redirects, files. The webapps
 * then put a policy of their own in the place of ours, since they have scripts to run.
 */
@Configuration(proxyBeanMethods = false)
class SafeAnswers {

    /** For data, pictures, PDFs and plain pages: nothing here runs or sends anything, or lies in a frame; the school's mark is loaded. */
    static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    /** Where our other filters stand, which may end a request: behind the one that makes every answer safe. */
    static final int DOORS = Ordered.HIGHEST_PRECEDENCE + 10;

    /** @param hsts for how long browsers are to insist on TLS once they met it; zero says nothing about it */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> safeHeaders(@Value("${web.hsts}") Duration hsts) {
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new SafeHeaders(hsts));
        filter.setDispatcherTypes(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    /** What is no request that could be understood never comes to a filter: the container itself refuses it. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> refusesInPolish(ErrorPages pages) {
        return server -> server.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new Unintelligible(pages)));
    }

    private static void makeSafe(HttpServletResponse response) {
        response.setHeader("Content-Security-Policy", POLICY);
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }

    private static final class Unintelligible extends ErrorReportValve {

        private final ErrorPages pages;

        Unintelligible(ErrorPages pages) {
            this.pages = pages;
        }

        @Override
        protected void report(Request request, Response response, Throwable thrown) {
            HttpStatusCode status = HttpStatusCode.valueOf(response.getStatus());
            if (!status.isError() || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                makeSafe(response);
                response.setContentType(MediaType.TEXT_HTML_VALUE);
                response.setCharacterEncoding(StandardCharsets.UTF_8.name());
                Writer page = response.getReporter();
                if (page != null) {
                    page.write(pages.page(status, ErrorPages.help(status)));
                    response.finishResponse();
                }
            } catch (IOException gone) {
                // nobody is there to read it
            }
        }
    }

    private static final class SafeHeaders extends OncePerRequestFilter {

        private final Duration hsts;

        SafeHeaders(Duration hsts) {
            this.hsts = hsts;
        }

        /** Whoever failed may have begun its answer anew. */
        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            makeSafe(response);
            if (!request.isSecure()) {
                chain.doFilter(request, response);
                return;
            }
            if (!hsts.isZero()) {
                response.setHeader("Strict-Transport-Security", "max-age=" + hsts.toSeconds());
            }
            chain.doFilter(request, new SecureCookies(response));
        }
    }

    /** The webapps' CSRF cookie is secure by a setting only; here it is so whenever the request came over TLS. */
    private static final class SecureCookies extends HttpServletResponseWrapper {

        SecureCookies(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void addHeader(String name, String value) {
            super.addHeader(name, secured(name, value));
        }

        @Override
        public void setHeader(String name, String value) {
            super.setHeader(name, secured(name, value));
        }

        private static String secured(String name, String value) {
            return !name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)
                            || value.toLowerCase(Locale.ROOT).contains("; secure")
                            || value.toLowerCase(Locale.ROOT).contains(";secure")
                    ? value
                    : value + "; Secure";
        }
    }
}
