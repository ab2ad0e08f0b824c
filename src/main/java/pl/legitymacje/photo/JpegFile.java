package pl.legitymacje.photo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The skeleton of a JPEG file (ISO/IEC 10918-1 annex B), read in one walk over all its bytes and without decoding any:
 * the gate before every decoder, since what a hostile header promises can cost a decoder minutes and gigabytes.
 *
 * <p>The file ends at its own EOI. What phones and others hang on behind (films, further pictures, archives) is left
 * out, and the thumbnails inside the metadata are stepped over.
 */
public final class JpegFile {

    private static final int SOI = 0xD8;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int TEM = 0x01;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COM = 0xFE;

    private static final byte[] JFIF = mark("JFIF\0");
    private static final byte[] EXIF = mark("Exif\0\0");
    private static final byte[] ADOBE = mark("Adobe");
    /** Number 1 of 1: a profile in several segments is larger than any camera's and not worth the trouble. */
    private static final byte[] WHOLE_ICC_PROFILE = mark("ICC_PROFILE\0\u0001\u0001");

    private final byte[] content;
    /** Pairs of offsets: the ranges that a decoder needs. */
    private final List<int[]> needed = new ArrayList<>();

    private int end;
    private boolean broken;
    private int frame;
    private int precision;
    private int width;
    private int height;
    private byte[] componentIds = {};
    private int scans;
    private boolean jfif;
    private int adobeTransform = -1;
    private double jfifDpi;
    private Exif exif = Exif.NONE;
    private boolean exifSeen;
    private byte[] iccProfile = {};

    private JpegFile(byte[] content) {
        this.content = content;
    }

    /**
     * Walks a file.
     *
     * @param content begins as a JPEG does ({@link PhotoFormat#of})
     */
    public static JpegFile read(byte[] content) {
        JpegFile file = new JpegFile(content);
        file.walk();
        return file;
    }

    /** Whether the EOI was reached. */
    public boolean complete() {
        return end > 0;
    }

    /** Whether the structure is wrong in a way that no decoder is asked about. */
    public boolean broken() {
        return broken;
    }

    /** Whether a frame header with a size was found. */
    public boolean hasFrame() {
        return frame != 0 && width > 0 && height > 0;
    }

    /** Whether it is of the kind that cameras and programs write: Huffman, sequential or progressive, 8 bit. */
    boolean common() {
        return frame >= 0xC0 && frame <= 0xC2 && precision == 8 && (components() != 2 && components() <= 4);
    }

    int components() {
        return componentIds.length;
    }

    /** Width in pixels as it is seen, after EXIF rotation. */
    int width() {
        return exif.turned() ? height : width;
    }

    /** Height in pixels as it is seen, after EXIF rotation. */
    int height() {
        return exif.turned() ? width : height;
    }

    /** Width times height, as the header says. */
    public long pixels() {
        return (long) width * height;
    }

    int scans() {
        return scans;
    }

    int orientation() {
        return exif.orientation();
    }

    /** The resolution tag in dots per inch, JFIF's before EXIF's; 0 where there is none. */
    double dpi() {
        return jfifDpi > 0 ? jfifDpi : exif.dpi();
    }

    /** The embedded colour profile; empty where there is none. */
    byte[] iccProfile() {
        return iccProfile.clone();
    }

    /** The file without what hangs on behind its EOI. */
    public byte[] withoutTail() {
        return end == content.length ? content : Arrays.copyOf(content, end);
    }

    /** Whether the three components are luma and two chromas, as opposed to red, green and blue. */
    boolean isYcc() {
        if (jfif) {
            return true;
        }
        if (adobeTransform >= 0) {
            return adobeTransform != 0;
        }
        return !Arrays.equals(componentIds, mark("RGB"));
    }

