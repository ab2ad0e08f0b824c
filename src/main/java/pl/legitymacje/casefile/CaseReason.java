package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** Why somebody applies, or why the school acts of itself (S3 III.1, IV.1, VII, VIII). */
public enum CaseReason {
    SCHOOL_ERROR(Procedure.CARD_EXCHANGE),
    DATA_CHANGE(Procedure.CARD_EXCHANGE),
    LOST(Procedure.CARD_DUPLICATE),
    DESTROYED(Procedure.CARD_DUPLICATE),
    STOLEN(Procedure.CARD_DUPLICATE),
    FIRST_ISSUE(Procedure.MOBILE_CARD_ISSUE),
    VALIDITY_CONFIRMED(Procedure.MOBILE_CARD_ISSUE),
    ERROR(Procedure.MOBILE_CARD_ISSUE),
    REVOKED_ON_REQUEST(Procedure.MOBILE_CARD_ISSUE),
    NAME_CHANGE(Procedure.MOBILE_CARD_ISSUE),
    NEW_CARD(Procedure.MOBILE_CARD_ISSUE),
    DAMAGED(Procedure.MOBILE_CARD_REVOCATION),
    NOT_WORKING(Procedure.MOBILE_CARD_REVOCATION),
    DEVICE_LOST(Procedure.MOBILE_CARD_REVOCATION),
    DEVICE_STOLEN(Procedure.MOBILE_CARD_REVOCATION),
    CARD_EXCHANGED(Procedure.MOBILE_CARD_REVOCATION),
    CARD_DUPLICATED(Procedure.MOBILE_CARD_REVOCATION),
    CARD_LAPSED(Procedure.MOBILE_CARD_REVOCATION),
    CARD_INVALID(Procedure.MOBILE_CARD_REVOCATION),
    LEFT_SCHOOL(Procedure.MOBILE_CARD_REVOCATION),
    OBJECTION(Procedure.MOBILE_CARD_REVOCATION),
    WITHDRAWN(Procedure.MOBILE_CARD_REVOCATION);

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
