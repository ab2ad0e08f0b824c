package pl.legitymacje.register;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One entry of the card register (S3 II.5).
 *
 * @param number as printed on the card
 * @param serial its place in the series
 * @param issuedOn the day of hand-over, null before it
 * @param validUntil the last valid day, null before hand-over
 * @param handedOverBy user name of the clerk
 * @param annulledOn the day the number was annulled, else null
 * @param note why the number was annulled, in the office's words
 */
public record StudentCard(
        String number,
        long serial,
        long studentId,
        String caseNumber,
        CardState state,
        Instant assignedAt,
        LocalDate orderedOn,
        LocalDate readyOn,
        LocalDate issuedOn,
        LocalDate validUntil,
        String handedOverTo,
        Receiver handedOverAs,
        String handedOverBy,
        LocalDate annulledOn,
        String note) {}
