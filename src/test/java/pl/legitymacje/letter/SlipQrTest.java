package pl.legitymacje.letter;

import static org.assertj.core.api.Assertions.assertThat;

import boofcv.abst.fiducial.QrCodeDetector;
import boofcv.alg.fiducial.qrcode.QrCode;
import boofcv.factory.fiducial.FactoryFiducial;
import boofcv.struct.image.GrayU8;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.ConvolveOp;
import java.awt.image.DataBufferByte;
import java.awt.image.Kernel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The QR code on the printed slip, read back by a reader that shares nothing with the program that made it. */
class SlipQrTest {

    private static final PdfLetters LETTERS = new PdfLetters(LetterSamples.SCHOOL);

    private static final List<String> CONTENTS = List.of(
            "7",
            "7Kp2Xw9QLM",
            "mlegitymacja:7Kp2Xw9QLM;szkoła=Żółwin;zażółć gęślą jaźń",
            url(300),
            "{\"token\":\"" + "aB3/".repeat(200) + "\"}");

    private enum Paper {
        /** As it comes out of the printer. */
        PRINTED,
        /** Scanned at 150 dpi in grey: crooked, out of focus, on grey paper, with a noisy lamp. */
        PHOTOCOPIED
    }

    static Stream<Arguments> slips() {
        return CONTENTS.stream().flatMap(content -> Arrays.stream(Paper.values())
                // a copy of a very long one is too coarse for anybody's phone
                .filter(paper -> paper == Paper.PRINTED || content.length() <= 300)
                .map(paper -> Arguments.of(content, paper)));
    }

    @Test
    void where_no_code_was_given_none_is_found() throws IOException {
        assertThat(read(page(LetterSamples.needed(LetterKind.MOBILE_CARD_SLIP), 300)))
                .isEmpty();
    }

    @Test
    void a_page_half_torn_off_says_nothing() throws IOException {
        BufferedImage slip = page(with(CONTENTS.get(1)), 300);
        QrCode code = detected(slip).get(0);
        int middle = (int) (code.bounds.get(0).y + code.bounds.get(2).y) / 2;
        assertThat(read(slip.getSubimage(0, 0, slip.getWidth(), middle))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("slips")
    void what_was_put_in_is_read_back(String content, Paper paper) throws IOException {
        BufferedImage slip =
                switch (paper) {
                    case PRINTED -> page(with(content), 300);
                    case PHOTOCOPIED -> photocopy(page(with(content), 150));
                };
        assertThat(read(slip)).containsExactly(content);
    }

    private static Map<String, Object> with(String content) {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.MOBILE_CARD_SLIP);
        variables.put("qr", content);
        return variables;
    }

    private static String url(int length) {
        String address = "https://mlegitymacja.example/aktywacja?kod=7Kp2Xw9QLM&token=";
        return address + "Qz7-".repeat(length).substring(0, length - address.length());
    }

    private static BufferedImage page(Map<String, Object> variables, int dpi) throws IOException {
        try (PDDocument document = Loader.loadPDF(LETTERS.pdf(LetterKind.MOBILE_CARD_SLIP, variables))) {
            return new PDFRenderer(document).renderImageWithDPI(0, dpi, ImageType.GRAY);
        }
    }

    private static BufferedImage photocopy(BufferedImage page) {
        BufferedImage copy = new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D glass = copy.createGraphics();
        glass.setColor(Color.WHITE);
        glass.fillRect(0, 0, copy.getWidth(), copy.getHeight());
        glass.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        glass.rotate(Math.toRadians(2.5), copy.getWidth() / 2.0, copy.getHeight() / 2.0);
        glass.drawImage(page, 0, 0, null);
        glass.dispose();
        float[] lens = {1 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 4 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 1 / 16f};
        BufferedImage blurred = new ConvolveOp(new Kernel(3, 3, lens), ConvolveOp.EDGE_NO_OP, null).filter(copy, null);
        byte[] light = light(blurred);
        Random lamp = new Random(20_261_122);
        for (int i = 0; i < light.length; i++) {
            long grey = Math.round(45 + (light[i] & 0xFF) * 175 / 255.0 + lamp.nextGaussian() * 6);
            light[i] = (byte) Math.max(0, Math.min(255, grey));
        }
        return blurred;
    }

    private static List<String> read(BufferedImage picture) {
        return detected(picture).stream().map(code -> code.message).toList();
    }

    private static List<QrCode> detected(BufferedImage picture) {
        BufferedImage whole = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        whole.createGraphics().drawImage(picture, 0, 0, null);
        GrayU8 grey = new GrayU8(whole.getWidth(), whole.getHeight());
        System.arraycopy(light(whole), 0, grey.data, 0, grey.data.length);
        QrCodeDetector<GrayU8> reader = FactoryFiducial.qrcode(null, GrayU8.class);
        reader.process(grey);
        return reader.getDetections();
    }

    private static byte[] light(BufferedImage grey) {
        return ((DataBufferByte) grey.getRaster().getDataBuffer()).getData();
    }
}
