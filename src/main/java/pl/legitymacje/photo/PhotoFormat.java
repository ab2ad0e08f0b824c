package pl.legitymacje.photo;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The kind of file by its first bytes; the file's name is never asked. */
public enum PhotoFormat {
    JPEG(null),
    PNG(PhotoRule.IS_PNG),
    GIF(PhotoRule.IS_GIF),
    BMP(PhotoRule.IS_BMP),
    TIFF(PhotoRule.IS_TIFF),
    HEIC(PhotoRule.IS_HEIC),
    AVIF(PhotoRule.IS_AVIF),
    WEBP(PhotoRule.IS_WEBP),
    PDF(PhotoRule.IS_PDF),
    ZIP(PhotoRule.IS_ZIP),
    VIDEO(PhotoRule.IS_VIDEO),
    EMPTY(PhotoRule.EMPTY),
    OTHER(PhotoRule.NOT_JPEG);

    /** Readers find a PDF's mark anywhere in its first kilobyte. */
    private static final int PDF_MARK_WITHIN = 1024;

    private final PhotoRule refusal;

    PhotoFormat(PhotoRule refusal) {
        this.refusal = refusal;
    }

    /** Why a file of this kind is refused; null for JPEG. */
    PhotoRule refusal() {
        return refusal;
    }

    /** By the first bytes alone: whether the rest of the file is sound is another question. */
    public static PhotoFormat of(byte[] content) {
        if (content.length == 0) {
            return EMPTY;
        }
        if (hasAt(content, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (hasAt(content, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (hasAt(content, 0, "GIF8")) {
            return GIF;
        }
        if (hasAt(content, 0, "BM")) {
            return BMP;
        }
        if (hasAt(content, 0, "II*\0") || hasAt(content, 0, "MM\0*")) {
            return TIFF;
        }
        if (hasAt(content, 0, "RIFF") && hasAt(content, 8, "WEBP")) {
            return WEBP;
        }
        if (hasAt(content, 0, "PK\u0003\u0004")) {
            return ZIP;
        }
        if (hasAt(content, 4, "ftyp")) {
            return ofBrand(content);
        }
        String start = new String(content, 0, Math.min(content.length, PDF_MARK_WITHIN), StandardCharsets.ISO_8859_1);
        return start.contains("%PDF-") ? PDF : OTHER;
    }

    /** The box format that HEIC and AVIF pictures share with MP4 and MOV films: the brand tells which. */
    private static PhotoFormat ofBrand(byte[] content) {
        String brand = new String(Arrays.copyOfRange(content, 8, 12), StandardCharsets.ISO_8859_1);
        return switch (brand) {
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "mif2", "msf1" -> HEIC;
            case "avif", "avis" -> AVIF;
            default -> VIDEO;
        };
    }

    private static boolean hasAt(byte[] content, int offset, String mark) {
        byte[] bytes = mark.getBytes(StandardCharsets.ISO_8859_1);
        int end = offset + bytes.length;
        return content.length >= end && Arrays.equals(content, offset, end, bytes, 0, bytes.length);
    }
}
