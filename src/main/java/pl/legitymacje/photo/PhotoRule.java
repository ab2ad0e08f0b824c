package pl.legitymacje.photo;

/**
 * What can be found about a photo file, as a code that stays the same for ever: it is stored with the verdict.
 *
 * <p>Each has two Polish sentences in {@code texts/photo.properties}: the reason and the remedy.
 */
public enum PhotoRule {
    EMPTY(true),
    TOO_LARGE(true),
    IS_PNG(true),
    IS_GIF(true),
    IS_BMP(true),
    IS_TIFF(true),
    IS_HEIC(true),
    IS_AVIF(true),
    IS_WEBP(true),
    IS_PDF(true),
    IS_ZIP(true),
    IS_VIDEO(true),
    NOT_JPEG(true),
    TRUNCATED(true),
    DAMAGED(true),
    UNUSUAL_JPEG(true),
    CMYK(true),
    GREYSCALE(true),
    TOO_SMALL(true),
    TOO_MANY_PIXELS(true),
    TOO_MANY_SCANS(true),

    DPI_ABSENT(false),
    DPI_LOW(false),
    NAME_GENERIC(false),
    NAME_ENDING(false),
    SHAPE(false),
    DARK(false),
    BRIGHT(false),
    BLURRED(false),
    BACKGROUND_DARK(false),
    BACKGROUND_UNEVEN(false);

    private final boolean refusal;

    PhotoRule(boolean refusal) {
        this.refusal = refusal;
    }

    /** Whether the machine refuses the photo for it; otherwise it is advice that the clerk weighs. */
    public boolean isRefusal() {
        return refusal;
    }
}
