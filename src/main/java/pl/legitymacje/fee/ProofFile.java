package pl.legitymacje.fee;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.springframework.util.unit.DataSize;
import pl.legitymacje.photo.JpegFile;
import pl.legitymacje.photo.PhotoFormat;
import pl.legitymacje.school.Refused;

/**
 * Judges a file that is to prove a payment by its content; its name is never asked. Nothing is decoded: it is read from end to
 * end for what has to be there, so that what is cut, renamed or two things at once is refused.
 */
final class ProofFile {

    static final DataSize LARGEST = DataSize.ofMegabytes(5);

    /** More than any scanner or phone makes of a slip of paper; browsers take four bytes for each to show it. */
    private static final long MOST_PIXELS = 50_000_000;

    private static final String PDF_MARK = "%PDF-";
    private static final String PDF_END = "%%EOF";
    private static final String PDF_START = "startxref";
    /** Readers look for the end's mark in so many last bytes (ISO 32000-1, annex H.3). */
    private static final int PDF_END_WITHIN = 1024;
    /** What a PDF's last line but one points to: its table of contents, in the old form or in the new. */
    private static final Pattern PDF_CONTENTS = Pattern.compile("\\s*(xref\\s|\\d+\\s+\\d+\\s+obj\\b)");

    private static final int PNG_FIRST_CHUNK = 8;
    /** A chunk's length, type and checksum. */
    private static final int PNG_FRAME = 12;

    private final ProofKind kind;
    private final byte[] content;

    private ProofFile(ProofKind kind, byte[] content) {
        this.kind = kind;
        this.content = content;
    }

    ProofKind kind() {
        return kind;
    }

    /** The file without what hangs on behind a picture. */
    byte[] content() {
        return content;
    }

    /** @throws Refused if it is no PDF, JPEG or PNG, or not a whole one, or too large */
    static ProofFile read(byte[] file) {
        if (file.length == 0) {
            throw new Refused("fee.proof.empty");
        }
        if (file.length > LARGEST.toBytes()) {
            throw new Refused("fee.proof.tooLarge", LARGEST.toMegabytes());
        }
        return switch (PhotoFormat.of(file)) {
            case PDF -> pdf(file);
            case JPEG -> jpeg(file);
            case PNG -> png(file);
            case HEIC, AVIF -> throw new Refused("fee.proof.heic");
            case ZIP -> throw new Refused("fee.proof.document");
            default -> throw new Refused("fee.proof.other");
        };
    }

    private static ProofFile pdf(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf(PDF_END);
        int start = text.lastIndexOf(PDF_START, end);
        if (!text.startsWith(PDF_MARK) || end < file.length - PDF_END_WITHIN || start < 0) {
            throw broken();
        }
        String pointer = text.substring(start + PDF_START.length(), end).strip();
        if (!pointer.matches("\\d{1,9}") || Integer.parseInt(pointer) >= start) {
            throw broken();
        }
        if (!PDF_CONTENTS.matcher(text).region(Integer.parseInt(pointer), start).lookingAt()) {
            throw broken();
        }
        return new ProofFile(ProofKind.PDF, file);
    }

    private static ProofFile jpeg(byte[] file) {
        JpegFile jpeg = JpegFile.read(file);
        if (jpeg.broken() || !jpeg.complete() || !jpeg.hasFrame()) {
            throw broken();
        }
        notTooLarge(jpeg.pixels());
        return new ProofFile(ProofKind.JPEG, jpeg.withoutTail());
    }

    /** Walks the chunks (ISO/IEC 15948): IHDR first, IEND last, each with its checksum. */
    private static ProofFile png(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        boolean data = false;
        int at = PNG_FIRST_CHUNK;
        while (at + PNG_FRAME <= file.length) {
            int length = bytes.getInt(at);
            if (length < 0 || length > file.length - at - PNG_FRAME) {
                throw broken();
            }
            String type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            CRC32 sum = new CRC32();
            sum.update(file, at + 4, 4 + length);
            boolean first = at == PNG_FIRST_CHUNK;
            if ((int) sum.getValue() != bytes.getInt(at + 8 + length) || first != type.equals("IHDR")) {
                throw broken();
            }
            if (first) {
                if (length != 13 || bytes.getInt(at + 8) <= 0 || bytes.getInt(at + 12) <= 0) {
                    throw broken();
                }
                notTooLarge((long) bytes.getInt(at + 8) * bytes.getInt(at + 12));
            }
            data |= type.equals("IDAT");
            at += PNG_FRAME + length;
            if (type.equals("IEND")) {
                if (!data) {
                    throw broken();
                }
                return new ProofFile(ProofKind.PNG, at == file.length ? file : Arrays.copyOf(file, at));
            }
        }
        throw broken();
    }

    private static void notTooLarge(long pixels) {
        if (pixels > MOST_PIXELS) {
            throw new Refused("fee.proof.tooManyPixels", MOST_PIXELS / 1_000_000);
        }
    }

    private static Refused broken() {
        return new Refused("fee.proof.broken");
    }
}
