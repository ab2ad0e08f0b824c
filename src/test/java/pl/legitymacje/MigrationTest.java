package pl.legitymacje;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What lies in a school's database when a new version of the program comes to it. */
class MigrationTest {

    DataSource database() throws IOException {
        return JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
    }

    String vendor() {
        return "h2";
    }

    @Test
    void mailsStayAndEachRevocationIsToldItsMobileCard() throws IOException {
        DataSource database = database();
        migrate(database, "13");
        JdbcClient db = JdbcClient.create(database);
        for (int student : new int[] {1, 2}) {
            db.sql("insert into student (first_name, surname, school_class, status, birth_date, search_text)"
                            + " values ('Jan', 'Próbny', '4b', 'ATTENDS', date '2015-01-01', 'x')")
                    .update();
            db.sql("insert into student_card (number, serial, student_id, case_number, state, assigned_at)"
                            + " values (?, ?, ?, 'SPR', 'ISSUED', timestamp with time zone '2026-09-01 08:00:00+00')")
                    .params("K" + student, student, student)
                    .update();
        }
        mobileCard(db, 1, "A", "09", true);
        revocation(db, "R-first", 1, "10");
        mobileCard(db, 1, "B", "11", true);
        // applied for and never registered: there was nothing of it to be revoked
        mobileCard(db, 1, "C", "11", false);
        revocation(db, "R-second", 1, "12");
        mobileCard(db, 2, "D", "12", true);
        revocation(db, "R-too-early", 2, "11");
        db.sql("insert into outgoing_mail (message_id, thread_id, case_number, kind, recipient, subject, text_body,"
                        + " html_body, created_at) values ('m', 't', 'R-first', 'MOBILE_CARD_REVOKED', 'a@b.example',"
                        + " 's', 't', 'h', timestamp with time zone '2026-10-01 08:00:00+00')")
                .update();

        migrate(database, "latest");

        assertThat(about(db, "R-first")).isEqualTo("A");
        assertThat(about(db, "R-second")).isEqualTo("B");
        assertThat(about(db, "R-too-early")).isNull();
        assertThat(about(db, "A")).as("an issue knows its own").isNull();
        assertThat(db.sql("select count(*) from outgoing_mail where student_id is null and told is null")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    private void migrate(DataSource database, String target) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/" + vendor())
                .target(target)
                .load()
                .migrate();
    }

    private static void mobileCard(JdbcClient db, int student, String caseNumber, String month, boolean registered) {
        caseFile(db, caseNumber, "MOBILE_CARD_ISSUE", student, month);
        db.sql("insert into mobile_card (student_id, card_number, case_number, state, applied_at, applied_by,"
                        + " registered_on) values (?, ?, ?, 'REVOKED', " + moment(month) + ", 'test', "
                        + (registered ? "date '2026-" + month + "-01'" : "null") + ")")
                .params(student, "K" + student, caseNumber)
                .update();
    }

    private static void revocation(JdbcClient db, String number, int student, String month) {
        caseFile(db, number, "MOBILE_CARD_REVOCATION", student, month);
    }

    private static void caseFile(JdbcClient db, String number, String procedure, int student, String month) {
        db.sql("insert into case_file (number, procedure_key, student_id, applicant_name, channel, received_on,"
                        + " registered_at, registered_by) values (?, ?, ?, 'Ewa', 'OFFICE', date '2026-" + month
                        + "-01', "
                        + moment(month) + ", 'test')")
                .params(number, procedure, student)
                .update();
    }

    private static String moment(String month) {
        return "timestamp with time zone '2026-" + month + "-01 08:00:00+00'";
    }

    private static String about(JdbcClient db, String number) {
        return db.sql("select m.case_number from case_file f left join mobile_card m on m.id = f.mobile_card_id"
                        + " where f.number = ?")
                .param(number)
                .query((row, index) -> row.getString(1))
                .list()
                .get(0);
    }
}
