package pl.legitymacje.student;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;

@ExtendWith(OutputCaptureExtension.class)
class RosterAtStartTest {

    private final TestDatabase db = new TestDatabase();

    private void start(String rosterFile) {
        SchoolProfile school = new SchoolProfile(
                "Szkoła", null, null, null, null, null, null, null, null, null, null, null, rosterFile);
        db.inTransaction(() -> {
            new RosterAtStart(school, db.uploads).run(null);
            return null;
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nie/ma/takiego.csv", "classpath:demo/nie-ma.csv", "/tmp", "zły\0znak.csv"})
    void aFileThatCannotBeReadStopsTheStart(String file) {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> start(file))
                .withMessageContaining("school.roster-file")
                .withMessageContaining(file)
                .extracting(Refused::key)
                .isEqualTo("student.rosterFile.unreadable");
    }

    @Test
    void aFileThatIsNoRosterStopsTheStart(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("lista.csv"), "%PDF-1.7");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> start(file.toString()))
                .withMessageContaining("school.roster-file")
                .withMessageContaining("To jest plik PDF")
                .extracting(Refused::key)
                .isEqualTo("student.rosterFile.notRoster");
    }

    @Test
    void noFileIsNoFault() {
        start(null);
        assertThat(db.students.classes()).isEmpty();
    }

    @Test
    void badRowsAreLoggedWithoutPersonalDataAndStopNothing(@TempDir Path folder, CapturedOutput output)
            throws IOException {
        Path file = Files.write(
                folder.resolve("lista.csv"),
                """
                Nazwisko;Imię;Klasa;Data urodzenia;PESEL;E-mail 1
                Żółć;Łucja;4a;2015-06-15;15261501230;
                Wilczyńska;Olga;4a;2015-06-15;15261501231;olga@
                """
                        .getBytes(UTF_8));
        start(file.toString());
        assertThat(db.students.inClass("4a")).extracting(Student::fullName).containsExactly("Łucja Żółć");
        assertThat(output)
                .contains("added=1", "problems=1", "Roster line 3 not taken: PESEL ma błędną cyfrę kontrolną")
                .doesNotContain("Wilczyńska", "Olga", "Żółć", "Łucja", "1526150123", "olga@");
    }

    @Test
    void aRestartDoesNotTurnBackWhatTheOfficeChanged(@TempDir Path folder) throws IOException {
        String header = "Nazwisko;Imię;Klasa;Data urodzenia\n";
        Path file = Files.writeString(folder.resolve("lista.csv"), header + "Lis;Jan;4a;2015-06-15\n");
        start(file.toString());
        db.jdbc.sql("update student set status = 'LEFT'").update();
        start(file.toString());
        assertThat(db.students.inClass("4a")).isEmpty();
        assertThat(db.jdbc
                        .sql("select count(*) from roster_upload where content is not null")
                        .query(Integer.class)
                        .single())
                .isZero();

        Files.writeString(file, header + "Lis;Jan;5a;2015-06-15\n");
        start(file.toString());
        assertThat(db.students.inClass("5a")).hasSize(1);
    }

    @Test
    void theDemoRosterIsOnTheClassPath() {
        start("classpath:demo/roster.csv");
        assertThat(db.students.inClass("8a")).hasSize(20);
    }
}