    /**
     * The same picture with nothing in it but what a decoder needs.
     *
     * <p>All metadata is gone, so that no decoder can stumble over it or be led to costly work by it (a colour profile
     * makes ImageIO convert line by line), and one marker says plainly which colours these are: without it ImageIO
     * takes some camera files for RGB.
     */
    byte[] decodable() {
        byte[] colours = isYcc()
                ? segment(APP0, "JFIF\0\u0001\u0002\0\0\u0001\0\u0001\0\0")
                : segment(APP14, "Adobe\0d\0\0\0\0\0");
        int size = 2 + colours.length;
        for (int[] range : needed) {
            size += range[1] - range[0];
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put((byte) 0xFF).put((byte) SOI).put(colours);
        for (int[] range : needed) {
            out.put(content, range[0], range[1] - range[0]);
        }
        return out.array();
    }

    private void walk() {
        int at = 2;
        while (true) {
            if (at + 1 >= content.length) {
                return;
            }
            if (unsigned(at) != 0xFF) {
                broken = true;
                return;
            }
            int marker = unsigned(at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            if (marker == EOI) {
                end = at + 2;
                need(at, end);
                broken |= scans == 0;
                return;
            }
            if (marker == 0 || marker == SOI) {
                broken = true;
                return;
            }
            if (isRestart(marker) || marker == TEM) {
                at += 2;
                continue;
            }
            if (at + 3 >= content.length) {
                return;
            }
            int next = at + 2 + word(at + 2);
            if (word(at + 2) < 2) {
                broken = true;
                return;
            }
            if (next > content.length) {
                return;
            }
            take(marker, at, next);
            if (marker == SOS) {
                scans++;
                next = endOfScan(next);
                need(at, next);
            }
            at = next;
        }
    }

    private void take(int marker, int at, int next) {
        int data = at + 4;
        if (isFrame(marker)) {
            takeFrame(marker, data, next);
        } else if (marker == APP0 && has(data, next, JFIF) && next - data >= 12) {
            jfif = true;
            jfifDpi = word(data + 8)
                    * switch (unsigned(data + 7)) {
                        case 1 -> 1;
                        case 2 -> 2.54;
                        default -> 0;
                    };
        } else if (marker == APP1 && has(data, next, EXIF) && !exifSeen) {
            exifSeen = true;
            exif = Exif.read(ByteBuffer.wrap(content, data + EXIF.length, next - data - EXIF.length)
                    .slice());
        } else if (marker == APP2 && has(data, next, WHOLE_ICC_PROFILE)) {
            iccProfile = Arrays.copyOfRange(content, data + WHOLE_ICC_PROFILE.length, next);
        } else if (marker == APP14 && has(data, next, ADOBE) && next - data >= 12) {
            adobeTransform = unsigned(data + 11);
        }
        boolean metadata = (marker >= APP0 && marker <= APP15) || marker == COM;
        if (!metadata && marker != SOS) {
            need(at, next);
        }
    }

    private void takeFrame(int marker, int data, int next) {
        int count = next - data >= 6 ? unsigned(data + 5) : 0;
        if (frame != 0 || count == 0 || next - data != 6 + 3 * count) {
            broken = true;
            return;
        }
        frame = marker;
        precision = unsigned(data);
        height = word(data + 1);
        width = word(data + 3);
        componentIds = new byte[count];
        for (int i = 0; i < count; i++) {
            componentIds[i] = content[data + 6 + 3 * i];
        }
    }

    /** Where the coded data that begins at {@code at} meet the next marker, or the end of the file. */
    private int endOfScan(int at) {
        byte[] bytes = content;
        int last = bytes.length - 1;
        for (int i = at; i < last; i++) {
            if (bytes[i] == (byte) 0xFF) {
                int next = bytes[i + 1] & 0xFF;
                if (next != 0 && next != 0xFF && !isRestart(next)) {
                    return i;
                }
            }
        }
        return bytes.length;
    }

    private void need(int from, int to) {
        int[] before = needed.isEmpty() ? null : needed.get(needed.size() - 1);
        if (before != null && before[1] == from) {
            before[1] = to;
        } else {
            needed.add(new int[] {from, to});
        }
    }

    private boolean has(int data, int next, byte[] mark) {
        return data + mark.length <= next && Arrays.equals(content, data, data + mark.length, mark, 0, mark.length);
    }

    private int word(int at) {
        return unsigned(at) << 8 | unsigned(at + 1);
    }

    private int unsigned(int at) {
        return content[at] & 0xFF;
    }

    private static boolean isRestart(int marker) {
        return marker >= 0xD0 && marker <= 0xD7;
    }

    /** SOF0–SOF15; three numbers in their row are the tables DHT, JPG and DAC. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static byte[] mark(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] segment(int marker, String data) {
        byte[] bytes = mark(data);
        return ByteBuffer.allocate(4 + bytes.length)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (2 + bytes.length))
                .put(bytes)
                .array();
    }
}
