package pl.legitymacje.photo;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;
import pl.legitymacje.school.Sha256;

/**
 * The machine's judgement of a photo file (S3 II.1, S0): a gate that reads the skeleton of the file and refuses before
 * any decoder is asked, then one full decode in which any complaint of the decoder refuses, then what the picture looks
 * like. Refusals are certain; whatever needs an eye is advice.
 *
 * <p>No file costs more than 2 s of CPU and 100 MB of heap (measured: docs/bench.md). Safe for many threads: pictures
 * wait for their turn to be decoded, refusals at the gate do not.
 */
@Service
public class PhotoInspector {

    static final long MOST_PIXELS = 40_000_000;
    static final int MOST_SCANS = 32;
    static final long MOST_SCANNED_PIXELS = 500_000_000;

    /** How far width : height may be from 35 : 45 before the clerk is told; 3 : 4 and 500 : 600 are within. */
    private static final double SHAPE_TOLERANCE = 0.12;

    private static final double SHAPE = 35.0 / 45.0;

    /** Refused for these at the gate, a file can be decoded all the same, within the same bounds. */
    private static final Set<PhotoRule> PRESENTABLE =
            EnumSet.of(PhotoRule.TOO_LARGE, PhotoRule.TOO_SMALL, PhotoRule.GREYSCALE);

