package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** What has become of a number in the card register. Whether the card itself came back is told apart from it. */
public enum CardState {
    /** Number taken, card being made. */
    ASSIGNED,
    /** The blank was spoiled or the case ended before hand-over: the number stays in the register and is not reused. */
    ANNULLED,
    /** Handed over. */
    ISSUED,
    /** Its validity ended without being confirmed (S3 II.4). */
    LAPSED,
    /** Given back for a new one (S3 III). */
    EXCHANGED,
    /** Lost its validity when its duplicate was handed over (S3 IV). */
    DUPLICATED,
    /** Made invalid before its time: the student left, or another reason that is noted. */
    INVALID;

    /** The state as the office reads it. */
    public String label() {
        return Texts.of("register.state." + name());
    }
}
