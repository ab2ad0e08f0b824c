package pl.legitymacje.photo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One photo on file, without its bytes.
 *
 * @param id a UUID, also what processes refer to
 * @param studentId whose it is; null until someone knows
 * @param fileName as the sender named it, without folders
 * @param receivedBy the clerk's user name, or the sender's address
 * @param sha256 of the file as received, in hexadecimal; kept when the bytes are erased
 * @param width as seen, in pixels; 0 where it could not be read
 * @param height likewise
 * @param size of the file as received, in bytes
 * @param decidedBy the clerk who accepted or refused it; null before
 * @param reasons why the clerk refused it; empty otherwise
 * @param note the clerk's own words beside the reasons; null where there are none
 * @param keepUntil last day on which the bytes are kept; null while nobody has set it
 * @param erasedAt when the bytes were deleted; null while they are there
 */
public record StoredPhoto(
        String id,
        Long studentId,
        String fileName,
        PhotoSource source,
        Instant receivedAt,
        String receivedBy,
        String sha256,
        int width,
        int height,
        long size,
        PhotoStatus status,
        String decidedBy,
        Instant decidedAt,
        List<RefusalReason> reasons,
        String note,
        LocalDate keepUntil,
        Instant erasedAt) {

    public StoredPhoto {
        reasons = List.copyOf(reasons);
    }

    /** Whether the machine let it through. */
    public boolean passed() {
        return status != PhotoStatus.REFUSED_BY_MACHINE;
    }

    /** Whether the bytes were deleted because their time was over. */
    public boolean erased() {
        return erasedAt != null;
    }
}
