package pl.legitymacje.student;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A student whose personal data the office has changed, and how a roster that was made before, or was never corrected, is told
 * from one that brings news.
 *
 * @param former what the office has changed, the latest first
 */
record Renamed(Student student, List<FormerData> former) {

    /** Whether the row gives anything that the student bore before, and bears no more. */
    boolean givesFormer(RosterRow row) {
        // Where diacritics alone were wrong, the former name is the same to whoever compares without them.
        return isFormer(row.surname(), PersonalData::surname, String::equalsIgnoreCase, RosterRow::sameName)
                || isFormer(row.firstName(), PersonalData::firstName, String::equalsIgnoreCase, RosterRow::sameName)
                || isFormer(row.secondName(), PersonalData::secondName, String::equalsIgnoreCase, RosterRow::sameName)
                || isFormer(row.birthDate(), PersonalData::birthDate, Object::equals, Object::equals)
                || isFormer(row.pesel(), PersonalData::pesel, Object::equals, Object::equals);
    }

    /** Whether the student bears or bore all the names and the birth date of the row. */
    boolean fits(RosterRow row) {
        return isBorne(row.surname(), PersonalData::surname, RosterRow::sameName)
                && isBorne(row.firstName(), PersonalData::firstName, RosterRow::sameName)
                && (student.secondName() == null
                        || isBorne(row.secondName(), PersonalData::secondName, RosterRow::sameName))
                && isBorne(row.birthDate(), PersonalData::birthDate, Object::equals);
    }

    boolean hadPesel(Pesel pesel) {
        return was(pesel, PersonalData::pesel, Object::equals);
    }

    private <T> boolean isFormer(
            T given, Function<PersonalData, T> field, BiPredicate<T, T> exactly, BiPredicate<T, T> roughly) {
        T now = field.apply(student.data());
        return given != null && (now == null || !exactly.test(given, now)) && was(given, field, roughly);
    }

    private <T> boolean isBorne(T given, Function<PersonalData, T> field, BiPredicate<T, T> same) {
        T now = field.apply(student.data());
        return given == null || (now != null && same.test(given, now)) || was(given, field, same);
    }

    private <T> boolean was(T given, Function<PersonalData, T> field, BiPredicate<T, T> same) {
        return former.stream()
                .map(before -> field.apply(before.data()))
                .anyMatch(before -> before != null && same.test(given, before));
    }
}
