package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** Why a card was made. */
public enum CardKind {
    /** A student without a valid card (S3 II). */
    FIRST,
    /** Instead of one with an error or old personal data, which comes back at the hand-over (S3 III). */
    EXCHANGE,
    /** Instead of one that was lost, destroyed or stolen (S3 IV). */
    DUPLICATE;

    /** The kind as the office reads it. */
    public String label() {
        return Texts.of("register.kind." + name());
    }
}
