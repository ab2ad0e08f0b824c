package pl.legitymacje.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;

/** The room as Spring puts it together, on both databases. */
class StudentRoomTest {

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(basePackageClasses = Students.class)
    @EnableConfigurationProperties(SchoolProfile.class)
    static class Room {}

    private static void works(DataSource source, String vendor) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor)
                .load()
                .migrate();
        new ApplicationContextRunner()
                .withInitializer(new ConfigDataApplicationContextInitializer())
                .withConfiguration(AutoConfigurations.of(
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class))
                .withBean(DataSource.class, () -> source)
                .withBean(java.time.Clock.class, () -> TestDatabase.CLOCK)
                .withUserConfiguration(Room.class)
                .run(context -> {
                    Students students = context.getBean(Students.class);
                    RosterUploads uploads = context.getBean(RosterUploads.class);
                    byte[] demo = new ClassPathResource("demo/roster.csv").getContentAsByteArray();

                    long rejected = uploads.keep("lista.csv", demo, "sekretariat");
                    uploads.reject(rejected, "sekretariat");
                    long id = uploads.keep("lista.csv", demo, "sekretariat");
                    assertThat(uploads.plan(id).added()).hasSize(60);
                    assertThat(uploads.apply(id, "sekretariat")).isEqualTo(uploads.apply(id, "sekretariat"));
                    assertThat(context.getBean(JdbcClient.class)
                                    .sql("select count(*) from roster_upload where content is null")
                                    .query(Integer.class)
                                    .single())
                            .isEqualTo(2);

                    assertThat(students.classes()).isEqualTo(List.of("1a", "4b", "8a"));
                    List<Student> found = students.search("kow jan 4b", 10);
                    assertThat(found).extracting(Student::fullName).containsExactly("Jan Kowalski");
                    assertThat(students.search("zolk", 1))
                            .extracting(Student::surname)
                            .containsExactly("Żółkiewski");
                    assertThat(students.search("k", 5)).hasSize(5);
                    assertThat(students.inClass("8a")).hasSize(20).allMatch(Student::attends);
                    assertThat(students.withGuardianEmail("agnieszka.kowalska@rodzice.example"))
                            .hasSize(2);

                    long student = found.get(0).id();
                    assertThatExceptionOfType(IllegalTransactionStateException.class)
                            .isThrownBy(() -> students.lock(student));
                    assertThat(context.getBean(TransactionTemplate.class)
                                    .<Student>execute(status -> students.lock(student)))
                            .isEqualTo(found.get(0));

                    assertThat(context.getBean(RosterImport.class).apply(demo).counts())
                            .isEqualTo(new RosterResult(0, 0, 60, 0, 0, 0));

                    // what the office changes
                    PersonalData now = new PersonalData(
                            "Janina",
                            null,
                            "Wilk-Żak",
                            found.get(0).birthDate(),
                            found.get(0).pesel());
                    Pesel anothers = students.inClass("8a").get(0).pesel();
                    assertThatExceptionOfType(Refused.class)
                            .isThrownBy(() -> students.change(
                                    student,
                                    new PersonalData("Jan", null, "Wilk", anothers.birthDate(), anothers),
                                    0,
                                    "SPR-1",
                                    "ania"));
                    assertThat(students.get(student)).isEqualTo(found.get(0));
                    assertThat(students.change(student, now, 0, "SPR-1", "ania"))
                            .hasSize(2);
                    assertThat(students.search("kow jan 4b", 10)).containsExactly(students.get(student));
                    assertThat(students.namedIn("Jan Kowalski 4b")).contains(students.get(student));
                    assertThat(students.formerNames(found)).isEmpty();
                    assertThat(students.formerNames(List.of(students.get(student))))
                            .isEqualTo(Map.of(student, List.of("Jan Kowalski")));
                    RosterPlan stale = context.getBean(RosterImport.class).apply(demo);
                    assertThat(stale.counts()).isEqualTo(new RosterResult(0, 0, 60, 0, 0, 0));
                    assertThat(stale.former()).hasSize(1);
                    assertThat(students.get(student).data()).isEqualTo(now);
                });
    }

    @Test
    void worksOnH2() {
        works(JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", ""), "h2");
    }

    @Test
    void worksOnPostgres() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            works(postgres.getPostgresDatabase(), "postgresql");
        }
    }
}
