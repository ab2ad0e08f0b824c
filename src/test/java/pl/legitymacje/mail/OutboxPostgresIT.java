package pl.legitymacje.mail;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The same on PostgreSQL. */
class OutboxPostgresIT extends OutboxTest {

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void startDatabase() throws IOException {
        postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        postgres.close();
    }

    @Override
    DataSource database() {
        DataSource source = postgres.getPostgresDatabase();
        JdbcClient.create(source).sql("drop schema public cascade").update();
        JdbcClient.create(source).sql("create schema public").update();
        return source;
    }

    @Override
    String vendor() {
        return "postgresql";
    }
}
