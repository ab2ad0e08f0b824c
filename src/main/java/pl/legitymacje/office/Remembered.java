package pl.legitymacje.office;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What is remembered of strangers, who may be many and call themselves anything: so many, and names of such a length.
 * Whoever uses it synchronizes.
 */
final class Remembered<V> {

    static final int MOST = 10_000;
    private static final int LONGEST_NAME = 100;

    private final Map<String, V> values = new HashMap<>();
    private final Predicate<V> lapsed;
    private final Comparator<V> leastFirst;

    /** @param leastFirst at the bound, what has not lapsed goes in this order, a tenth at once */
    Remembered(Predicate<V> lapsed, Comparator<V> leastFirst) {
        this.lapsed = lapsed;
        this.leastFirst = leastFirst;
    }

    /** Null if nothing is remembered, or nothing that still counts. */
    V get(String who) {
        V value = values.get(name(who));
        return value == null || lapsed.test(value) ? null : value;
    }

    void put(String who, V value) {
        if (values.size() >= MOST && !values.containsKey(name(who))) {
            makeRoom();
        }
        values.put(name(who), value);
    }

    void forget(String who) {
        values.remove(name(who));
    }

    int size() {
        return values.size();
    }

    private void makeRoom() {
        values.values().removeIf(lapsed);
        if (values.size() >= MOST) {
            List<String> least = values.entrySet().stream()
                    .sorted(Map.Entry.comparingByValue(leastFirst))
                    .limit(MOST / 10)
                    .map(Map.Entry::getKey)
                    .toList();
            least.forEach(values::remove);
        }
    }

    private static String name(String who) {
        return who.length() <= LONGEST_NAME ? who : who.substring(0, LONGEST_NAME);
    }
}
