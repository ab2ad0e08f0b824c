package pl.legitymacje.office;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The application on an empty PostgreSQL, which ends with the tests' JVM: the application has to end before. */
final class OnPostgres {

    private OnPostgres() {}

    static void database(DynamicPropertyRegistry settings) throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.start();
        settings.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
        settings.add("spring.datasource.username", () -> "postgres");
    }
}
