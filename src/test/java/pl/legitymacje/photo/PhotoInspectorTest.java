package pl.legitymacje.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class PhotoInspectorTest {

    private static final int FIVE_MEGABYTES = 5 * 1024 * 1024;

    private static final PhotoRules S3 =
            new PhotoRules(DataSize.ofMegabytes(5), 500, 600, null, true, Duration.ofDays(90));
    private static final PhotoRules S0 =
            new PhotoRules(DataSize.ofMegabytes(5), 492, 633, 300, true, Duration.ofDays(90));

    private final PhotoInspector inspector = new PhotoInspector(S3);

    // --- files that are no JPEG ---

    static Stream<Arguments> otherFormats() {
        BufferedImage picture = Drawn.person(700, 900);
        return Stream.of(
                Arguments.of(PhotoFormat.PNG, PhotoRule.IS_PNG, Drawn.file(picture, "png")),
                Arguments.of(PhotoFormat.GIF, PhotoRule.IS_GIF, Drawn.file(picture, "gif")),
                Arguments.of(PhotoFormat.BMP, PhotoRule.IS_BMP, Drawn.file(picture, "bmp")),
                Arguments.of(PhotoFormat.TIFF, PhotoRule.IS_TIFF, Drawn.file(picture, "tiff")),
                Arguments.of(PhotoFormat.TIFF, PhotoRule.IS_TIFF, bytes("MM\0*\0\0\0\u0008")),
                Arguments.of(PhotoFormat.HEIC, PhotoRule.IS_HEIC, bytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic")),
                Arguments.of(PhotoFormat.HEIC, PhotoRule.IS_HEIC, bytes("\0\0\0\u0018ftypmif1\0\0\0\0heic")),
                Arguments.of(PhotoFormat.AVIF, PhotoRule.IS_AVIF, bytes("\0\0\0\u0018ftypavif\0\0\0\0mif1")),
                Arguments.of(PhotoFormat.VIDEO, PhotoRule.IS_VIDEO, bytes("\0\0\0\u0014ftypqt  \0\0\0\0")),
                Arguments.of(PhotoFormat.VIDEO, PhotoRule.IS_VIDEO, bytes("\0\0\0\u0014ftyp")),
                Arguments.of(PhotoFormat.WEBP, PhotoRule.IS_WEBP, bytes("RIFF$\0\0\0WEBPVP8 ")),
                Arguments.of(PhotoFormat.PDF, PhotoRule.IS_PDF, bytes("%PDF-1.7\n%\u00e2\u00e3")),
                Arguments.of(PhotoFormat.PDF, PhotoRule.IS_PDF, bytes("\r\n\r\n%PDF-1.4\n")),
                Arguments.of(PhotoFormat.ZIP, PhotoRule.IS_ZIP, zip()),
                Arguments.of(PhotoFormat.OTHER, PhotoRule.NOT_JPEG, bytes("<svg xmlns='x'/>")),
                Arguments.of(PhotoFormat.OTHER, PhotoRule.NOT_JPEG, new byte[5000]),
                Arguments.of(PhotoFormat.OTHER, PhotoRule.NOT_JPEG, bytes("\u00ff\u00d8")),
                Arguments.of(PhotoFormat.EMPTY, PhotoRule.EMPTY, new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void refusesWhatIsNoJpegWhateverItsName(PhotoFormat format, PhotoRule rule, byte[] content) {
        PhotoReport report = inspector.inspect(content, "kowalski-jan-1a.jpg");

        assertThat(report.format()).isEqualTo(format);
        assertThat(refusals(report)).containsExactly(rule);
        assertThat(report.passed()).isFalse();
    }

    // --- what a refused photo looks like ---

    static Stream<Arguments> presentable() {
        byte[] small = Drawn.photo(499, 600);
        return Stream.of(
                Arguments.of(PhotoRule.TOO_SMALL, small),
                Arguments.of(PhotoRule.TOO_LARGE, Drawn.concat(Drawn.photo(600, 780), new byte[6 * 1024 * 1024])),
                Arguments.of(
                        PhotoRule.GREYSCALE,
                        Drawn.jpeg(Drawn.grey(Drawn.person(600, 780), BufferedImage.TYPE_BYTE_GRAY))),
                Arguments.of(
                        PhotoRule.GREYSCALE,
                        Drawn.jpeg(Drawn.grey(Drawn.person(600, 780), BufferedImage.TYPE_3BYTE_BGR))));
    }

    @ParameterizedTest
    @MethodSource("presentable")
    void showsAPhotoThatIsRefusedForWhatCanBeSeenButPrintsNone(PhotoRule rule, byte[] content) throws IOException {
        PhotoInspector.Examined examined = inspector.examine(content, null, true);

        assertThat(refusals(examined.report())).containsExactly(rule);
        PhotoInspector.Derived derived = examined.derived().orElseThrow();
        assertThat(derived.portrait()).isNull();
        BufferedImage preview = read(derived.preview());
        assertThat(preview.getWidth()).isEqualTo(examined.report().width());
        assertThat(preview.getHeight()).isEqualTo(examined.report().height());
        assertThat(inspector.inspect(content, null)).isEqualTo(examined.report());
    }

    @Test
    void decodesNothingForTheEyeThatIsBrokenOrTooMuch() {
        byte[] small = Drawn.photo(400, 500);
        for (byte[] content : List.of(
                zeroed(small, 0.5, 0.75),
                cut(small, 0.5),
                Drawn.cmyk(400, 500),
                Drawn.claiming(small, 20_000, 20_000),
                Drawn.claiming(small, 60_000, 400),
                Drawn.concat(Drawn.photo(600, 780), new byte[15 * 1024 * 1024]))) {
            PhotoInspector.Examined examined = inspector.examine(content, null, true);
            assertThat(examined.report().passed()).isFalse();
            assertThat(examined.derived()).isEmpty();
        }
    }

    // --- broken files ---

    static Stream<Arguments> broken() {
        byte[] baseline = Drawn.photo(900, 1200);
        byte[] progressive = Drawn.jpeg(Drawn.person(900, 1200), 0.9f, true);
        int scan = Drawn.find(baseline, 0xDA);
        int frame = Drawn.frame(baseline);
        byte[] frameData = Arrays.copyOfRange(baseline, frame + 4, frame + 19);
        return Stream.of(
                Arguments.of("half", PhotoRule.TRUNCATED, cut(baseline, 0.5)),
                Arguments.of("95 %", PhotoRule.TRUNCATED, cut(baseline, 0.95)),
                Arguments.of("half, progressive", PhotoRule.TRUNCATED, cut(progressive, 0.5)),
                Arguments.of("95 %, progressive", PhotoRule.TRUNCATED, cut(progressive, 0.95)),
                Arguments.of("no EOI", PhotoRule.TRUNCATED, Arrays.copyOf(baseline, baseline.length - 2)),
                Arguments.of("half an EOI", PhotoRule.TRUNCATED, Arrays.copyOf(baseline, baseline.length - 1)),
                Arguments.of("first bytes only", PhotoRule.TRUNCATED, Arrays.copyOf(baseline, 3)),
                Arguments.of("no scan header", PhotoRule.TRUNCATED, Arrays.copyOf(baseline, scan + 1)),
                Arguments.of("cut, EOI put back", PhotoRule.DAMAGED, Drawn.concat(cut(baseline, 0.95), eoi())),
                Arguments.of(
                        "cut, EOI put back, progressive",
                        PhotoRule.DAMAGED,
                        Drawn.concat(cut(progressive, 0.7), eoi())),
                Arguments.of("zeroed scan data", PhotoRule.DAMAGED, zeroed(baseline, 0.5, 0.75)),
                Arguments.of("zeroed to the end", PhotoRule.DAMAGED, zeroed(baseline, 0.5, 1)),
                Arguments.of("zeroed scan data, progressive", PhotoRule.DAMAGED, zeroed(progressive, 0.5, 0.75)),
                Arguments.of("nothing but SOI and EOI", PhotoRule.DAMAGED, Drawn.concat(bytes("\u00ff\u00d8"), eoi())),
                Arguments.of("no scans", PhotoRule.DAMAGED, Drawn.concat(Arrays.copyOf(baseline, scan), eoi())),
                Arguments.of("no frame", PhotoRule.DAMAGED, Drawn.without(baseline, 0xC0)),
                Arguments.of("two frames", PhotoRule.DAMAGED, Drawn.with(baseline, 0xC0, frameData)),
                Arguments.of("no quantization tables", PhotoRule.DAMAGED, withoutAll(baseline, 0xDB)),
                Arguments.of("zero height", PhotoRule.DAMAGED, Drawn.claiming(baseline, 900, 0)),
                Arguments.of("height claimed too small", PhotoRule.DAMAGED, Drawn.claiming(baseline, 900, 1000)),
                Arguments.of("height claimed too large", PhotoRule.DAMAGED, Drawn.claiming(baseline, 900, 1400)),
                Arguments.of(
                        "rubbish between segments",
                        PhotoRule.DAMAGED,
                        Drawn.concat(
                                Arrays.copyOf(baseline, scan),
                                bytes("rubbish"),
                                Arrays.copyOfRange(baseline, scan, baseline.length))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void refusesBrokenFiles(String what, PhotoRule rule, byte[] content) {
        assertThat(refusals(inspector.inspect(content, null))).as(what).containsExactly(rule);
    }

    // --- bombs: refused before any decoder ---

    @ParameterizedTest
    @CsvSource({"60000,60000", "20000,20000", "8001,5000", "65535,611"})
    void refusesAHeaderThatClaimsTooManyPixels(int width, int height) {
        PhotoReport report = inspector.inspect(Drawn.claiming(Drawn.photo(600, 800), width, height), null);

        assertThat(refusals(report)).contains(PhotoRule.TOO_MANY_PIXELS);
        assertThat(report.width()).isEqualTo(width);
        assertThat(report.height()).isEqualTo(height);
    }

    @Test
    void refusesTwoThousandScans() {
        byte[] plain = Drawn.jpeg(Drawn.person(600, 800, Color.WHITE, 0), 0.1f, true);
        byte[] bomb = withScansRepeated(plain, 2000);

        assertThat(refusals(inspector.inspect(bomb, null))).containsExactly(PhotoRule.TOO_MANY_SCANS);
    }

    @Test
    void refusesFewScansOverAHugePicture() {
        byte[] progressive = Drawn.jpeg(Drawn.person(600, 800), 0.5f, true);
        int scans = JpegFile.read(progressive).scans();
        byte[] bomb = Drawn.claiming(withScansRepeated(progressive, 20 - scans), 6000, 6000);

        assertThat(JpegFile.read(bomb).scans()).isEqualTo(20);
        assertThat(refusals(inspector.inspect(bomb, null))).containsExactly(PhotoRule.TOO_MANY_SCANS);
    }

    // --- kinds of JPEG ---

    @Test
    void refusesCmyk() {
        assertThat(refusals(inspector.inspect(Drawn.cmyk(700, 900), null))).containsExactly(PhotoRule.CMYK);
    }

    @Test
    void refusesGreyscaleOfOneComponent() {
        byte[] grey = Drawn.jpeg(Drawn.grey(Drawn.person(700, 900), BufferedImage.TYPE_BYTE_GRAY));

        assertThat(JpegFile.read(grey).components()).isEqualTo(1);
        assertThat(refusals(inspector.inspect(grey, null))).containsExactly(PhotoRule.GREYSCALE);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.3f, 0.75f, 0.95f})
    void refusesGreyscaleOfThreeComponents(float quality) {
        byte[] grey = Drawn.jpeg(Drawn.grey(Drawn.person(700, 900), BufferedImage.TYPE_3BYTE_BGR), quality, false);

        assertThat(JpegFile.read(grey).components()).isEqualTo(3);
        assertThat(refusals(inspector.inspect(grey, null))).containsExactly(PhotoRule.GREYSCALE);
    }

    @Test
    void takesGreyscaleWhereTheSchoolDoesNotMind() {
        PhotoInspector lenient =
                new PhotoInspector(new PhotoRules(DataSize.ofMegabytes(5), 500, 600, null, false, Duration.ofDays(90)));
        BufferedImage person = Drawn.person(700, 900);

        for (int type : new int[] {BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR}) {
            PhotoInspector.Examined examined = lenient.examine(Drawn.jpeg(Drawn.grey(person, type)), null, true);
            assertThat(examined.report().refusals()).isEmpty();
            assertThat(examined.derived()).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
    void refusesUnusualKindsOfJpeg(int frame) {
        byte[] patched = Drawn.photo(700, 900);
        patched[Drawn.frame(patched) + 1] = (byte) frame;

        assertThat(refusals(inspector.inspect(patched, null))).containsExactly(PhotoRule.UNUSUAL_JPEG);
    }

    @Test
    void refusesTwelveBits() {
        byte[] patched = Drawn.photo(700, 900);
        patched[Drawn.frame(patched) + 4] = 12;

        assertThat(refusals(inspector.inspect(patched, null))).containsExactly(PhotoRule.UNUSUAL_JPEG);
    }

    // --- size ---

    @ParameterizedTest
    @CsvSource({"499,600,false", "500,599,false", "500,600,true", "600,500,false"})
    void measuresTheLeastDimensions(int width, int height, boolean passes) {
        PhotoReport report = inspector.inspect(Drawn.photo(width, height), null);

        assertThat(refusals(report)).isEqualTo(passes ? List.of() : List.of(PhotoRule.TOO_SMALL));
        assertThat(report.width()).isEqualTo(width);
        assertThat(report.height()).isEqualTo(height);
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,true", "1,false"})
    void takesFilesUpToTheLimitInclusive(int more, boolean passes) {
        byte[] photo = Drawn.ofSize(Drawn.photo(700, 900), FIVE_MEGABYTES + more);
        PhotoReport report = inspector.inspect(photo, null);

        assertThat(report.bytes()).isEqualTo(FIVE_MEGABYTES + more);
        assertThat(refusals(report)).isEqualTo(passes ? List.of() : List.of(PhotoRule.TOO_LARGE));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        byte[] grey = Drawn.jpeg(Drawn.grey(Drawn.person(300, 400), BufferedImage.TYPE_BYTE_GRAY));

        PhotoReport report = inspector.inspect(Drawn.ofSize(grey, FIVE_MEGABYTES + 1), null);

        assertThat(refusals(report))
                .containsExactlyInAnyOrder(PhotoRule.TOO_LARGE, PhotoRule.GREYSCALE, PhotoRule.TOO_SMALL);
        assertThat(report.refusals())
                .extracting(Finding::reason)
                .contains(
                        "Plik jest za duży: ma 5,01 MB, a dopuszczalne jest najwyżej 5 MB.",
                        "Zdjęcie jest za małe: ma 300 × 400 pikseli, a wymagane jest co najmniej 500 × 600"
                                + " (szerokość × wysokość).");
    }

    // --- good photos, however they were made ---

    static Stream<Arguments> good() {
        BufferedImage person = Drawn.person(900, 1200);
        byte[] baseline = Drawn.jpeg(person);
        return Stream.of(
                Arguments.of("baseline", baseline),
                Arguments.of("progressive", Drawn.jpeg(person, 0.9f, true)),
                Arguments.of("low quality", Drawn.jpeg(person, 0.4f, false)),
                Arguments.of("without JFIF", Drawn.without(baseline, 0xE0)),
                Arguments.of("odd component numbers without JFIF", renumbered(Drawn.without(baseline, 0xE0))),
                Arguments.of(
                        "comment with markers in it",
                        Drawn.with(baseline, 0xFE, bytes("\u00ff\u00d9\u00ff\u00c0\u00ff"))),
                Arguments.of("EXIF with a thumbnail", Drawn.with(baseline, 0xE1, Drawn.exif(1, ByteOrder.BIG_ENDIAN))),
                Arguments.of("broken EXIF", Drawn.with(baseline, 0xE1, bytes("Exif\0\0MM\0*\u00ff\u00ff\u00ff\u00ff"))),
                Arguments.of(
                        "EXIF pointing past its end",
                        Drawn.with(baseline, 0xE1, bytes("Exif\0\0II*\0\u0008\0\0\0\u00ff\u00ff"))),
                Arguments.of(
                        "broken colour profile", Drawn.with(baseline, 0xE2, bytes("ICC_PROFILE\0\u0001\u0001rubbish"))),
                Arguments.of("trailing ZIP", Drawn.concat(baseline, zip())),
                Arguments.of("second picture behind", Drawn.concat(baseline, Drawn.photo(100, 100))),
                Arguments.of("fill bytes", withFillBytes(baseline)),
                Arguments.of("restart interval", restarting(person)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void passesGoodPhotos(String how, byte[] content) throws IOException {
        PhotoInspector.Examined examined = inspector.examine(content, "kowalski-jan-1a.jpg", true);

        PhotoReport report = examined.report();
        assertThat(report.refusals()).as(how).isEmpty();
        assertThat(report.advice()).as(how).isEmpty();
        assertThat(report.format()).isEqualTo(PhotoFormat.JPEG);
        assertThat(report.width()).isEqualTo(900);
        assertThat(report.height()).isEqualTo(1200);
        // the colours came through: a light wall, a blue shirt, skin
        BufferedImage portrait = read(examined.derived().orElseThrow().portrait());
        assertNear(portrait.getRGB(10, 10), new Color(225, 228, 232));
        assertNear(portrait.getRGB(246, 400), new Color(219, 166, 142));
        assertThat(new Color(portrait.getRGB(246, 620)).getBlue()).isGreaterThan(100);
    }

    @Test
    void knowsTheFileByItsHash() {
        assertThat(inspector.inspect(bytes("abc"), null).sha256())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(HexFormat.of().parseHex(inspector.inspect(new byte[0], null).sha256()))
                .hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void judgesAndDerivesAfterTheCamerasRotation(int orientation) throws IOException {
        BufferedImage upright = Drawn.person(600, 780);
        // one corner is marked, so that mirroring shows as well as turning
        for (int y = 0; y < 78; y++) {
            for (int x = 0; x < 60; x++) {
                upright.setRGB(x, y, Color.RED.getRGB());
            }
        }
        byte[] stored = Drawn.jpeg(Drawn.asStored(upright, orientation));
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            byte[] tagged = Drawn.with(stored, 0xE1, Drawn.exif(orientation, order));
            PhotoInspector.Examined examined = inspector.examine(tagged, null, true);

            assertThat(examined.report().refusals()).isEmpty();
            assertThat(examined.report().width()).isEqualTo(600);
            assertThat(examined.report().height()).isEqualTo(780);
            BufferedImage portrait = read(examined.derived().orElseThrow().portrait());
            BufferedImage preview = read(examined.derived().orElseThrow().preview());
            for (BufferedImage picture : List.of(portrait, preview)) {
                int right = picture.getWidth() - 10;
                int bottom = picture.getHeight() - 10;
                assertNear(picture.getRGB(10, 10), Color.RED);
                assertNear(picture.getRGB(right, 10), new Color(225, 228, 232));
                assertThat(new Color(picture.getRGB(10, bottom)).getRed()).isLessThan(235);
            }
        }
    }

    @Test
    void refusesByTheSizeAfterRotation() {
        byte[] lying = Drawn.photo(600, 500);

        PhotoReport report = inspector.inspect(Drawn.with(lying, 0xE1, Drawn.exif(6, ByteOrder.BIG_ENDIAN)), null);
        assertThat(report.refusals()).isEmpty();
        assertThat(report.width()).isEqualTo(500);

        byte[] standing = Drawn.photo(500, 600);
        assertThat(refusals(
                        inspector.inspect(Drawn.with(standing, 0xE1, Drawn.exif(8, ByteOrder.LITTLE_ENDIAN)), null)))
                .containsExactly(PhotoRule.TOO_SMALL);
    }

    @Test
    void leavesOutWhatHangsOnBehindThePicture() {
        byte[] photo = Drawn.photo(700, 900);

        PhotoInspector.Examined examined = inspector.examine(Drawn.concat(photo, zip()), null, true);

        assertThat(examined.report().refusals()).isEmpty();
        assertThat(examined.derived().orElseThrow().original()).isEqualTo(photo);
    }

    @Test
    void judgesAPictureOfManyMegapixels() throws IOException {
        // above the size at which the decoder's output is thinned out
        byte[] large = Drawn.jpeg(Drawn.person(4000, 5100), 0.5f, true);

        PhotoInspector.Examined examined = inspector.examine(large, "kowalski-jan-1a.jpg", true);

        assertThat(examined.report().refusals()).isEmpty();
        assertThat(examined.report().advice()).isEmpty();
        assertThat(read(examined.derived().orElseThrow().portrait()).getHeight())
                .isEqualTo(633);
    }

    @Test
    void readsRedGreenAndBlueWhereTheFileSaysSo() throws IOException {
        byte[] rgb = Drawn.with(Drawn.rgb(700, 900), 0xEE, bytes("Adobe\0d\0\0\0\0\0"));

        PhotoInspector.Examined examined = inspector.examine(rgb, null, true);

        assertThat(examined.report().refusals()).isEmpty();
        assertNear(read(examined.derived().orElseThrow().portrait()).getRGB(246, 400), new Color(219, 166, 142));
    }

    @Test
    void answersManyAtOnceAsOneByOne() throws Exception {
        List<byte[]> files = List.of(
                Drawn.photo(900, 1200),
                zeroed(Drawn.photo(900, 1200), 0.5, 1),
                Drawn.jpeg(Drawn.person(800, 1000), 0.8f, true),
                Drawn.photo(499, 600),
                Drawn.jpeg(Drawn.person(1000, 1000)));
        List<PhotoReport> oneByOne =
                files.stream().map(file -> inspector.inspect(file, "a.jpg")).toList();

        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<PhotoReport>> answers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] file = files.get(i % files.size());
                answers.add(threads.submit(() -> inspector.inspect(file, "a.jpg")));
            }
            for (int i = 0; i < 40; i++) {
                assertThat(answers.get(i).get()).isEqualTo(oneByOne.get(i % files.size()));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    // --- advice ---

    @ParameterizedTest
    @CsvSource({
        "IMG_2031.JPG,NAME_GENERIC",
        "IMG-20240901-WA0003.jpg,NAME_GENERIC",
        "image0.jpeg,NAME_GENERIC",
        "20240901_120000.jpg,NAME_GENERIC",
        "zdjęcie (2).jpg,NAME_GENERIC",
        "kowalski-jan-1a.png,NAME_ENDING",
        "kowalski-jan-1a,NAME_ENDING",
    })
    void takesTheNameAsAHintOnly(String name, PhotoRule advice) {
        PhotoReport report = inspector.inspect(Drawn.photo(700, 900), name);

        assertThat(report.passed()).isTrue();
        assertThat(advice(report)).containsExactly(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kowalski-jan-1a.jpg", "Zofia Nowak.JPEG", "  ", "łuć-ewa-8b.Jpg"})
    void saysNothingOfOtherNames(String name) {
        assertThat(inspector.inspect(Drawn.photo(700, 900), name).advice()).isEmpty();
    }

    @Test
    void doesNotHangOnAName() {
        assertThat(inspector
                        .inspect(Drawn.photo(700, 900), "wa1".repeat(100_000) + "1".repeat(1_000_000) + "x.jpg")
                        .passed())
                .isTrue();
    }

    @Test
    void speaksOfTheResolutionTagOnlyWhereTheSchoolAsksForIt() {
        byte[] none = Drawn.without(Drawn.photo(700, 900), 0xE0);
        byte[] low = Drawn.with(none, 0xE1, Drawn.exif(1, ByteOrder.BIG_ENDIAN));
        byte[] enough = Drawn.with(none, 0xE0, bytes("JFIF\0\u0001\u0002\u0001\u0001,\u0001,\0\0"));
        byte[] perCm = Drawn.with(none, 0xE0, bytes("JFIF\0\u0001\u0002\u0002\0w\0w\0\0"));
        PhotoInspector asking = new PhotoInspector(S0);

        assertThat(advice(asking.inspect(none, null))).containsExactly(PhotoRule.DPI_ABSENT);
        PhotoReport report = asking.inspect(low, null);
        assertThat(advice(report)).containsExactly(PhotoRule.DPI_LOW);
        assertThat(report.advice().get(0).reason())
                .isEqualTo("W pliku zapisano rozdzielczość 72 dpi (wymaganie szkoły: 300 dpi).");
        assertThat(advice(asking.inspect(enough, null))).isEmpty();
        assertThat(advice(asking.inspect(perCm, null))).isEmpty();
        assertThat(Stream.of(none, low, enough).flatMap(photo -> inspector.inspect(photo, null).advice().stream()))
                .isEmpty();
    }

    static Stream<Arguments> looks() {
        Color light = new Color(225, 228, 232);
        BufferedImage person = Drawn.person(700, 900);
        return Stream.of(
                Arguments.of(PhotoRule.SHAPE, Drawn.person(900, 900)),
                Arguments.of(PhotoRule.SHAPE, Drawn.person(1200, 800)),
                Arguments.of(PhotoRule.BACKGROUND_DARK, Drawn.person(700, 900, new Color(50, 70, 60), 3)),
                Arguments.of(PhotoRule.BACKGROUND_UNEVEN, striped(person)),
                Arguments.of(PhotoRule.BLURRED, blurred(person)),
                Arguments.of(PhotoRule.DARK, scaledLight(person, 0.2, 0)),
                Arguments.of(PhotoRule.BRIGHT, scaledLight(Drawn.person(700, 900, light, 3), 1, 120)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void adviseOnLooksWithoutRefusing(PhotoRule advice, BufferedImage picture) {
        PhotoReport report = inspector.inspect(Drawn.jpeg(picture), null);

        assertThat(report.passed()).isTrue();
        assertThat(advice(report)).contains(advice);
    }

    // --- anything at all ---

    @Test
    void answersAnyBytes() {
        Random random = new Random(7);
        byte[][] seeds = {
            Drawn.with(Drawn.photo(500, 600), 0xE1, Drawn.exif(6, ByteOrder.LITTLE_ENDIAN)),
            Drawn.jpeg(Drawn.person(500, 600), 0.7f, true),
            Drawn.cmyk(500, 600)
        };
        int passed = 0;
        for (int i = 0; i < 600; i++) {
            byte[] mutated = seeds[i % seeds.length].clone();
            // half of the time in the headers, where a byte changes most
            int reach = i % 2 == 0 ? Math.min(mutated.length, 700) : mutated.length;
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                mutated[3 + random.nextInt(reach - 3)] = (byte) random.nextInt(256);
            }
            if (i % 5 == 0) {
                mutated = Arrays.copyOf(mutated, 3 + random.nextInt(mutated.length));
            }
            PhotoReport report = inspector.inspect(mutated, "x.jpg");
            assertThat(report.passed()).isEqualTo(report.refusals().isEmpty());
            passed += report.passed() ? 1 : 0;
        }
        assertThat(passed).isBetween(1, 500);
    }

    // --- helpers ---

    private static List<PhotoRule> refusals(PhotoReport report) {
        assertThat(report.refusals()).allMatch(finding -> finding.rule().isRefusal());
        return report.refusals().stream().map(Finding::rule).toList();
    }

    private static List<PhotoRule> advice(PhotoReport report) {
        assertThat(report.advice()).noneMatch(finding -> finding.rule().isRefusal());
        return report.advice().stream().map(Finding::rule).toList();
    }

    private static void assertNear(int actual, Color expected) {
        Color colour = new Color(actual);
        assertThat(Math.abs(colour.getRed() - expected.getRed()))
                .as("%s", colour)
                .isLessThan(20);
        assertThat(Math.abs(colour.getGreen() - expected.getGreen()))
                .as("%s", colour)
                .isLessThan(20);
        assertThat(Math.abs(colour.getBlue() - expected.getBlue()))
                .as("%s", colour)
                .isLessThan(20);
    }

    private static BufferedImage read(byte[] jpeg) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(jpeg));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] eoi() {
        return bytes("\u00ff\u00d9");
    }

    private static byte[] cut(byte[] file, double share) {
        return Arrays.copyOf(file, (int) (file.length * share));
    }

    private static byte[] zeroed(byte[] jpeg, double from, double to) {
        int start = Drawn.codedData(jpeg);
        int length = jpeg.length - 2 - start;
        byte[] zeroed = jpeg.clone();
        Arrays.fill(zeroed, start + (int) (from * length), start + (int) (to * length), (byte) 0);
        return zeroed;
    }

    private static byte[] withoutAll(byte[] jpeg, int marker) {
        byte[] without = jpeg;
        while (true) {
            try {
                without = Drawn.without(without, marker);
            } catch (IllegalArgumentException e) {
                return without;
            }
        }
    }

    /** The file's last scan again and again, each time in full. */
    private static byte[] withScansRepeated(byte[] jpeg, int times) {
        int at = jpeg.length - 2;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] != (byte) 0xDA) {
            at--;
        }
        byte[] scan = Arrays.copyOfRange(jpeg, at, jpeg.length - 2);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, jpeg.length - 2);
        for (int i = 0; i < times; i++) {
            out.writeBytes(scan);
        }
        out.writeBytes(eoi());
        return out.toByteArray();
    }

    private static byte[] renumbered(byte[] jpeg) {
        byte[] renumbered = jpeg.clone();
        int frame = Drawn.frame(jpeg);
        int scan = Drawn.find(jpeg, 0xDA);
        for (int i = 0; i < 3; i++) {
            renumbered[frame + 10 + 3 * i] = (byte) (i + 33);
            renumbered[scan + 5 + 2 * i] = (byte) (i + 33);
        }
        return renumbered;
    }

    private static byte[] withFillBytes(byte[] jpeg) {
        int scan = Drawn.find(jpeg, 0xDA);
        return Drawn.concat(
                Arrays.copyOf(jpeg, scan), bytes("\u00ff\u00ff\u00ff"), Arrays.copyOfRange(jpeg, scan, jpeg.length));
    }

    /** One restart marker in the middle: the coded data of two halves, joined under a header for both. */
    private static byte[] restarting(BufferedImage picture) {
        int half = (picture.getHeight() / 2 + 15) / 16 * 16;
        byte[] upper = Drawn.jpeg(picture.getSubimage(0, 0, picture.getWidth(), half));
        byte[] lower = Drawn.jpeg(picture.getSubimage(0, half, picture.getWidth(), picture.getHeight() - half));
        int blocks = (picture.getWidth() + 15) / 16 * (half / 16);
        byte[] interval = ByteBuffer.allocate(2).putShort((short) blocks).array();
        byte[] joined = Drawn.concat(
                Arrays.copyOf(upper, upper.length - 2),
                bytes("\u00ff\u00d0"),
                Arrays.copyOfRange(lower, Drawn.codedData(lower), lower.length));
        return Drawn.with(Drawn.claiming(joined, picture.getWidth(), picture.getHeight()), 0xDD, interval);
    }

    private static byte[] zip() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.txt"));
            zip.write(bytes("tail"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static BufferedImage striped(BufferedImage person) {
        BufferedImage striped = copy(person);
        for (int y = 0; y < striped.getHeight(); y++) {
            for (int x = 0; x < striped.getWidth(); x++) {
                boolean wall = x < 60 || x > striped.getWidth() - 60 || y < 70;
                if (wall && x / 20 % 2 == 0) {
                    striped.setRGB(x, y, new Color(150, 120, 90).getRGB());
                }
            }
        }
        return striped;
    }

    private static BufferedImage blurred(BufferedImage person) {
        BufferedImage small = scaled(person, person.getWidth() / 20, person.getHeight() / 20);
        return scaled(small, person.getWidth(), person.getHeight());
    }

    private static BufferedImage scaled(BufferedImage picture, int width, int height) {
        BufferedImage scaled = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
        var pen = scaled.createGraphics();
        pen.setRenderingHint(
                java.awt.RenderingHints.KEY_INTERPOLATION, java.awt.RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        pen.drawImage(picture, 0, 0, width, height, null);
        pen.dispose();
        return scaled;
    }

    private static BufferedImage scaledLight(BufferedImage picture, double factor, int more) {
        return new java.awt.image.RescaleOp((float) factor, more, null).filter(picture, copy(picture));
    }

    private static BufferedImage copy(BufferedImage picture) {
        return scaled(picture, picture.getWidth(), picture.getHeight());
    }
}
