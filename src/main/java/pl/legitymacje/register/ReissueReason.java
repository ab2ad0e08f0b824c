package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** Why a mobile card is issued again (S3 VIII). */
public enum ReissueReason {
    VALIDITY_CONFIRMED,
    /** An error or mistake in the mobile card. */
    ERROR,
    REVOKED_ON_REQUEST,
    /** First name or surname changed by decision or court. */
    NAME_CHANGE,
    /** A new plastic card, or a duplicate, has another number. */
    NEW_CARD;

    /** The reason as the office reads it. */
    public String label() {
        return Texts.of("register.mobile.reissue." + name());
    }

    /** The reason as a guardian reads it: a sentence. */
    public String sentence() {
        return Texts.of("register.mobile.reissued." + name());
    }
}