    private static final Pattern GENERIC_NAME = Pattern.compile(
            "(img|image|dsc|dscn|dscf|pxl|photo|foto|fotka|zdj[eę]cie|zdj|skan|scan|screenshot|received|whatsapp ?image|fb_img"
                    + "|signal|legitymacja|unnamed|bez nazwy|plik|file)?\\P{L}*+(wa\\d++)?\\P{L}*+",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private final PhotoRules rules;
    /**
     * One picture is decoded at a time, in the order of coming. It bounds the memory; and the JDK's decoder holds off the
     * garbage collector while it works, so that several at once ran out of a heap that had room for all of them.
     */
    private final Lock decoding = new ReentrantLock(true);

    PhotoInspector(PhotoRules rules) {
        this.rules = rules;
    }

    /**
     * Judges a file; the same bytes under the same rules get the same answer. Nothing is stored.
     *
     * @param fileName as the sender named it, a hint only; may be null
     */
    public PhotoReport inspect(byte[] content, String fileName) {
        return examine(content, fileName, false).report();
    }

    /**
     * A judgement together with the pictures made from the same decode.
     *
     * @param derived present if the pictures were asked for and the photo passed, or was refused for what a person can
     *     see on it
     */
    record Examined(PhotoReport report, Optional<Derived> derived) {}

    /**
     * The original without its tail, and the JPEG files made from it.
     *
     * @param portrait null if the photo was refused: nobody can print it by mistake
     */
    @SuppressWarnings("ArrayRecordComponent") // carried once, never compared
    record Derived(byte[] original, byte[] portrait, byte[] preview) {}

    Examined examine(byte[] content, String fileName, boolean derive) {
        PhotoFormat format = PhotoFormat.of(content);
        List<Finding> refusals = new ArrayList<>();
        List<Finding> advice = new ArrayList<>();
        Optional<Derived> derived = Optional.empty();
        int width = 0;
        int height = 0;
        if (content.length > rules.maxSize().toBytes()) {
            refusals.add(Finding.of(PhotoRule.TOO_LARGE, megabytes(rules.maxSize()), megabytes(content.length)));
        }
        if (format != PhotoFormat.JPEG) {
            refusals.add(Finding.of(format.refusal()));
        } else if (content.length <= PhotoRules.LARGEST_KEPT.toBytes()) {
            JpegFile jpeg = JpegFile.read(content);
            width = jpeg.width();
            height = jpeg.height();
            refuseAtTheGate(jpeg, refusals);
            if (refusals.isEmpty()) {
                derived = decodeAndJudge(jpeg, derive, refusals, advice);
                adviseOnFile(jpeg, fileName, advice);
            } else if (derive && PRESENTABLE.containsAll(rules(refusals))) {
                derived = decodeToShow(jpeg);
            }
        }
        PhotoReport report =
                new PhotoReport(format, width, height, content.length, Sha256.of(content), refusals, advice);
        return new Examined(report, derived);
    }

    private void refuseAtTheGate(JpegFile jpeg, List<Finding> refusals) {
        if (jpeg.broken() || (jpeg.complete() && !jpeg.hasFrame())) {
            refusals.add(Finding.of(PhotoRule.DAMAGED));
        } else if (!jpeg.complete()) {
            refusals.add(Finding.of(PhotoRule.TRUNCATED));
        }
        if (!jpeg.hasFrame()) {
            return;
        }
        if (!jpeg.common()) {
            refusals.add(Finding.of(PhotoRule.UNUSUAL_JPEG));
        } else if (jpeg.components() == 4) {
            refusals.add(Finding.of(PhotoRule.CMYK));
        } else if (jpeg.components() == 1 && rules.colourRequired()) {
            refusals.add(Finding.of(PhotoRule.GREYSCALE));
        }
        if (jpeg.width() < rules.minWidth() || jpeg.height() < rules.minHeight()) {
            refusals.add(
                    Finding.of(PhotoRule.TOO_SMALL, jpeg.width(), jpeg.height(), rules.minWidth(), rules.minHeight()));
        }
        if (jpeg.pixels() > MOST_PIXELS) {
            refusals.add(Finding.of(PhotoRule.TOO_MANY_PIXELS, jpeg.width(), jpeg.height(), MOST_PIXELS / 1_000_000));
        }
        if (jpeg.scans() > MOST_SCANS || jpeg.scans() * jpeg.pixels() > MOST_SCANNED_PIXELS) {
            refusals.add(Finding.of(PhotoRule.TOO_MANY_SCANS));
        }
    }

    private Optional<Derived> decodeAndJudge(
            JpegFile jpeg, boolean derive, List<Finding> refusals, List<Finding> advice) {
        decoding.lock();
        try {
            BufferedImage picture = Decoder.decode(jpeg);
            if (rules.colourRequired() && Looks.isGrey(picture)) {
                refusals.add(Finding.of(PhotoRule.GREYSCALE));
                return derive ? Optional.of(derive(jpeg, picture, null)) : Optional.empty();
            }
            BufferedImage portrait = Portrait.portrait(picture);
            advice.addAll(Looks.advice(portrait));
            return derive ? Optional.of(derive(jpeg, picture, portrait)) : Optional.empty();
        } catch (Decoder.Damaged e) {
            refusals.add(Finding.of(PhotoRule.DAMAGED));
            return Optional.empty();
        } finally {
            decoding.unlock();
        }
    }

    /** The clerk who tells a guardian what is wrong with a photo should see it. */
    private Optional<Derived> decodeToShow(JpegFile jpeg) {
        decoding.lock();
        try {
            return Optional.of(derive(jpeg, Decoder.decode(jpeg), null));
        } catch (Decoder.Damaged e) {
            return Optional.empty(); // it is refused anyway, for what is certain
        } finally {
            decoding.unlock();
        }
    }

    private static Set<PhotoRule> rules(List<Finding> findings) {
        return findings.stream().map(Finding::rule).collect(Collectors.toSet());
    }

    private static Derived derive(JpegFile jpeg, BufferedImage picture, BufferedImage portrait) {
        byte[] profile = jpeg.iccProfile();
        return new Derived(
                jpeg.withoutTail(),
                portrait == null ? null : Portrait.jpeg(portrait, profile),
                Portrait.jpeg(Portrait.preview(picture), profile));
    }

    private void adviseOnFile(JpegFile jpeg, String fileName, List<Finding> advice) {
        double shape = (double) jpeg.width() / jpeg.height();
        if (Math.abs(shape / SHAPE - 1) > SHAPE_TOLERANCE) {
            advice.add(Finding.of(PhotoRule.SHAPE, jpeg.width(), jpeg.height()));
        }
        if (rules.minDpi() != null) {
            long dpi = Math.round(jpeg.dpi());
            if (dpi == 0) {
                advice.add(Finding.of(PhotoRule.DPI_ABSENT, rules.minDpi()));
            } else if (dpi < rules.minDpi()) {
                advice.add(Finding.of(PhotoRule.DPI_LOW, dpi, rules.minDpi()));
            }
        }
        if (fileName == null || fileName.isBlank()) {
            return;
        }
        String name = fileName.strip();
        int dot = name.lastIndexOf('.');
        String ending = dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (!ending.equals("jpg") && !ending.equals("jpeg")) {
            advice.add(Finding.of(PhotoRule.NAME_ENDING));
        }
        if (GENERIC_NAME.matcher(dot < 0 ? name : name.substring(0, dot)).matches()) {
            advice.add(Finding.of(PhotoRule.NAME_GENERIC));
        }
    }

    private static double megabytes(DataSize size) {
        return megabytes(size.toBytes());
    }

    /** Rounded up to two places, so that a file a byte too large does not read as just fitting. */
    private static double megabytes(long bytes) {
        return Math.ceil(bytes * 100.0 / DataSize.ofMegabytes(1).toBytes()) / 100;
    }
}
