package pl.legitymacje.register;

import java.time.Instant;
import java.time.LocalDate;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.Texts;

/**
 * One entry of the register of mobile cards (S3 V–VIII). The code itself is not part of it: {@link MobileCards#codeOf}.
 *
 * @param cardNumber the plastic card of which it is the copy
 * @param caseNumber the case in which it was asked for
 * @param reissueReason why it is issued again, null for a first one
 * @param appliedBy user name of the clerk, as with the other moves
 * @param registeredOn the day on which the office registered it in the government system, null before
 * @param validUntil the last valid day, the plastic card's at the registration; null before it
 * @param codesGiven how many codes were made for the guardian
 * @param channel how the last one was given, null before
 * @param codeGivenAt when the last one was generated
 * @param codeHandedOn the day on which it was handed over, mailed or announced to be in ZPE; null while it lies in the office
 * @param codeValidUntil when the last one lapses or lapsed; null where ZPE gives it
 * @param codeWarnedAt when the warning that it is about to lapse was written, null before
 * @param codeErasedAt when it was erased here, null before
 * @param activatedOn the day on which it was put on the phone, null before
 * @param lapse what ended, for a lapsed one; else null
 * @param endedOn the day on which it was revoked or the application dropped, else null
 * @param note the office's words on how it ended, or null
 */
public record MobileCard(
        long id,
        long studentId,
        String cardNumber,
        String caseNumber,
        ReissueReason reissueReason,
        MobileCardState state,
        Instant appliedAt,
        String appliedBy,
        LocalDate registeredOn,
        String registeredBy,
        LocalDate validUntil,
        int codesGiven,
        CodeChannel channel,
        Instant codeGivenAt,
        String codeGivenBy,
        LocalDate codeHandedOn,
        Instant codeValidUntil,
        Instant codeWarnedAt,
        Instant codeErasedAt,
        LocalDate activatedOn,
        String activatedBy,
        Lapse lapse,
        Instant lapsedAt,
        LocalDate endedOn,
        String endedBy,
        RevocationReason revocationReason,
        String note) {

    /** What of a lapsed mobile card has ended. */
    public enum Lapse {
        /** The code was not used in time; a new one can be given. */
        CODE,
        /** The card's own validity was over. */
        VALIDITY
    }

    /** Its state as the office reads it. */
    public String label() {
        return state == MobileCardState.CODE_GIVEN && codeHandedOn == null
                ? Texts.of("register.mobile.state.toHandOver")
                : state.label();
    }

    /** Whether the government system still has it, so that it would have to be revoked there. */
    public boolean revocable() {
        return switch (state) {
            case REGISTERED, CODE_GIVEN, ACTIVE, LAPSED -> true;
            case APPLIED, DROPPED, REVOKED -> false;
        };
    }

    /** Whether the government system has, or had, it. */
    public boolean wasRegistered() {
        return registeredOn != null;
    }

    /** Whether a code, or a further one, can be given for it. */
    public boolean takesCode() {
        return state == MobileCardState.REGISTERED
                || state == MobileCardState.CODE_GIVEN
                || (state == MobileCardState.LAPSED && lapse == Lapse.CODE);
    }
}
