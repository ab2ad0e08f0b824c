package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** How far something that a case needs has come. */
public enum RequirementState {
    /** The applicant owes it. */
    MISSING,
    /** It is here and has to be looked at. */
    SUPPLIED,
    /** It is here and good. */
    ACCEPTED,
    /** It is here and no good: the applicant owes another. */
    REFUSED;

    /** Whether the applicant has to do something. */
    public boolean owed() {
        return this == MISSING || this == REFUSED;
    }

    /** The state as people read it. */
    public String label() {
        return Texts.of("casefile.requirementState." + name());
    }
}
