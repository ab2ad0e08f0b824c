package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** What has become of a number in the register of certificate duplicates. */
public enum CertificateState {
    /** Number taken, duplicate being prepared. */
    ASSIGNED,
    /** Written out, waits for the principal. */
    PREPARED,
    /** Approved and signed by the principal: ready for hand-over. */
    APPROVED,
    /** On its way by registered letter. */
    SENT,
    /** Taken in the office, or its letter was received. */
    HANDED_OVER,
    /** Will not be handed over: the number stays in the register and is not reused. */
    ANNULLED;

    /** The state as the office reads it. */
    public String label() {
        return Texts.of("register.certificate.state." + name());
    }
}
