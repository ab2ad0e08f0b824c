package pl.legitymacje.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import pl.legitymacje.school.Refused;

class PhotosTest {

    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");
    private static final Instant NOON = Instant.parse("2026-09-01T10:00:00Z");
    private static final PhotoRules RULES =
            new PhotoRules(DataSize.ofMegabytes(5), 500, 600, null, true, Duration.ofDays(90));
    private static final byte[] GOOD = Drawn.photo(600, 780);
    private static final byte[] SMALL = Drawn.photo(300, 390);

    private JdbcClient jdbc;
    private TransactionTemplate transactions;
    private Photos photos;

    @BeforeEach
    void emptyDatabase() {
        DataSource database =
                new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:db/vendor/h2")
                .load()
                .migrate();
        jdbc = JdbcClient.create(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        photos = at(NOON);
    }

    private Photos at(Instant now) {
        return new Photos(new PhotoInspector(RULES), RULES, jdbc, transactions, Clock.fixed(now, WARSAW));
    }

    // --- what cannot be done ---

    @Test
    void knowsNoOtherPhotos() {
        receive(GOOD);
        assertThat(photos.find("x")).isEmpty();
        assertRefused("photo.unknown", () -> photos.get("x"));
        assertRefused("photo.unknown", () -> photos.report("x"));
        assertRefused("photo.unknown", () -> photos.original("x"));
        assertRefused("photo.unknown", () -> photos.portrait("x"));
        assertRefused("photo.unknown", () -> photos.attach("x", 1));
        assertRefused("photo.unknown", () -> photos.accept("x", "anna"));
        assertRefused("photo.unknown", () -> photos.refuse("x", "anna", List.of(RefusalReason.COLOURS), null));
        assertRefused("photo.unknown", () -> photos.keepUntil("x", LocalDate.of(2026, 1, 1)));
    }

    @Test
    void keepsAPhotoThatTheMachineRefusedAndDecidesNothingMoreAboutIt() {
        StoredPhoto photo = receive(SMALL);

        assertThat(photo.status()).isEqualTo(PhotoStatus.REFUSED_BY_MACHINE);
        assertThat(photo.passed()).isFalse();
        assertThat(photos.original(photo.id())).isEqualTo(SMALL);
        assertRefused("photo.notDerived", () -> photos.portrait(photo.id()));
        assertThat(photos.pictured(photo.id())).isTrue();
        assertThat(photos.preview(photo.id())).isNotEmpty();
        assertRefused("photo.refusedByMachine", () -> photos.accept(photo.id(), "anna"));
        assertRefused(
                "photo.refusedByMachine",
                () -> photos.refuse(photo.id(), "anna", List.of(RefusalReason.COLOURS), null));
        assertThat(photos.get(photo.id())).isEqualTo(photo);
    }

    @ParameterizedTest
    @CsvSource({"245,400", "400,303", "300,303"})
    void aPortraitTooSmallForTheGovernmentSystemIsRefused(int width, int height) {
        StoredPhoto photo = withLowRules().receive(7L, "a.jpg", Drawn.photo(width, height), PhotoSource.OFFICE, "anna");
        assertThat(photos.portrait(photo.id())).isNotEmpty();
        assertRefused("photo.tooSmallForGovernment", () -> photos.governmentPortrait(photo.id()));
        assertRefused(
                "photo.notDerived",
                () -> photos.governmentPortrait(receive(SMALL).id()));
        assertRefused("photo.unknown", () -> photos.governmentPortrait("x"));
    }

    @ParameterizedTest
    @CsvSource({"246,317", "500,600", "492,633", "4000,600", "500,4000", "3000,4000"})
    void thePortraitFitsTheGovernmentSystem(int width, int height) throws IOException {
        StoredPhoto photo = withLowRules().receive(7L, "a.jpg", Drawn.photo(width, height), PhotoSource.OFFICE, "anna");
        byte[] file = photos.governmentPortrait(photo.id());
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(picture.getWidth()).isGreaterThanOrEqualTo(246);
        assertThat(picture.getHeight()).isGreaterThanOrEqualTo(304);
        assertThat(file).hasSizeLessThanOrEqualTo(2_500_000);
    }

    @Test
    void thePortraitOfTheBusiestPictureFitsTheGovernmentSystemToo() throws IOException {
        BufferedImage noise = new BufferedImage(984, 1266, BufferedImage.TYPE_3BYTE_BGR);
        Random random = new Random(5);
        for (int y = 0; y < noise.getHeight(); y += 2) {
            for (int x = 0; x < noise.getWidth(); x += 2) {
                int colour = random.nextInt(0x1000000);
                noise.setRGB(x, y, colour);
                noise.setRGB(x + 1, y, colour);
                noise.setRGB(x, y + 1, colour);
                noise.setRGB(x + 1, y + 1, colour);
            }
        }
        byte[] portrait = Portrait.jpeg(Portrait.portrait(noise), new byte[0]);
        assertThat(portrait).hasSizeBetween(200_000, 2_500_000);
    }

    private Photos withLowRules() {
        PhotoRules low = new PhotoRules(DataSize.ofMegabytes(5), 1, 1, null, true, Duration.ofDays(90));
        return new Photos(new PhotoInspector(low), low, jdbc, transactions, Clock.fixed(NOON, WARSAW));
    }

    @Test
    void hasNoPictureOfWhatIsNoPhoto() {
        StoredPhoto photo = receive(Drawn.file(Drawn.person(500, 600), "png"));

        assertThat(photos.pictured(photo.id())).isFalse();
        assertRefused("photo.notDerived", () -> photos.preview(photo.id()));
        assertRefused("photo.notDerived", () -> photos.portrait(photo.id()));
        assertThat(photos.pictured("x")).isFalse();
    }

    @Test
    void keepsNoBytesOfAFileBeyondMeasure() {
        byte[] huge = Drawn.concat(GOOD, new byte[15 * 1024 * 1024 + 1 - GOOD.length]);
        byte[] large = Drawn.concat(GOOD, new byte[15 * 1024 * 1024 - GOOD.length]);

        StoredPhoto photo = receive(huge);

        assertThat(photos.report(photo.id()).refusals())
                .extracting(Finding::rule)
                .containsExactly(PhotoRule.TOO_LARGE);
        assertThat(photo.size()).isEqualTo(huge.length);
        assertRefused("photo.notKept", () -> photos.original(photo.id()));
        assertThat(photos.original(receive(large).id())).isEqualTo(GOOD);
    }

    @Test
    void asksTheClerkForReasons() {
        StoredPhoto photo = receive(GOOD);

        assertRefused("photo.reasonMissing", () -> photos.refuse(photo.id(), "anna", List.of(), "bo tak"));
        assertRefused("photo.noteMissing", () -> photos.refuse(photo.id(), "anna", List.of(RefusalReason.OTHER), " "));
        assertThat(photos.get(photo.id())).isEqualTo(photo);
    }

    @Test
    void lastVerdictStands() {
        StoredPhoto accepted = receive(GOOD);
        photos.accept(accepted.id(), "anna");
        assertRefused(
                "photo.acceptedAlready",
                () -> photos.refuse(accepted.id(), "ewa", List.of(RefusalReason.COLOURS), null));
        assertThat(photos.get(accepted.id()).decidedBy()).isEqualTo("anna");

        StoredPhoto refused = photos.receive(8L, "a.jpg", GOOD, PhotoSource.OFFICE, "anna");
        photos.refuse(refused.id(), "anna", List.of(RefusalReason.COLOURS), null);
        assertRefused("photo.refusedAlready", () -> photos.accept(refused.id(), "ewa"));
    }

    @Test
    void doesNotGiveAPhotoToAnotherStudent() {
        StoredPhoto photo = receive(GOOD);
        photos.attach(photo.id(), 8);
        assertRefused("photo.attachedElsewhere", () -> photos.attach(photo.id(), 9));
        photos.accept(photo.id(), "anna");
        photos.attach(photo.id(), 8);

        assertRefused("photo.attachedElsewhere", () -> photos.attach(photo.id(), 9));
        assertThat(photos.get(photo.id()).studentId()).isEqualTo(8);
    }

    // --- what can ---

    @Test
    void putsAGoodPhotoOnFile() throws Exception {
        byte[] tail = "a film".getBytes(StandardCharsets.UTF_8);

        StoredPhoto photo = photos.receive(
                7L, "C:\\fakepath\\kowalski-jan-1a.jpg", Drawn.concat(GOOD, tail), PhotoSource.LIBRUS, "anna");

        assertThat(photo.studentId()).isEqualTo(7);
        assertThat(photo.fileName()).isEqualTo("kowalski-jan-1a.jpg");
        assertThat(photo.source()).isEqualTo(PhotoSource.LIBRUS);
        assertThat(photo.receivedAt()).isEqualTo(NOON);
        assertThat(photo.receivedBy()).isEqualTo("anna");
        assertThat(photo.status()).isEqualTo(PhotoStatus.RECEIVED);
        assertThat(List.of(photo.width(), photo.height())).containsExactly(600, 780);
        assertThat(photo.size()).isEqualTo(GOOD.length + tail.length);
        assertThat(photo.decidedAt()).isNull();
        assertThat(photo.reasons()).isEmpty();
        assertThat(photos.find(photo.id())).contains(photo);
        assertThat(photos.original(photo.id())).isEqualTo(GOOD);
        assertThat(ImageIO.read(new ByteArrayInputStream(photos.portrait(photo.id())))
                        .getWidth())
                .isEqualTo(492);
        assertThat(ImageIO.read(new ByteArrayInputStream(photos.preview(photo.id())))
                        .getHeight())
                .isEqualTo(780);
    }

    @Test
    void showsTheMachinesFindingsAgainWordForWord() {
        PhotoInspector inspector = new PhotoInspector(RULES);
        for (byte[] file : List.of(GOOD, SMALL, new byte[0], Drawn.photo(1200, 800))) {
            StoredPhoto photo = photos.receive(null, "IMG_1.JPG", file, PhotoSource.EMAIL, "a@example.org");

            PhotoReport now = inspector.inspect(file, "IMG_1.JPG");
            PhotoReport then = photos.report(photo.id());
            assertThat(then.refusals().stream().map(Finding::reason).toList())
                    .isEqualTo(now.refusals().stream().map(Finding::reason).toList());
            assertThat(then.advice().stream().map(Finding::remedy).toList())
                    .isEqualTo(now.advice().stream().map(Finding::remedy).toList());
            assertThat(then.format()).isEqualTo(now.format());
            assertThat(then.sha256()).isEqualTo(now.sha256());
            assertThat(then.passed()).isEqualTo(photo.passed());
        }
    }

    @Test
    void readsFindingsWrittenInTheFirstForm() {
        Findings findings = Findings.read(
                """
                {"version":1,"refusals":[{"rule":"TOO_SMALL","arguments":[300,390,500,600]}],"advice":[{"rule":"DARK","arguments":[]}]}
                """);

        assertThat(findings.refusals().get(0).reason()).contains("300 × 390", "500 × 600");
        assertThat(findings.advice()).containsExactly(Finding.of(PhotoRule.DARK));
        assertThat(Findings.read(findings.write())).isEqualTo(findings);
    }

    @Test
    void recognisesTheSameFile() {
        StoredPhoto first = receive(GOOD);
        assertThat(photos.receive(null, "other name.jpg", GOOD, PhotoSource.MEDIUM, "ewa"))
                .isEqualTo(first);
        StoredPhoto small = receive(SMALL);
        assertThat(receive(SMALL)).isEqualTo(small);
        assertThat(photos.receive(7L, "a.jpg", GOOD, PhotoSource.OFFICE, "anna").id())
                .isNotEqualTo(first.id());

        // once the clerk has decided about it, the same file is a new application
        photos.refuse(first.id(), "anna", List.of(RefusalReason.NOT_CURRENT), null);
        StoredPhoto again = receive(GOOD);
        assertThat(again.id()).isNotEqualTo(first.id());
        assertThat(again.status()).isEqualTo(PhotoStatus.RECEIVED);
        assertThat(rows("photo")).isEqualTo(4);
        assertThat(rows("photo_file")).isEqualTo(3 * 3 + 2);
    }

    @Test
    void recordsTheClerksVerdictOnce() {
        StoredPhoto photo = receive(GOOD);
        photos.refuse(
                photo.id(), "anna", List.of(RefusalReason.FRAMING, RefusalReason.OTHER), " Prosimy o inne zdjęcie. ");
        at(NOON.plusSeconds(60)).refuse(photo.id(), "ewa", List.of(RefusalReason.COLOURS), null);

        StoredPhoto refused = photos.get(photo.id());
        assertThat(refused.status()).isEqualTo(PhotoStatus.REFUSED_BY_CLERK);
        assertThat(refused.decidedBy()).isEqualTo("anna");
        assertThat(refused.decidedAt()).isEqualTo(NOON);
        assertThat(refused.reasons()).containsExactly(RefusalReason.FRAMING, RefusalReason.OTHER);
        assertThat(refused.note()).isEqualTo("Prosimy o inne zdjęcie.");
    }

    @Test
    void findsThePhotoAcceptedLast() {
        assertThat(photos.acceptedOf(7)).isEmpty();
        StoredPhoto old = photos.receive(7L, "a.jpg", GOOD, PhotoSource.OFFICE, "anna");
        assertThat(photos.acceptedOf(7)).isEmpty();
        photos.accept(old.id(), "anna");
        at(NOON.plusSeconds(5)).accept(old.id(), "ewa");
        assertThat(photos.acceptedOf(7)).contains(photos.get(old.id()));
        assertThat(photos.get(old.id()).decidedAt()).isEqualTo(NOON);

        StoredPhoto fresh = photos.receive(7L, "b.jpg", Drawn.photo(610, 780), PhotoSource.OFFICE, "anna");
        at(NOON.plusSeconds(60)).accept(fresh.id(), "anna");

        assertThat(photos.acceptedOf(7)).map(StoredPhoto::id).contains(fresh.id());
        assertThat(photos.acceptedOf(8)).isEmpty();
    }

    @Test
    void erasesTheBytesInTimeAndKeepsHashAndVerdict() {
        StoredPhoto handedOver = photos.receive(7L, "a.jpg", GOOD, PhotoSource.OFFICE, "anna");
        photos.accept(handedOver.id(), "anna");
        photos.keepUntil(handedOver.id(), LocalDate.of(2026, 10, 1));
        StoredPhoto inUse = photos.receive(8L, "a.jpg", GOOD, PhotoSource.OFFICE, "anna");
        photos.accept(inUse.id(), "anna");
        StoredPhoto undecided = photos.receive(9L, "a.jpg", GOOD, PhotoSource.OFFICE, "anna");
        StoredPhoto refused = photos.receive(9L, "b.jpg", SMALL, PhotoSource.OFFICE, "anna");

        // the last moment of the last day, in Warsaw
        assertThat(at(Instant.parse("2026-10-01T21:59:59Z")).eraseDue()).isZero();
        assertThat(at(Instant.parse("2026-10-01T22:00:00Z")).eraseDue()).isEqualTo(1);
        assertThat(at(NOON.plus(Duration.ofDays(90))).eraseDue()).isZero();
        assertThat(at(NOON.plus(Duration.ofDays(90)).plusSeconds(1)).eraseDue()).isEqualTo(2);
        assertThat(at(NOON.plus(Duration.ofDays(900))).eraseDue()).isZero();

        for (StoredPhoto photo : List.of(handedOver, undecided, refused)) {
            StoredPhoto erased = photos.get(photo.id());
            assertThat(erased.erased()).isTrue();
            assertThat(erased.sha256()).isEqualTo(photo.sha256());
            assertThat(photos.report(photo.id()).passed()).isEqualTo(photo.passed());
            assertRefused("photo.erased", () -> photos.original(photo.id()));
            assertRefused("photo.erased", () -> photos.portrait(photo.id()));
            assertRefused("photo.erased", () -> photos.preview(photo.id()));
        }
        assertThat(photos.get(handedOver.id()).decidedBy()).isEqualTo("anna");
        assertThat(photos.acceptedOf(7)).isEmpty();
        assertRefused("photo.erased", () -> photos.accept(undecided.id(), "anna"));
        assertThat(photos.original(inUse.id())).isEqualTo(GOOD);
        assertThat(rows("photo_file")).isEqualTo(3);

        // what was erased is not recognised: it is needed again
        assertThat(photos.receive(9L, "a.jpg", GOOD, PhotoSource.OFFICE, "anna").id())
                .isNotEqualTo(undecided.id());
    }

    private StoredPhoto receive(byte[] content) {
        return photos.receive(null, "kowalski-jan-1a.jpg", content, PhotoSource.EMAIL, "rodzic@example.org");
    }

    private int rows(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    private static void assertRefused(String key, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }
}
