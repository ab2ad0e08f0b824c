package pl.legitymacje.photo;

import java.util.List;

/**
 * What the machine found out about one file.
 *
 * @param format what the file really is
 * @param width of the picture as it is seen, after EXIF rotation, in pixels; 0 where it could not be read
 * @param height likewise
 * @param bytes size of the file as received
 * @param sha256 of the file as received, in hexadecimal
 * @param refusals every reason to refuse that could be established; none when the photo passed
 * @param advice what the clerk should look at; never a refusal
 */
public record PhotoReport(
        PhotoFormat format,
        int width,
        int height,
        long bytes,
        String sha256,
        List<Finding> refusals,
        List<Finding> advice) {

    public PhotoReport {
        refusals = List.copyOf(refusals);
        advice = List.copyOf(advice);
    }

    /** Whether the machine lets the photo through to the clerk. */
    public boolean passed() {
        return refusals.isEmpty();
    }
}
