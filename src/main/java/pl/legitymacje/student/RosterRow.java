package pl.legitymacje.student;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * One student as a roster file gives them, right in form.
 *
 * @param line of the file, counted from 1
 * @param secondName or null
 * @param pesel or null
 */
public record RosterRow(
        int line,
        String surname,
        String firstName,
        String secondName,
        String schoolClass,
        LocalDate birthDate,
        Pesel pesel,
        List<Guardian> guardians) {

    public RosterRow {
        guardians = List.copyOf(guardians);
    }

    /** As lists show a student: "Kowalski Jan, 4a". */
    public String displayName() {
        return surname + " " + firstName + ", " + schoolClass;
    }

    /** Whether both have the same surname, first name and birth date, and no second names that differ. */
    boolean isNamesake(String otherSurname, String otherFirst, String otherSecond, LocalDate otherBirth) {
        return birthDate.equals(otherBirth)
                && sameName(surname, otherSurname)
                && sameName(firstName, otherFirst)
                && (secondName == null || otherSecond == null || sameName(secondName, otherSecond));
    }

    /** As one that is not taken after all. */
    RosterReader.Unread unread() {
        return RosterReader.Unread.of(Stream.of(surname, firstName, pesel == null ? "" : pesel.digits()));
    }

    static boolean sameName(String one, String other) {
        return PersonName.folded(one).equals(PersonName.folded(other));
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "RosterRow[line=" + line + "]";
    }
}
