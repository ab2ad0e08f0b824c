package pl.legitymacje;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;

/** The same on PostgreSQL. */
class MigrationPostgresIT extends MigrationTest {

    private EmbeddedPostgres postgres;

    @Override
    DataSource database() throws IOException {
        postgres = EmbeddedPostgres.start();
        return postgres.getPostgresDatabase();
    }

    @Override
    String vendor() {
        return "postgresql";
    }

    @AfterEach
    void stop() throws IOException {
        postgres.close();
    }
}
