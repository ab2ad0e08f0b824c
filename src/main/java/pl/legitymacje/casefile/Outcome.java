package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** How a case ended. */
public enum Outcome {
    CARD_ISSUED,
    CARD_EXCHANGED,
    CARD_DUPLICATED,
    REFUSED,
    UNEXAMINED,
    WITHDRAWN;

    /** The outcome as people read it. */
    public String label() {
        return Texts.of("casefile.outcome." + name());
    }
}
