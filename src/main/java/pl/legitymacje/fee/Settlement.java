package pl.legitymacje.fee;

import pl.legitymacje.school.Texts;

/** What a person decides about money that serves no case. */
public enum Settlement {
    /** Given back to the payer. */
    REFUNDED,
    /** It was meant for something else the school collects, and went there. */
    PASSED_ON,
    /** Stays with the school until a later case needs it. */
    KEPT_FOR_LATER,
    /** There never was such a payment: it was typed in wrongly. */
    WRONG_ENTRY;

    /** The decision as the office reads it. */
    public String label() {
        return Texts.of("fee.settlement." + name());
    }
}
