package pl.legitymacje.fee;

import java.time.Instant;
import java.time.LocalDate;

/**
 * A proof of payment that was sent or brought (S3 IV.3, IX.3): evidence for a person to look at, and no payment.
 *
 * @param id not to be guessed
 * @param caseNumber null until the application that it came with is a case
 * @param fileName as the sender called it; may be empty
 * @param size of the file as it came, in bytes
 * @param sha256 of the file as it came
 * @param receivedBy the user who added it
 * @param removedAt since when the file is gone; null while it is there
 * @param removedBy who removed it; null where its time was over
 * @param caseEndedOn null while the case is open
 */
public record PaymentProof(
        String id,
        String caseNumber,
        String fileName,
        ProofKind kind,
        long size,
        String sha256,
        Instant receivedAt,
        String receivedBy,
        Instant removedAt,
        String removedBy,
        LocalDate caseEndedOn) {

    /** Whether the file is still there. */
    public boolean present() {
        return removedAt == null;
    }
}
