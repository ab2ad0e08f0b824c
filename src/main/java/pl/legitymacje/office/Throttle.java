package pl.legitymacje.office;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** Gives each one a number of times in a window, and no more. In memory: each node counts for itself. */
final class Throttle {

    private record Count(Instant since, int times) {}

    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Remembered<Count> counts;

    /** @param most how often each may within the window, which begins with the first time */
    Throttle(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
        counts = new Remembered<>(
                this::lapsed, Comparator.comparingInt(Count::times).thenComparing(Count::since));
    }

    /** One time more; false if that would be too much now, and then nothing is counted. */
    synchronized boolean take(String who) {
        Count old = counts.get(who);
        if (old != null && old.times() >= most) {
            return false;
        }
        counts.put(who, old == null ? new Count(clock.instant(), 1) : new Count(old.since(), old.times() + 1));
        return true;
    }

    /** What was taken and proved harmless. */
    synchronized void giveBack(String who) {
        Count old = counts.get(who);
        if (old != null && old.times() > 1) {
            counts.put(who, new Count(old.since(), old.times() - 1));
        } else {
            counts.forget(who);
        }
    }

    private boolean lapsed(Count count) {
        return !clock.instant().isBefore(count.since().plus(window));
    }
}
