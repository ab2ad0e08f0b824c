package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** How a case ended. */
public enum Outcome {
    CARD_ISSUED,
    UNEXAMINED,
    WITHDRAWN;

    /** The outcome as people read it. */
    public String label() {
        return Texts.of("casefile.outcome." + name());
    }
}
