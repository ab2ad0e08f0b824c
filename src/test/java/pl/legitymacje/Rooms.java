package pl.legitymacje;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.school.SchoolProfile;

/** Some rooms' services as Spring wires them, with the settings that ship, on a database of their own; no engine, no web. */
public final class Rooms implements AutoCloseable {

    /** What day it is in the rooms, until a test moves on. */
    public static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    // No @Configuration: the whole application's tests must not find it.
    @EnableConfigurationProperties(SchoolProfile.class)
    @ImportAutoConfiguration({
        ConfigurationPropertiesAutoConfiguration.class,
        ValidationAutoConfiguration.class,
        DataSourceAutoConfiguration.class,
        DataSourceTransactionManagerAutoConfiguration.class,
        TransactionAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        JdbcClientAutoConfiguration.class,
        FlywayAutoConfiguration.class
    })
    static class Floor {

        @Bean
        MovedClock clock() {
            return new MovedClock();
        }
    }

    static class MovedClock extends Clock {

        private volatile Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneId.of("Europe/Warsaw");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final ConfigurableApplicationContext context;
    private final Closeable database;

    private Rooms(String url, String user, Closeable database, Class<?>[] services) {
        this.database = database;
        context = new SpringApplicationBuilder(Floor.class)
                .sources(services)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                .run("--spring.datasource.url=" + url, "--spring.datasource.username=" + user);
    }

    /** On an empty H2 in memory. */
    public static Rooms onH2(Class<?>... services) {
        return new Rooms("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", () -> {}, services);
    }

    /** On an empty PostgreSQL. */
    public static Rooms onPostgres(Class<?>... services) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        return new Rooms(postgres.getJdbcUrl("postgres", "postgres"), "postgres", postgres, services);
    }

    public <T> T get(Class<T> service) {
        return context.getBean(service);
    }

    /** Moves the clock. */
    public void timeIs(Instant now) {
        get(MovedClock.class).now = now;
    }

    /** In one transaction. */
    public void together(Consumer<Rooms> work) {
        new TransactionTemplate(get(PlatformTransactionManager.class))
                .executeWithoutResult(status -> work.accept(this));
    }

    @Override
    public void close() {
        context.close();
        try {
            database.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
