package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** What an application may need beside itself. */
public enum Requirement {
    /** The signed application form. */
    APPLICATION,
    PHOTO,
    /** The fee: a proof of payment, or the money on the account. */
    PAYMENT,
    /** The document that proves a change of name (S3 III.3). */
    PROOF_OF_CHANGE;

    /** Its state once it is here: the clerk who takes a paper has seen it, a photo and a payment are looked at later. */
    public RequirementState onArrival() {
        return switch (this) {
            case PHOTO, PAYMENT -> RequirementState.SUPPLIED;
            case APPLICATION, PROOF_OF_CHANGE -> RequirementState.ACCEPTED;
        };
    }

    /** Its name as people read it, in the nominative. */
    public String label() {
        return Texts.of("casefile.requirement." + name());
    }
}
