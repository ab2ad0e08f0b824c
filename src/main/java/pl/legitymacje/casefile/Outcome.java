package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** How a case ended. */
public enum Outcome {
    CARD_ISSUED,
    CARD_EXCHANGED,
    CARD_DUPLICATED,
    CERTIFICATE_DUPLICATED,
    /** No records, or not enough of them; a statement says so. */
    CERTIFICATE_NOT_POSSIBLE,
    /** The school was closed down: its records are with the superintendent. */
    CERTIFICATE_ELSEWHERE,
    /** On the student's phone. */
    MOBILE_CARD_ACTIVE,
    /** Registered, but no code was ever used. */
    MOBILE_CARD_UNUSED,
    MOBILE_CARD_REVOKED,
    /** A guardian objects to the mobile card. */
    OBJECTED,
    REFUSED,
    UNEXAMINED,
    WITHDRAWN;

    /** The outcome as people read it. */
    public String label() {
        return Texts.of("casefile.outcome." + name());
    }
}
