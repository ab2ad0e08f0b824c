package pl.legitymacje.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pl.legitymacje.AtOnce;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.Refused;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final BigDecimal NINE = new BigDecimal("9.00");

    private Rooms rooms;
    private Claims claims;
    private Payments payments;
    private int last;

    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onH2(services);
    }

    @BeforeAll
    void start() throws IOException {
        rooms = open(Claims.class, Payments.class);
        claims = rooms.get(Claims.class);
        payments = rooms.get(Payments.class);
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    private String owing(String amount) {
        String number = "SPR-2026-%04d".formatted(++last);
        claims.claim(number, FeeKind.CARD_DUPLICATE, new BigDecimal(amount), new PaidFor("Łucja", "Żółć", "4a"));
        return number;
    }

    /** A proof like no other. */
    private NewPayment proof(String amount) {
        return new NewPayment(
                new BigDecimal(amount), DAY, "Ewa Żółć", "duplikat " + ++last, PaymentSource.PROOF, null, "ania");
    }

    private long paid(String amount) {
        return payments.record(proof(amount));
    }

    private void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    private List<Long> onTheDesk() {
        return payments.unused().stream().map(Payment::id).toList();
    }

    private FeeStatus.State state(String caseNumber) {
        return payments.status(caseNumber).state();
    }

    private List<String> trail(long payment) {
        return payments.trail(payment).stream().map(Payment.Step::what).toList();
    }

    // What cannot be recorded

    @ParameterizedTest
    @CsvSource({"0, fee.amount.zero", "-9, fee.amount.negative", "8.999, fee.amount.digits", "1e9, fee.amount.tooLarge"
    })
    void anAmountThatCannotBeIsRefused(BigDecimal amount, String key) {
        refused(key, () -> paid(amount.toPlainString()));
        String number = owing("9.00");
        long payment = paid("9.00");
        if (amount.signum() != 0) {
            refused(key, () -> claims.claim("other", FeeKind.CARD_DUPLICATE, amount, new PaidFor("A", "B", "1a")));
        }
        refused(key, () -> payments.use(payment, number, amount, "ania"));
        refused(key, () -> payments.split(payment, Map.of(number, amount), "ania"));
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.UNPAID);
    }

    @Test
    void whatIsNotKnownOfAPaymentIsAskedFor() {
        refused(
                "fee.payment.noPayer",
                () -> payments.record(new NewPayment(NINE, DAY, " ", "duplikat", PaymentSource.PROOF, null, "ania")));
        refused(
                "fee.payment.noTitle",
                () -> payments.record(new NewPayment(NINE, DAY, "Ewa", null, PaymentSource.PROOF, null, "ania")));
        refused(
                "fee.payment.noReference",
                () -> payments.record(
                        new NewPayment(NINE, DAY, "Ewa", "duplikat", PaymentSource.STATEMENT, " ", "ania")));
        refused(
                "fee.payment.future",
                () -> payments.record(new NewPayment(
                        NINE, LocalDate.of(2026, 11, 24), "Ewa", "duplikat", PaymentSource.CASH, null, "ania")));
        refused("fee.payment.unknown", () -> payments.get(-1));
    }

    @Test
    void whatCoversNothingIsRefused() {
        long payment = paid("9.00");
        refused("fee.claim.unknown", () -> payments.cover(payment, "SPR-1999-0001", "ania"));
        refused("fee.claim.free", () -> payments.cover(payment, owing("0.00"), "ania"));
        String closed = owing("9.00");
        payments.cancel(closed, "wycofany", "ania");
        refused("fee.claim.closed", () -> payments.cover(payment, closed, "ania"));
        String paid = owing("9.00");
        assertThat(payments.cover(paid("9.00"), paid, "ania")).isEqualByComparingTo("9.00");
        refused("fee.claim.paid", () -> payments.cover(payment, paid, "ania"));
        refused("fee.payment.unknown", () -> payments.cover(-1, owing("9.00"), "ania"));
        payments.settle(payment, Settlement.REFUNDED, "zwrot", "ania");
        refused("fee.payment.usedUp", () -> payments.cover(payment, owing("9.00"), "ania"));
    }

    @Test
    void coveringPutsWhatIsLackingAndNoMore() {
        long payment = paid("20.00");
        String first = owing("9.00");
        String second = owing("9.00");
        String third = owing("9.00");
        assertThat(payments.cover(payment, first, "ania")).isEqualByComparingTo("9.00");
        assertThat(payments.cover(payment, second, "ania")).isEqualByComparingTo("9.00");
        assertThat(payments.cover(payment, third, "ania")).isEqualByComparingTo("2.00");
        assertThat(payments.lacking(third)).isEqualByComparingTo("7.00");
        refused("fee.payment.usedUp", () -> payments.cover(payment, owing("9.00"), "ania"));
        assertThat(trail(payment).get(1)).startsWith("Zaliczono 9,00 zł");
        assertThat(trail(payment).get(2)).startsWith("Podzielono wpłatę: 9,00 zł");
        assertThat(payments.lastSteps(List.of(payment)).get(payment).what()).contains(third);
        assertThat(payments.lastSteps(List.of())).isEmpty();
    }

    @Test
    void paymentsAreFoundByPayerTitleReferenceAndCase() {
        String number = owing("9.00");
        long payment = payments.record(
                new NewPayment(NINE, DAY, "Zażółć Gęślą", "Jaźń, 4b", PaymentSource.STATEMENT, "OP/SZUKAJ/7", "ania"));
        payments.cover(payment, number, "ania");
        for (String asked : List.of("gesla ZAZOLC", "jazn 4b", "op/szukaj", number, number.toLowerCase(Locale.ROOT))) {
            assertThat(payments.search(asked, 0).rows())
                    .as(asked)
                    .extracting(Payment::id)
                    .containsExactly(payment);
        }
        assertThat(payments.search("gesla nikt", 0).total()).isZero();
        assertThat(payments.search("' or 1=1 --", 0).rows())
                .extracting(Payment::id)
                .doesNotContain(payment);
        assertThat(payments.search(" ", 0).rows())
                .extracting(Payment::id)
                .contains(payment)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(payments.search("", 99).rows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Ewa Żółć, 'opłata, duplikat, Łucja Żółć, 4a'",
        "EWA  ŻÓŁĆ, 'OPŁATA DUPLIKAT  ŁUCJA ŻÓŁĆ 4A'",
        "ewa zolc, oplata duplikat lucja zolc 4a",
    })
    void theSameProofIsRecognisedHoweverItIsTyped(String payer, String title) {
        NewPayment first = new NewPayment(
                new BigDecimal("9.00"),
                DAY.minusDays(++last),
                "Ewa Żółć",
                "opłata, duplikat, Łucja Żółć, 4a",
                PaymentSource.PROOF,
                null,
                "ania");
        payments.record(first);
        NewPayment again =
                new NewPayment(new BigDecimal("9"), first.paidOn(), payer, title, PaymentSource.PROOF, null, "basia");
        assertThatThrownBy(() -> payments.record(again))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo("fee.payment.known"))
                .hasMessageContaining("9,00 zł")
                .hasMessageContaining("23.11.2026")
                .hasMessageContaining("ania");
        long another = payments.recordAnother(again);
        assertThat(trail(another)).anyMatch(step -> step.contains("osobna wpłata"));
        long third = payments.recordAnother(again);
        assertThat(third).isNotEqualTo(another);
        refused("fee.payment.known", () -> payments.record(again));
    }

    @ParameterizedTest
    @EnumSource(names = {"PROOF", "STATEMENT"})
    void theSameBankReferenceIsTheSamePaymentWhateverElseIsSaid(PaymentSource source) {
        String reference = "REF/" + ++last;
        payments.record(new NewPayment(NINE, DAY, "Ewa", "a" + last, PaymentSource.PROOF, reference, "ania"));
        NewPayment again =
                new NewPayment(new BigDecimal("18"), DAY, "Jan", "b" + last, source, " " + reference + " ", "basia");
        refused("fee.payment.known", () -> payments.record(again));
        refused("fee.payment.known", () -> payments.recordAnother(again));
    }

    @Test
    void twoBankReferencesAreTwoPaymentsButAStatementLineIsLookedForAmongProofs() {
        String title = "duplikat " + ++last;
        payments.record(new NewPayment(NINE, DAY, "Ewa", title, PaymentSource.STATEMENT, "A" + last, "ania"));
        payments.record(new NewPayment(NINE, DAY, "Ewa", title, PaymentSource.STATEMENT, "B" + last, "ania"));
        NewPayment seen = proof("9.00");
        payments.record(seen);
        refused(
                "fee.payment.known",
                () -> payments.record(new NewPayment(
                        NINE, DAY, seen.payer(), seen.title(), PaymentSource.STATEMENT, "C" + last, "ania")));
    }

    @Test
    void aReceiptNumberOfCashIsNoBankReference() {
        payments.record(new NewPayment(NINE, DAY, "Ewa", "gotówka " + ++last, PaymentSource.CASH, "KP 1", "ania"));
        payments.record(new NewPayment(NINE, DAY, "Ewa", "gotówka " + ++last, PaymentSource.CASH, "KP 1", "ania"));
        NewPayment again = new NewPayment(NINE, DAY, "Ewa", "gotówka " + last, PaymentSource.CASH, "KP 1", "ania");
        refused("fee.payment.known", () -> payments.record(again));
    }

    // What cannot be put to a case

    @Test
    void aCaseHasOneClaim() {
        String number = owing("9.00");
        refused(
                "fee.claim.twice",
                () -> claims.claim(number, FeeKind.CARD_DUPLICATE, NINE, new PaidFor("Łucja", "Żółć", "4a")));
        refused("fee.claim.unknown", () -> claims.get("no such case"));
    }

    @Test
    void whereNothingIsOwedNothingIsPaid() {
        String free = owing("0");
        long payment = paid("9.00");
        refused("fee.claim.free", () -> payments.use(payment, free, NINE, "ania"));
        refused("fee.claim.unknown", () -> payments.use(payment, "no such case", NINE, "ania"));
        assertThat(state(free)).isEqualTo(FeeStatus.State.NOTHING_OWED);
        assertThat(state("no such case")).isEqualTo(FeeStatus.State.NOTHING_OWED);
        assertThat(onTheDesk()).contains(payment);
    }

    @Test
    void aPaymentServesOneCaseUnlessSomebodySplitsIt() {
        String one = owing("9.00");
        String other = owing("9.00");
        String third = owing("9.00");
        long siblings = paid("18.00");
        payments.use(siblings, one, NINE, "ania");
        refused("fee.payment.otherCase", () -> payments.use(siblings, other, NINE, "ania"));
        refused("fee.payment.usedHere", () -> payments.use(siblings, one, NINE, "ania"));
        refused("fee.payment.noParts", () -> payments.split(siblings, Map.of(), "ania"));
        refused("fee.payment.usedHere", () -> payments.split(siblings, Map.of(one, NINE), "ania"));
        refused("fee.payment.tooLittleLeft", () -> payments.split(siblings, Map.of(other, NINE, third, NINE), "ania"));
        assertThat(state(other)).isEqualTo(FeeStatus.State.UNPAID);
        assertThat(state(third)).isEqualTo(FeeStatus.State.UNPAID);

        payments.split(siblings, Map.of(other, NINE), "ania");
        assertThat(state(one)).isEqualTo(FeeStatus.State.PAID);
        assertThat(state(other)).isEqualTo(FeeStatus.State.PAID);
        assertThat(onTheDesk()).doesNotContain(siblings);
        assertThat(payments.get(siblings).parts())
                .containsExactly(new Payment.Part(one, NINE), new Payment.Part(other, NINE));
        assertThat(payments.ofCase(other)).extracting(Payment::id).containsExactly(siblings);
    }

    @Test
    void moreThanThereIsCannotBeUsed() {
        String number = owing("26.00");
        long payment = paid("8.99");
        assertThatThrownBy(() -> payments.use(payment, number, NINE, "ania"))
                .hasMessageContaining("8,99 zł")
                .hasMessageContaining("9,00 zł");
        assertThat(payments.get(payment).rest()).isEqualTo("8.99");
    }

    @Test
    void whatWasNotUsedCannotBeReleasedNorWithoutAReason() {
        String number = owing("9.00");
        long payment = paid("9.00");
        refused("fee.payment.notUsedHere", () -> payments.release(payment, number, "pomyłka", "ania"));
        payments.use(payment, number, NINE, "ania");
        refused("fee.release.noReason", () -> payments.release(payment, number, " ", "ania"));
        refused("fee.release.noReason", () -> payments.cancel(number, null, "ania"));
        assertThat(state(number)).isEqualTo(FeeStatus.State.PAID);
    }

    // What the office meets

    @ParameterizedTest
    @CsvSource({
        "8.99, TOO_LITTLE, 0.01, 'za mało, brakuje 0,01 zł'",
        "9.00, PAID, 0.00, opłacone",
        "9.01, TOO_MUCH, 0.01, 'za dużo, nadpłata 0,01 zł'",
        "18.00, TOO_MUCH, 9.00, 'za dużo, nadpłata 9,00 zł'",
    })
    void whatIsPaidIsHeldAgainstWhatIsOwed(String amount, FeeStatus.State state, String difference, String label) {
        String number = owing("9");
        assertThat(payments.status(number))
                .isEqualTo(new FeeStatus(NINE, new BigDecimal("0.00"), FeeStatus.State.UNPAID, NINE));
        payments.use(paid(amount), number, new BigDecimal(amount), "ania");
        FeeStatus status = payments.status(number);
        assertThat(status).isEqualTo(new FeeStatus(NINE, new BigDecimal(amount), state, new BigDecimal(difference)));
        assertThat(status.label()).isEqualTo(label);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.01", "18.00"})
    void whatIsTooMuchEndsOnADesk(String amount) {
        String number = owing("9.00");
        long payment = paid(amount);
        payments.use(payment, number, new BigDecimal(amount), "ania");
        BigDecimal surplus = new BigDecimal(amount).subtract(NINE);
        assertThat(payments.releaseSurplus(number, "ania")).isEqualTo(surplus);
        assertThat(payments.releaseSurplus(number, "ania")).isEqualTo("0.00");
        assertThat(state(number)).isEqualTo(FeeStatus.State.PAID);
        assertThat(payments.unused())
                .filteredOn(one -> one.id() == payment)
                .extracting(Payment::rest)
                .containsExactly(surplus);
    }

    @Test
    void aSecondPaymentForThePaidCaseIsTakenBackFirst() {
        String number = owing("9.00");
        long first = paid("9.00");
        long second = paid("9.00");
        payments.use(first, number, NINE, "ania");
        rooms.timeIs(Rooms.NOW.plusSeconds(60));
        payments.use(second, number, NINE, "ania");
        rooms.timeIs(Rooms.NOW);
        assertThat(state(number)).isEqualTo(FeeStatus.State.TOO_MUCH);
        payments.close(number, "ania");
        assertThat(state(number)).isEqualTo(FeeStatus.State.PAID);
        assertThat(onTheDesk()).contains(second).doesNotContain(first);
    }

    @Test
    void whatIsTooMuchIsTakenFromSeveralPaymentsIfNeedBe() {
        String number = owing("9.00");
        long first = paid("12.00");
        long second = paid("5.00");
        payments.use(first, number, new BigDecimal("12.00"), "ania");
        rooms.timeIs(Rooms.NOW.plusSeconds(60));
        payments.use(second, number, new BigDecimal("5.00"), "ania");
        rooms.timeIs(Rooms.NOW);
        assertThat(payments.releaseSurplus(number, "ania")).isEqualTo("8.00");
        assertThat(payments.get(second).rest()).isEqualTo("5.00");
        assertThat(payments.get(second).parts()).isEmpty();
        assertThat(payments.get(first).rest()).isEqualTo("3.00");
        assertThat(payments.status(number).paid()).isEqualTo("9.00");
    }

    @Test
    void paidAfterTheClosingStaysOnADesk() {
        String number = owing("9.00");
        payments.use(paid("9.00"), number, NINE, "ania");
        payments.close(number, "ania");
        long late = paid("9.00");
        refused("fee.claim.closed", () -> payments.use(late, number, NINE, "ania"));
        refused("fee.claim.closed", () -> payments.split(late, Map.of(number, NINE), "ania"));
        refused("fee.claim.closed", () -> payments.close(number, "ania"));
        refused("fee.claim.closed", () -> payments.cancel(number, "wycofano", "ania"));
        assertThat(onTheDesk()).contains(late);
        assertThat(state(number)).isEqualTo(FeeStatus.State.PAID);
    }

    @Test
    void aCaseWithoutItsDocumentOwesNothingAndItsMoneyIsFree() {
        String number = owing("9.00");
        long one = paid("5.00");
        long other = paid("4.00");
        payments.use(one, number, new BigDecimal("5"), "ania");
        payments.use(other, number, new BigDecimal("4"), "ania");
        payments.cancel(number, "wniosek wycofany", "ania");
        assertThat(payments.status(number))
                .isEqualTo(new FeeStatus(
                        new BigDecimal("0.00"),
                        new BigDecimal("0.00"),
                        FeeStatus.State.NOTHING_OWED,
                        new BigDecimal("0.00")));
        assertThat(onTheDesk()).contains(one, other);
        assertThat(trail(one)).last().isEqualTo("Wycofano 5,00 zł ze sprawy " + number + ": wniosek wycofany.");
        assertThat(claims.get(number).amount()).isEqualTo("9.00");
    }

    @Test
    void aCaseThatNeverHadAClaimIsLeftAlone() {
        payments.close("no such case", "ania");
        payments.cancel("no such case", "wycofano", "ania");
        assertThat(claims.find("no such case")).isEmpty();
    }

    @Test
    void aPaymentCanBeMovedToTheRightCaseEvenAfterTheClosing() {
        String wrong = owing("9.00");
        String right = owing("9.00");
        long payment = paid("9.00");
        payments.use(payment, wrong, NINE, "ania");
        payments.close(wrong, "ania");
        payments.release(payment, wrong, "pomylono sprawy", "basia");
        payments.use(payment, right, NINE, "basia");
        assertThat(state(wrong)).isEqualTo(FeeStatus.State.UNPAID);
        assertThat(state(right)).isEqualTo(FeeStatus.State.PAID);
        assertThat(payments.trail(payment))
                .extracting(Payment.Step::who, Payment.Step::what)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "ania", "Zapisano wpłatę 9,00 zł z dnia 20.11.2026 (potwierdzenie przelewu)."),
                        org.assertj.core.groups.Tuple.tuple("ania", "Zaliczono 9,00 zł na sprawę " + wrong + "."),
                        org.assertj.core.groups.Tuple.tuple(
                                "basia", "Wycofano 9,00 zł ze sprawy " + wrong + ": pomylono sprawy."),
                        org.assertj.core.groups.Tuple.tuple("basia", "Zaliczono 9,00 zł na sprawę " + right + "."));
        assertThat(payments.trail(payment)).extracting(Payment.Step::at).containsOnly(Rooms.NOW);
    }

    // What a person decides about the rest

    @Test
    void aSettlementNeedsMoneyAndANote() {
        String number = owing("9.00");
        long payment = paid("9.00");
        refused("fee.settle.noNote", () -> payments.settle(payment, Settlement.REFUNDED, "", "ania"));
        payments.use(payment, number, NINE, "ania");
        for (Settlement how : Settlement.values()) {
            refused("fee.settle.nothing", () -> payments.settle(payment, how, "nota", "ania"));
        }
        refused("fee.payment.unknown", () -> payments.settle(-1, Settlement.REFUNDED, "nota", "ania"));
    }

    @ParameterizedTest
    @EnumSource(names = {"REFUNDED", "PASSED_ON"})
    void whatWentAwayCannotBeUsedAnyMore(Settlement how) {
        String one = owing("9.00");
        String other = owing("9.00");
        long payment = paid("18.00");
        payments.use(payment, one, NINE, "ania");
        payments.settle(payment, how, "przelew 23.11.2026", "ania");
        assertThat(onTheDesk()).doesNotContain(payment);
        refused("fee.payment.tooLittleLeft", () -> payments.split(payment, Map.of(other, NINE), "ania"));
        refused("fee.settle.nothing", () -> payments.settle(payment, how, "drugi raz", "ania"));
        assertThat(trail(payment))
                .last()
                .isEqualTo("Rozliczono: " + how.label() + ", kwota 9,00 zł. przelew 23.11.2026");
    }

    @Test
    void whatIsKeptForLaterIsUsedLater() {
        long payment = paid("18.00");
        payments.settle(payment, Settlement.KEPT_FOR_LATER, "na duplikat brata", "ania");
        assertThat(onTheDesk()).doesNotContain(payment);
        assertThat(payments.keptForLater()).extracting(Payment::id).contains(payment);
        String number = owing("9.00");
        payments.use(payment, number, NINE, "ania");
        assertThat(payments.keptForLater()).extracting(Payment::rest).contains(NINE);
        payments.release(payment, number, "pomyłka", "ania");
        assertThat(onTheDesk()).contains(payment);
        assertThat(payments.keptForLater()).extracting(Payment::id).doesNotContain(payment);
    }

    @Test
    void aWrongEntryMakesRoomForTheTruePayment() {
        String number = owing("9.00");
        String reference = "REF/" + ++last;
        long wrong = payments.record(
                new NewPayment(new BigDecimal("90"), DAY, "Ewa", "t" + last, PaymentSource.PROOF, reference, "ania"));
        payments.use(wrong, number, NINE, "ania");
        refused("fee.settle.stillUsed", () -> payments.settle(wrong, Settlement.WRONG_ENTRY, "błąd", "ania"));
        payments.release(wrong, number, "błędna kwota", "ania");
        payments.settle(wrong, Settlement.WRONG_ENTRY, "powinno być 9,00", "ania");
        long right =
                payments.record(new NewPayment(NINE, DAY, "Ewa", "t" + last, PaymentSource.PROOF, reference, "ania"));
        payments.use(right, number, NINE, "ania");
        assertThat(state(number)).isEqualTo(FeeStatus.State.PAID);
        assertThat(payments.get(wrong).reference()).isEqualTo(reference);
        assertThat(onTheDesk()).doesNotContain(wrong, right);
    }

    // At the same moment

    @Test
    void twoCasesCannotTakeTheSameZloty() throws Exception {
        for (int round = 0; round < 10; round++) {
            String one = owing("9.00");
            String other = owing("9.00");
            long payment = paid("9.00");
            assertThat(AtOnce.done(List.of(
                            () -> payments.use(payment, one, NINE, "ania"),
                            () -> payments.split(payment, Map.of(other, NINE), "basia"),
                            () -> payments.settle(payment, Settlement.REFUNDED, "zwrot", "basia"))))
                    .isEqualTo(1);
            assertThat(payments.get(payment).rest()).isEqualTo("0.00");
        }
    }

    @Test
    void splitsInAnyOrderDoNotStopEachOther() throws Exception {
        for (int round = 0; round < 5; round++) {
            String one = owing("9.00");
            String other = owing("9.00");
            long first = paid("18.00");
            long second = paid("18.00");
            assertThat(AtOnce.done(List.of(
                            () -> payments.split(first, Map.of(one, NINE, other, NINE), "ania"),
                            () -> payments.split(second, Map.of(other, NINE, one, NINE), "basia"))))
                    .isEqualTo(2);
            assertThat(payments.status(one).paid()).isEqualTo("18.00");
            assertThat(AtOnce.done(List.of(() -> payments.close(one, "ania"), () -> payments.close(other, "basia"))))
                    .isEqualTo(2);
            assertThat(Stream.of(first, second)
                            .map(payment -> payments.get(payment).rest())
                            .reduce(BigDecimal.ZERO, BigDecimal::add))
                    .isEqualTo("18.00");
        }
    }

    @Test
    void aCaseThatIsBeingClosedTakesAPaymentWhollyOrNotAtAll() throws Exception {
        for (int round = 0; round < 10; round++) {
            String number = owing("9.00");
            payments.use(paid("9.00"), number, NINE, "ania");
            long second = paid("9.00");
            AtOnce.done(
                    List.of(() -> payments.use(second, number, NINE, "basia"), () -> payments.close(number, "ania")));
            assertThat(state(number)).isEqualTo(FeeStatus.State.PAID);
            assertThat(payments.get(second).rest()).isEqualTo("9.00");
        }
    }

    @Test
    void onePaymentTypedInByTwoPeopleAtOnceIsRecordedOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            NewPayment seen = proof("9.00");
            assertThat(AtOnce.done(List.of(() -> payments.record(seen), () -> payments.record(seen))))
                    .isEqualTo(1);
        }
    }

    // What the payer is told

    @Test
    void thePayerIsToldWhatToTransferWhereUnderWhichTitle() {
        String number = owing("9.00");
        assertThat(payments.accountDetails(number))
                .isEqualTo(new AccountDetails(
                        "Szkoła Podstawowa im. Orląt Lwowskich w Roźwienicy, 37-565 Roźwienica 200",
                        "Bank Spółdzielczy o/Roźwienica",
                        "08 9108 0006 2014 1500 1328 0001",
                        "9,00 zł",
                        "opłata za duplikat legitymacji, Łucja Żółć, 4a"));
        payments.use(paid("8.99"), number, new BigDecimal("8.99"), "ania");
        assertThat(payments.accountDetails(number).amount()).isEqualTo("0,01 zł");
        claims.claim(
                number + "c", FeeKind.CERTIFICATE_DUPLICATE, new BigDecimal("26"), new PaidFor("Łucja", "Dąb", null));
        assertThat(payments.accountDetails(number + "c").title()).isEqualTo("opłata za duplikat świadectwa, Łucja Dąb");
        assertThat(payments.accountDetails(number + "c").amount()).isEqualTo("26,00 zł");
    }

    @Test
    void logLinesTellNoNames() {
        String number = owing("9.00");
        long payment = paid("9.00");
        assertThat(claims.get(number) + " " + payments.get(payment) + " " + proof("1.00"))
                .doesNotContain("Żółć", "Łucja", "Ewa");
    }
}
