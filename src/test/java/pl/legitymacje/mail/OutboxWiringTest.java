package pl.legitymacje.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.mail.MailSenderAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.school.SchoolProfile;

/** The outbox as Spring puts it together, with the settings that ship. */
class OutboxWiringTest {

    @Configuration(proxyBeanMethods = false)
    @Import(Outbox.class)
    @EnableConfigurationProperties(SchoolProfile.class)
    static class Slice {}

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            // as SpringApplication does it
            .withInitializer(context ->
                    context.getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance()))
            .withPropertyValues("DATABASE_URL=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1")
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    FlywayAutoConfiguration.class,
                    MailSenderAutoConfiguration.class))
            .withBean(Clock.class, Clock::systemUTC)
            .withUserConfiguration(Slice.class);

    @Test
    void a_mail_belongs_to_the_transaction_in_which_it_is_posted() {
        application.run(context -> {
            Outbox outbox = context.getBean(Outbox.class);
            var transaction = new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            transaction.executeWithoutResult(status -> {
                outbox.post(MailKind.PHOTO_ACCEPTED, "1/2026", "a@b.example", Map.of("firstName", "Ala"));
                status.setRollbackOnly();
            });
            assertThat(outbox.of("1/2026")).isEmpty();
            long id = outbox.post(MailKind.PHOTO_ACCEPTED, "1/2026", "a@b.example", Map.of("firstName", "Ala"));
            assertThat(outbox.of("1/2026")).containsExactly(outbox.get(id));
            assertThat(outbox.get(id).messageId())
                    .endsWith("@" + context.getBean(SchoolProfile.class).mail().replaceFirst(".*@", "") + ">");
        });
    }

    @Test
    void no_step_of_sending_waits_for_ever_nor_longer_than_a_claim_holds() {
        application.run(context -> {
            Properties smtp = context.getBean(JavaMailSenderImpl.class).getJavaMailProperties();
            for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
                assertThat(Long.parseLong(smtp.getProperty("mail.smtp." + timeout)))
                        .isBetween(1_000L, Duration.ofMinutes(2).toMillis() / 4);
            }
            assertThat(smtp).containsEntry("mail.smtp.starttls.enable", "true");
        });
    }
}
