package pl.legitymacje.fee;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pl.legitymacje.fee.ProofSamples.chunk;
import static pl.legitymacje.fee.ProofSamples.joined;
import static pl.legitymacje.fee.ProofSamples.pdf;
import static pl.legitymacje.fee.ProofSamples.png;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.AtOnce;
import pl.legitymacje.Rooms;
import pl.legitymacje.photo.Drawn;
import pl.legitymacje.school.Refused;

/** Which files are taken as proofs of payment, with which case they lie, and when they are gone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentProofsTest {

    private static final int LIMIT = 5 * 1024 * 1024;

    private Rooms rooms;
    private Claims claims;
    private Payments payments;
    private PaymentProofs proofs;
    private int last;

    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onH2(services);
    }

    @BeforeAll
    void start() throws IOException {
        rooms = open(Claims.class, Payments.class, PaymentProofs.class);
        claims = rooms.get(Claims.class);
        payments = rooms.get(Payments.class);
        proofs = rooms.get(PaymentProofs.class);
    }

    @BeforeEach
    void today() {
        rooms.timeIs(Rooms.NOW);
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    private String owing() {
        String number = "SPR-2026-%04d".formatted(++last);
        claims.claim(number, FeeKind.CARD_DUPLICATE, new BigDecimal("9.00"), new PaidFor("Łucja", "Żółć", "4a"));
        return number;
    }

    /** A file like no other. */
    private byte[] another() {
        return pdf("nr " + ++last);
    }

    private static void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    private int files() {
        return rooms.get(JdbcClient.class)
                .sql("select count(*) from payment_proof_file")
                .query(Integer.class)
                .single();
    }

    // What is no proof

    static Stream<Arguments> noProofs() {
        byte[] pdf = pdf("9,00");
        byte[] jpeg = Drawn.photo(300, 400);
        byte[] png = png(40, 30);
        byte[] html = "<html><script>alert(1)</script></html>".getBytes(ISO_8859_1);
        return Stream.of(
                Arguments.of("nothing", "fee.proof.empty", new byte[0]),
                Arguments.of("HTML", "fee.proof.other", html),
                Arguments.of("text", "fee.proof.other", "Przelew 9,00".getBytes(ISO_8859_1)),
                Arguments.of("an old Word file", "fee.proof.other", new byte[] {
                    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1, 0, 0
                }),
                Arguments.of("a new Word file", "fee.proof.document", "PK\u0003\u0004 word/".getBytes(ISO_8859_1)),
                Arguments.of("HEIC", "fee.proof.heic", "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(ISO_8859_1)),
                Arguments.of("a GIF", "fee.proof.other", "GIF89a......".getBytes(ISO_8859_1)),
                Arguments.of("SVG", "fee.proof.other", "<svg xmlns='x' onload='a()'/>".getBytes(ISO_8859_1)),
                Arguments.of("the mark alone", "fee.proof.broken", "%PDF-1.7".getBytes(ISO_8859_1)),
                Arguments.of("HTML before the mark", "fee.proof.broken", joined(html, pdf)),
                Arguments.of(
                        "HTML behind the mark",
                        "fee.proof.broken",
                        joined("%PDF-1.4\n".getBytes(ISO_8859_1), html, "\nstartxref\n9\n%%EOF".getBytes(ISO_8859_1))),
                Arguments.of("a PDF cut in the middle", "fee.proof.broken", Arrays.copyOf(pdf, pdf.length / 2)),
                Arguments.of("a PDF cut at its end", "fee.proof.broken", Arrays.copyOf(pdf, pdf.length - 10)),
                Arguments.of("a PDF with much behind it", "fee.proof.broken", joined(pdf, new byte[1025])),
                Arguments.of(
                        "a PDF that points behind itself",
                        "fee.proof.broken",
                        new String(pdf, ISO_8859_1)
                                .replaceFirst("startxref\n\\d+", "startxref\n999999999")
                                .getBytes(ISO_8859_1)),
                Arguments.of(
                        "a PDF that points to nothing",
                        "fee.proof.broken",
                        new String(pdf, ISO_8859_1)
                                .replaceFirst("startxref\n\\d+", "startxref\n-1")
                                .getBytes(ISO_8859_1)),
                Arguments.of("a JPEG cut", "fee.proof.broken", Arrays.copyOf(jpeg, jpeg.length - 200)),
                Arguments.of("a JPEG's first bytes", "fee.proof.broken", Arrays.copyOf(jpeg, 3)),
                Arguments.of("a PNG's first bytes", "fee.proof.broken", Arrays.copyOf(png, 8)),
                Arguments.of("a PNG cut", "fee.proof.broken", Arrays.copyOf(png, png.length - 12)),
                Arguments.of("a PNG cut in a chunk", "fee.proof.broken", Arrays.copyOf(png, png.length - 20)),
                Arguments.of("a PNG with a wrong sum", "fee.proof.broken", changed(png, 20)),
                Arguments.of(
                        "a PNG without a picture",
                        "fee.proof.broken",
                        joined(Arrays.copyOf(png, 33), chunk("IEND", new byte[0]))),
                Arguments.of(
                        "a PNG without a header",
                        "fee.proof.broken",
                        joined(Arrays.copyOf(png, 8), chunk("IDAT", new byte[10]), chunk("IEND", new byte[0]))),
                Arguments.of("a PNG of no width", "fee.proof.broken", png(0, 30)),
                Arguments.of("a PNG of endless length", "fee.proof.broken", negativeLength(png)),
                Arguments.of("a PNG that fills the memory", "fee.proof.tooManyPixels", png(1, 60_000_000)),
                Arguments.of("a file of a byte too much", "fee.proof.tooLarge", Arrays.copyOf(pdf, LIMIT + 1)));
    }

    private static byte[] changed(byte[] file, int at) {
        byte[] other = file.clone();
        other[at] ^= 1;
        return other;
    }

    private static byte[] negativeLength(byte[] png) {
        byte[] other = png.clone();
        other[33] = (byte) 0x80;
        return other;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noProofs")
    void whatIsNoWholePdfOrPictureIsRefusedWhateverItsName(String what, String key, byte[] file) {
        int before = files();
        String number = owing();
        for (String name : List.of("przelew.pdf", "przelew.png", "przelew.jpg")) {
            refused(key, () -> proofs.receive(name, file, "ania"));
            refused(key, () -> proofs.receive(number, name, file, "ania"));
        }
        assertThat(files()).isEqualTo(before);
        assertThat(proofs.ofCase(number)).isEmpty();
    }

    @Test
    void whatIsSaidTellsWhatToDo() {
        assertThatThrownBy(() -> proofs.receive("a.pdf", new byte[LIMIT + 1], "ania"))
                .hasMessage("Ten plik jest za duży: potwierdzenie może mieć do 5 MB."
                        + " Proszę zapisać je jako PDF albo zmniejszyć zdjęcie.");
        assertThatThrownBy(() -> proofs.receive("a.pdf", png(1, 60_000_000), "ania"))
                .hasMessageContaining("do 50 milionów punktów");
    }

    // What is one

    @Test
    void theContentDecidesAndNotTheName() {
        assertThat(proofs.receive("p.pdf", png(40, 30), "ania").kind()).isEqualTo(ProofKind.PNG);
        assertThat(proofs.receive("p.heic", Drawn.photo(300, 400), "ania").kind())
                .isEqualTo(ProofKind.JPEG);
        assertThat(proofs.receive("p.docx", pdf("9"), "ania").kind()).isEqualTo(ProofKind.PDF);
    }

    @Test
    void aFileIsKeptAsItCameButForWhatHangsOnBehindAPicture() {
        byte[] tail = "PK\u0003\u0004 <script>".getBytes(ISO_8859_1);
        for (byte[] picture : List.of(png(40, 30), Drawn.photo(300, 400))) {
            PaymentProof proof = proofs.receive("p", joined(picture, tail), "ania");
            assertThat(proofs.content(proof.id())).isEqualTo(picture);
            assertThat(proof.size()).isEqualTo(picture.length + tail.length);
        }
        byte[] pdf = joined(pdf("9"), new byte[1000]);
        PaymentProof proof = proofs.receive("p.pdf", pdf, "ania");
        assertThat(proofs.content(proof.id())).isEqualTo(pdf);
        assertThat(proof.sha256()).hasSize(64);
        assertThat(proof.receivedAt()).isEqualTo(Rooms.NOW);
        assertThat(proof.receivedBy()).isEqualTo("ania");
        assertThat(proof.caseNumber()).isNull();
    }

    @Test
    void aFileOfExactlyTheLimitIsTaken() {
        // a file that PDF readers take: its end is where they look for it
        byte[] pdf = pdf("9");
        String text = new String(pdf, ISO_8859_1);
        int start = text.indexOf("xref\n");
        int more = LIMIT - pdf.length - 4;
        String padded = text.substring(0, start) + "%" + "x".repeat(more - 2) + "\n"
                + text.substring(start).replaceFirst("startxref\n\\d+", "startxref\n" + (start + more));
        byte[] large = padded.getBytes(ISO_8859_1);
        assertThat(large.length).isBetween(LIMIT - 8, LIMIT);
        assertThat(proofs.receive("p.pdf", large, "ania").size()).isEqualTo(large.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C:\\Moje\\Ewa Żółć.pdf | Ewa Żółć.pdf",
                "../../etc/passwd | passwd",
                "przelew\u0000\u0007\u202Efdp.exe | przelewfdp.exe",
                "a\ud800b.pdf | ab.pdf",
                "przelew \ud83d\udcb8.png | przelew \ud83d\udcb8.png"
            })
    void aNameIsKeptWithoutFoldersAndWithoutWhatIsNotSeen(String given, String kept) {
        assertThat(proofs.receive(given, another(), "ania").fileName()).isEqualTo(kept);
    }

    @Test
    void aNameMayBeMissingOrLong() {
        assertThat(proofs.receive(null, another(), "ania").fileName()).isEmpty();
        assertThat(proofs.receive("/", another(), "ania").fileName()).isEmpty();
        assertThat(proofs.receive("x".repeat(300), another(), "ania").fileName())
                .hasSize(255);
        assertThat(proofs.receive("x".repeat(254) + "\ud83d\udcb8", another(), "ania")
                        .fileName())
                .isEqualTo("x".repeat(254));
    }

    // With which case it lies

    @Test
    void aCaseThatOwesNothingHasNoProofs() {
        refused("fee.claim.unknown", () -> proofs.receive("SPR-1999-0001", "p.pdf", another(), "ania"));
        String id = proofs.receive("p.pdf", another(), "ania").id();
        refused("fee.claim.unknown", () -> proofs.attach("SPR-1999-0001", List.of(id)));
        assertThat(proofs.get(id).caseNumber()).isNull();
    }

    @Test
    void aProofLiesWithOneCaseAndAnUnknownOneWithNone() {
        String number = owing();
        String other = owing();
        String id = proofs.receive("p.pdf", another(), "ania").id();
        refused("fee.proof.unknown", () -> proofs.get("x"));
        refused("fee.proof.unknown", () -> proofs.content(UUID.randomUUID().toString()));
        refused("fee.proof.unknown", () -> proofs.attach(number, List.of(id, "x")));
        assertThat(proofs.ofCase(number)).as("all or nothing").isEmpty();
        proofs.attach(number, List.of(id));
        refused("fee.proof.elsewhere", () -> proofs.attach(other, List.of(id)));
        assertThat(proofs.ofCases(List.of(number, other)))
                .extracting(PaymentProof::caseNumber)
                .containsExactly(number);
        assertThat(proofs.ofCases(List.of())).isEmpty();
    }

    @Test
    void theSameFileLiesOnceWithACaseButServesSiblings() {
        byte[] both = another();
        String number = owing();
        String brothers = owing();
        PaymentProof proof = proofs.receive(number, "p.pdf", both, "ania");
        assertThat(proofs.servesOthers(proof, List.of(number))).isFalse();
        refused("fee.proof.twice", () -> proofs.receive(number, "q.pdf", both, "basia"));
        proofs.receive(brothers, "p.pdf", both, "ania");
        assertThat(proofs.servesOthers(proof, List.of(number))).isTrue();
        assertThat(proofs.servesOthers(proof, List.of(number, brothers))).isFalse();
        proofs.remove(proof.id(), "ania");
        assertThat(proofs.receive(number, "p.pdf", both, "ania").present()).isTrue();
    }

    @Test
    void fiveLieWithACaseAndTheSixthHasToWait() {
        String number = owing();
        List<String> ids = IntStream.range(0, PaymentProofs.MOST + 1)
                .mapToObj(i -> proofs.receive("p.pdf", another(), "ania").id())
                .toList();
        refused("fee.proof.tooMany", () -> proofs.attach(number, ids));
        assertThat(proofs.ofCase(number)).isEmpty();
        proofs.attach(number, ids.subList(0, PaymentProofs.MOST));
        refused("fee.proof.tooMany", () -> proofs.receive(number, "p.pdf", another(), "ania"));
        proofs.remove(ids.get(0), "ania");
        proofs.attach(number, ids.subList(PaymentProofs.MOST, PaymentProofs.MOST + 1));
        assertThat(proofs.ofCase(number)).hasSize(PaymentProofs.MOST + 1);
    }

    @Test
    void ofManyAtOnceNoMoreThanFiveComeIn() throws Exception {
        String number = owing();
        Runnable upload = () -> proofs.receive(number, "p.pdf", pdf(UUID.randomUUID() + ""), "ania");
        assertThat(AtOnce.done(java.util.Collections.nCopies(8, upload))).isEqualTo(PaymentProofs.MOST);
        assertThat(proofs.ofCase(number)).hasSize(PaymentProofs.MOST);
    }

    @Test
    void aProofPaysNothing() {
        String number = owing();
        proofs.receive(number, "p.pdf", another(), "ania");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.UNPAID);
        assertThat(payments.unused()).isEmpty();
    }

    // When it is gone

    @Test
    void aProofThatIsRemovedLeavesItsHash() {
        String number = owing();
        PaymentProof proof = proofs.receive(number, "p.pdf", another(), "ania");
        int before = files();
        proofs.remove(proof.id(), "basia");
        PaymentProof gone = proofs.get(proof.id());
        assertThat(gone.present()).isFalse();
        assertThat(gone.removedBy()).isEqualTo("basia");
        assertThat(gone.sha256()).isEqualTo(proof.sha256());
        assertThat(files()).isEqualTo(before - 1);
        refused("fee.proof.removed", () -> proofs.content(proof.id()));
        refused("fee.proof.removed", () -> proofs.remove(proof.id(), "ania"));
        assertThat(proofs.get(proof.id()).removedBy()).isEqualTo("basia");
        String unattached = proofs.receive("p.pdf", another(), "ania").id();
        proofs.remove(unattached, "ania");
        refused("fee.proof.removed", () -> proofs.attach(number, List.of(unattached)));
        refused("fee.proof.unknown", () -> proofs.remove("x", "ania"));
    }

    @Test
    void ofTwoWhoRemoveItAtOnceOneIsTold() throws Exception {
        String number = owing();
        for (String id : List.of(
                proofs.receive(number, "p.pdf", another(), "ania").id(),
                proofs.receive("p.pdf", another(), "ania").id())) {
            assertThat(AtOnce.done(List.of(() -> proofs.remove(id, "ania"), () -> proofs.remove(id, "basia"))))
                    .isEqualTo(1);
            assertThat(proofs.get(id).present()).isFalse();
        }
    }

    @Test
    void aCaseThatHasEndedKeepsWhatItHas() {
        for (boolean withdrawn : new boolean[] {true, false}) {
            String number = owing();
            String id = proofs.receive(number, "p.pdf", another(), "ania").id();
            if (withdrawn) {
                payments.cancel(number, "wycofany", "ania");
            } else {
                payments.close(number, "ania");
            }
            String late = proofs.receive("p.pdf", another(), "ania").id();
            refused("fee.proof.closed", () -> proofs.receive(number, "p.pdf", another(), "ania"));
            refused("fee.proof.closed", () -> proofs.attach(number, List.of(late)));
            refused("fee.proof.closed", () -> proofs.remove(id, "ania"));
            assertThat(proofs.content(id)).isNotEmpty();
        }
    }

    @Test
    void filesAreDeletedWhenTheirTimeIsOverAndNotADayBefore() {
        String open = owing();
        String closed = owing();
        String kept = proofs.receive(open, "p.pdf", another(), "ania").id();
        String due = proofs.receive(closed, "p.pdf", another(), "ania").id();
        String abandoned = proofs.receive("p.pdf", another(), "ania").id();
        assertThat(proofs.lastDay(proofs.get(due))).isEmpty();
        payments.cancel(closed, "wycofany", "ania");
        assertThat(proofs.lastDay(proofs.get(due))).hasValue(LocalDate.of(2026, 12, 23));

        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(7)));
        proofs.eraseDue();
        assertThat(proofs.get(abandoned).present()).isTrue();
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(7)).plusSeconds(1));
        assertThat(proofs.eraseDue()).isPositive();
        assertThat(proofs.get(abandoned).present()).isFalse();

        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(30)));
        proofs.eraseDue();
        assertThat(proofs.content(due)).isNotEmpty();
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(31)));
        assertThat(proofs.eraseDue()).isPositive();
        assertThat(proofs.eraseDue()).isZero();
        assertThat(proofs.get(due).removedBy()).isNull();
        assertThat(proofs.get(due).sha256()).hasSize(64);
        refused("fee.proof.removed", () -> proofs.content(due));
        assertThat(proofs.content(kept)).isNotEmpty();
    }
}
