package pl.legitymacje.student;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;

/**
 * Guardians' objections to mobile cards: by law a minor gets one unless they object (art. 11 ust. 1d USO). One that was
 * taken back stays on record.
 */
@Service
public class Objections {

    private final JdbcClient db;
    private final Students students;
    private final Clock clock;

    Objections(JdbcClient db, Students students, Clock clock) {
        this.db = db;
        this.students = students;
        this.clock = clock;
    }

    /**
     * Records an objection. Issuing a card to this student at the same moment waits for it, or it for that.
     *
     * @param raisedBy the guardian who objects
     * @param by user name of the clerk
     * @throws Refused if one stands already, the student is of age and decides alone, or the day or the guardian cannot be
     */
    @Transactional
    public Objection record(long studentId, String raisedBy, LocalDate raisedOn, ObjectionForm form, String by) {
        LocalDate today = LocalDate.now(clock);
        Student student = students.lock(studentId);
        if (student.adultOn(today)) {
            throw new Refused("student.objection.adult");
        }
        standing(studentId).ifPresent(known -> {
            throw new Refused("student.objection.stands", known.raisedOn());
        });
        db.sql("insert into objection (student_id, raised_by, raised_on, form, recorded_at, recorded_by, stands_for)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        studentId,
                        Given.text(raisedBy, "student.objection.nobody"),
                        Given.day(raisedOn, student.birthDate(), today),
                        form.name(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        by,
                        studentId)
                .update();
        return standing(studentId).orElseThrow();
    }

    /**
     * Records that the objection was taken back.
     *
     * @param takenBackBy the guardian who takes it back
     * @throws Refused if none stands, or the day or the guardian cannot be
     */
    @Transactional
    public Objection takeBack(long studentId, String takenBackBy, LocalDate on, String by) {
        students.lock(studentId);
        Objection objection = recorded(studentId).orElseThrow(() -> new Refused("student.objection.none"));
        db.sql(
                        "update objection set taken_back_by = ?, taken_back_on = ?, taken_back_recorded_by = ?, stands_for = null"
                                + " where id = ?")
                .params(
                        Given.text(takenBackBy, "student.objection.nobody"),
                        Given.day(on, objection.raisedOn(), LocalDate.now(clock)),
                        by,
                        objection.id())
                .update();
        return history(studentId).stream()
                .filter(one -> one.id() == objection.id())
                .findFirst()
                .orElseThrow();
    }

    /** The objection that stands today. A student who has come of age is not bound by it any more. */
    public Optional<Objection> standing(long studentId) {
        return recorded(studentId).filter(objection -> !students.get(studentId).adultOn(LocalDate.now(clock)));
    }

    /** All objections of a student's guardians, the latest first. */
    public List<Objection> history(long studentId) {
        return db.sql("select * from objection where student_id = ? order by id desc")
                .param(studentId)
                .query(Objections::objection)
                .list();
    }

    private Optional<Objection> recorded(long studentId) {
        return db.sql("select * from objection where stands_for = ?")
                .param(studentId)
                .query(Objections::objection)
                .optional();
    }

    private static Objection objection(ResultSet row, int index) throws SQLException {
        LocalDate takenBackOn = row.getObject("taken_back_on", LocalDate.class);
        return new Objection(
                row.getLong("id"),
                row.getLong("student_id"),
                row.getString("raised_by"),
                row.getObject("raised_on", LocalDate.class),
                ObjectionForm.valueOf(row.getString("form")),
                row.getString("recorded_by"),
                takenBackOn == null
                        ? null
                        : new Objection.TakenBack(
                                row.getString("taken_back_by"), takenBackOn, row.getString("taken_back_recorded_by")));
    }
}
