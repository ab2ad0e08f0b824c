package pl.legitymacje.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.webapp.impl.security.auth.AuthenticationUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.filter.OncePerRequestFilter;
import org.thymeleaf.templatemode.TemplateMode;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.StrictTemplates;
import pl.legitymacje.school.Texts;

/**
 * Signing in with the school's own accounts, by OpenID Connect; there only if {@code oidc.issuer} is set.
 *
 * <p>Spring Security finds out who comes, and no more: whoever has a role here becomes a user of the engine's, and the
 * session is the webapps' own. So rights, lists, CSRF tokens and endpoints know no difference.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("oidc.issuer")
@EnableConfigurationProperties(OidcSettings.class)
@EnableWebSecurity
class SchoolSignIn {

    private static final Logger LOG = LoggerFactory.getLogger(SchoolSignIn.class);
    private static final String REGISTRATION = "school";
    static final String PAGE = "/logowanie";
    private static final Pattern WEBAPP = Pattern.compile("/camunda/app/(tasklist|cockpit|admin|welcome)/(default/)?");
    private static final Pattern FORM = Pattern.compile("/camunda/api/admin/auth/user/[^/]+/login/[^/]+/?");

    private final OidcSettings settings;
    private final Accounts accounts;
    private final ProcessEngine engine;
    private final ErrorPages pages;

    SchoolSignIn(OidcSettings settings, @Lazy Accounts accounts, @Lazy ProcessEngine engine, ErrorPages pages) {
        this.settings = settings;
        this.accounts = accounts;
        this.engine = engine;
        this.pages = pages;
    }

    /** Asked of the server at the first login, not at the start: it may be away, and ours starts all the same. */
    @Bean
    ClientRegistrationRepository schoolAccounts() {
        SingletonSupplier<ClientRegistration> registration =
                SingletonSupplier.of(() -> ClientRegistrations.fromIssuerLocation(settings.issuer())
                        .registrationId(REGISTRATION)
                        .clientId(settings.clientId())
                        .clientSecret(settings.clientSecret())
                        .scope(settings.scopes())
                        .build());
        return id -> id.equals(REGISTRATION) ? registration.obtain() : null;
    }

    @Bean
    SecurityFilterChain signIn(HttpSecurity http, ClientRegistrationRepository registrations) throws Exception {
        return http.securityMatcher("/oauth2/**", "/login/oauth2/**")
                .authorizeHttpRequests(all -> all.anyRequest().permitAll())
                // nothing here is a form of ours: the answer is bound to the question by state, nonce and PKCE
                .csrf(AbstractHttpConfigurer::disable)
                // SafeAnswers
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .oauth2Login(login -> login.loginPage(PAGE)
                        .clientRegistrationRepository(registrations)
                        .authorizedClientRepository(new NoTokensKept())
                        .authorizationEndpoint(
                                endpoint -> endpoint.authorizationRequestResolver(question(registrations)))
                        .successHandler(this::signedIn)
                        .failureHandler(this::notSignedIn))
                .build();
    }

    private static OAuth2AuthorizationRequestResolver question(ClientRegistrationRepository registrations) {
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(registrations, "/oauth2/authorization");
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce()
                .andThen(question ->
                        // who has logged out here is asked who comes, and not let in again unasked
                        question.additionalParameters(more -> more.put("prompt", "select_account"))));
        return resolver;
    }

    private void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication somebody)
            throws IOException {
        OidcUser person = (OidcUser) somebody.getPrincipal();
        String name = person.getClaimAsString(settings.userClaim());
        Set<Role> roles = settings.trusts(person.getEmailVerified()) ? settings.roles(person.getClaims()) : Set.of();
        try {
            if (name == null) {
                throw new Refused("office.oidc.nameless");
            }
            String user = name.toLowerCase(Locale.ROOT);
            String origin = person.getIssuer() + " " + person.getSubject();
            accounts.admit(user, origin, person.getGivenName(), person.getFamilyName(), person.getEmail(), roles);
            if (roles.isEmpty()) {
                throw new Refused("office.oidc.stranger");
            }
            AuthenticationUtil.revalidateSession(request, AuthenticationUtil.createAuthentication(engine, user));
            response.sendRedirect("/camunda/app/" + webapp(roles) + "/default/");
        } catch (Refused refused) {
            LOG.info("Not signed in: {}", refused.key());
            forget(request);
            pages.refuse(request, response, HttpStatus.FORBIDDEN, refused.getMessage());
        }
    }

    /** Where the work of a role waits; whoever has several begins where there is most of it. */
    private static String webapp(Set<Role> roles) {
        return roles.contains(Role.OFFICE) ? "tasklist" : roles.contains(Role.PRINCIPAL) ? "cockpit" : "admin";
    }

    private void notSignedIn(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        // the code alone: descriptions may name people
        LOG.warn(
                "Signing in failed: {}",
                why instanceof OAuth2AuthenticationException said
                        ? said.getError().getErrorCode()
                        : why.getClass().getSimpleName());
        forget(request);
        pages.refuse(request, response, HttpStatus.UNAUTHORIZED, Texts.of("office.oidc.failed"));
    }

    private static void forget(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** Who is not logged in chooses how; and with the form switched off no password is taken. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> waysIn() {
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                String path = request.getServletPath();
                if (!settings.formLogin() && FORM.matcher(path).matches()) {
                    pages.refuse(request, response, HttpStatus.FORBIDDEN, Texts.of("office.oidc.noForm"));
                } else if (WEBAPP.matcher(path).matches() && !loggedIn(request) && !asksForTheForm(request)) {
                    response.sendRedirect(lapsed(request) ? PAGE + "?wygasla" : PAGE);
                } else {
                    chain.doFilter(request, response);
                }
            }
        });
        filter.addUrlPatterns("/camunda/app/*", "/camunda/api/admin/auth/*");
        filter.setOrder(SafeAnswers.DOORS);
        return filter;
    }

    /** The browser still names a session, which is over. */
    private static boolean lapsed(HttpServletRequest request) {
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }

    private boolean asksForTheForm(HttpServletRequest request) {
        return settings.formLogin() && request.getParameter("form") != null;
    }

    private static boolean loggedIn(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                && !AuthenticationUtil.getAuthsFromSession(session)
                        .getAuthentications()
                        .isEmpty();
    }

    /** The access token serves nothing here: who it is, the ID token has said. */
    private static final class NoTokensKept implements OAuth2AuthorizedClientRepository {

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // the interface's signature
        public <T extends OAuth2AuthorizedClient> T loadAuthorizedClient(
                String registration, Authentication principal, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}

        @Override
        public void removeAuthorizedClient(
                String registration,
                Authentication principal,
                HttpServletRequest request,
                HttpServletResponse response) {}
    }

    /** The page with the ways in. */
    @org.springframework.stereotype.Controller
    @ConditionalOnProperty("oidc.issuer")
    static class WaysIn {

        private final StrictTemplates templates = new StrictTemplates("templates/office", TemplateMode.HTML, ".html");
        private final SchoolProfile school;
        private final OidcSettings settings;

        WaysIn(SchoolProfile school, OidcSettings settings) {
            this.school = school;
            this.settings = settings;
        }

        @GetMapping(path = PAGE, produces = MediaType.TEXT_HTML_VALUE + ";charset=UTF-8")
        @ResponseBody
        String page(@RequestParam Optional<String> wygasla) {
            return templates.render(
                    "login",
                    Map.of("school", school.name(), "form", settings.formLogin(), "lapsed", wygasla.isPresent()));
        }
    }
}
