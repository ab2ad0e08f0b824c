package pl.legitymacje.demo;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;
import pl.legitymacje.school.Texts;

/**
 * Lets in only who sits at this very computer: from a loopback address, through no proxy, under a local name (else a
 * strange web page could point a name of its own at 127.0.0.1 and read along).
 */
final class LoopbackOnly extends OncePerRequestFilter {

    private static final List<String> PROXY_HEADERS =
            List.of("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via");
    private static final Set<String> LOCAL_NAMES = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        // The mail shown is a stranger's: it may style itself, and nothing else.
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; frame-ancestors 'none'");
        if (isLocal(request)) {
            chain.doFilter(request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            response.setContentType("text/plain");
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.getWriter().println(Texts.of("demo.mailbox.onlyHere"));
        }
    }

    private static boolean isLocal(HttpServletRequest request) throws IOException {
        return PROXY_HEADERS.stream().allMatch(name -> request.getHeader(name) == null)
                && LOCAL_NAMES.contains(request.getServerName())
                // an address, never a name: nothing is looked up
                && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }
}
