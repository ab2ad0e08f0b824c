package pl.legitymacje.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import pl.legitymacje.AtOnce;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolYear;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateDuplicatesTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);

    private Rooms rooms;
    private CertificateDuplicates certificates;
    private int last;

    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onH2(services);
    }

    @BeforeAll
    void start() throws IOException {
        rooms = open(NumberSeries.class, CertificateDuplicates.class);
        certificates = rooms.get(CertificateDuplicates.class);
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    private NewCertificateDuplicate application() {
        return new NewCertificateDuplicate(
                "SPR-" + ++last,
                "Łucja Żółć",
                "Łucja Dąb",
                "świadectwo ukończenia szkoły podstawowej",
                new SchoolYear(1999),
                "8b");
    }

    private static HandOver handOver(Receiver as) {
        return new HandOver(TODAY, "Łucja Dąb", as, "ania");
    }

    private void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    private String in(CertificateState state) {
        String number = certificates.enter(application()).number();
        if (state == CertificateState.ASSIGNED) {
            return number;
        }
        if (state == CertificateState.ANNULLED) {
            return certificates.annul(number, "wniosek wycofany").number();
        }
        certificates.prepare(number, YESTERDAY, Signatures.of("Nowak, Lis"));
        if (state == CertificateState.PREPARED) {
            return number;
        }
        certificates.approve(number, YESTERDAY, "dyrektor");
        return switch (state) {
            case SENT -> certificates.send(number, "R 123", YESTERDAY, "ania").number();
            case HANDED_OVER ->
                certificates.handOver(number, handOver(Receiver.GRADUATE), null).number();
            default -> number;
        };
    }

    private enum Move {
        PREPARE,
        APPROVE,
        HAND_OVER,
        SEND,
        RECEIVED,
        CAME_BACK,
        ANNUL
    }

    private void make(Move move, String number) {
        switch (move) {
            case PREPARE -> certificates.prepare(number, TODAY, Signatures.ILLEGIBLE);
            case APPROVE -> certificates.approve(number, TODAY, "dyrektor");
            case HAND_OVER -> certificates.handOver(number, handOver(Receiver.GUARDIAN), null);
            case SEND -> certificates.send(number, "R 124", TODAY, "ania");
            case CAME_BACK -> certificates.cameBack(number, TODAY, "nie podjęto w terminie");
            case RECEIVED -> certificates.received(number, TODAY);
            case ANNUL -> certificates.annul(number, "wniosek wycofany");
        }
    }

    /** What comes of a move in each state, in the order of the states; "-" is refused. */
    private static String outcome(CertificateState state, Move move) {
        String outcomes =
                switch (move) { //   ASSIGNED PREPARED APPROVED SENT HANDED_OVER ANNULLED
                    case PREPARE -> "PREPARED PREPARED - - - -";
                    case APPROVE -> "- APPROVED - - - -";
                    case HAND_OVER -> "- - HANDED_OVER - - -";
                    case SEND -> "- - SENT - - -";
                    case RECEIVED -> "- - - HANDED_OVER - -";
                    case CAME_BACK -> "- - - APPROVED - -";
                    case ANNUL -> "ANNULLED ANNULLED ANNULLED - - -";
                };
        return outcomes.split(" ", -1)[List.of(CertificateState.values()).indexOf(state)];
    }

    static Stream<Arguments> statesAndMoves() {
        return Arrays.stream(CertificateState.values()).flatMap(state -> Arrays.stream(Move.values())
                .map(move -> Arguments.of(state, move, outcome(state, move))));
    }

    @ParameterizedTest
    @MethodSource("statesAndMoves")
    void everyMoveInEveryStateIsMadeOrRefused(CertificateState state, Move move, String outcome) {
        CertificateDuplicate before = certificates.get(in(state));
        assertThat(before.state()).isEqualTo(state);
        if (outcome.equals("-")) {
            refused("register.certificate.impossible", () -> make(move, before.number()));
            assertThat(certificates.get(before.number())).isEqualTo(before);
        } else {
            make(move, before.number());
            assertThat(certificates.get(before.number()).state()).hasToString(outcome);
        }
    }

    @Test
    void whatIsMissingIsAskedForAndTakesNoNumber() {
        long before = certificates.enter(application()).serial();
        refused(
                "register.certificate.noName",
                () -> certificates.enter(
                        new NewCertificateDuplicate("x", " ", "Łucja Dąb", "świadectwo", new SchoolYear(1999), "8b")));
        refused(
                "register.certificate.noName",
                () -> certificates.enter(new NewCertificateDuplicate(
                        "x", "Łucja Żółć", null, "świadectwo", new SchoolYear(1999), "8b")));
        refused(
                "register.certificate.noCertificate",
                () -> certificates.enter(
                        new NewCertificateDuplicate("x", "Łucja Żółć", "Łucja Dąb", "", new SchoolYear(1999), "8b")));
        refused(
                "register.certificate.noClass",
                () -> certificates.enter(new NewCertificateDuplicate(
                        "x", "Łucja Żółć", "Łucja Dąb", "świadectwo", new SchoolYear(1999), null)));
        refused(
                "register.certificate.futureYear",
                () -> certificates.enter(new NewCertificateDuplicate(
                        "x", "Łucja Żółć", "Łucja Dąb", "świadectwo", new SchoolYear(2027), "8b")));
        assertThat(certificates.ofCase("x")).isEmpty();
        assertThat(certificates.enter(application()).serial()).isEqualTo(before + 1);
    }

    @Test
    void aCaseHasOneDuplicateUnlessItsNumberWasAnnulled() {
        NewCertificateDuplicate application = application();
        CertificateDuplicate first = certificates.enter(application);
        assertThatThrownBy(() -> certificates.enter(application)).hasMessageContaining(first.number());
        certificates.annul(first.number(), "błąd w druku");
        CertificateDuplicate second = certificates.enter(application);
        assertThat(second.serial()).isEqualTo(first.serial() + 1);
        assertThat(certificates.ofCase(application.caseNumber())).contains(second);
        assertThat(certificates.get(first.number()).note()).isEqualTo("błąd w druku");
        assertThat(certificates.get(first.number()).annulledOn()).isEqualTo(TODAY);
    }

    @Test
    void twoPeopleAtOnceEnterItOnceAndHandItOverOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            NewCertificateDuplicate application = application();
            long before = certificates.enter(application()).serial();
            assertThat(AtOnce.done(
                            List.of(() -> certificates.enter(application), () -> certificates.enter(application))))
                    .isEqualTo(1);
            assertThat(certificates.enter(application()).serial()).isEqualTo(before + 2);
            String ready = in(CertificateState.APPROVED);
            assertThat(AtOnce.done(List.of(
                            () -> certificates.handOver(ready, handOver(Receiver.GRADUATE), null),
                            () -> certificates.send(ready, "R 1", TODAY, "ania"),
                            () -> certificates.annul(ready, "wycofano"))))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-11-24, register.day.future", "2026-11-21, register.day.early"})
    void daysFollowEachOtherAndHaveCome(LocalDate on, String key) {
        if (key.endsWith("future")) {
            refused(key, () -> certificates.prepare(in(CertificateState.ASSIGNED), on, Signatures.ILLEGIBLE));
        }
        refused(key, () -> certificates.approve(in(CertificateState.PREPARED), on, "dyrektor"));
        refused(key, () -> certificates.send(in(CertificateState.APPROVED), "R 1", on, "ania"));
        refused(key, () -> certificates.received(in(CertificateState.SENT), on));
        refused(key, () -> certificates.cameBack(in(CertificateState.SENT), on, "nie podjęto w terminie"));
        refused(
                key,
                () -> certificates.handOver(
                        in(CertificateState.APPROVED), new HandOver(on, "Łucja Dąb", Receiver.GRADUATE, "ania"), null));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void whatHasToBeNotedIsAskedFor(String nothing) {
        String ready = in(CertificateState.APPROVED);
        refused(
                "register.certificate.noAuthorisation",
                () -> certificates.handOver(ready, handOver(Receiver.AUTHORISED), nothing));
        refused(
                "register.certificate.nobody",
                () -> certificates.handOver(ready, new HandOver(TODAY, nothing, Receiver.GRADUATE, "ania"), null));
        refused("register.certificate.noLetter", () -> certificates.send(ready, nothing, TODAY, "ania"));
        refused("register.noReason", () -> certificates.annul(ready, nothing));
        refused("register.noReason", () -> certificates.cameBack(in(CertificateState.SENT), TODAY, nothing));
        refused("register.certificate.noSignatures", () -> Signatures.of(nothing));
        refused("register.certificate.unknown", () -> certificates.get("no such number"));
        refused("register.certificate.unknown", () -> certificates.annul("no such number", "powód"));
    }

    @Test
    void whatHappenedToItStandsInTheRegister() {
        NewCertificateDuplicate application = application();
        String number = certificates.enter(application).number();
        assertThat(number).endsWith("/2026");
        certificates.prepare(number, YESTERDAY, Signatures.ILLEGIBLE);
        certificates.prepare(number, YESTERDAY, Signatures.of(" Nowak, Lis "));
        certificates.approve(number, TODAY, "dyrektor");
        CertificateDuplicate taken =
                certificates.handOver(number, handOver(Receiver.AUTHORISED), "upoważnienie Łucji Dąb z 20.11.2026");
        assertThat(taken.what()).isEqualTo(application);
        assertThat(taken.signatures().label()).isEqualTo("oryginał podpisali: Nowak, Lis");
        assertThat(taken.approvedBy()).isEqualTo("dyrektor");
        assertThat(taken.approvedOn()).isEqualTo(TODAY);
        assertThat(taken.handOver()).isEqualTo(handOver(Receiver.AUTHORISED));
        assertThat(taken.authorisation()).isEqualTo("upoważnienie Łucji Dąb z 20.11.2026");
        assertThat(taken.letter()).isNull();

        String posted = in(CertificateState.SENT);
        assertThat(certificates.received(posted, TODAY).letter())
                .isEqualTo(new CertificateDuplicate.Letter("R 123", YESTERDAY, "ania", TODAY));
        assertThat(certificates.get(posted).handOver()).isNull();
        assertThat(Signatures.ILLEGIBLE.label()).isEqualTo("podpisy na oryginale są nieczytelne");
        assertThat(taken.toString()).doesNotContain("Łucja", "Nowak");
    }

    @Test
    void aLetterThatCameBackIsSentAgainAndNotForgotten() {
        String number = in(CertificateState.SENT);
        CertificateDuplicate back = certificates.cameBack(number, TODAY, "nie podjęto w terminie");
        assertThat(back.letter()).isNull();
        certificates.send(number, "R 200", TODAY, "ania");
        certificates.cameBack(number, TODAY, "adresat wyprowadził się");
        assertThat(certificates.annul(number, "wniosek wycofany").note())
                .isEqualTo("List polecony R 123 wysłany 22.11.2026 wrócił 23.11.2026: nie podjęto w terminie."
                        + " List polecony R 200 wysłany 23.11.2026 wrócił 23.11.2026: adresat wyprowadził się."
                        + " wniosek wycofany");
    }

    @Test
    void itIsFoundByNumberAndByTheNamesThenAndNow() {
        String rare = "Świętopełk";
        List<String> numbers = IntStream.range(0, 51)
                .mapToObj(one -> certificates
                        .enter(new NewCertificateDuplicate(
                                "SPR-" + ++last,
                                rare + " Kowalski",
                                rare + " Łoś-Nowak",
                                "świadectwo",
                                new SchoolYear(2000),
                                "6a"))
                        .number())
                .toList();
        assertThat(certificates.search("SWIETOPELK los kowal", 0).total()).isEqualTo(51);
        assertThat(certificates.search("swietopelk", 0).rows())
                .hasSize(50)
                .first()
                .extracting(CertificateDuplicate::number)
                .isEqualTo(numbers.get(50));
        assertThat(certificates.search("swietopelk", 1).rows())
                .extracting(CertificateDuplicate::number)
                .containsExactly(numbers.get(0));
        assertThat(certificates.search(numbers.get(7) + " świętopełk", 0).rows())
                .extracting(CertificateDuplicate::number)
                .contains(numbers.get(7));
        assertThat(certificates.search("swietopelk wisniewski", 0).total()).isZero();
        assertThat(certificates.search("%", 0).total())
                .isEqualTo(certificates.search(" ", 0).total())
                .isGreaterThanOrEqualTo(51);
        assertThat(certificates.search("SPR-1", 0).total()).isZero();
    }
}
