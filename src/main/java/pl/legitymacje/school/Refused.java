package pl.legitymacje.school;

/**
 * Something a person asked for cannot be done; the message tells that person, in Polish, why and what to do instead.
 *
 * <p>Nothing has been changed when this is thrown. It is an expected outcome, not a technical fault: it is not retried.
 */
public class Refused extends RuntimeException {

    private final String key;

    /** @param key of the sentence in {@link Texts}, with its arguments */
    public Refused(String key, Object... arguments) {
        super(Texts.of(key, arguments));
        this.key = key;
    }

    /** The key of the sentence: what tests and callers tell refusals apart by. */
    public String key() {
        return key;
    }

    /** Without the sentence, which may name people: this is what stack traces and logs show. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message stays the sentence for the person
    public String toString() {
        return getClass().getName() + ": " + key;
    }
}
