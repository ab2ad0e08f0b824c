package pl.legitymacje.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.MockMakers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.Guardian;
import pl.legitymacje.student.Status;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The demo school without the engine: the mail server, its page over real HTTP, the welcome. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demo")
@DirtiesContext
class DemoSchoolTest {

    private static final String PASSWORD = "Haslo-Probne-1234";
    private static final String SCHOOL = "sekretariat@sprozwienica.pl";
    private static final String MOTHER = "anna.nowak+szkola@poczta.example";

    @Configuration(proxyBeanMethods = false)
    @Import({DemoConfiguration.class, DemoWelcome.class, MailboxPage.class})
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        ThymeleafAutoConfiguration.class,
        MailSenderAutoConfiguration.class
    })
    @EnableConfigurationProperties(SchoolProfile.class)
    static class Slice {

        @Bean
        Clock clock() {
            return Clock.system(ZoneId.of("Europe/Warsaw"));
        }

        @Bean
        Students students() {
            // An inline mock would slow down every equals of this JVM, for all tests after it.
            Students students = mock(Students.class, withSettings().mockMaker(MockMakers.SUBCLASS));
            when(students.classes()).thenReturn(List.of("4a"));
            when(students.inClass("4a"))
                    .thenReturn(List.of(new Student(
                            1,
                            "Ala",
                            null,
                            "Nowak",
                            "4a",
                            LocalDate.of(2015, 5, 5),
                            null,
                            Status.ATTENDS,
                            List.of(new Guardian("Anna Nowak", MOTHER, null), new Guardian("Jan Nowak", null, null)))));
            return students;
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        int smtp = freePort();
        registry.add("DEMO_SMTP_PORT", () -> smtp);
        registry.add("DEMO_IMAP_PORT", () -> 0);
        registry.add("DEMO_PASSWORD", () -> PASSWORD);
    }

    @LocalServerPort
    private int port;

    @Autowired
    private DemoMailServer server;

    @Autowired
    private JavaMailSender smtp;

    // ---- who must not get in

    @ParameterizedTest
    @CsvSource({
        "X-Forwarded-For, 127.0.0.1",
        "X-Forwarded-Host, localhost",
        "X-Real-IP, 127.0.0.1",
        "Forwarded, for=127.0.0.1",
        "Via, 1.1 proxy",
    })
    void through_a_proxy_nothing_is_shown(String header, String value) throws Exception {
        for (String path : List.of("", "/" + SCHOOL, "/" + SCHOOL + "/1")) {
            var response = get(request(path).header(header, value));
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body())
                    .contains("tylko na komputerze, na którym działa program")
                    .doesNotContain("@");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"skrzynki.attacker.example", "localhost.attacker.example", "192.168.1.7"})
    void under_a_strange_name_nothing_is_shown(String host) throws Exception {
        // the JDK's client does not let one set Host
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET /demo/skrzynki HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403");
        }
    }

    @Test
    void neither_mail_nor_web_listens_to_the_outside() throws Exception {
        for (InetAddress outside : outsideAddresses()) {
            for (int listening : List.of(port, server.smtpPort(), server.imapPort())) {
                try (Socket socket = new Socket()) {
                    assertThatThrownBy(() -> socket.connect(new InetSocketAddress(outside, listening), 500))
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }

    private static List<InetAddress> outsideAddresses() throws IOException {
        return Stream.concat(
                        // bound to 127.0.0.1 alone, a server does not answer here either
                        Stream.of(InetAddress.getByName("127.0.0.2")),
                        NetworkInterface.networkInterfaces()
                                .flatMap(NetworkInterface::inetAddresses)
                                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()))
                .toList();
    }

    @Test
    void a_wrong_password_opens_no_mailbox() {
        assertThatThrownBy(() -> imapSubjects(SCHOOL, "inne")).isInstanceOf(MessagingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nikt@poczta.example", "/nikt@poczta.example/1", "/" + SCHOOL + "/9999", "/%3Cscript%3E"})
    void what_is_not_there_is_not_found(String path) throws Exception {
        var response = get(request(path));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("<script>");
        assertThat(server.addresses()).doesNotContain("nikt@poczta.example");
    }

    // ---- mails that want to do harm, or are broken

    @Test
    void a_hostile_mail_stays_in_its_box() throws Exception {
        String to = "zly@poczta.example";
        deliver(
                to,
                """
                From: "<script>alert(1)</script>" <x@y.example>
                To: zly@poczta.example
                Subject: <img src=x onerror=alert(2)>
                Message-ID: <"><script>alert(3)</script>@y>
                MIME-Version: 1.0
                Content-Type: text/html; charset=utf-8

                <script>alert(4)</script>" onload="alert(5)<p>cześć</p>
                """);
        var list = get(request("/" + to));
        assertThat(list.body()).contains("&lt;img src=x").doesNotContain("<script", "<img");
        var page = get(request("/" + to + "/" + uid(to)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("sandbox=\"\"")
                .contains("srcdoc=\"&lt;script&gt;alert(4)&lt;/script&gt;&quot; onload=&quot;alert(5)&lt;p&gt;cześć")
                .doesNotContain("<script", "<img");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("script-src", "unsafe-eval");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Content-Type: text/plain; charset=nosuch\n\nabc",
                "Content-Type: multipart/mixed\n\nno boundary",
                "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nhalf",
                "From: \"unclosed <a@b\nTo: ,,,\nDate: gestern\nSubject: =?utf-8?B?!!!?=\n\nabc",
                "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!",
                "Content-Type: application/pdf\nContent-Disposition: attachment; filename=\"=?utf-8?Q?=C5=BC.pdf?=\"\n\nx",
            })
    void a_broken_mail_is_shown_as_far_as_it_goes(String raw) throws Exception {
        String to = "zepsuty" + Integer.toHexString(raw.hashCode()) + "@poczta.example";
        deliver(to, raw);
        assertThat(get(request("/" + to)).statusCode()).isEqualTo(200);
        var page = get(request("/" + to + "/" + uid(to)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Message-ID").doesNotContain("null");
    }

    // ---- what it is for

    @Test
    void a_mail_sent_is_seen_on_the_page_and_over_imap() throws Exception {
        deliver(
                MOTHER,
                """
                From: Szkoła <sekretariat@sprozwienica.pl>
                To: Anna <anna.nowak+szkola@poczta.example>
                Subject: =?UTF-8?Q?Za=C5=BC=C3=B3=C5=82=C4=87_=5BSPR-2026-0012=5D?=
                Message-ID: <abc@sprozwienica.pl>
                Date: Thu, 12 Mar 2026 10:00:00 +0100
                MIME-Version: 1.0
                Content-Type: multipart/alternative; boundary=x

                --x
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                gęślą jaźń
                --x
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: 8bit

                <p>gęślą jaźń</p>
                --x--
                """);
        assertThat(get(request("")).body())
                .contains(SCHOOL, MOTHER, "/demo/skrzynki/" + MOTHER)
                .contains("znikają po zatrzymaniu");
        String list = get(request("/" + MOTHER)).body();
        assertThat(list).contains("Zażółć [SPR-2026-0012]");
        var page = get(request("/" + MOTHER + "/" + uid(MOTHER)));
        assertThat(page.headers().firstValue("Content-Type").orElseThrow()).containsIgnoringCase("utf-8");
        assertThat(page.body())
                .contains("lang=\"pl\"", "width=device-width")
                .contains("Zażółć [SPR-2026-0012]", "&lt;abc@sprozwienica.pl&gt;", "12 Mar 2026")
                .contains("<pre>gęślą jaźń", "srcdoc=\"&lt;p&gt;gęślą jaźń")
                .doesNotContain(" th:", "<th:", "${");
        assertThat(imapSubjects(MOTHER, PASSWORD)).containsExactly("Zażółć [SPR-2026-0012]");
    }

    @Test
    void school_and_guardians_have_mailboxes_before_the_first_mail() throws Exception {
        assertThat(server.addresses()).contains(SCHOOL, MOTHER);
        assertThat(imapSubjects(SCHOOL, PASSWORD)).isEmpty();
    }

    @Test
    void an_unknown_address_gets_a_mailbox_with_the_first_mail_whatever_its_case() throws Exception {
        deliver("Nowy.Rodzic@Poczta.example", "Subject: pierwszy\n\nabc");
        deliver("nowy.rodzic@poczta.example", "Subject: drugi\n\nabc");
        assertThat(server.addresses()).contains("nowy.rodzic@poczta.example");
        assertThat(imapSubjects("nowy.rodzic@poczta.example", PASSWORD)).containsExactly("pierwszy", "drugi");
        assertThat(get(request("/nowy.rodzic@poczta.example")).body()).containsSubsequence("drugi", "pierwszy");
    }

    @Test
    void the_mail_server_is_up_before_anybody_can_send(@Autowired ConfigurableListableBeanFactory beans) {
        assertThat(beans.getDependenciesForBean("mailSender")).contains("demoMailServer");
    }

    @Test
    void the_welcome_says_where_to_go(@Autowired DemoWelcome welcome) {
        assertThat(welcome.text("http://localhost:8080"))
                .contains("http://localhost:8080/camunda/app/tasklist/", "http://localhost:8080/demo/skrzynki")
                .contains("sekretariat", "dyrektor", "admin", PASSWORD)
                .contains("SMTP 127.0.0.1:" + server.smtpPort(), "IMAP 127.0.0.1:" + server.imapPort());
    }

    @Test
    void a_port_in_use_is_said_in_polish() {
        assertThatThrownBy(() -> new DemoMailServer(server.smtpPort(), 0, new DemoPassword(PASSWORD)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining(Integer.toString(server.smtpPort()))
                .hasMessageContaining("DEMO_SMTP_PORT");
    }

    // ---- the password

    @Test
    void passwords_made_up_are_long_and_different_and_not_shown_by_accident() {
        DemoPassword first = DemoPassword.generate();
        assertThat(first.value())
                .hasSizeGreaterThanOrEqualTo(12)
                .matches("[A-Z][a-z]+-[A-Z][a-z]+-[A-Z][a-z]+-[0-9]{4}")
                .isNotEqualTo(DemoPassword.generate().value());
        assertThat(first.toString()).doesNotContain(first.value());
        assertThatThrownBy(() -> new DemoPassword(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- tools

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/demo/skrzynki" + path));
    }

    private static HttpResponse<String> get(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** By SMTP, with the message as it is. */
    private void deliver(String to, String raw) throws Exception {
        MimeMessage message =
                new MimeMessage(
                        Session.getInstance(new Properties()),
                        new ByteArrayInputStream(raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))) {
                    @Override
                    public jakarta.mail.Address[] getAllRecipients() throws MessagingException {
                        return new jakarta.mail.Address[] {new jakarta.mail.internet.InternetAddress(to)};
                    }

                    @Override
                    public jakarta.mail.Address[] getFrom() throws MessagingException {
                        return new jakarta.mail.Address[] {new jakarta.mail.internet.InternetAddress("x@y.example")};
                    }

                    @Override
                    public void saveChanges() {
                        // nothing may be mended on the way
                        saved = true;
                    }
                };
        smtp.send(message);
    }

    private long uid(String address) {
        return server.messages(address).orElseThrow().get(0).getUid();
    }

    private List<String> imapSubjects(String user, String password) throws MessagingException {
        Properties properties = new Properties();
        properties.setProperty("mail.imap.timeout", "5000");
        try (Store store = Session.getInstance(properties).getStore("imap")) {
            store.connect("127.0.0.1", server.imapPort(), user, password);
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                List<String> subjects = new java.util.ArrayList<>();
                for (var message : inbox.getMessages()) {
                    subjects.add(message.getSubject());
                }
                return subjects;
            }
        }
    }
}
