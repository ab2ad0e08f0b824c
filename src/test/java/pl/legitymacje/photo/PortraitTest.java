package pl.legitymacje.photo;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.ImageProcessingException;
import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.lang.Rational;
import com.drew.metadata.Directory;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.GpsDirectory;
import com.drew.metadata.jfif.JfifDirectory;
import com.drew.metadata.jpeg.JpegCommentDirectory;
import com.drew.metadata.jpeg.JpegDirectory;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class PortraitTest {

    private final PhotoInspector inspector =
            new PhotoInspector(new PhotoRules(DataSize.ofMegabytes(5), 1, 1, null, true, Duration.ofDays(90)));

    @ParameterizedTest
    @CsvSource({
        // as large as asked for, or as the middle of the original allows, but never larger than that
        "984,1266, 492,633, 700,900",
        "492,633, 492,633, 492,633",
        "500,600, 466,600, 500,600",
        "3000,4000, 492,633, 675,900",
        "1200,900, 492,633, 900,675",
        "300,900, 300,386, 300,900",
        "3,5, 3,4, 3,5",
        "2000,20, 16,20, 900,9",
    })
    void makesPicturesOfTheSizesAskedFor(
            int width, int height, int portraitWidth, int portraitHeight, int previewWidth, int previewHeight)
            throws IOException {
        PhotoInspector.Derived derived = derive(Drawn.photo(width, height));

        BufferedImage portrait = read(derived.portrait());
        assertThat(List.of(portrait.getWidth(), portrait.getHeight())).containsExactly(portraitWidth, portraitHeight);
        BufferedImage preview = read(derived.preview());
        assertThat(List.of(preview.getWidth(), preview.getHeight())).containsExactly(previewWidth, previewHeight);
    }

    @Test
    void takesTheMiddle() throws IOException {
        BufferedImage picture = Drawn.person(1600, 633);
        fill(picture, 0, 0, 554, 633, Color.RED);
        fill(picture, 1046, 0, 1600, 633, Color.BLUE);

        BufferedImage portrait = read(derive(Drawn.jpeg(picture, 0.95f, false)).portrait());

        assertThat(portrait.getWidth()).isEqualTo(492);
        for (int x : new int[] {8, 483}) {
            Color edge = new Color(portrait.getRGB(x, 20));
            assertThat(edge.getGreen()).as("at %s: %s", x, edge).isGreaterThan(180);
        }
    }

    @Test
    void leavesNothingOfTheOriginalsMetadata() throws Exception {
        byte[] photo = Drawn.with(Drawn.photo(700, 900), 0xE1, Drawn.exif(1, ByteOrder.BIG_ENDIAN));
        photo = Drawn.with(photo, 0xFE, "Jan Kowalski".getBytes(StandardCharsets.UTF_8));
        Metadata before = metadata(photo);
        assertThat(before.getFirstDirectoryOfType(GpsDirectory.class).getRationalArray(GpsDirectory.TAG_LATITUDE))
                .contains(new Rational(52, 1), new Rational(13, 1));
        assertThat(before.getFirstDirectoryOfType(JpegCommentDirectory.class)).isNotNull();

        PhotoInspector.Derived derived = derive(photo);

        for (byte[] file : List.of(derived.portrait(), derived.preview())) {
            assertThat(StreamSupport.stream(metadata(file).getDirectories().spliterator(), false))
                    .extracting(Directory::getName)
                    .containsExactlyInAnyOrder("JPEG", "JFIF", "Huffman");
            JfifDirectory jfif = metadata(file).getFirstDirectoryOfType(JfifDirectory.class);
            assertThat(jfif.getResX()).isEqualTo(300);
            assertThat(jfif.getResY()).isEqualTo(300);
            assertThat(jfif.getResUnits()).isEqualTo(1);
            assertThat(metadata(file)
                            .getFirstDirectoryOfType(JpegDirectory.class)
                            .getNumberOfComponents())
                    .isEqualTo(3);
        }
    }

    @Test
    void turnsTheColoursOfAnEmbeddedProfileIntoSrgb() throws IOException {
        // In linear light a middle grey is 55, which sRGB writes as 128.
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        BufferedImage picture = Drawn.person(700, 900);
        fill(picture, 0, 0, 700, 200, new Color(55, 55, 55));
        byte[] marked = Drawn.with(
                Drawn.jpeg(picture),
                0xE2,
                Drawn.concat("ICC_PROFILE\0\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1), profile));

        for (byte[] file : List.of(derive(marked).portrait(), derive(marked).preview())) {
            Color grey = new Color(read(file).getRGB(200, 50));
            assertThat(grey.getRed()).isBetween(118, 138);
        }
    }

    private PhotoInspector.Derived derive(byte[] photo) {
        return inspector.examine(photo, null, true).derived().orElseThrow();
    }

    private static void fill(BufferedImage picture, int left, int top, int right, int bottom, Color colour) {
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                picture.setRGB(x, y, colour.getRGB());
            }
        }
    }

    private static Metadata metadata(byte[] file) throws IOException, ImageProcessingException {
        return JpegMetadataReader.readMetadata(new ByteArrayInputStream(file));
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }
}
