package pl.legitymacje.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pl.legitymacje.school.Refused;

class QrPictureTest {

    private static final String CONTENT = "mlegitymacja:7Kp2Xw9QLM;szkoła=Żółwin";

    // ---- what cannot be read

    @Test
    void no_picture_is_refused() throws IOException {
        for (byte[] file : new byte[][] {
            {},
            "kod QR".getBytes(StandardCharsets.UTF_8),
            "%PDF-1.7 …".getBytes(StandardCharsets.UTF_8),
            "GIF89a\0\0\0\0".getBytes(StandardCharsets.UTF_8),
            {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}
        }) {
            refused("letter.qr.format", file);
        }
    }

    @Test
    void a_file_too_large_is_refused_before_it_is_looked_at() {
        refused("letter.qr.tooLarge", Arrays.copyOf(QrPicture.png(CONTENT), QrPicture.LARGEST_FILE + 1));
    }

    @Test
    void a_small_file_that_claims_many_pixels_is_refused_before_it_is_decoded() throws IOException {
        byte[] png = QrPicture.png(CONTENT);
        ByteBuffer header = ByteBuffer.wrap(png);
        header.putInt(16, 60_000).putInt(20, 60_000);
        CRC32 crc = new CRC32();
        crc.update(png, 12, 17);
        header.putInt(29, (int) crc.getValue());
        refused("letter.qr.tooManyPixels", png);
        refused(
                "letter.qr.tooManyPixels",
                encoded(new BufferedImage(4001, 3000, BufferedImage.TYPE_BYTE_BINARY), "png"));
    }

    @Test
    void a_broken_file_is_refused() throws IOException {
        for (String format : new String[] {"png", "jpg"}) {
            byte[] whole = encoded(picture(CONTENT), format);
            for (int length : new int[] {5, 20, 40, whole.length / 20}) {
                assertThatThrownBy(() -> QrPicture.read(Arrays.copyOf(whole, length)))
                        .as(format + " " + length)
                        .isInstanceOf(Refused.class);
            }
            byte[] noise = whole.clone();
            byte[] random = new byte[noise.length - 20];
            new Random(7).nextBytes(random);
            System.arraycopy(random, 0, noise, 20, random.length);
            assertThatThrownBy(() -> QrPicture.read(noise)).as(format).isInstanceOf(Refused.class);
        }
    }

    @Test
    void a_jpeg_of_very_many_scans_is_refused() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(encoded(picture(CONTENT), "jpg"));
        for (int scan = 0; scan < 40; scan++) {
            file.write(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 2});
        }
        refused("letter.qr.broken", file.toByteArray());
    }

    @Test
    void a_picture_without_a_code_is_refused() throws IOException {
        BufferedImage page = white(800, 600);
        refused("letter.qr.none", encoded(page, "png"));
        Graphics2D canvas = page.createGraphics();
        canvas.setColor(Color.BLACK);
        for (int stripe = 0; stripe < 800; stripe += 8) {
            canvas.fillRect(stripe, 0, 4, 600);
        }
        refused("letter.qr.none", encoded(page, "png"));
        BufferedImage half = picture(CONTENT);
        refused("letter.qr.none", encoded(half.getSubimage(0, 0, half.getWidth(), half.getHeight() / 2), "png"));
    }

    @Test
    void of_several_codes_none_is_chosen() throws IOException {
        BufferedImage one = picture("uczeń pierwszy");
        BufferedImage page = white(900, 500);
        Graphics2D canvas = page.createGraphics();
        canvas.drawImage(one, 20, 20, null);
        canvas.drawImage(picture("uczeń drugi"), 480, 20, null);
        refused("letter.qr.several", encoded(page, "png"));
        canvas.drawImage(one, 480, 20, null);
        assertThat(QrPicture.read(encoded(page, "png"))).isEqualTo("uczeń pierwszy");
    }

    // ---- what can

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg"})
    void what_was_made_is_read(String format) throws IOException {
        assertThat(QrPicture.read(encoded(picture(CONTENT), format))).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0123456789",
                "HTTPS://ZPE.GOV.PL/A",
                "https://example.org/?q=a&b=%20",
                "zażółć gęślą jaźń",
                "a\nb\tc ",
                "漢字 😀",
                "ÄÖÜ ß é"
            })
    void whatever_is_in_it_comes_back_as_it_was(String content) {
        assertThat(QrPicture.read(QrPicture.png(content))).isEqualTo(content);
    }

    @Test
    void as_much_as_a_code_holds_and_no_more() {
        String much = "x".repeat(2900);
        assertThat(QrPicture.read(QrPicture.png(much))).isEqualTo(much);
        assertThatThrownBy(() -> QrPicture.png("x".repeat(3000))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> QrPicture.png("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_screenshot_in_dark_mode_or_on_nothing_is_read() throws IOException {
        BufferedImage code = picture(CONTENT);
        BufferedImage dark = white(code.getWidth(), code.getHeight());
        BufferedImage seeThrough = new BufferedImage(code.getWidth(), code.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                boolean black = (code.getRGB(x, y) & 0xFF) == 0;
                dark.setRGB(x, y, black ? 0xFFFFFF : 0x202020);
                seeThrough.setRGB(x, y, black ? 0xFF000000 : 0);
            }
        }
        assertThat(QrPicture.read(encoded(dark, "png"))).isEqualTo(CONTENT);
        assertThat(QrPicture.read(encoded(seeThrough, "png"))).isEqualTo(CONTENT);
    }

    @Test
    void a_large_photo_of_a_screen_askew_and_noisy_is_read() throws IOException {
        BufferedImage photo = new BufferedImage(3900, 3000, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = photo.createGraphics();
        canvas.setColor(new Color(120, 110, 100));
        canvas.fillRect(0, 0, 3900, 3000);
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform askew = AffineTransform.getTranslateInstance(1200, 500);
        askew.rotate(0.2);
        askew.scale(4, 4);
        canvas.drawImage(picture(CONTENT), askew, null);
        canvas.dispose();
        Random random = new Random(3);
        for (int y = 0; y < 3000; y++) {
            for (int x = 0; x < 3900; x++) {
                int noise = random.nextInt(60) - 30;
                int rgb = photo.getRGB(x, y);
                int grey = Math.max(0, Math.min(255, (rgb & 0xFF) + noise));
                photo.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        assertThat(QrPicture.read(encoded(photo, "jpg"))).isEqualTo(CONTENT);
    }

    // ---- tools

    private static void refused(String key, byte[] file) {
        assertThatThrownBy(() -> QrPicture.read(file))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo(key));
    }

    private static BufferedImage picture(String content) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(QrPicture.png(content)));
    }

    private static BufferedImage white(int width, int height) {
        BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D canvas = page.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, width, height);
        canvas.dispose();
        return page;
    }

    private static byte[] encoded(BufferedImage picture, String format) throws IOException {
        BufferedImage opaque = picture;
        if (format.equals("jpg") && picture.getType() != BufferedImage.TYPE_3BYTE_BGR) {
            opaque = white(picture.getWidth(), picture.getHeight());
            opaque.createGraphics().drawImage(picture, 0, 0, null);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(opaque, format, out)).isTrue();
        return out.toByteArray();
    }
}
