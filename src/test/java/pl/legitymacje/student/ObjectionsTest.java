package pl.legitymacje.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pl.legitymacje.AtOnce;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.Refused;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectionsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final Rooms rooms = Rooms.onH2(Students.class, Objections.class);
    private final Objections objections = rooms.get(Objections.class);

    @AfterEach
    void today() {
        rooms.timeIs(Rooms.NOW);
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    private long student(LocalDate birthDate) {
        return rooms.get(Students.class)
                .add(new Student(0, "Jan", null, "Lis", "8a", birthDate, null, Status.ATTENDS, List.of()))
                .id();
    }

    private long minor() {
        return student(LocalDate.of(2012, 5, 4));
    }

    private Objection raise(long student) {
        return objections.record(student, "Ewa Lis", TODAY.minusDays(2), ObjectionForm.WRITTEN, "ania");
    }

    private static void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, Ewa, student.day.future",
        "2012-05-03, Ewa, student.day.early",
        "2026-11-23, ' ', student.objection.nobody",
        "2026-11-23,    , student.objection.nobody"
    })
    void whatCannotBeIsRefused(LocalDate on, String by, String key) {
        long student = minor();
        refused(key, () -> objections.record(student, by, on, ObjectionForm.EMAIL, "ania"));
        assertThat(objections.history(student)).isEmpty();
    }

    @Test
    void anUnknownStudentIsRefused() {
        refused("student.unknown", () -> raise(4711));
        refused("student.unknown", () -> objections.takeBack(4711, "Ewa", TODAY, "ania"));
        assertThat(objections.standing(4711)).isEmpty();
    }

    @Test
    void oneStandsAtATime() {
        long student = minor();
        raise(student);
        refused("student.objection.stands", () -> raise(student));
        assertThat(objections.history(student)).hasSize(1);
        assertThat(objections.standing(minor())).isEmpty();
    }

    @Test
    void manyAtOnceAreOne() throws Exception {
        long student = minor();
        assertThat(AtOnce.done(List.of(() -> raise(student), () -> raise(student), () -> raise(student))))
                .isEqualTo(1);
        assertThat(objections.history(student)).hasSize(1);
        assertThat(AtOnce.done(List.of(
                        () -> objections.takeBack(student, "Ewa Lis", TODAY, "ania"),
                        () -> objections.takeBack(student, "Ewa Lis", TODAY, "ola"))))
                .isEqualTo(1);
    }

    @Test
    void whatWasNotRaisedCannotBeTakenBack() {
        long student = minor();
        refused("student.objection.none", () -> objections.takeBack(student, "Ewa Lis", TODAY, "ania"));
        raise(student);
        refused("student.day.early", () -> objections.takeBack(student, "Ewa Lis", TODAY.minusDays(3), "ania"));
        refused("student.day.future", () -> objections.takeBack(student, "Ewa Lis", TODAY.plusDays(1), "ania"));
        refused("student.objection.nobody", () -> objections.takeBack(student, null, TODAY, "ania"));
        assertThat(objections.standing(student)).isPresent();
    }

    @Test
    void itsHistoryIsKept() {
        long student = minor();
        Objection raised = raise(student);
        assertThat(objections.standing(student)).contains(raised);
        assertThat(raised.takenBack()).isNull();
        Objection taken = objections.takeBack(student, " Adam Lis ", TODAY, "ola");
        assertThat(taken.takenBack()).isEqualTo(new Objection.TakenBack("Adam Lis", TODAY, "ola"));
        assertThat(objections.standing(student)).isEmpty();
        Objection again = raise(student);
        assertThat(objections.history(student)).containsExactly(again, taken);
    }

    @Test
    void whoComesOfAgeDecidesAlone() {
        long adult = student(LocalDate.of(2008, 11, 23));
        refused("student.objection.adult", () -> raise(adult));
        long minor = student(LocalDate.of(2008, 11, 24));
        raise(minor);
        assertThat(objections.standing(minor)).isPresent();
        rooms.timeIs(Instant.parse("2026-11-24T09:00:00Z"));
        assertThat(objections.standing(minor)).isEmpty();
        assertThat(objections.history(minor)).hasSize(1);
    }
}
