package pl.legitymacje.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The two facts of an EXIF block that matter here: how the camera was held, and the resolution tag.
 *
 * <p>Read by hand and nothing else of it: a general reader copies the value of every entry, and a hostile block of
 * 64 kB whose entries all point at the same bytes would cost it hundreds of megabytes.
 *
 * @param orientation 1–8 as EXIF counts; 1 where absent or senseless
 * @param dpi horizontal resolution in dots per inch; 0 where absent
 */
record Exif(int orientation, double dpi) {

    static final Exif NONE = new Exif(1, 0);

    private static final int ORIENTATION = 0x0112;
    private static final int X_RESOLUTION = 0x011A;
    private static final int RESOLUTION_UNIT = 0x0128;
    private static final int SHORT = 3;
    private static final int RATIONAL = 5;
    private static final double CM_PER_INCH = 2.54;

    /** Whether the picture lies on its side, so that width and height change places. */
    boolean turned() {
        return orientation >= 5;
    }

    /** @param tiff the TIFF structure that follows {@code Exif\0\0}; whatever is broken in it counts as absent */
    static Exif read(ByteBuffer tiff) {
        if (tiff.limit() < 8) {
            return NONE;
        }
        switch (tiff.getShort(0)) {
            case 0x4949 -> tiff.order(ByteOrder.LITTLE_ENDIAN);
            case 0x4D4D -> tiff.order(ByteOrder.BIG_ENDIAN);
            default -> {
                return NONE;
            }
        }
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (tiff.getShort(2) != 42 || directory + 2 > tiff.limit()) {
            return NONE;
        }
        int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
        int orientation = 1;
        int unit = 2;
        double resolution = 0;
        for (int i = 0; i < entries; i++) {
            int at = (int) directory + 2 + 12 * i;
            if (at + 12 > tiff.limit()) {
                break;
            }
            int tag = Short.toUnsignedInt(tiff.getShort(at));
            int type = Short.toUnsignedInt(tiff.getShort(at + 2));
            if (tag == ORIENTATION && type == SHORT) {
                int value = Short.toUnsignedInt(tiff.getShort(at + 8));
                orientation = value >= 1 && value <= 8 ? value : 1;
            } else if (tag == RESOLUTION_UNIT && type == SHORT) {
                unit = Short.toUnsignedInt(tiff.getShort(at + 8));
            } else if (tag == X_RESOLUTION && type == RATIONAL) {
                resolution = rational(tiff, Integer.toUnsignedLong(tiff.getInt(at + 8)));
            }
        }
        double perInch =
                switch (unit) {
                    case 2 -> 1;
                    case 3 -> CM_PER_INCH;
                    default -> 0;
                };
        return new Exif(orientation, resolution * perInch);
    }

    private static double rational(ByteBuffer tiff, long at) {
        if (at + 8 > tiff.limit()) {
            return 0;
        }
        long denominator = Integer.toUnsignedLong(tiff.getInt((int) at + 4));
        return denominator == 0 ? 0 : (double) Integer.toUnsignedLong(tiff.getInt((int) at)) / denominator;
    }
}
