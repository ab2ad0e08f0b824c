package pl.legitymacje.student;

import java.time.LocalDate;
import pl.legitymacje.school.Refused;

/** What is asked of what the office enters about a student. */
final class Given {

    private Given() {}

    /** A text that has to be there, without the space around it. */
    static String text(String text, String refusal) {
        if (text == null || text.isBlank()) {
            throw new Refused(refusal);
        }
        return text.strip();
    }

    /** A text that may be missing: then null. */
    static String optional(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** A day that has come, and not before what went before it; {@code earliest} may be null. */
    static LocalDate day(LocalDate day, LocalDate earliest, LocalDate today) {
        if (day.isAfter(today)) {
            throw new Refused("student.day.future", day);
        }
        if (earliest != null && day.isBefore(earliest)) {
            throw new Refused("student.day.early", day, earliest);
        }
        return day;
    }
}
