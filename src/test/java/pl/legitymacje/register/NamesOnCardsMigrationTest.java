package pl.legitymacje.register;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** V16 on a register that is in use: each card bears what its student is called today. */
class NamesOnCardsMigrationTest {

    @Test
    void cardsOfBeforeBearTheirStudentsName() {
        DataSource source = JdbcConnectionPool.create("jdbc:h2:mem:names-on-cards;DB_CLOSE_DELAY=-1", "sa", "");
        migrate(source, "15");
        JdbcClient db = JdbcClient.create(source);
        for (String second : new String[] {null, "Adam"}) {
            db.sql("insert into student (first_name, second_name, surname, school_class, birth_date, status,"
                            + " search_text) values ('Jan', ?, 'Lis', '4a', date '2016-05-04', 'ATTENDS', 'lis jan')")
                    .param(second)
                    .update();
        }
        db.sql("insert into student_card (number, student_id, state, assigned_at)"
                        + " select 'K' || id, id, 'ANNULLED', current_timestamp from student")
                .update();
        migrate(source, "16");
        assertThat(db.sql("select first_name || ' ' || coalesce(second_name, '–') || ' ' || surname from student_card"
                                + " order by number")
                        .query(String.class)
                        .list())
                .containsExactly("Jan – Lis", "Jan Adam Lis");
    }

    private static void migrate(DataSource source, String version) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration", "classpath:db/vendor/h2")
                .target(version)
                .load()
                .migrate();
    }
}
