package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** Why a mobile card is revoked (S3 VII, S1). */
public enum RevocationReason {
    /** On a guardian's application (form 4). */
    DAMAGED,
    NOT_WORKING,
    DEVICE_LOST,
    DEVICE_STOLEN,
    /** Ex officio: the plastic card was replaced by a new one (S3 III). */
    CARD_EXCHANGED,
    /** Ex officio: the plastic card was replaced by its duplicate (S3 IV). */
    CARD_DUPLICATED,
    /** Ex officio: the plastic card's validity was not confirmed (S3 II.4). */
    CARD_LAPSED,
    /** Ex officio: the plastic card was made invalid for another reason. */
    CARD_INVALID,
    /** Ex officio: the student left or graduated. */
    LEFT_SCHOOL,
    /** The guardians objected after it was issued. */
    OBJECTION,
    /** The application was withdrawn after the card was registered. */
    WITHDRAWN,
    /** Another mobile card was registered in its place (S3 VIII). */
    REISSUED;

    /** Whether a guardian asks for it in writing (S3 VII.2); otherwise the school does it of itself. */
    public boolean onRequest() {
        return switch (this) {
            case DAMAGED, NOT_WORKING, DEVICE_LOST, DEVICE_STOLEN -> true;
            default -> false;
        };
    }

    /** Whether it cannot wait: somebody else may hold the device. */
    public boolean urgent() {
        return this == DEVICE_LOST || this == DEVICE_STOLEN;
    }

    /** The reason as the office reads it. */
    public String label() {
        return Texts.of("register.mobile.revocation." + name());
    }

    /** The reason as a guardian reads it: a sentence. */
    public String sentence() {
        return Texts.of("register.mobile.revoked." + name());
    }
}
