package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** How far a mobile card has come. */
public enum MobileCardState {
    /** Asked for (S3 VI.1). */
    APPLIED,
    /** The application came to nothing before the card was registered. */
    DROPPED,
    /** In the government system, without a code that the school has given. */
    REGISTERED,
    /** There is a code, for the guardian or for the student in ZPE; {@link MobileCard#codeHandedOn} tells whether they have it. */
    CODE_GIVEN,
    /** On the student's phone. */
    ACTIVE,
    /** Its code, or its validity, ended; {@link MobileCard#lapse()} tells which. */
    LAPSED,
    /** Made invalid (S3 VII). */
    REVOKED;

    /** The state as the office reads it. */
    public String label() {
        return Texts.of("register.mobile.state." + name());
    }
}
