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
import pl.legitymacje.school.Texts;

/**
 * Who leaves the school and who comes back (domain §6, student-departure). Cards and cases of who leaves are other rooms'
 * business. Whom a roster names again has come back as well; who moves up or repeats a year is told by the roster alone.
 */
@Service
public class Departures {

    private final JdbcClient db;
    private final Students students;
    private final Clock clock;

    Departures(JdbcClient db, Students students, Clock clock) {
        this.db = db;
        this.students = students;
        this.clock = clock;
    }

    /**
     * Enters that a student left or graduated.
     *
     * @param leftOn not before the student last came back, and not in the future
     * @param newSchool or null; only for a transfer it need be known at all
     * @param note or null
     * @param by user name of the clerk
     * @throws Refused if the student is unknown or has left already, or the day cannot be
     */
    @Transactional
    public Student leave(
            long studentId, DepartureReason reason, LocalDate leftOn, String newSchool, String note, String by) {
        Student student = students.lock(studentId);
        if (!student.attends()) {
            throw last(studentId)
                    .map(before -> new Refused(
                            "student.departure.left",
                            student.fullName(),
                            before.reason().label(),
                            before.leftOn()))
                    .orElseGet(() -> new Refused("student.departure.notAttending", student.fullName()));
        }
        Optional<LocalDate> cameBack = last(studentId).map(Departure::returnedOn);
        if (cameBack.filter(leftOn::isBefore).isPresent()) {
            throw new Refused("student.departure.beforeReturn", student.fullName(), cameBack.get(), leftOn);
        }
        if (leftOn.isBefore(student.birthDate())) {
            throw new Refused("student.departure.beforeBirth", student.fullName(), student.birthDate(), leftOn);
        }
        db.sql("insert into student_departure (student_id, reason, left_on, new_school, note, recorded_at, recorded_by)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        studentId,
                        reason.name(),
                        Given.day(leftOn, null, LocalDate.now(clock)),
                        Given.optional(newSchool),
                        Given.optional(note),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        by)
                .update();
        students.status(studentId, reason.status());
        return students.get(studentId);
    }

    /**
     * Enters that a student came back, into the class of before; another one is told by the next roster.
     *
     * @param on on the day of leaving itself, where that was entered by mistake
     * @param why in the office's own words: kept with the departure
     * @throws Refused if the student is unknown or attends, the day is before the one of leaving or in the future, or
     *     there is no reason
     */
    @Transactional
    public Student comeBack(long studentId, LocalDate on, String why, String by) {
        Student student = students.lock(studentId);
        if (student.attends()) {
            throw new Refused("student.departure.attends", student.fullName());
        }
        String reason = Given.text(why, "student.departure.noReason");
        Optional<Departure> left = last(studentId).filter(departure -> departure.returnedOn() == null);
        left.filter(departure -> on.isBefore(departure.leftOn())).ifPresent(departure -> {
            throw new Refused("student.departure.backEarly", student.fullName(), departure.leftOn(), on);
        });
        returned(db, studentId, Given.day(on, null, LocalDate.now(clock)), by);
        left.map(Departure::note)
                .ifPresentOrElse(
                        note -> note(studentId, Texts.of("student.departure.noteAndBack", note, reason)),
                        () -> note(studentId, Texts.of("student.departure.back", reason)));
        students.status(studentId, Status.ATTENDS);
        return students.get(studentId);
    }

    private void note(long studentId, String note) {
        db.sql(
                        "update student_departure set note = ? where id = (select max(id) from student_departure where student_id = ?)")
                .params(note, studentId)
                .update();
    }

    /** Notes on the departure that has no return yet, if there is one, that the student is back; {@code by} may be null. */
    static void returned(JdbcClient db, long studentId, LocalDate on, String by) {
        db.sql(
                        "update student_departure set returned_on = ?, returned_by = ? where student_id = ? and returned_on is null")
                .params(on, by, studentId)
                .update();
    }

    /** The last time that the student left, whether or not they are back. */
    public Optional<Departure> last(long studentId) {
        return history(studentId).stream().findFirst();
    }

    /** All departures of a student, the latest first. */
    public List<Departure> history(long studentId) {
        return db.sql("select * from student_departure where student_id = ? order by id desc")
                .param(studentId)
                .query(Departures::departure)
                .list();
    }

    private static Departure departure(ResultSet row, int index) throws SQLException {
        return new Departure(
                row.getLong("student_id"),
                DepartureReason.valueOf(row.getString("reason")),
                row.getObject("left_on", LocalDate.class),
                row.getString("new_school"),
                row.getString("note"),
                row.getString("recorded_by"),
                row.getObject("returned_on", LocalDate.class),
                row.getString("returned_by"));
    }
}
