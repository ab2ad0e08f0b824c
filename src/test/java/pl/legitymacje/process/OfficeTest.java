package pl.legitymacje.process;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application on a database in memory, a mail server of the test's own, and jobs driven by hand.
 *
 * <p>All tests share this one context: two engines of one name do not live in one JVM.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:${random.uuid};DB_CLOSE_DELAY=-1",
            "camunda.bpm.job-execution.enabled=false",
            "admin.password=only-in-tests",
            "school.roster-file=classpath:demo/roster.csv"
        })
@ContextConfiguration(initializers = TestMailServer.class)
@AutoConfigureMockMvc
@Import(OfficeDesk.class)
public @interface OfficeTest {}
