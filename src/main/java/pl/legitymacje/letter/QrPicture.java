package pl.legitymacje.letter;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.EncodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.PlanarYUVLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.GlobalHistogramBinarizer;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.multi.qrcode.QRCodeMultiReader;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import pl.legitymacje.school.Refused;

/**
 * QR pictures: what a screenshot or photo of one says, and one made of what it should say. The content is passed on as it
 * is; nothing is opened or fetched.
 */
public final class QrPicture {

    /** The most bytes of a file that is looked at. */
    public static final int LARGEST_FILE = 5 * 1024 * 1024;

    private static final long MOST_PIXELS = 12_000_000;

    /** A photo of a screen is read better when reduced; above it nothing is gained. */
    private static final int LONGEST_SIDE = 1600;

    /** Each further scan of a progressive JPEG costs a pass over all of the picture. */
    private static final int MOST_SCANS = 32;

    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G'};
    private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

    private static final Map<DecodeHintType, Object> READING =
            Map.of(DecodeHintType.TRY_HARDER, true, DecodeHintType.POSSIBLE_FORMATS, List.of(BarcodeFormat.QR_CODE));

    /** Pixels to a module of the picture that is made: sharp on any printer. */
    private static final int SCALE = 8;

    /** The quiet zone that the standard asks for, in modules. */
    private static final int MARGIN = 4;

    /** More fits only where less of it may be spoiled. */
    private static final int MOST_BYTES_WELL_PROTECTED = 2300;

    /** One picture is decoded at a time, so that several uploads at once need no more memory than one. */
    private static final Lock DECODING = new ReentrantLock(true);

    private QrPicture() {}

    /**
     * What the one QR code in a picture says.
     *
     * @param file a PNG or JPEG, at most 5 MB and 12 megapixels
     * @throws Refused if it is another file, too large or broken, or holds no QR code that can be read, or several
     */
    public static String read(byte[] file) {
        if (file.length > LARGEST_FILE) {
            throw new Refused("letter.qr.tooLarge");
        }
        String format = starts(file, PNG) ? "png" : starts(file, JPEG) ? "jpeg" : null;
        if (format == null) {
            throw new Refused("letter.qr.format");
        }
        if (format.equals("jpeg") && scans(file) > MOST_SCANS) {
            throw new Refused("letter.qr.broken");
        }
        DECODING.lock();
        try {
            BufferedImage picture = decode(file, format);
            Set<String> contents = Stream.of(1.0, reduction(picture))
                    .distinct()
                    .flatMap(scale -> Stream.of(false, true).map(negative -> grey(picture, scale, negative)))
                    .map(QrPicture::contents)
                    .filter(found -> !found.isEmpty())
                    .findFirst()
                    .orElseThrow(() -> new Refused("letter.qr.none"));
            if (contents.size() > 1) {
                throw new Refused("letter.qr.several");
            }
            return contents.iterator().next();
        } finally {
            DECODING.unlock();
        }
    }

    private static boolean starts(byte[] file, byte[] magic) {
        return file.length > magic.length && Arrays.equals(file, 0, magic.length, magic, 0, magic.length);
    }

    /** Markers that begin a scan; coded data cannot hold one. */
    private static int scans(byte[] jpeg) {
        int scans = 0;
        for (int at = 1; at < jpeg.length; at++) {
            if (jpeg[at - 1] == (byte) 0xFF && jpeg[at] == (byte) 0xDA) {
                scans++;
            }
        }
        return scans;
    }

    /** The header is asked first: a small file may claim any number of pixels. */
    private static BufferedImage decode(byte[] file, String format) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
                throw new Refused("letter.qr.tooManyPixels");
            }
            return reader.read(0);
        } catch (Refused refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            // The JDK's readers answer broken files with many kinds of exceptions, checked and not.
            throw new Refused("letter.qr.broken");
        } finally {
            reader.dispose();
        }
    }

    private static double reduction(BufferedImage picture) {
        return Math.min(1.0, (double) LONGEST_SIDE / Math.max(picture.getWidth(), picture.getHeight()));
    }

    /** In shades of grey, on white where it is transparent; a negative of what was photographed in dark mode. */
    private static PlanarYUVLuminanceSource grey(BufferedImage picture, double scale, boolean negative) {
        int width = Math.max(1, (int) Math.round(picture.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(picture.getHeight() * scale));
        BufferedImage grey = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D canvas = grey.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        canvas.drawImage(picture, 0, 0, width, height, Color.WHITE, null);
        canvas.dispose();
        byte[] light = ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
        if (negative) {
            for (int i = 0; i < light.length; i++) {
                light[i] = (byte) ~light[i];
            }
        }
        return new PlanarYUVLuminanceSource(light, width, height, 0, 0, width, height, false);
    }

    private static Set<String> contents(PlanarYUVLuminanceSource source) {
        return Stream.of(new HybridBinarizer(source), new GlobalHistogramBinarizer(source))
                .map(binarizer -> contents(new BinaryBitmap(binarizer)))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(Set.of());
    }

    private static Set<String> contents(BinaryBitmap bitmap) {
        try {
            return Arrays.stream(new QRCodeMultiReader().decodeMultiple(bitmap, READING))
                    .map(Result::getText)
                    .filter(text -> !text.isBlank())
                    .collect(Collectors.toSet());
        } catch (NotFoundException none) {
            return Set.of();
        }
    }

    /**
     * A QR picture as a PNG file, black on white with its quiet zone, 8 pixels to a module.
     *
     * @throws IllegalArgumentException if it is empty, or longer than a QR code can hold
     */
    public static byte[] png(String content) {
        BitMatrix modules = modules(content);
        int side = SCALE * modules.getWidth();
        BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                picture.setRGB(x, y, modules.get(x / SCALE, y / SCALE) ? 0 : 0xFFFFFF);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The same as a {@code data:} address, for a page that may open no other. */
    static String dataUri(String content) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png(content));
    }

    private static BitMatrix modules(String content) {
        Map<EncodeHintType, Object> hints = new EnumMap<>(EncodeHintType.class);
        hints.put(EncodeHintType.MARGIN, MARGIN);
        if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(content)) {
            // Named only where it is needed: some readers stumble over it.
            hints.put(EncodeHintType.CHARACTER_SET, "UTF-8");
        }
        boolean shortEnough = content.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES_WELL_PROTECTED;
        hints.put(EncodeHintType.ERROR_CORRECTION, shortEnough ? ErrorCorrectionLevel.M : ErrorCorrectionLevel.L);
        try {
            return new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 1, 1, hints);
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("No QR code holds so much", tooLong);
        }
    }
}
