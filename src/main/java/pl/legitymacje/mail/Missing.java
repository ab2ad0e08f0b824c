package pl.legitymacje.mail;

import java.time.LocalDate;
import java.util.Objects;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.Texts;

/**
 * Something that the applicant still has to give us.
 *
 * @param what in the nominative, as it stands in a list
 * @param until the last day on which it is in time
 * @param photo whether it is the photo, so that the mail explains what a photo must be like
 */
public record Missing(String what, LocalDate until, boolean photo) {

    public Missing {
        what = Plain.line("what is missing", what);
        Objects.requireNonNull(until, "until");
    }

    /** The photo for the card. */
    public static Missing photo(LocalDate until) {
        return new Missing(Texts.of("mail.missing.photo"), until, true);
    }

    /** Anything but the photo. */
    public static Missing other(String what, LocalDate until) {
        return new Missing(what, until, false);
    }
}
