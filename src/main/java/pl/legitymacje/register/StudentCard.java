package pl.legitymacje.register;

import java.time.Instant;
import java.time.LocalDate;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.PersonName;

/**
 * One entry of the card register (S3 II.5).
 *
 * @param number as printed on the card
 * @param serial its place in the series, null for a card from before this register
 * @param name as it stands on the card, whatever its student is called today
 * @param caseNumber null for a card from before this register
 * @param replaces the number of the card in whose place this one was made, null for a first card
 * @param paper an old card of paper (S3 I)
 * @param issuedOn the day of hand-over, null before it
 * @param validUntil the last valid day, null before hand-over
 * @param handedOverBy user name of the clerk
 * @param endedOn the day on which its validity was ended (exchanged, replaced by a duplicate, invalidated), else null
 * @param endReason why, in the office's words
 * @param returned how the card itself came back, null while it has not
 * @param annulledOn the day the number was annulled, else null
 * @param note why the number was annulled, or how the card came into the register, in the office's words
 */
public record StudentCard(
        String number,
        Long serial,
        long studentId,
        PersonName name,
        String caseNumber,
        CardKind kind,
        String replaces,
        boolean paper,
        CardState state,
        Instant assignedAt,
        LocalDate orderedOn,
        LocalDate readyOn,
        LocalDate issuedOn,
        LocalDate validUntil,
        String handedOverTo,
        Receiver handedOverAs,
        String handedOverBy,
        LocalDate endedOn,
        String endReason,
        CardReturn returned,
        LocalDate annulledOn,
        String note) {

    /** What confirms its validity (S3 II.4). */
    public Confirmation mark() {
        return paper ? Confirmation.STAMP : Confirmation.HOLOGRAM;
    }

    /** What it is made of, as the office reads it. */
    public String carrier() {
        return Texts.of(paper ? "register.carrier.PAPER" : "register.carrier.PLASTIC");
    }
}
