package pl.legitymacje.register;

import java.time.LocalDate;
import pl.legitymacje.school.Refused;

/** What every register asks of what is entered in it. */
final class Entered {

    private Entered() {}

    /** A text that has to be there, without the space around it. */
    static String text(String text, String refusal) {
        if (text == null || text.isBlank()) {
            throw new Refused(refusal);
        }
        return text.strip();
    }

    /** A day that has come, and not before what went before it; {@code earliest} may be null. */
    static LocalDate day(LocalDate day, LocalDate earliest, LocalDate today) {
        return day(day, earliest, today, "register.day.early");
    }

    /** The same; {@code early} is the refusal that says what happened on the earliest day. */
    static LocalDate day(LocalDate day, LocalDate earliest, LocalDate today, String early) {
        if (day.isAfter(today)) {
            throw new Refused("register.day.future", day);
        }
        if (earliest != null && day.isBefore(earliest)) {
            throw new Refused(early, day, earliest);
        }
        return day;
    }
}
