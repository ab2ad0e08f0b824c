package pl.legitymacje.school;

import java.time.LocalDate;

/** The last day of a period counted in days (KPA art. 57 § 1 and 4). */
public final class Deadline {

    private Deadline() {}

    /**
     * The last day on which something is still in time. The day of the event does not count; an end on a Saturday, Sunday
     * or statutory holiday moves to the next day that is none of these.
     *
     * <p>Where the clock stood still while the applicant owed something, add those days to {@code days} rather than to the
     * result: the move to a working day happens once, at the end.
     *
     * @param days at least 1
     */
    public static LocalDate after(LocalDate event, int days) {
        if (days < 1) {
            throw new IllegalArgumentException("a period has at least one day: " + days);
        }
        return WorkingDays.onOrAfter(event.plusDays(days));
    }
}
