package pl.legitymacje.student;

import java.text.Collator;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import pl.legitymacje.school.Texts;

/**
 * A student of the school, or a former one.
 *
 * @param secondName or null
 * @param schoolClass as {@link SchoolClass} writes it: "4a"
 * @param pesel or null: then another identity document is used
 * @param guardians in the roster's order; none for a student whose roster names none
 */
public record Student(
        long id,
        String firstName,
        String secondName,
        String surname,
        String schoolClass,
        LocalDate birthDate,
        Pesel pesel,
        Status status,
        List<Guardian> guardians) {

    /** By surname, then first names, in the order of the Polish alphabet. */
    public static final Comparator<Student> BY_NAME = Comparator.comparing(Student::surname, polish())
            .thenComparing(Student::firstName, polish())
            .thenComparing(student -> student.secondName == null ? "" : student.secondName, polish())
            .thenComparing(Student::id);

    public Student {
        guardians = List.copyOf(guardians);
    }

    /** First name and surname: "Jan Kowalski". */
    public String fullName() {
        return name().inShort();
    }

    /** All names, as on a document: "Jan Adam Kowalski". */
    public String documentName() {
        return name().inFull();
    }

    /** As lists show a student: "Kowalski Jan, 4a". */
    public String displayName() {
        return surname + " " + firstName + ", " + schoolClass;
    }

    /** The e-mail addresses that the school may write to about this student, in the roster's order. */
    public List<String> guardianEmails() {
        return guardians.stream()
                .map(Guardian::email)
                .filter(email -> email != null)
                .distinct()
                .toList();
    }

    /** The guardian with that e-mail address, whatever its case. */
    public Optional<Guardian> guardianWithEmail(String email) {
        return guardians.stream()
                .filter(guardian -> guardian.email() != null && guardian.email().equalsIgnoreCase(email))
                .findFirst();
    }

    public boolean attends() {
        return status == Status.ATTENDS;
    }

    /** Whether the student is of age on a day, and so applies alone. */
    public boolean adultOn(LocalDate day) {
        return !birthDate.plusYears(18).isAfter(day);
    }

    /** The name to look for in what people write, such as a subject or a file's name. */
    public PersonName name() {
        return data().name();
    }

    public PersonalData data() {
        return new PersonalData(firstName, secondName, surname, birthDate, pesel);
    }

    /** The same student with other personal data. */
    Student with(PersonalData data) {
        return new Student(
                id,
                data.firstName(),
                data.secondName(),
                data.surname(),
                schoolClass,
                data.birthDate(),
                data.pesel(),
                status,
                guardians);
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "Student[id=" + id + "]";
    }

    private static Comparator<String> polish() {
        Collator collator = Collator.getInstance(Texts.POLISH);
        return (one, other) -> collator.compare(one, other);
    }
}
