package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** What has become of a number in the card register. */
public enum CardState {
    /** Number taken, card being made. */
    ASSIGNED,
    /** The blank was spoiled or the case ended before hand-over: the number stays in the register and is not reused. */
    ANNULLED,
    /** Handed over. */
    ISSUED,
    /** Its validity ended without being confirmed (S3 II.4). */
    LAPSED;

    /** The state as the office reads it. */
    public String label() {
        return Texts.of("register.state." + name());
    }
}
