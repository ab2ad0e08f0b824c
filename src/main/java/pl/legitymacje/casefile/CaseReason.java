package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** Why somebody applies (S3 III.1, IV.1). */
public enum CaseReason {
    SCHOOL_ERROR(Procedure.CARD_EXCHANGE),
    DATA_CHANGE(Procedure.CARD_EXCHANGE),
    LOST(Procedure.CARD_DUPLICATE),
    DESTROYED(Procedure.CARD_DUPLICATE),
    STOLEN(Procedure.CARD_DUPLICATE);

    private final Procedure procedure;

    CaseReason(Procedure procedure) {
        this.procedure = procedure;
    }

    /** The procedure it is a reason for. */
    public Procedure procedure() {
        return procedure;
    }

    /** The reason as people read it. */
    public String label() {
        return Texts.of("casefile.reason." + name());
    }
}
