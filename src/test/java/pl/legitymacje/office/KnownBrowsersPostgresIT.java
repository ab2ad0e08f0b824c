package pl.legitymacje.office;

import java.io.IOException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same with the secret in PostgreSQL. The application ends before the database does. */
@DirtiesContext
class KnownBrowsersPostgresIT extends KnownBrowsersTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry settings) throws IOException {
        OnPostgres.database(settings);
    }
}
