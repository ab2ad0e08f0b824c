package pl.legitymacje.student;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/**
 * What tells a student from others and stands on the card: names, date of birth, PESEL.
 *
 * @param secondName or null
 * @param pesel or null: then another identity document is used
 */
public record PersonalData(String firstName, String secondName, String surname, LocalDate birthDate, Pesel pesel) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}][\\p{L}\\p{M} .'’-]{0,99}");

    /**
     * The data as somebody typed them.
     *
     * @param birthDate or null if it was not given, as the others
     * @param today births after this day are wrong
     * @throws Refused {@code student.data.wrong}, with all that is wrong
     */
    public static PersonalData entered(
            String firstName, String secondName, String surname, LocalDate birthDate, String pesel, LocalDate today) {
        Set<String> wrong = new LinkedHashSet<>();
        PersonalData data = new PersonalData(
                name(firstName, "Imię", true, wrong),
                name(secondName, "Drugie imię", false, wrong),
                name(surname, "Nazwisko", true, wrong),
                birthDate,
                pesel(tidy(pesel), birthDate, wrong));
        if (birthDate == null) {
            wrong.add(Texts.of("student.data.missing", "Data urodzenia"));
        } else {
            checkBirth(birthDate, today, wrong);
        }
        if (!wrong.isEmpty()) {
            throw new Refused("student.data.wrong", String.join("; ", wrong));
        }
        return data;
    }

    /** The name, tidied; what is wrong with it is added to {@code wrong}. */
    static String name(String written, String heading, boolean required, Set<String> wrong) {
        String name = tidy(written);
        if (name == null) {
            if (required) {
                wrong.add(Texts.of("student.data.missing", heading));
            }
        } else if (!NAME.matcher(name).matches()) {
            wrong.add(Texts.of("student.data.name", heading));
        }
        return name;
    }

    static void checkBirth(LocalDate birthDate, LocalDate today, Set<String> wrong) {
        if (birthDate.isAfter(today) || birthDate.isBefore(today.minusYears(100))) {
            wrong.add(Texts.of("student.data.birthDateUnlikely"));
        }
    }

    /** The PESEL, null for none; what is wrong with it is added to {@code wrong}. */
    static Pesel pesel(String written, LocalDate birthDate, Set<String> wrong) {
        if (written == null) {
            return null;
        }
        try {
            Pesel pesel = new Pesel(written);
            if (birthDate != null && !pesel.birthDate().equals(birthDate)) {
                wrong.add(Texts.of("student.data.birthDateContradictsPesel"));
            }
            return pesel;
        } catch (Refused refused) {
            wrong.add(refused.getMessage());
            return null;
        }
    }

    /** Without spaces around (no-break ones too) and doubled inside; null if nothing is left. */
    static String tidy(String written) {
        if (written == null) {
            return null;
        }
        String tidy = Normalizer.normalize(written, Normalizer.Form.NFC)
                .replaceAll("[\\s\\p{Z}\\uFEFF]+", " ")
                .strip();
        return tidy.isEmpty() ? null : tidy;
    }

    /** The names alone. */
    public PersonName name() {
        return new PersonName(firstName, secondName, surname);
    }

    /** What is different afterwards, in Polish: "nazwisko: Lis → Wilk". */
    public List<String> changes(PersonalData after) {
        List<String> what = new ArrayList<>();
        change(what, "student.change.surname", surname, after.surname);
        change(what, "student.change.firstName", firstName, after.firstName);
        change(what, "student.change.secondName", secondName, after.secondName);
        change(what, "student.change.birthDate", birthDate, after.birthDate);
        if (!Objects.equals(pesel, after.pesel)) {
            // The number itself is nothing to be written down in yet another place.
            what.add(Texts.of(
                    pesel == null
                            ? "student.change.pesel.added"
                            : after.pesel == null ? "student.change.pesel.removed" : "student.change.pesel.changed"));
        }
        return what;
    }

    static void change(List<String> what, String key, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            what.add(Texts.of(key, before == null ? "–" : before, after == null ? "–" : after));
        }
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "PersonalData";
    }
}
