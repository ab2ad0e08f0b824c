package pl.legitymacje.photo;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The one full decode of a photo that passed the gate, into an upright picture of a size fit for measuring and printing.
 *
 * <p>All coded data are decoded, whatever the size of the result, so that any damage shows. The decoder's luma and
 * chroma are taken as they are: turning them into RGB only after the reduction saves a third of the time.
 */
final class Decoder {

    /** Above it only every second pixel of the decoder's output is kept: 16 megapixels are 48 MB of heap. */
    private static final long MOST_PIXELS_KEPT = 16_000_000;

    /** Sides are reduced by a whole factor, but not below this: twice the portrait, so that it comes out sharp. */
    private static final int LEAST_SIDE = 2 * Portrait.WIDTH;

    private Decoder() {}

    /** The decoder complained: the file is not whole. */
    static final class Damaged extends Exception {
        Damaged(Throwable cause) {
            super(cause);
        }
    }

    private static final class Complaint extends RuntimeException {
        Complaint(String warning) {
            super(warning);
        }
    }

    static BufferedImage decode(JpegFile jpeg) throws Damaged {
        return upright(raster(jpeg), jpeg.components() == 3 && jpeg.isYcc(), jpeg.orientation());
    }

    private static Raster raster(JpegFile jpeg) throws Damaged {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg.decodable()))) {
            reader.setInput(in, true, true);
            // A damaged file decodes without an exception, grey from the damage on: only the warning tells. Thrown
            // from here it also ends the decoding at once.
            reader.addIIOReadWarningListener((source, warning) -> {
                throw new Complaint(warning);
            });
            ImageReadParam param = reader.getDefaultReadParam();
            if (jpeg.pixels() > MOST_PIXELS_KEPT) {
                param.setSourceSubsampling(2, 2, 0, 0);
            }
            return reader.readRaster(0, param);
        } catch (IOException | RuntimeException e) {
            // The JDK's reader answers broken files with many kinds of exceptions, checked and not.
            throw new Damaged(e);
        } finally {
            reader.dispose();
        }
    }

    /** Averages blocks of pixels, turns them into RGB and puts them where the camera's orientation says. */
    private static BufferedImage upright(Raster raster, boolean ycc, int orientation) {
        byte[] from = ((DataBufferByte) raster.getDataBuffer()).getData();
        if (raster.getNumBands() == 1) {
            from = threefold(from);
        }
        int factor = Math.max(1, Math.min(raster.getWidth(), raster.getHeight()) / LEAST_SIDE);
        int width = raster.getWidth() / factor;
        int height = raster.getHeight() / factor;
        int stride = 3 * raster.getWidth();
        int area = factor * factor;
        boolean turned = orientation >= 5;
        BufferedImage picture =
                new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_3BYTE_BGR);
        byte[] to = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        int[] sums = new int[3 * width];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            for (int row = y * factor; row < (y + 1) * factor; row++) {
                addRow(from, row * stride, factor, sums);
            }
            for (int x = 0; x < width; x++) {
                int place = 3 * place(x, y, width, height, orientation);
                int a = (sums[3 * x] + area / 2) / area;
                int b = (sums[3 * x + 1] + area / 2) / area;
                int c = (sums[3 * x + 2] + area / 2) / area;
                if (ycc) {
                    // JFIF's conversion, in 1/65536
                    int red = 91_881 * (c - 128);
                    int green = -22_554 * (b - 128) - 46_802 * (c - 128);
                    int blue = 116_130 * (b - 128);
                    to[place] = clamp(a, blue);
                    to[place + 1] = clamp(a, green);
                    to[place + 2] = clamp(a, red);
                } else {
                    to[place] = (byte) c;
                    to[place + 1] = (byte) b;
                    to[place + 2] = (byte) a;
                }
            }
        }
        return picture;
    }

    /** Greys as red, green and blue. */
    private static byte[] threefold(byte[] greys) {
        byte[] colours = new byte[3 * greys.length];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = greys[i / 3];
        }
        return colours;
    }

    private static void addRow(byte[] from, int start, int factor, int[] sums) {
        int at = start;
        for (int x = 0; x < sums.length; x += 3) {
            int a = 0;
            int b = 0;
            int c = 0;
            for (int i = 0; i < factor; i++) {
                a += from[at] & 0xFF;
                b += from[at + 1] & 0xFF;
                c += from[at + 2] & 0xFF;
                at += 3;
            }
            sums[x] += a;
            sums[x + 1] += b;
            sums[x + 2] += c;
        }
    }

    private static byte clamp(int luma, int chroma) {
        return (byte) Math.max(0, Math.min(255, luma + ((chroma + 32_768) >> 16)));
    }

    /** The index, in the upright picture, of the pixel that the camera stored at x, y (EXIF 2.3, tag Orientation). */
    private static int place(int x, int y, int width, int height, int orientation) {
        return switch (orientation) {
            case 2 -> y * width + (width - 1 - x);
            case 3 -> (height - 1 - y) * width + (width - 1 - x);
            case 4 -> (height - 1 - y) * width + x;
            case 5 -> x * height + y;
            case 6 -> x * height + (height - 1 - y);
            case 7 -> (width - 1 - x) * height + (height - 1 - y);
            case 8 -> (width - 1 - x) * height + y;
            default -> y * width + x;
        };
    }
}
