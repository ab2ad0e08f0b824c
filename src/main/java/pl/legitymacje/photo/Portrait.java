package pl.legitymacje.photo;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;
import net.coobird.thumbnailator.geometry.Positions;

/**
 * The pictures derived from a photo: the portrait that is printed on the card and sent on to the mobile card, and the
 * preview that the clerk looks at. Both are new files, so that nothing of the original's metadata (place, device, name)
 * is left in them. Never larger than the original.
 */
final class Portrait {

    /** 35 × 45 mm at 357 dpi: what the card's printing asks for at most (S0). */
    static final int WIDTH = 492;

    static final int HEIGHT = 633;

    /**
     * The least that the government system takes for a mobile card (SIO, ZPE). Of the most that it takes, 2.5 MB, no portrait
     * comes near: it has fewer than a million bytes before it is compressed.
     */
    static final int GOVERNMENT_WIDTH = 246;

    static final int GOVERNMENT_HEIGHT = 304;

    /** Written into the portrait, so that programs print it at a sensible size. */
    private static final int DPI = 300;

    /** Enough to see a face beside a form. */
    private static final int PREVIEW_EDGE = 900;

    private static final float QUALITY = 0.92f;

    private static final String JPEG_METADATA = "javax_imageio_jpeg_image_1.0";

    private Portrait() {}

    /** The middle of an upright picture in the shape of 35 × 45 mm, at most 492 × 633. */
    static BufferedImage portrait(BufferedImage picture) {
        int width = Math.min(picture.getWidth(), (int) Math.round(picture.getHeight() * (double) WIDTH / HEIGHT));
        int height = Math.min(picture.getHeight(), (int) Math.round(picture.getWidth() * (double) HEIGHT / WIDTH));
        // Thumbnailator would enlarge without a word.
        double scale = Math.min(1, Math.min((double) WIDTH / width, (double) HEIGHT / height));
        return resized(picture, Math.max(1, width), Math.max(1, height), scale);
    }

    /** The whole upright picture, its longer edge at most 900 pixels. */
    static BufferedImage preview(BufferedImage picture) {
        int longer = Math.max(picture.getWidth(), picture.getHeight());
        double scale = Math.min(1, (double) PREVIEW_EDGE / longer);
        return resized(picture, picture.getWidth(), picture.getHeight(), scale);
    }

    private static BufferedImage resized(BufferedImage picture, int width, int height, double scale) {
        try {
            return Thumbnails.of(picture)
                    .sourceRegion(Positions.CENTER, width, height)
                    .forceSize(side(width * scale), side(height * scale))
                    .imageType(BufferedImage.TYPE_3BYTE_BGR)
                    .asBufferedImage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int side(double length) {
        return (int) Math.max(1, Math.round(length));
    }

    /**
     * A derived picture as a JPEG file in sRGB, with a density of 300 dpi.
     *
     * @param iccProfile what the original's colours meant; empty for sRGB. Phones and studios embed wider ones, in
     *     which the same numbers are stronger colours.
     */
    static byte[] jpeg(BufferedImage derived, byte[] iccProfile) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream image = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(image);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            param.setCompressionQuality(QUALITY);
            BufferedImage picture = toSrgb(derived, iccProfile);
            IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), param);
            setDensity(metadata);
            writer.write(null, new IIOImage(picture, null, metadata), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return out.toByteArray();
    }

    private static void setDensity(IIOMetadata metadata) throws IOException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(JPEG_METADATA);
        IIOMetadataNode jfif =
                (IIOMetadataNode) root.getElementsByTagName("app0JFIF").item(0);
        jfif.setAttribute("resUnits", "1");
        jfif.setAttribute("Xdensity", String.valueOf(DPI));
        jfif.setAttribute("Ydensity", String.valueOf(DPI));
        metadata.setFromTree(JPEG_METADATA, root);
    }

    private static BufferedImage toSrgb(BufferedImage derived, byte[] iccProfile) {
        if (iccProfile.length == 0) {
            return derived;
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(iccProfile);
            if (profile.getColorSpaceType() != ColorSpace.TYPE_RGB) {
                return derived;
            }
            ColorModel meaning = new ComponentColorModel(
                    new ICC_ColorSpace(profile), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_BYTE);
            BufferedImage meant = new BufferedImage(meaning, derived.getRaster(), false, null);
            BufferedImage converted =
                    new BufferedImage(derived.getWidth(), derived.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
            return new ColorConvertOp(null).filter(meant, converted);
        } catch (RuntimeException e) {
            // A profile that the colour library cannot use (it says so in several ways) says nothing about the colours.
            return derived;
        }
    }
}
