package pl.legitymacje.process;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Date;
import org.springframework.stereotype.Component;
import pl.legitymacje.school.Refused;

/** Turns the days that rules speak of into the moments that timers and due dates take. */
@Component
public class OfficeTime {

    /** Nobody wants an automatic e-mail at midnight. */
    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private static final LocalTime LAST_MINUTE = LocalTime.of(23, 59);

    private final Clock clock;

    OfficeTime(Clock clock) {
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /**
     * The day itself.
     *
     * @throws Refused if it is yet to come
     */
    public LocalDate notInFuture(LocalDate day) {
        if (day.isAfter(today())) {
            throw new Refused("process.date.future", day);
        }
        return day;
    }

    /**
     * The day an application reached the school.
     *
     * @throws Refused if it is yet to come, or more than a year ago: then the year is mistyped, and whatever is counted from
     *     it (fee, deadline) would be wrong
     */
    public LocalDate receipt(LocalDate day) {
        if (day.isBefore(today().minusYears(1))) {
            throw new Refused("process.date.longAgo", day);
        }
        return notInFuture(day);
    }

    /** The morning after a last day: when it is certain that the day has passed unused. */
    public Date morningAfter(LocalDate lastDay) {
        return at(lastDay.plusDays(1), MORNING);
    }

    /** The last minute of a day: something due that day is not late before it. */
    public Date endOf(LocalDate lastDay) {
        return at(lastDay, LAST_MINUTE);
    }

    private Date at(LocalDate day, LocalTime time) {
        return Date.from(LocalDateTime.of(day, time).atZone(clock.getZone()).toInstant());
    }
}
