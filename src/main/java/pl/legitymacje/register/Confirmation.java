package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** How a card shows that its validity was confirmed (S3 II.4). */
public enum Confirmation {
    /** On the back of an ID-1 card. */
    HOLOGRAM,
    /** The date and the school's small official stamp, on an old card of paper. */
    STAMP;

    /** The mark as the office reads it. */
    public String label() {
        return Texts.of("register.confirmation." + name());
    }
}
