package pl.legitymacje.fee;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pl.legitymacje.Rooms;

/** Who may be meant by a payment: amount and open case decide, the title only ranks (domain §4). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaymentMatcherTest {

    private Rooms rooms;
    private Claims claims;
    private Payments payments;
    private PaymentMatcher matcher;
    private int last;

    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onH2(services);
    }

    @BeforeAll
    void start() throws IOException {
        rooms = open(Claims.class, Payments.class, PaymentMatcher.class);
        claims = rooms.get(Claims.class);
        payments = rooms.get(Payments.class);
        matcher = rooms.get(PaymentMatcher.class);
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    @ParameterizedTest
    @CsvSource({
        // as people write it
        "'opłata za duplikat legitymacji, Łucja Żółć, 4a', NAMED",
        "'żółć łucja', NAMED",
        "'duplikat dla Łucji Żółć', NAMED",
        // as banks spoil it: plain letters, spaces for letters, words torn apart
        "'OPLATA ZA DUPLIKAT LEGITYMACJI LUCJA ZOLC 4A', NAMED",
        "'OP ATA ZA DUPLIKAT  UCJA WYSOCKA     4A', NONE",
        "'oplata za duplikat legitymacji Luc ja Zo lc', NAMED",
        // the family only
        "'Żółć, za duplikat', SURNAME",
        "'za Adama Zolc', SURNAME",
        "'opłata', NONE",
        "'', NONE"
    })
    void theTitleRanks(String title, Fit.Name name) {
        assertThat(fit(new PaidFor("Łucja", "Żółć", "4a"), "9.00", "9.00", "Bank", title + " ")
                        .name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "'OP ATA ZA DUPLIKAT MA GORZATA W JCIK', NAMED",
        "'oplata malgorzata wojcik', NAMED",
        "'oplata ma gorzata wojci', NONE"
    })
    void lettersLostToSpacesAreNoObstacle(String title, Fit.Name name) {
        assertThat(fit(new PaidFor("Małgorzata", "Wójcik", "4a"), "9.00", "9.00", "Bank", title)
                        .name())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"'za Kinge Chmielewska', SURNAME", "'Nowak', SURNAME", "'chmielewska-nowak kinga', NAMED", "'now', NONE"
    })
    void ofADoubleSurnameOnePartWillDo(String title, Fit.Name name) {
        assertThat(fit(new PaidFor("Kinga", "Chmielewska-Nowak", "4b"), "9.00", "9.00", "Bank", title)
                        .name())
                .isEqualTo(name);
    }

    @Test
    void aNameThatTheBankCutOffIsKnownByItsBeginning() {
        PaidFor whom = new PaidFor("Aleksandra", "Brzęczyszczykiewicz", "4a");
        String whole = "opłata za duplikat legitymacji ".repeat(4) + "dla Aleksandra Brzęczyszczykiewicz";
        assertThat(fit(whom, "9.00", "9.00", "Bank", whole.substring(0, 140)).name())
                .isEqualTo(Fit.Name.NAMED);
        // the same stump in a short title was not cut: it is somebody else
        assertThat(fit(whom, "9.00", "9.00", "Bank", "dla Aleksandra B").name()).isEqualTo(Fit.Name.NONE);
    }

    @ParameterizedTest
    @CsvSource({"8.99, LESS", "9.00, EXACT", "9.01, MORE", "18.00, MORE", "0.01, LESS"})
    void theAmountIsComparedWithWhatIsLacking(String paid, Fit.Amount amount) {
        assertThat(fit(new PaidFor("Jan", "Lis", "1a"), "9.00", paid, "x", "y").amount())
                .isEqualTo(amount);
    }

    @Test
    void amountAndOpenCaseDecideAndTheTitleOnlyRanks() {
        String unnamed = owing("9.00", "Ewa", "Kruk");
        String sister = owing("9.00", "Zofia", "Bocian");
        String named = owing("9.00", "Adam", "Bocian");
        String wrongAmount = owing("26.00", "Adam", "Bocian");
        String closed = owing("9.00", "Adam", "Bocian");
        claims.end(closed, ClaimState.CANCELLED);
        String paid = owing("9.00", "Adam", "Bocian");
        payments.cover(recorded("9.00", "x"), paid, "ania");
        String free = owing("0.00", "Adam", "Bocian");

        assertThat(numbersFor(recorded("9.00", "za duplikat Adam Bocian")))
                .containsSubsequence(named, sister, unnamed, wrongAmount)
                .doesNotContain(closed, paid, free);
    }

    @Test
    void aPartAlreadyPaidIsNotLackingAnyMore() {
        String number = owing("9.00", "Iga", "Sowa");
        payments.cover(recorded("5.00", "x"), number, "ania");
        PaymentMatcher.CaseThatLacks found = matcher.casesFor(payments.get(recorded("4.00", "Iga Sowa"))).stream()
                .filter(candidate -> candidate.claim().caseNumber().equals(number))
                .findFirst()
                .orElseThrow();
        assertThat(found.lacking()).isEqualByComparingTo("4.00");
        assertThat(found.fit()).isEqualTo(new Fit(Fit.Amount.EXACT, Fit.Name.NAMED));
    }

    @Test
    void paymentsForACaseAreThoseOfWhichSomethingIsLeft() {
        String number = owing("9.00", "Olga", "Czapla");
        long named = recorded("9.00", "Olga Czapla");
        long used = recorded("9.00", "Olga Czapla");
        payments.cover(used, owing("9.00", "Ewa", "Kruk"), "ania");
        long kept = recorded("9.00", "wplata");
        payments.settle(kept, Settlement.KEPT_FOR_LATER, "na później", "ania");
        long refunded = recorded("9.00", "Olga Czapla");
        payments.settle(refunded, Settlement.REFUNDED, "zwrot", "ania");
        List<Long> found = matcher.paymentsFor(number).stream()
                .map(candidate -> candidate.payment().id())
                .toList();
        assertThat(found).startsWith(named).contains(kept).doesNotContain(used, refunded);

        payments.cover(named, number, "ania");
        assertThat(matcher.paymentsFor(number)).isEmpty();
        assertThat(matcher.paymentsFor("SPR-1999-0001")).isEmpty();
    }

    @Test
    void aPaymentIsNotOfferedTheCaseThatHasAPartOfItAlready() {
        String number = owing("26.00", "Jan", "Wilga");
        long payment = recorded("9.00", "Jan Wilga");
        payments.use(payment, number, new BigDecimal("5.00"), "ania");
        assertThat(numbersFor(payment)).doesNotContain(number);
        assertThat(matcher.paymentsFor(number))
                .extracting(candidate -> candidate.payment().id())
                .doesNotContain(payment);
    }

    private List<String> numbersFor(long payment) {
        return matcher.casesFor(payments.get(payment)).stream()
                .map(candidate -> candidate.claim().caseNumber())
                .toList();
    }

    private String owing(String amount, String firstName, String surname) {
        String number = "SPR-2026-%04d".formatted(++last);
        claims.claim(number, FeeKind.CARD_DUPLICATE, new BigDecimal(amount), new PaidFor(firstName, surname, "4a"));
        return number;
    }

    private long recorded(String amount, String title) {
        return payments.record(new NewPayment(
                new BigDecimal(amount),
                LocalDate.of(2026, 11, 20),
                "Płatnik " + ++last,
                title,
                PaymentSource.PROOF,
                null,
                "ania"));
    }

    private static Fit fit(PaidFor whom, String lacking, String paid, String payer, String title) {
        BigDecimal amount = new BigDecimal(paid);
        Payment payment = new Payment(
                1,
                amount,
                amount,
                LocalDate.of(2026, 11, 20),
                payer,
                title,
                PaymentSource.STATEMENT,
                "1",
                Rooms.NOW,
                "ania",
                false,
                List.of());
        Claim claim = new Claim("S", FeeKind.CARD_DUPLICATE, new BigDecimal(lacking), whom, ClaimState.OPEN);
        return Fit.of(payment, claim, new BigDecimal(lacking));
    }
}
