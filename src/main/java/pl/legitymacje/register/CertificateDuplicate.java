package pl.legitymacje.register;

import java.time.Instant;
import java.time.LocalDate;

/**
 * One entry of the register of certificate duplicates (S3 IX).
 *
 * @param serial its place in the series
 * @param what the certificate, and the case
 * @param preparedOn null before it was prepared, as is {@code signatures}
 * @param approvedBy user name of the principal, null before the approval
 * @param handOver taken in the office; null before it, or where it went by letter
 * @param authorisation what the written authorisation was, where somebody authorised took it, else null
 * @param letter the registered letter, or null
 * @param annulledOn the day the number was annulled, else null
 * @param note why, and which letters came back, in the office's words
 */
public record CertificateDuplicate(
        String number,
        long serial,
        NewCertificateDuplicate what,
        CertificateState state,
        Instant assignedAt,
        LocalDate preparedOn,
        Signatures signatures,
        LocalDate approvedOn,
        String approvedBy,
        HandOver handOver,
        String authorisation,
        Letter letter,
        LocalDate annulledOn,
        String note) {

    /**
     * A registered letter with acknowledgement of receipt.
     *
     * @param number the post's
     * @param sentBy user name of the clerk
     * @param receivedOn the day on the acknowledgement, null until it is back
     */
    public record Letter(String number, LocalDate sentOn, String sentBy, LocalDate receivedOn) {}

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "CertificateDuplicate[number=" + number + ", state=" + state + "]";
    }
}
