package pl.legitymacje.student;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Texts;

/** Who looked at all that is held on a student (domain §8). Nothing in it is ever changed or deleted. */
@Service
public class StudentAccess {

    /** What somebody did. */
    public enum Kind {
        /** opened the student's page */
        LOOKED,
        /** took the export of everything held on the student (RODO art. 15) */
        EXPORTED;

        /** What was done, as the office reads it. */
        public String label() {
            return Texts.of("student.access." + name());
        }
    }

    /** {@code who} is a user name. */
    public record Access(Instant at, String who, Kind what) {}

    private final JdbcClient db;
    private final Clock clock;

    StudentAccess(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Writes down that somebody looked. */
    @Transactional
    public void note(long studentId, String who, Kind what) {
        db.sql("insert into student_access (student_id, at, who, what) values (?, ?, ?, ?)")
                .params(studentId, clock.instant().atOffset(ZoneOffset.UTC), who, what.name())
                .update();
    }

    /** Who looked, the latest first. */
    public List<Access> of(long studentId) {
        return db.sql("select at, who, what from student_access where student_id = ? order by id desc")
                .param(studentId)
                .query((row, index) -> new Access(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        Kind.valueOf(row.getString("what"))))
                .list();
    }
}
