package pl.legitymacje.fee;

import pl.legitymacje.school.Texts;

/** How the school knows of a payment. */
public enum PaymentSource {
    /** The payer sent the bank's confirmation of a transfer. */
    PROOF,
    /** Paid in the office; the reference is the receipt's number. */
    CASH,
    /** A line of the school's bank statement; it always has the bank's reference. */
    STATEMENT;

    /** The source as the office reads it. */
    public String label() {
        return Texts.of("fee.source." + name());
    }
}
