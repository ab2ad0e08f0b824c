package pl.legitymacje.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.AtOnce;
import pl.legitymacje.mail.Outbox.Delivery;
import pl.legitymacje.school.Refused;

class OutboxTest {

    private static final String CASE = "SPR-2026-0012";
    private static final String ANNA = "anna@poczta.example";
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Now clock = new Now();
    private JdbcClient jdbc;
    private DataSourceTransactionManager transactions;
    private GreenMail server;

    @BeforeEach
    void start() {
        DataSource database = database();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor())
                .load()
                .migrate();
        jdbc = JdbcClient.create(database);
        transactions = new DataSourceTransactionManager(database);
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** An empty one. */
    DataSource database() {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    String vendor() {
        return "h2";
    }

    // ---- the recipient cannot be reached: a person has to look

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT | 550 5.1.1 <anna@poczta.example>: no such user | no such user",
                "RCPT | 551 user not local | user not local",
                "RCPT | 553 5.1.3 bad mailbox syntax | bad mailbox",
                "RCPT | 501 syntax error in address | syntax error",
                "RCPT | 552 5.2.2 mailbox full | mailbox full",
                "RCPT | 554 5.7.1 relay access denied | relay",
                "DATA | 554 no valid recipients | no valid recipients",
                ".    | 550 5.7.1 message for anna@poczta.example looks like spam | looks like spam",
            })
    void a_refusal_for_good_is_undeliverable_and_not_tried_again(String step, String reply, String reason)
            throws IOException {
        try (FakeSmtp fake = new FakeSmtp().reply(step, reply)) {
            Outbox outbox = outbox(fake.port());
            long id = post(outbox);

            assertThatThrownBy(() -> outbox.send(id))
                    .isInstanceOf(Undeliverable.class)
                    .hasMessageContaining(reason)
                    .hasMessageNotContaining(ANNA);

            int asked = fake.commands.size();
            String first = catchThrowable(() -> outbox.send(id)).getMessage();
            assertThat(fake.commands).as("the server is not asked again").hasSize(asked);
            assertThat(only(outbox).failure()).contains(first);
            assertThat(only(outbox).sentAt()).isEmpty();
            assertThat(fake.accepted).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "''                              | mail.undeliverable.noAddress",
                "' , ; '                         | mail.undeliverable.noAddress",
                "anna                            | mail.undeliverable.wrongAddress",
                "anna@                           | mail.undeliverable.wrongAddress",
                "@poczta.example                 | mail.undeliverable.wrongAddress",
                "anna@poczta                     | mail.undeliverable.wrongAddress",
                "anna@poczta.                    | mail.undeliverable.wrongAddress",
                "anna@.example                   | mail.undeliverable.wrongAddress",
                "anna@po_czta.example            | mail.undeliverable.wrongAddress",
                "anna nowak@poczta.example       | mail.undeliverable.wrongAddress",
                "anna@poczta .example            | mail.undeliverable.wrongAddress",
                "anna..nowak@poczta.example      | mail.undeliverable.wrongAddress",
                "rodzice: anna@poczta.example;   | mail.undeliverable.wrongAddress",
                "żaneta@poczta.example           | mail.undeliverable.foreignLetters",
                "anna@a.example, jan@b.example   | mail.undeliverable.severalAddresses",
                "anna@a.example; jan@b.example   | mail.undeliverable.severalAddresses",
                "anna@a.example jan@b.example    | mail.undeliverable.severalAddresses",
                "anna@a.example\rBcc: jan@b.example | mail.undeliverable.severalAddresses",
            })
    void a_wrong_address_is_undeliverable(String address, String key) {
        Outbox outbox = outbox();
        long id = outbox.post(MailKind.PHOTO_ACCEPTED, CASE, address, Map.of("firstName", "Ala"));
        assertThatThrownBy(() -> outbox.send(id)).isInstanceOfSatisfying(Undeliverable.class, e -> assertThat(e.key())
                .isEqualTo(key));
        assertThat(only(outbox).failure()).isPresent();
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@poczta.example\r\nRCPT TO:<x@y.example>", "anna@poczta.example\nX-Evil: 1"})
    void line_breaks_in_an_address_reach_nobody(String address) {
        Outbox outbox = outbox();
        long id = outbox.post(MailKind.PHOTO_ACCEPTED, CASE, address, Map.of("firstName", "Ala"));
        assertThatThrownBy(() -> outbox.send(id)).isInstanceOf(Undeliverable.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "SPR 1", "SPR-1\r\nBcc: x@y.example", "SPR-1]", "SPR<1>", "-1"})
    void what_is_no_case_number_is_not_posted(String caseNumber) {
        Outbox outbox = outbox();
        assertThatThrownBy(() -> outbox.post(MailKind.PHOTO_ACCEPTED, caseNumber, ANNA, Map.of("firstName", "Ala")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(jdbc.sql("select count(*) from outgoing_mail")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    // ---- the mail server is in trouble: to be tried again

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GREETING | 554 go away",
                "GREETING | 421 too many connections",
                "GREETING | hang",
                "GREETING | drop",
                "EHLO     | drop",
                "MAIL     | 451 try again",
                "MAIL     | 550 5.7.1 sender not allowed",
                "MAIL     | 530 authentication required",
                "RCPT     | 451 greylisted for <anna@poczta.example>",
                "RCPT     | 450 mailbox busy",
                "RCPT     | 452 no space",
                "RCPT     | 421 closing",
                "RCPT     | 503 authenticate first",
                "RCPT     | hang",
                "RCPT     | drop",
                "DATA     | 451 local error",
                "DATA     | drop",
                ".        | 451 local error",
                ".        | hang",
            })
    void a_passing_fault_is_tried_again_with_the_same_message_id(String step, String reply) throws IOException {
        try (FakeSmtp fake = new FakeSmtp().reply(step, reply)) {
            Outbox outbox = outbox(fake.port());
            long id = post(outbox);

            assertThatThrownBy(() -> outbox.send(id))
                    .isInstanceOf(MailNotSent.class)
                    .hasNoCause()
                    .hasMessageNotContaining(ANNA);

            assertThat(only(outbox).lastError()).isPresent();
            assertThat(only(outbox).failure()).isEmpty();
            assertThat(only(outbox).sentAt()).isEmpty();
        }
        // the server is well again
        Outbox outbox = outbox();
        OutgoingMail mail = only(outbox);
        assertThat(outbox.send(mail.id())).isEqualTo(Delivery.SENT);
        assertThat(only(outbox).lastError()).isEmpty();
        assertThat(only(outbox).attempts()).isEqualTo(2);
        assertThat(received()).containsExactly(mail.messageId());
    }

    @Test
    void a_server_that_is_down_loses_nothing_and_doubles_nothing() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Outbox outbox = outbox(port);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.add(post(outbox));
        }
        for (int hour = 0; hour < 5; hour++) {
            clock.instant = clock.instant.plusSeconds(600);
            for (long id : ids) {
                assertThatThrownBy(() -> outbox.send(id)).isInstanceOf(MailNotSent.class);
            }
        }
        GreenMail late = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        late.start();
        try {
            for (long id : ids) {
                assertThat(outbox.send(id)).isEqualTo(Delivery.SENT);
                assertThat(outbox.send(id)).isEqualTo(Delivery.ALREADY_SENT);
            }
            assertThat(late.getReceivedMessages()).hasSize(3);
        } finally {
            late.stop();
        }
    }

    @Test
    void a_wrong_password_of_ours_is_tried_again() {
        JavaMailSenderImpl smtp = smtp(server.getSmtp().getPort());
        smtp.setUsername("szkola");
        smtp.setPassword("wrong");
        smtp.getJavaMailProperties().setProperty("mail.smtp.auth", "true");
        server.setUser("szkola@szkola.example", "szkola", "right");
        server.getUserManager().setAuthRequired(true);
        Outbox outbox = outbox(smtp);
        long id = post(outbox);
        assertThatThrownBy(() -> outbox.send(id))
                .isInstanceOf(MailNotSent.class)
                .hasMessageContaining("Authentication");
    }

    @Test
    void hanging_up_after_the_yes_is_still_a_yes() throws IOException {
        try (FakeSmtp fake = new FakeSmtp().reply("QUIT", FakeSmtp.DROP)) {
            Outbox outbox = outbox(fake.port());
            assertThat(outbox.send(post(outbox))).isEqualTo(Delivery.SENT);
        }
    }

    @Test
    void when_only_the_good_bye_fails_the_mail_counts_as_sent() {
        JavaMailSenderImpl smtp = new JavaMailSenderImpl() {
            @Override
            protected void doSend(MimeMessage[] messages, Object[] originals) {
                super.doSend(messages, originals);
                // what Spring throws if closing the connection fails after the message was taken
                throw new org.springframework.mail.MailSendException(
                        "Failed to close server connection after message sending", new IOException("reset"));
            }
        };
        smtp.setHost("127.0.0.1");
        smtp.setPort(server.getSmtp().getPort());
        Outbox outbox = outbox(smtp);
        assertThat(outbox.send(post(outbox))).isEqualTo(Delivery.SENT);
        assertThat(only(outbox).sentAt()).isPresent();
    }

    // ---- crashes and races

    @Test
    void an_answer_lost_after_the_message_was_taken_repeats_the_same_message_id() throws IOException {
        try (FakeSmtp fake = new FakeSmtp().reply(".", FakeSmtp.DROP)) {
            Outbox outbox = outbox(fake.port());
            long id = post(outbox);
            assertThatThrownBy(() -> outbox.send(id)).isInstanceOf(MailNotSent.class);
            fake.reply(".", "250 OK");
            assertThat(outbox.send(id)).isEqualTo(Delivery.SENT);
            assertThat(fake.accepted).hasSize(2);
            String messageId = "Message-ID: " + only(outbox).messageId();
            assertThat(fake.accepted).allMatch(message -> message.contains(messageId));
        }
    }

    @Test
    void a_crash_between_the_yes_and_the_mark_repeats_the_same_message_id_after_the_lease() {
        Outbox outbox = outbox();
        long id = post(outbox);
        // marking a mail as sent fails, as if the database or we had died at that moment
        jdbc.sql("alter table outgoing_mail add constraint no_mark check (sent_at is null)")
                .update();
        assertThatThrownBy(() -> outbox.send(id)).isInstanceOf(org.springframework.dao.DataAccessException.class);
        jdbc.sql("alter table outgoing_mail drop constraint no_mark").update();
        String messageId = only(outbox).messageId();
        assertThat(received()).containsExactly(messageId);

        clock.instant = clock.instant.plus(LEASE).minusMillis(1);
        assertThatThrownBy(() -> outbox.send(id)).isInstanceOf(MailNotSent.class);
        assertThat(received()).hasSize(1);

        clock.instant = clock.instant.plusMillis(1);
        assertThat(outbox.send(id)).isEqualTo(Delivery.SENT);
        assertThat(received()).containsExactly(messageId, messageId);
        assertThat(outbox.send(id)).isEqualTo(Delivery.ALREADY_SENT);
        assertThat(received()).hasSize(2);
    }

    @Test
    void a_late_failure_does_not_take_away_the_claim_of_another() throws IOException {
        try (FakeSmtp fake = new FakeSmtp().reply("RCPT", "451 later")) {
            JavaMailSenderImpl slow = new JavaMailSenderImpl() {
                @Override
                protected void doSend(MimeMessage[] messages, Object[] originals) {
                    // meanwhile our claim lapses and another takes the mail
                    clock.instant = clock.instant.plus(LEASE);
                    jdbc.sql("update outgoing_mail set claimed_at = :now")
                            .param("now", clock.instant.atOffset(java.time.ZoneOffset.UTC))
                            .update();
                    super.doSend(messages, originals);
                }
            };
            slow.setHost("127.0.0.1");
            slow.setPort(fake.port());
            Outbox outbox = outbox(slow);
            long id = post(outbox);
            assertThatThrownBy(() -> outbox.send(id)).isInstanceOf(MailNotSent.class);
            Outbox other = outbox();
            assertThatThrownBy(() -> other.send(id)).isInstanceOf(MailNotSent.class);
            assertThat(received()).isEmpty();
        }
    }

    @Test
    void several_at_once_send_one_mail() throws Exception {
        Outbox outbox = outbox();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 10; round++) {
                long id = post(outbox);
                CyclicBarrier together = new CyclicBarrier(4);
                Callable<Object> sending = () -> {
                    together.await();
                    try {
                        return outbox.send(id);
                    } catch (MailNotSent busy) {
                        return busy;
                    }
                };
                List<Future<Object>> results = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    results.add(threads.submit(sending));
                }
                List<Object> outcomes = new ArrayList<>();
                for (Future<Object> result : results) {
                    outcomes.add(result.get());
                }
                assertThat(outcomes).containsOnlyOnce(Delivery.SENT);
                assertThat(outbox.send(id)).isEqualTo(Delivery.ALREADY_SENT);
                assertThat(received()).hasSize(round + 1).doesNotHaveDuplicates();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void posting_that_is_rolled_back_leaves_no_mail() {
        Outbox outbox = outbox();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            post(outbox);
            status.setRollbackOnly();
        });
        assertThat(outbox.of(CASE)).isEmpty();
    }

    @Test
    void a_mail_that_is_not_committed_yet_cannot_be_sent() {
        Outbox outbox = outbox();
        new TransactionTemplate(transactions)
                .executeWithoutResult(status ->
                        assertThatThrownBy(() -> outbox.send(post(outbox))).isInstanceOf(Refused.class));
        assertThat(received()).isEmpty();
    }

    @Test
    void the_mark_survives_a_rollback_of_the_one_who_asked() {
        Outbox outbox = outbox();
        long id = post(outbox);
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            outbox.send(id);
            status.setRollbackOnly();
        });
        assertThat(outbox.send(id)).isEqualTo(Delivery.ALREADY_SENT);
        assertThat(received()).hasSize(1);
    }

    // ---- what is logged

    @Test
    void log_lines_name_the_mail_and_the_case_and_nobody() throws IOException {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger log = (Logger) LoggerFactory.getLogger("pl.legitymacje.mail");
        log.addAppender(lines);
        try (FakeSmtp fake = new FakeSmtp()) {
            Outbox outbox = outbox(fake.port());
            for (String reply : List.of("250 OK", "451 later for <" + ANNA + ">", "550 no such user " + ANNA)) {
                fake.reply("RCPT", reply);
                long id = post(outbox);
                Throwable unsent = catchThrowable(() -> outbox.send(id));
                assertThat(unsent == null).isEqualTo(reply.startsWith("250"));
            }
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list)
                .hasSize(6)
                .allSatisfy(line -> assertThat(line.getFormattedMessage())
                        .contains(CASE)
                        .doesNotContain("@", "Ala", "poczta.example"))
                .allSatisfy(line -> assertThat(line.getThrowableProxy()).isNull());
    }

    // ---- mails about no case

    @Test
    void a_days_mail_is_written_once_and_its_message_id_tells_the_day() throws Exception {
        Outbox outbox = outbox();
        Map<String, Object> variables = Samples.variables(MailKind.DEADLINE_DIGEST);
        LocalDate day = LocalDate.of(2026, 11, 23);
        long id = outbox.postDaily(MailKind.DEADLINE_DIGEST, day, variables).orElseThrow();
        assertThat(outbox.postDaily(MailKind.DEADLINE_DIGEST, day, variables)).isEmpty();
        assertThat(outbox.postDaily(MailKind.DEADLINE_DIGEST, day.plusDays(1), variables))
                .isPresent();
        outbox.send(id);
        outbox.send(id);

        assertThat(outbox.get(id).caseNumber()).isNull();
        assertThat(received()).containsExactly("<deadline-digest-2026-11-23@szkola.example>");
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).isEqualTo("Terminy spraw, 23.11.2026");
        assertThat(message.getAllRecipients()).containsExactly(new InternetAddress(Samples.SCHOOL.mail()));
    }

    @Test
    void a_mail_about_a_student_is_written_once_a_day_and_bears_no_case() throws Exception {
        Outbox outbox = outbox();
        jdbc.sql("insert into student (first_name, surname, school_class, birth_date, status, search_text)"
                        + " values ('Ala', 'Lis', '4a', date '2016-05-04', 'ATTENDS', ' lis ala 4a')")
                .update();
        long student = jdbc.sql("select max(id) from student").query(Long.class).single();
        Map<String, Object> variables = Samples.variables(MailKind.CARD_LAPSED);
        LocalDate day = LocalDate.of(2026, 10, 1);
        long id = outbox.postAbout(MailKind.CARD_LAPSED, student, day, ANNA, variables)
                .orElseThrow();
        assertThat(outbox.postAbout(MailKind.CARD_LAPSED, student, day, ANNA, variables))
                .isEmpty();
        assertThat(outbox.postAbout(
                        MailKind.VALIDITY_REMINDER, student, day, "", Samples.variables(MailKind.VALIDITY_REMINDER)))
                .isPresent();
        outbox.send(id);
        outbox.told(id, "Zawiadomiono telefonicznie.");

        OutgoingMail mail = outbox.get(id);
        assertThat(mail.caseNumber()).isNull();
        assertThat(mail.studentId()).isEqualTo(student);
        assertThat(mail.told()).contains("Zawiadomiono telefonicznie.");
        assertThat(outbox.about(student))
                .extracting(OutgoingMail::kind)
                .containsExactly(MailKind.CARD_LAPSED, MailKind.VALIDITY_REMINDER);
        assertThat(received()).containsExactly("<card-lapsed-2026-10-01-student-" + student + "@szkola.example>");
        MimeMessage message = server.getReceivedMessages()[0];
        assertThat(message.getSubject()).endsWith("[01.10.2026]");
        assertThat(message.getHeader("References")).containsExactly("<student-" + student + "@szkola.example>");
    }

    @Test
    void two_who_write_a_days_mail_at_once_write_one() throws Exception {
        Outbox outbox = outbox();
        TransactionTemplate own = new TransactionTemplate(transactions);
        Runnable post = () -> own.executeWithoutResult(status -> outbox.postDaily(
                MailKind.DEADLINE_DIGEST, LocalDate.of(2026, 11, 23), Samples.variables(MailKind.DEADLINE_DIGEST)));
        AtOnce.done(List.of(post, post, post));
        assertThat(jdbc.sql("select count(*) from outgoing_mail")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    // ---- what arrives

    @Test
    void every_kind_arrives_as_it_was_written() throws Exception {
        Outbox outbox = outbox();
        List<OutgoingMail> mails = new ArrayList<>();
        List<MailKind> ofCases = Arrays.stream(MailKind.values())
                .filter(kind -> kind.about() == MailKind.About.CASE)
                .toList();
        for (MailKind kind : ofCases) {
            long id = outbox.post(kind, CASE, ANNA, Samples.variables(kind));
            mails.add(outbox.get(id));
            outbox.send(id);
        }
        MimeMessage[] arrived = server.getReceivedMessages();
        assertThat(arrived).hasSize(ofCases.size());
        for (int i = 0; i < arrived.length; i++) {
            OutgoingMail mail = mails.get(i);
            MimeMessage message = arrived[i];
            assertThat(message.getSubject()).isEqualTo(mail.subject()).endsWith("[" + CASE + "]");
            assertThat(message.getMessageID()).isEqualTo(mail.messageId()).matches("<[0-9a-f-]{36}@szkola\\.example>");
            assertThat(message.getHeader("References")).containsExactly("<SPR-2026-0012@szkola.example>");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            InternetAddress from = (InternetAddress) message.getFrom()[0];
            assertThat(from.getAddress()).isEqualTo(Samples.SCHOOL.mail());
            assertThat(from.getPersonal()).isEqualTo(Samples.SCHOOL.name());
            assertThat(message.getReplyTo()).containsExactly(from);
            assertThat(message.getAllRecipients()).containsExactly(new InternetAddress(ANNA));
            assertThat(message.getSentDate()).isEqualTo(clock.instant);

            assertThat(message.getContentType()).startsWith("multipart/alternative");
            MimeMultipart parts = (MimeMultipart) message.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            assertPart(parts.getBodyPart(0), "text/plain", mail.text());
            assertPart(parts.getBodyPart(1), "text/html", mail.html());
        }
    }

    @Test
    void a_code_is_not_kept_once_its_mail_is_sent_or_never_will_be() throws Exception {
        Outbox outbox = outbox();
        Map<String, Object> variables = Samples.variables(MailKind.MOBILE_CODE);
        variables.put("code", "7Kp2 Xw9Q");
        long sent = outbox.post(MailKind.MOBILE_CODE, CASE, ANNA, variables);
        long nowhere = outbox.post(MailKind.MOBILE_CODE, CASE, "anna@", variables);
        assertThat(outbox.of(CASE)).allMatch(mail -> mail.text().contains("7Kp2 Xw9Q"));
        outbox.send(sent);
        assertThatThrownBy(() -> outbox.send(nowhere)).isInstanceOf(Undeliverable.class);
        assertThat(outbox.of(CASE))
                .hasSize(2)
                .noneMatch(mail -> mail.text().contains("7Kp2") || mail.html().contains("7Kp2"));
        assertThat(outbox.get(sent).sentAt()).isPresent();
        assertThat(outbox.send(sent)).isEqualTo(Outbox.Delivery.ALREADY_SENT);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    private static void assertPart(BodyPart part, String type, String content) throws Exception {
        assertThat(part.getContentType().toLowerCase(java.util.Locale.ROOT))
                .startsWith(type)
                .contains("utf-8");
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        assertThat(part.getContent().toString().replace("\r\n", "\n")).isEqualTo(content);
        // nothing but ASCII on the way
        String raw = new String(
                ((jakarta.mail.internet.MimeBodyPart) part).getRawInputStream().readAllBytes(),
                StandardCharsets.ISO_8859_1);
        assertThat(raw.chars()).allMatch(c -> c < 128);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'  anna@poczta.example '          | anna@poczta.example",
                "anna@poczta.example,              | anna@poczta.example",
                "anna@poczta.example ;             | anna@poczta.example",
                "'\u00a0anna@poczta.example\u00a0' | anna@poczta.example",
                "Anna Nowak <anna@poczta.example>  | anna@poczta.example",
                "anna+szkola@poczta.example        | anna+szkola@poczta.example",
                "anna@żółw.example                 | anna@xn--w-uga1v8h.example",
            })
    void an_address_that_can_be_understood_is_used(String written, String used) throws Exception {
        Outbox outbox = outbox();
        outbox.send(outbox.post(MailKind.PHOTO_ACCEPTED, CASE, written, Map.of("firstName", "Ala")));
        assertThat(server.getReceivedMessages()[0].getAllRecipients()).containsExactly(new InternetAddress(used));
    }

    @Test
    void a_case_s_mails_are_listed_in_order_and_no_others() {
        Outbox outbox = outbox();
        long first = post(outbox);
        outbox.post(MailKind.PHOTO_ACCEPTED, "SPR-2026-0013", ANNA, Map.of("firstName", "Ola"));
        long second = post(outbox);
        assertThat(outbox.of(CASE)).extracting(OutgoingMail::id).containsExactly(first, second);
        assertThat(outbox.of("SPR-2026-001")).isEmpty();
        OutgoingMail mail = outbox.of(CASE).get(0);
        assertThat(mail.createdAt()).isEqualTo(clock.instant);
        assertThat(mail.kind()).isEqualTo(MailKind.PHOTO_ACCEPTED);
        assertThat(mail.recipient()).isEqualTo(ANNA);
        assertThat(mail.messageId()).isNotEqualTo(outbox.of(CASE).get(1).messageId());
        assertThat(mail.threadId()).isEqualTo(outbox.of(CASE).get(1).threadId());
    }

    // ---- tools

    private static final class Now extends Clock {
        volatile Instant instant = Instant.parse("2026-03-12T10:15:30Z");

        @Override
        public Instant instant() {
            return instant;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Europe/Warsaw");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    private Outbox outbox() {
        return outbox(server.getSmtp().getPort());
    }

    private Outbox outbox(int port) {
        return outbox(smtp(port));
    }

    private Outbox outbox(JavaMailSenderImpl smtp) {
        return new Outbox(jdbc, smtp, transactions, clock, Samples.SCHOOL, LEASE);
    }

    private static JavaMailSenderImpl smtp(int port) {
        JavaMailSenderImpl smtp = new JavaMailSenderImpl();
        smtp.setHost("127.0.0.1");
        smtp.setPort(port);
        Properties properties = new Properties();
        for (String timeout : List.of("connectiontimeout", "timeout", "writetimeout")) {
            properties.setProperty("mail.smtp." + timeout, "1500");
        }
        smtp.setJavaMailProperties(properties);
        return smtp;
    }

    private static long post(Outbox outbox) {
        return outbox.post(MailKind.PHOTO_ACCEPTED, CASE, ANNA, Map.of("firstName", "Ala"));
    }

    private static OutgoingMail only(Outbox outbox) {
        List<OutgoingMail> mails = outbox.of(CASE);
        assertThat(mails).hasSize(1);
        return mails.get(0);
    }

    private List<String> received() {
        List<String> ids = new ArrayList<>();
        for (MimeMessage message : server.getReceivedMessages()) {
            try {
                ids.add(message.getMessageID());
            } catch (jakarta.mail.MessagingException e) {
                throw new IllegalStateException(e);
            }
        }
        return ids;
    }
}
