package pl.legitymacje.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pl.legitymacje.AtOnce;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.Refused;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeparturesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private final Rooms rooms = Rooms.onH2(Students.class, Departures.class, RosterImport.class);
    private final Students students = rooms.get(Students.class);
    private final Departures departures = rooms.get(Departures.class);

    @AfterAll
    void stop() {
        rooms.close();
    }

    private Student student() {
        return student("Jan");
    }

    private Student student(String firstName) {
        return students.add(new Student(
                0,
                firstName,
                null,
                "Lis",
                "8a",
                LocalDate.of(2012, 5, 4),
                null,
                Status.ATTENDS,
                List.of(new Guardian("Ewa Lis", "ewa@rodzice.example", null))));
    }

    /** Of a class of thirty the office wants to know who it is, and what happened on that day. */
    @Test
    void aRefusalNamesTheStudentAndWhatHappened() {
        long student = student("Zygfryd").id();
        leave(student);
        assertThatThrownBy(() -> leave(student))
                .hasMessageContaining("Zygfryd Lis")
                .hasMessageContaining("przejście do innej szkoły")
                .hasMessageContaining("20.11.2026");
        assertThatThrownBy(() -> departures.comeBack(student, TODAY.minusDays(9), "wrócił", "ania"))
                .hasMessageContaining("Zygfryd Lis")
                .hasMessageContaining("20.11.2026");
    }

    /** A mistake is taken back as of the day it was entered for, and what was noted then is kept. */
    @Test
    void aMistakeIsTakenBack() {
        Student before = student("Zbyszko");
        departures.leave(before.id(), DepartureReason.LEAVING, TODAY.minusDays(3), null, "wyjazd", "ania");
        departures.comeBack(before.id(), TODAY.minusDays(3), "pomylony z bratem", "ola");
        assertThat(students.get(before.id()).attends()).isTrue();
        assertThat(departures.last(before.id()).orElseThrow().note()).isEqualTo("wyjazd; powrót: pomylony z bratem");
    }

    private Student leave(long student) {
        return departures.leave(student, DepartureReason.TRANSFER, TODAY.minusDays(3), "SP 2 w Gąskach", null, "ania");
    }

    private static void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24, student.day.future", "2012-05-03, student.departure.beforeBirth"})
    void aDayThatCannotBeIsRefused(LocalDate on, String key) {
        Student student = student();
        refused(key, () -> departures.leave(student.id(), DepartureReason.LEAVING, on, null, null, "ania"));
        assertThat(students.get(student.id())).isEqualTo(student);
        assertThat(departures.history(student.id())).isEmpty();
    }

    @Test
    void whoIsGoneCannotLeaveAndWhoIsThereCannotComeBack() {
        long student = student().id();
        refused("student.departure.attends", () -> departures.comeBack(student, TODAY, "wrócił", "ania"));
        leave(student);
        refused("student.departure.left", () -> leave(student));
        refused(
                "student.departure.backEarly",
                () -> departures.comeBack(student, TODAY.minusDays(4), "wrócił", "ania"));
        refused("student.day.future", () -> departures.comeBack(student, TODAY.plusDays(1), "wrócił", "ania"));
        refused("student.departure.noReason", () -> departures.comeBack(student, TODAY, " ", "ania"));
        refused("student.unknown", () -> leave(4711));
        refused("student.unknown", () -> departures.comeBack(4711, TODAY, "wrócił", "ania"));
        assertThat(departures.history(student)).hasSize(1);
    }

    @Test
    void whoLeavesTwiceAtOnceLeavesOnce() throws Exception {
        long student = student().id();
        assertThat(AtOnce.done(List.of(() -> leave(student), () -> leave(student))))
                .isEqualTo(1);
        assertThat(departures.history(student)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void theReasonTellsTheStatusAndNothingElseChanges(DepartureReason reason) {
        Student before = student();
        Student after = departures.leave(before.id(), reason, TODAY, " ", " ", "ania");
        assertThat(after.status()).isEqualTo(reason == DepartureReason.GRADUATION ? Status.GRADUATED : Status.LEFT);
        assertThat(after).usingRecursiveComparison().ignoringFields("status").isEqualTo(before);
        assertThat(students.inClass("8a")).extracting(Student::id).doesNotContain(before.id());
        assertThat(departures.last(before.id()))
                .contains(new Departure(before.id(), reason, TODAY, null, null, "ania", null, null));
    }

    @Test
    void whoComesBackCanLeaveAgainAndAllOfItIsKept() {
        Student before = student();
        long student = before.id();
        leave(student);
        assertThat(departures.comeBack(student, TODAY, "nie przyjęto go tam", "ola"))
                .isEqualTo(before);
        Departure first = departures.last(student).orElseThrow();
        assertThat(first.newSchool()).isEqualTo("SP 2 w Gąskach");
        assertThat(first.returnedOn()).isEqualTo(TODAY);
        assertThat(first.returnedBy()).isEqualTo("ola");
        assertThat(first.note()).isEqualTo("powrót: nie przyjęto go tam");
        assertThatThrownBy(() -> leave(student)).hasMessageContaining("Jan Lis").hasMessageContaining("23.11.2026");
        departures.leave(student, DepartureReason.LEAVING, TODAY, null, "wyjazd za granicę", "ania");
        assertThat(departures.history(student))
                .extracting(Departure::reason)
                .containsExactly(DepartureReason.LEAVING, DepartureReason.TRANSFER);
        assertThat(departures.last(student).orElseThrow().returnedOn()).isNull();
    }

    @Test
    void whomARosterNamesAgainIsBack() {
        Student before = student("Zefiryn");
        leave(before.id());
        byte[] roster = ("Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;"
                        + "E-mail 2;Telefon 2\nLis;Zefiryn;;8b;2012-05-04;;;;;;;\n")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(rooms.get(RosterImport.class).apply(roster).changed()).hasSize(1);
        assertThat(students.get(before.id()).attends()).isTrue();
        Departure departure = departures.last(before.id()).orElseThrow();
        assertThat(departure.returnedOn()).isEqualTo(TODAY);
        assertThat(departure.returnedBy()).isNull();
        rooms.get(RosterImport.class).apply(roster);
        assertThat(departures.last(before.id())).contains(departure);
    }
}
