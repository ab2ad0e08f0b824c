package pl.legitymacje.office;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what each one does, and says when that is too much for a while. In memory: each node counts for itself. */
final class Throttle {

    /** So many are remembered at most; whoever comes from more addresses than that is beyond counting. */
    private static final int MOST_REMEMBERED = 10_000;

    private record Count(Instant since, int times) {}

    private final int most;
    private final Duration window;
    private final Clock clock;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    /** @param most how often each may within the window, which begins with the first time */
    Throttle(int most, Duration window, Clock clock) {
        this.most = most;
        this.window = window;
        this.clock = clock;
    }

    /** Whether one more time would be too much now. */
    boolean exhausted(String who) {
        Count count = counts.get(who);
        return count != null && !lapsed(count) && count.times() >= most;
    }

    void count(String who) {
        if (counts.size() >= MOST_REMEMBERED) {
            counts.values().removeIf(this::lapsed);
            if (counts.size() >= MOST_REMEMBERED) {
                counts.clear();
            }
        }
        counts.merge(
                who,
                new Count(clock.instant(), 1),
                (old, first) -> lapsed(old) ? first : new Count(old.since(), old.times() + 1));
    }

    private boolean lapsed(Count count) {
        return !clock.instant().isBefore(count.since().plus(window));
    }
}
