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

    /** Its name as people read it, in the nominative. */
    public String label() {
        return Texts.of("casefile.requirement." + name());
    }
}
