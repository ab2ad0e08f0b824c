package pl.legitymacje.casefile;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One application in one procedure.
 *
 * @param number its number, which is also the business key of its process
 * @param studentId null where the case is about somebody outside the roster
 * @param reason why, null where the procedure knows no reasons
 * @param reasonNote in the applicant's words, or null
 * @param deadline the last day for the school, null while none runs
 * @param photoId the photo last used in it, or null
 * @param mobileCardId the mobile card that a revocation is about, else null
 * @param refusalReasons why the principal refused it, or null
 * @param outcome null while the case is open
 */
public record CaseFile(
        String number,
        Procedure procedure,
        Long studentId,
        Applicant applicant,
        Channel channel,
        LocalDate receivedOn,
        Instant registeredAt,
        String registeredBy,
        CaseReason reason,
        String reasonNote,
        LocalDate deadline,
        String photoId,
        Long mobileCardId,
        String refusalReasons,
        Outcome outcome,
        Instant closedAt) {

    public boolean open() {
        return outcome == null;
    }

    /**
     * Whether somebody could take it back while it is open: not what the school must do of itself. A card that it makes for a
     * whole class is another matter, as the guardians may not want it.
     */
    public boolean withdrawable() {
        return procedure != Procedure.MOBILE_CARD_REVOCATION || channel != Channel.EX_OFFICIO;
    }
}
