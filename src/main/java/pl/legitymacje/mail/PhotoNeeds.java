package pl.legitymacje.mail;

/**
 * What a photo must be like, as far as a mail tells it (S3 II.2); the photo rules decide.
 *
 * @param minWidth in pixels
 * @param minHeight in pixels
 * @param maxMegabytes the largest file
 */
public record PhotoNeeds(int minWidth, int minHeight, int maxMegabytes) {

    public PhotoNeeds {
        if (minWidth < 1 || minHeight < 1 || maxMegabytes < 1) {
            throw new IllegalArgumentException("A photo's measures are positive numbers");
        }
    }
}
