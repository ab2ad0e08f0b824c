package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import pl.legitymacje.office.Accounts;
import pl.legitymacje.office.Role;

/** Signing in with accounts of a real OpenID Connect server, which runs here too. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:oidc;DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "admin.password=" + App.PASSWORD,
            "oidc.client-id=legitymacje",
            "oidc.client-secret=tajne",
            "oidc.groups.office=Sekretariat",
            "oidc.groups.principal=Dyrekcja,Wicedyrekcja",
            "oidc.groups.administrator=Informatycy",
            "oidc.form-login=false"
        })
class OidcIT {

    private static final String PASSWORD = "haslo";

    /** What the server says of each of its users. */
    private static final Map<String, Map<String, Object>> CLAIMS = new ConcurrentHashMap<>();

    private static final ConfigurableApplicationContext SERVER = new SpringApplicationBuilder(IdentityServer.class)
            .web(WebApplicationType.SERVLET)
            .properties("spring.config.name=identity-server", "server.port=0", "server.address=127.0.0.1")
            .run();

    private static int appPort;

    @LocalServerPort
    private int port;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Accounts accounts;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry settings) {
        settings.add("oidc.issuer", OidcIT::server);
    }

    /** Another name than the application's, so that their cookies do not mix. */
    private static String server() {
        return "http://localhost:" + SERVER.getEnvironment().getProperty("local.server.port");
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void morning() {
        appPort = port;
    }

    @ParameterizedTest
    @CsvSource({
        "anna@szkola.example, Sekretariat, sekretariat, tasklist, 200, 403, 403",
        "maria@szkola.example, Wicedyrekcja, dyrektor, cockpit, 200, 200, 403",
        "igor@szkola.example, Informatycy, camunda-admin, admin, 200, 200, 200"
    })
    void whoHasAGroupComesInWithTheRightsOfTheRole(
            String user, String group, String role, String begins, int tasklist, int cockpit, int admin) {
        knows(user, List.of("Nauczyciele", group));
        Browser browser = new Browser();
        assertThat(browser.get("/camunda/app/tasklist/").body()).contains("Zaloguj się kontem szkolnym");
        HttpResponse<String> in = browser.signIn(user);
        assertThat(in.statusCode()).isEqualTo(200);
        assertThat(in.uri().getPath()).isEqualTo("/camunda/app/" + begins + "/default/");
        // the office's endpoints and the engine know who it is
        assertThat(browser.get("/camunda/api/office/cases").statusCode()).isEqualTo(200);
        assertThat(browser.get("/camunda/api/admin/auth/user/default").body()).contains("\"userId\":\"" + user + "\"");
        assertThat(groups(user)).containsExactly(role);
        assertThat(browser.get("/camunda/app/tasklist/default/").statusCode()).isEqualTo(tasklist);
        assertThat(browser.get("/camunda/app/cockpit/default/").statusCode()).isEqualTo(cockpit);
        assertThat(browser.get("/camunda/app/admin/default/").statusCode()).isEqualTo(admin);
    }

    @Test
    void whoHasNoneGetsNothing() {
        knows("obcy@szkola.example", List.of("Uczniowie"));
        Browser browser = new Browser();
        HttpResponse<String> refused = browser.signIn("obcy@szkola.example");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("nie należy do żadnej z grup", "href=\"/\"");
        nothingIsOpen(browser);
        assertThat(identity.createUserQuery().userId("obcy@szkola.example").count())
                .isZero();
    }

    @Test
    void whoLosesTheGroupLosesTheRole() {
        knows("byla@szkola.example", List.of("Sekretariat"));
        assertThat(new Browser().signIn("byla@szkola.example").statusCode()).isEqualTo(200);
        knows("byla@szkola.example", List.of());
        Browser later = new Browser();
        assertThat(later.signIn("byla@szkola.example").statusCode()).isEqualTo(403);
        nothingIsOpen(later);
        assertThat(groups("byla@szkola.example")).isEmpty();
    }

    @Test
    void anAddressThatNobodyHasProvedGivesNothing() {
        knows("udaje@szkola.example", List.of("Sekretariat"));
        CLAIMS.put(
                "udaje@szkola.example",
                Map.of("email", "udaje@szkola.example", "email_verified", false, "roles", List.of("Sekretariat")));
        assertThat(new Browser().signIn("udaje@szkola.example").statusCode()).isEqualTo(403);
    }

    @Test
    void nobodyTakesOverAUserOfTheEngine() {
        accounts.ensureUser("lokalna@szkola.example", "Lena", "Lokalna", App.PASSWORD, Role.ADMINISTRATOR);
        knows("lokalna@szkola.example", List.of("Sekretariat"));
        Browser browser = new Browser();
        HttpResponse<String> refused = browser.signIn("lokalna@szkola.example");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("inne konto");
        nothingIsOpen(browser);
        // nor one person the place of another who had the same name
        knows("nowa@szkola.example", List.of("Sekretariat"));
        assertThat(new Browser().signIn("nowa@szkola.example").statusCode()).isEqualTo(200);
        CLAIMS.put("inna@szkola.example", Map.of("email", "nowa@szkola.example", "roles", List.of("Dyrekcja")));
        assertThat(new Browser().signIn("inna@szkola.example").statusCode()).isEqualTo(403);
        assertThat(groups("nowa@szkola.example")).containsExactly("sekretariat");
    }

    @Test
    void everyWriteStillNeedsTheTokenAndLoggingOutEndsIt() {
        knows("ewa@szkola.example", List.of("Sekretariat"));
        Browser browser = new Browser();
        browser.signIn("ewa@szkola.example");
        String logout = "/camunda/api/admin/auth/user/default/logout";
        assertThat(browser.post(logout, "application/json", "", browser.token()).statusCode())
                .isEqualTo(200);
        nothingIsOpen(browser);
        Browser other = new Browser();
        other.signIn("ewa@szkola.example");
        assertThat(other.post(logout, "application/json", "", "wrong").statusCode())
                .isEqualTo(403);
    }

    @Test
    void aPasswordOpensNothingWhereTheFormIsOff() {
        Browser browser = new Browser();
        browser.get("/camunda/app/tasklist/default/?form");
        HttpResponse<String> refused = browser.post(
                "/camunda/api/admin/auth/user/default/login/tasklist",
                "application/x-www-form-urlencoded",
                "username=admin&password=" + App.PASSWORD,
                browser.token());
        assertThat(refused.statusCode()).isEqualTo(403);
        nothingIsOpen(browser);
    }

    @ParameterizedTest
    @CsvSource({"?code=x&state=y", "?error=access_denied&state=y", "''"})
    void anAnswerThatWasNotAskedForIsNone(String forged) {
        Browser browser = new Browser();
        HttpResponse<String> refused = browser.get("/login/oauth2/code/school" + forged);
        assertThat(refused.statusCode()).isIn(401, 404);
        assertThat(refused.body()).contains("Proszę").doesNotContainIgnoringCase("exception");
        assertThat(refused.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        nothingIsOpen(browser);
    }

    private static void nothingIsOpen(Browser browser) {
        assertThat(browser.get("/camunda/api/office/cases").statusCode()).isEqualTo(401);
        assertThat(browser.get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(401);
    }

    private List<String> groups(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    private static void knows(String user, List<String> groups) {
        CLAIMS.put(
                user,
                Map.of(
                        "email",
                        user,
                        "email_verified",
                        true,
                        "given_name",
                        "Imię",
                        "family_name",
                        "Nazwisko",
                        "roles",
                        groups));
    }

    /** A browser of somebody's own: it follows redirects and keeps cookies. */
    private static final class Browser {

        private final CookieManager cookies = new CookieManager();
        private final HttpClient client = HttpClient.newBuilder()
                .cookieHandler(cookies)
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .version(HttpClient.Version.HTTP_1_1)
                .build();

        HttpResponse<String> signIn(String user) {
            assertThat(get("/oauth2/authorization/school").uri().getPath()).isEqualTo("/login");
            return send(HttpRequest.newBuilder(URI.create(server() + "/login"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("username=" + user + "&password=" + PASSWORD)));
        }

        HttpResponse<String> get(String path) {
            return send(HttpRequest.newBuilder(app(path)));
        }

        HttpResponse<String> post(String path, String type, String body, String token) {
            return send(HttpRequest.newBuilder(app(path))
                    .header("Content-Type", type)
                    .header("X-XSRF-TOKEN", token)
                    .POST(BodyPublishers.ofString(body)));
        }

        String token() {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElse("none");
        }

        private static URI app(String path) {
            return URI.create("http://127.0.0.1:" + appPort + path);
        }

        private HttpResponse<String> send(HttpRequest.Builder request) {
            try {
                return client.send(
                        request.header("Accept", "text/html,*/*;q=0.8").build(), BodyHandlers.ofString());
            } catch (IOException e) {
                throw new AssertionError(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The school's accounts. No @Configuration: the application would take it for a part of its own. */
    @EnableWebSecurity
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class IdentityServer {

        @Bean
        @Order(1)
        SecurityFilterChain protocol(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.securityMatcher(server.getEndpointsMatcher())
                    .with(server, configurer -> configurer.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .exceptionHandling(
                            faults -> faults.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain login(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .csrf(AbstractHttpConfigurer::disable)
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return name -> User.withUsername(name)
                    .password("{noop}" + PASSWORD)
                    .authorities("ROLE_USER")
                    .build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new RegisteredClientRepository() {
                /** With its secret encoded anew; here it stays as it is. */
                @Override
                public void save(RegisteredClient client) {}

                @Override
                public RegisteredClient findById(String id) {
                    return findByClientId(id);
                }

                /** Only at its first request is the application's port known. */
                @Override
                public RegisteredClient findByClientId(String id) {
                    return RegisteredClient.withId(id)
                            .clientId(id)
                            .clientSecret("{noop}tajne")
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri("http://127.0.0.1:" + appPort + "/login/oauth2/code/school")
                            .scope("openid")
                            .scope("profile")
                            .scope("email")
                            .build();
                }
            };
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("key").generate()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> CLAIMS.getOrDefault(token.getPrincipal().getName(), Map.of())
                    .forEach((name, value) -> token.getClaims().claim(name, value));
        }
    }
}
