package pl.legitymacje.office;

import java.io.IOException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The same on PostgreSQL: every query of the page and of the export. The application ends before the database does. */
@DirtiesContext
class StudentPagePostgresIT extends StudentPageTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry settings) throws IOException {
        OnPostgres.database(settings);
    }
}
