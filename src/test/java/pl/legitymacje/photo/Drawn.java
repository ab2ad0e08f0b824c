package pl.legitymacje.photo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures and JPEG files made for the tests: nobody's face, and every kind of broken file. */
public final class Drawn {

    private static final Map<List<Integer>, byte[]> PHOTOS = new ConcurrentHashMap<>();

    private Drawn() {}

    /** A figure drawn before a light wall, with some noise of the camera. */
    static BufferedImage person(int width, int height) {
        return person(width, height, new Color(225, 228, 232), 3);
    }

    static BufferedImage person(int width, int height, Color wall, double noise) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(wall);
        pen.fillRect(0, 0, width, height);
        pen.scale(width / 350.0, height / 450.0);
        pen.setPaint(new GradientPaint(40, 380, new Color(30, 60, 120), 310, 450, new Color(60, 90, 170)));
        pen.fillOval(20, 370, 310, 200);
        pen.setColor(new Color(70, 45, 30));
        pen.fillOval(75, 40, 200, 240);
        pen.setPaint(new GradientPaint(90, 0, new Color(236, 190, 165), 260, 0, new Color(205, 150, 125)));
        pen.fillRect(140, 320, 70, 70);
        pen.fillOval(90, 75, 170, 270);
        pen.setColor(Color.WHITE);
        pen.fillOval(120, 180, 40, 20);
        pen.fillOval(190, 180, 40, 20);
        pen.setColor(new Color(40, 70, 60));
        pen.fillOval(131, 180, 20, 20);
        pen.fillOval(201, 180, 20, 20);
        pen.setStroke(new BasicStroke(4));
        pen.setColor(new Color(60, 35, 25));
        pen.drawArc(115, 160, 50, 20, 20, 140);
        pen.drawArc(185, 160, 50, 20, 20, 140);
        pen.setColor(new Color(170, 70, 70));
        pen.drawArc(140, 255, 70, 40, 190, 160);
        pen.setColor(new Color(150, 100, 80));
        pen.drawLine(175, 205, 165, 240);
        pen.drawLine(165, 240, 182, 242);
        pen.dispose();
        addNoise(picture, noise);
        return picture;
    }

    private static void addNoise(BufferedImage picture, double noise) {
        Random random = new Random(20);
        byte[] bytes = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < bytes.length; i++) {
            int value = (bytes[i] & 0xFF) + (int) Math.round(noise * random.nextGaussian());
            bytes[i] = (byte) Math.max(0, Math.min(255, value));
        }
    }

    static byte[] jpeg(BufferedImage picture) {
        return jpeg(picture, 0.9f, false);
    }

    static byte[] jpeg(BufferedImage picture, float quality, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(image);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(quality);
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(picture, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    /** The same for the same measures, so drawn once: most tests need one. */
    public static byte[] photo(int width, int height) {
        return PHOTOS.computeIfAbsent(List.of(width, height), size -> jpeg(person(width, height)))
                .clone();
    }

    static byte[] file(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalArgumentException(format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Four components, as a print shop's file has. */
    static byte[] cmyk(int width, int height) {
        return unconverted(width, height, 4);
    }

    /** Red, green and blue as they are, with no marker that says so. */
    static byte[] rgb(int width, int height) {
        return unconverted(width, height, 3);
    }

    private static byte[] unconverted(int width, int height, int bands) {
        BufferedImage picture = person(width, height);
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, bands, null);
        int[] pixel = {0, 0, 0, 250};
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.getRaster().getPixel(x, y, pixel);
                raster.setPixel(x, y, pixel);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(image);
            writer.write(null, new IIOImage(raster, null, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    static BufferedImage grey(BufferedImage picture, int type) {
        BufferedImage grey = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = grey.createGraphics();
        pen.drawImage(picture, 0, 0, null);
        pen.dispose();
        BufferedImage out = new BufferedImage(picture.getWidth(), picture.getHeight(), type);
        pen = out.createGraphics();
        pen.drawImage(grey, 0, 0, null);
        pen.dispose();
        return out;
    }

    /** The file with a segment put in right after its first two bytes. */
    static byte[] with(byte[] jpeg, int marker, byte[] data) {
        return ByteBuffer.allocate(jpeg.length + 4 + data.length)
                .put(jpeg, 0, 2)
                .put((byte) 0xFF)
                .put((byte) marker)
                .putShort((short) (2 + data.length))
                .put(data)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    static byte[] without(byte[] jpeg, int marker) {
        int at = find(jpeg, marker);
        int length = 2 + word(jpeg, at + 2);
        return concat(Arrays.copyOf(jpeg, at), Arrays.copyOfRange(jpeg, at + length, jpeg.length));
    }

    /** APP1 with an orientation, a resolution of 72 dpi, a place (52° 13′ N) and a thumbnail that is a JPEG of its own. */
    static byte[] exif(int orientation, ByteOrder order) {
        byte[] thumbnail = jpeg(person(120, 160));
        ByteBuffer tiff = ByteBuffer.allocate(200 + thumbnail.length).order(order);
        tiff.putShort((short) (order == ByteOrder.LITTLE_ENDIAN ? 0x4949 : 0x4D4D));
        tiff.putShort((short) 42).putInt(8);
        tiff.putShort((short) 4);
        entry(tiff, 0x0112, 3, 1).putShort((short) orientation).putShort((short) 0);
        entry(tiff, 0x011A, 5, 1).putInt(100);
        entry(tiff, 0x0128, 3, 1).putShort((short) 2).putShort((short) 0);
        entry(tiff, 0x8825, 4, 1).putInt(110);
        tiff.putInt(145);
        tiff.position(100);
        tiff.putInt(72).putInt(1);
        tiff.position(110);
        tiff.putShort((short) 2);
        entry(tiff, 1, 2, 2).put((byte) 'N').put((byte) 0).putShort((short) 0);
        entry(tiff, 2, 5, 3).putInt(200 - 24);
        tiff.putInt(0);
        tiff.position(145);
        tiff.putShort((short) 2);
        entry(tiff, 0x0201, 4, 1).putInt(200);
        entry(tiff, 0x0202, 4, 1).putInt(thumbnail.length);
        tiff.position(200 - 24);
        tiff.putInt(52).putInt(1).putInt(13).putInt(1).putInt(0).putInt(1);
        tiff.put(thumbnail);
        return concat("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), tiff.array());
    }

    private static ByteBuffer entry(ByteBuffer tiff, int tag, int type, int count) {
        return tiff.putShort((short) tag).putShort((short) type).putInt(count);
    }

    /** The camera's picture of an upright one: what has to be stored so that the orientation turns it back. */
    static BufferedImage asStored(BufferedImage upright, int orientation) {
        int width = upright.getWidth();
        int height = upright.getHeight();
        boolean turned = orientation >= 5;
        BufferedImage stored =
                new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < stored.getHeight(); y++) {
            for (int x = 0; x < stored.getWidth(); x++) {
                int[] from =
                        switch (orientation) {
                            case 2 -> new int[] {width - 1 - x, y};
                            case 3 -> new int[] {width - 1 - x, height - 1 - y};
                            case 4 -> new int[] {x, height - 1 - y};
                            case 5 -> new int[] {y, x};
                            case 6 -> new int[] {width - 1 - y, x};
                            case 7 -> new int[] {width - 1 - y, height - 1 - x};
                            case 8 -> new int[] {y, height - 1 - x};
                            default -> new int[] {x, y};
                        };
                stored.setRGB(x, y, upright.getRGB(from[0], from[1]));
            }
        }
        return stored;
    }

    /** Offset of the first marker of this kind outside the metadata. */
    static int find(byte[] jpeg, int marker) {
        int at = 2;
        while ((jpeg[at + 1] & 0xFF) != marker) {
            if ((jpeg[at + 1] & 0xFF) == 0xDA) {
                throw new IllegalArgumentException("no marker " + Integer.toHexString(marker));
            }
            at += 2 + word(jpeg, at + 2);
        }
        return at;
    }

    /** The same file whose frame header claims another size. */
    static byte[] claiming(byte[] jpeg, int width, int height) {
        byte[] patched = jpeg.clone();
        ByteBuffer.wrap(patched).putShort(frame(jpeg) + 5, (short) height).putShort(frame(jpeg) + 7, (short) width);
        return patched;
    }

    static int frame(byte[] jpeg) {
        for (int marker : new int[] {0xC0, 0xC1, 0xC2}) {
            try {
                return find(jpeg, marker);
            } catch (IllegalArgumentException e) {
                // another kind of frame
            }
        }
        throw new IllegalArgumentException("no frame");
    }

    /** Where the coded data of the first scan begin. */
    static int codedData(byte[] jpeg) {
        int scan = find(jpeg, 0xDA);
        return scan + 2 + word(jpeg, scan + 2);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Filled up to exactly this size with comments, which every reader skips. */
    static byte[] ofSize(byte[] jpeg, int size) {
        byte[] filled = jpeg;
        while (filled.length < size) {
            int missing = size - filled.length;
            int data = Math.min(60_000, missing - 4);
            if (missing - 4 - data > 0 && missing - 4 - data < 4) {
                data -= 4;
            }
            filled = with(filled, 0xFE, new byte[data]);
        }
        return filled;
    }

    private static int word(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
