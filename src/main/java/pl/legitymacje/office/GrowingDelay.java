package pl.legitymacje.office;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * Makes whoever fails wait: 1, 2, 4, 8, then {@link #LONGEST} seconds, never for good. A try that is refused meanwhile
 * counts for nothing. In memory: each node counts for itself.
 */
final class GrowingDelay {

    static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration REMEMBERED = Duration.ofMinutes(15);
    /** So many at the same moment, while there are few failures: afterwards one waits for the other's end. */
    private static final int AT_ONCE = 10;

    private record Tries(int failures, int underWay, Instant last, Instant until) {}

    private final int free;
    private final Clock clock;
    private final Remembered<Tries> tries;

    /** @param free so many failures have no consequence */
    GrowingDelay(int free, Clock clock) {
        this.free = free;
        this.clock = clock;
        tries = new Remembered<>(
                this::lapsed, Comparator.comparingInt(Tries::failures).thenComparing(Tries::last));
    }

    /** Zero lets in, and {@link #ended} has to follow; else so long has to be waited. */
    synchronized Duration begin(String who) {
        Instant now = clock.instant();
        Tries known = known(who);
        if (now.isBefore(known.until())) {
            return Duration.between(now, known.until());
        }
        if (known.underWay() >= (known.failures() < free ? AT_ONCE : 1)) {
            return Duration.ofSeconds(1);
        }
        tries.put(who, new Tries(known.failures(), known.underWay() + 1, known.last(), known.until()));
        return Duration.ZERO;
    }

    synchronized void ended(String who, boolean failed) {
        Instant now = clock.instant();
        Tries known = known(who);
        int failures = known.failures() + (failed ? 1 : 0);
        int underWay = Math.max(0, known.underWay() - 1);
        if (failed) {
            tries.put(who, new Tries(failures, underWay, now, now.plus(delay(failures))));
        } else if (failures + underWay > 0) {
            tries.put(who, new Tries(failures, underWay, known.last(), known.until()));
        } else {
            tries.forget(who);
        }
    }

    private Tries known(String who) {
        Tries known = tries.get(who);
        return known == null ? new Tries(0, 0, clock.instant(), Instant.MIN) : known;
    }

    private Duration delay(int failures) {
        int tooMany = failures - free;
        if (tooMany < 0) {
            return Duration.ZERO;
        }
        Duration grown = Duration.ofSeconds(1L << Math.min(tooMany, 10));
        return grown.compareTo(LONGEST) < 0 ? grown : LONGEST;
    }

    /** Or the clock was set back, and who knows what is true. */
    private boolean lapsed(Tries known) {
        Instant now = clock.instant();
        return !now.isBefore(known.last().plus(REMEMBERED)) || now.isBefore(known.last());
    }
}
