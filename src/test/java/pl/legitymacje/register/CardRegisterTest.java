package pl.legitymacje.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import pl.legitymacje.AtOnce;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.PersonName;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CardRegisterTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Instant AFTER_ITS_VALIDITY = Instant.parse("2027-10-01T10:00:00Z");

    private Rooms rooms;
    private CardRegister cards;
    private int last;

    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onH2(services);
    }

    @BeforeAll
    void start() throws IOException {
        rooms = open(NumberSeries.class, CardRegister.class);
        cards = rooms.get(CardRegister.class);
    }

    @AfterEach
    void today() {
        rooms.timeIs(Rooms.NOW);
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    private long student() {
        KeyHolder id = new GeneratedKeyHolder();
        rooms.get(JdbcClient.class)
                .sql("insert into student (first_name, surname, school_class, birth_date, status, search_text)"
                        + " values ('Jan', 'Lis', '4a', ?, 'ATTENDS', 'lis jan 4a')")
                .param(LocalDate.of(2016, 5, 4))
                .update(id, "id");
        return id.getKeyAs(Long.class);
    }

    private String caseNumber() {
        return "SPR-" + ++last;
    }

    private static HandOver handOver() {
        return new HandOver(TODAY, "Ewa Lis", Receiver.GUARDIAN, "ania");
    }

    private static CardReturn back() {
        return new CardReturn(TODAY, "Ewa Lis", "ania", "znaleziona w szatni");
    }

    private String making(long student) {
        return cards.assign(student, caseNumber()).number();
    }

    private String making(long student, CardKind kind, String replaces) {
        return cards.assign(student, caseNumber(), kind, replaces).number();
    }

    private String issued(long student) {
        return cards.issue(making(student), handOver()).number();
    }

    private String replacedBy(CardKind kind, long student, String old) {
        return cards.issue(making(student, kind, old), handOver(), kind == CardKind.EXCHANGE)
                .number();
    }

    private void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    // The name on the card

    private void calledNow(long student, String first, String second, String surname) {
        rooms.get(JdbcClient.class)
                .sql("update student set first_name = ?, second_name = ?, surname = ? where id = ?")
                .params(first, second, surname, student)
                .update();
    }

    @Test
    void aCardKeepsTheNameThatItWasMadeWith() {
        long student = student();
        String number = making(student);
        assertThat(cards.get(number).name()).isEqualTo(new PersonName("Jan", null, "Lis"));
        calledNow(student, "Jan", "Adam", "Wilk");
        assertThat(cards.get(number).name()).isEqualTo(new PersonName("Jan", null, "Lis"));
        cards.made(number);
        assertThat(cards.get(number).name()).isEqualTo(new PersonName("Jan", "Adam", "Wilk"));
        cards.issue(number, handOver());
        calledNow(student, "Jan", null, "Sowa");
        assertThat(cards.get(number).name().inFull()).isEqualTo("Jan Adam Wilk");
        refused("register.impossible", () -> cards.made(number));
        refused("register.unknown", () -> cards.made("0"));
        long other = student();
        calledNow(other, "Ola", "Ewa", "Kot");
        assertThat(cards.registerExisting(other, "STARA-1", TODAY, TODAY, true, "ania")
                        .name())
                .isEqualTo(new PersonName("Ola", "Ewa", "Kot"));
    }

    // Every state and every move

    /** A new student's card in a state. */
    private String in(CardState state, long student) {
        return switch (state) {
            case ASSIGNED -> making(student);
            case ANNULLED -> {
                String number = making(student);
                cards.annul(number, "zepsuty blankiet");
                yield number;
            }
            case ISSUED -> issued(student);
            case LAPSED ->
                cards.registerExisting(
                                student,
                                "L-" + ++last,
                                LocalDate.of(2023, 9, 4),
                                LocalDate.of(2024, 9, 30),
                                false,
                                "ania")
                        .number();
            case EXCHANGED -> {
                String number = issued(student);
                replacedBy(CardKind.EXCHANGE, student, number);
                yield number;
            }
            case DUPLICATED -> {
                String number = issued(student);
                replacedBy(CardKind.DUPLICATE, student, number);
                yield number;
            }
            case INVALID -> {
                String number = issued(student);
                cards.invalidate(number, "uczeń odszedł", TODAY);
                yield number;
            }
        };
    }

    private enum Move {
        READY,
        ANNUL,
        ISSUE,
        INVALIDATE,
        GIVE_BACK,
        MAKE_EXCHANGE,
        MAKE_DUPLICATE
    }

    private void make(Move move, StudentCard card) {
        switch (move) {
            case READY -> cards.ready(card.number(), null, TODAY);
            case ANNUL -> cards.annul(card.number(), "zepsuty blankiet");
            case ISSUE -> cards.issue(card.number(), handOver());
            case INVALIDATE -> cards.invalidate(card.number(), "uczeń odszedł", TODAY);
            case GIVE_BACK -> cards.giveBack(card.number(), back());
            case MAKE_EXCHANGE -> making(card.studentId(), CardKind.EXCHANGE, card.number());
            case MAKE_DUPLICATE -> making(card.studentId(), CardKind.DUPLICATE, card.number());
        }
    }

    /** What comes of a move in each state, in the order of the states; else the refusal. */
    private static String outcome(CardState state, Move move) {
        List<String> outcomes =
                switch (move) { //     ASSIGNED ANNULLED ISSUED LAPSED EXCHANGED DUPLICATED INVALID
                    case READY -> row("ASSIGNED impossible impossible impossible impossible impossible impossible");
                    case ANNUL -> row("ANNULLED impossible impossible impossible impossible impossible impossible");
                    case ISSUE -> row("ISSUED impossible impossible impossible impossible impossible impossible");
                    case INVALIDATE -> row("impossible impossible INVALID INVALID impossible impossible impossible");
                    case GIVE_BACK -> row("impossible impossible return.valid LAPSED return.twice DUPLICATED INVALID");
                    case MAKE_EXCHANGE, MAKE_DUPLICATE ->
                        row("notReplaceable notReplaceable ISSUED LAPSED replaced replaced notReplaceable");
                };
        return outcomes.get(List.of(CardState.values()).indexOf(state));
    }

    private static List<String> row(String outcomes) {
        return List.of(outcomes.split(" ", -1));
    }

    static Stream<Arguments> statesAndMoves() {
        return Arrays.stream(CardState.values()).flatMap(state -> Arrays.stream(Move.values())
                .map(move -> Arguments.of(state, move, outcome(state, move))));
    }

    @ParameterizedTest
    @MethodSource("statesAndMoves")
    void everyMoveInEveryStateIsMadeOrRefused(CardState state, Move move, String outcome) {
        long student = student();
        StudentCard card = cards.get(in(state, student));
        assertThat(card.state()).isEqualTo(state);
        if (Character.isUpperCase(outcome.charAt(0))) {
            make(move, card);
            assertThat(cards.get(card.number()).state()).hasToString(outcome);
        } else {
            refused("register." + outcome, () -> make(move, card));
            assertThat(cards.get(card.number())).isEqualTo(card);
        }
    }

    // First cards

    @Test
    void aSecondValidCardIsRefused() {
        long student = student();
        issued(student);
        String second = making(student);
        refused("register.secondValidCard", () -> cards.issue(second, handOver()));
        assertThat(cards.get(second).state()).isEqualTo(CardState.ASSIGNED);
    }

    @Test
    void twoCardsIssuedAtOnceMakeOneValid() throws Exception {
        for (int round = 0; round < 5; round++) {
            long student = student();
            String one = making(student);
            String other = making(student);
            assertThat(AtOnce.done(List.of(() -> cards.issue(one, handOver()), () -> cards.issue(other, handOver()))))
                    .isEqualTo(1);
            assertThat(cards.validOf(student)).isPresent();
        }
    }

    @Test
    void oneCardIsHandedOverOnce() throws Exception {
        long student = student();
        String old = issued(student);
        String duplicate = making(student, CardKind.DUPLICATE, old);
        assertThat(AtOnce.done(
                        List.of(() -> cards.issue(duplicate, handOver()), () -> cards.issue(duplicate, handOver()))))
                .isEqualTo(1);
    }

    @Test
    void aMoveThatMakesNoSenseIsAFaultOfTheProgram() {
        long student = student();
        String old = issued(student);
        assertThatThrownBy(() -> cards.assign(student, "x", CardKind.FIRST, old))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cards.assign(student, "x", CardKind.EXCHANGE, null))
                .isInstanceOf(IllegalArgumentException.class);
        String first = making(student());
        assertThatThrownBy(() -> cards.issue(first, handOver(), true)).isInstanceOf(IllegalArgumentException.class);
        refused(
                "register.cardForGraduate",
                () -> cards.issue(first, new HandOver(TODAY, "Jan Lis", Receiver.GRADUATE, "ania")));
        refused("register.unknown", () -> cards.issue("no such card", handOver()));
        refused("register.unknown", () -> cards.giveBack("no such card", back()));
        refused("register.unknown", () -> cards.invalidate("no such card", "powód", TODAY));
        refused("register.unknown", () -> making(student, CardKind.DUPLICATE, "no such card"));
    }

    // Exchange

    @Test
    void anExchangeNeedsTheOldCard() {
        long student = student();
        String old = issued(student);
        String fresh = making(student, CardKind.EXCHANGE, old);
        refused("register.oldCardMissing", () -> cards.issue(fresh, handOver()));
        assertThat(cards.validOf(student).orElseThrow().number()).isEqualTo(old);
        cards.issue(fresh, handOver(), true);
        StudentCard exchanged = cards.get(old);
        assertThat(exchanged.state()).isEqualTo(CardState.EXCHANGED);
        assertThat(exchanged.endedOn()).isEqualTo(TODAY);
        assertThat(exchanged.endReason()).contains(fresh);
        assertThat(exchanged.returned()).isEqualTo(new CardReturn(TODAY, "Ewa Lis", "ania", null));
        StudentCard valid = cards.validOf(student).orElseThrow();
        assertThat(valid.number()).isEqualTo(fresh);
        assertThat(valid.kind()).isEqualTo(CardKind.EXCHANGE);
        assertThat(valid.replaces()).isEqualTo(old);
    }

    @Test
    void aLapsedCardGivenBackEarlierIsTheOldCardOfItsExchange() {
        long student = student();
        String old = in(CardState.LAPSED, student);
        cards.giveBack(old, back());
        cards.issue(making(student, CardKind.EXCHANGE, old), handOver());
        assertThat(cards.get(old).state()).isEqualTo(CardState.EXCHANGED);
        assertThat(cards.get(old).returned()).isEqualTo(back());
    }

    // Duplicate

    @Test
    void theDuplicateTakesTheOriginalsValidityAndTheFoundOriginalComesBack() {
        long student = student();
        String old = issued(student);
        String duplicate = making(student, CardKind.DUPLICATE, old);
        assertThat(cards.validOf(student).orElseThrow().number()).isEqualTo(old);
        cards.issue(duplicate, handOver());
        assertThat(cards.validOf(student).orElseThrow().number()).isEqualTo(duplicate);
        assertThat(cards.get(old).state()).isEqualTo(CardState.DUPLICATED);
        assertThat(cards.get(old).endedOn()).isEqualTo(TODAY);
        assertThat(cards.get(old).returned()).isNull();
        StudentCard found = cards.giveBack(old, back());
        assertThat(found.state()).isEqualTo(CardState.DUPLICATED);
        assertThat(found.returned()).isEqualTo(back());
        refused("register.return.twice", () -> cards.giveBack(old, back()));
        refused("register.replaced", () -> making(student, CardKind.DUPLICATE, old));
        refused("register.return.valid", () -> cards.giveBack(duplicate, back()));
    }

    @Test
    void theOriginalOrWhatIsLeftOfItMayComeBackAtTheHandOver() {
        long student = student();
        String old = issued(student);
        cards.issue(making(student, CardKind.DUPLICATE, old), handOver(), true);
        assertThat(cards.get(old).returned().by()).isEqualTo("Ewa Lis");
    }

    @Test
    void theDuplicateOfADuplicateReplacesTheDuplicate() {
        long student = student();
        String first = issued(student);
        String second = replacedBy(CardKind.DUPLICATE, student, first);
        assertThat(cards.replaceable(student).number()).isEqualTo(second);
        String third = replacedBy(CardKind.EXCHANGE, student, second);
        assertThat(cards.replaceable(student).number()).isEqualTo(third);
        assertThat(cards.search(first, List.of(student), 0).rows())
                .extracting(StudentCard::state)
                .containsExactlyInAnyOrder(CardState.ISSUED, CardState.EXCHANGED, CardState.DUPLICATED);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXCHANGE", "DUPLICATE"})
    void onlyTheOwnCardIsReplacedAndByOneCard(CardKind kind) {
        long student = student();
        refused("register.noCard", () -> cards.replaceable(student));
        making(student);
        refused("register.noCard", () -> cards.replaceable(student));
        String others = issued(student());
        refused("register.otherStudent", () -> making(student, kind, others));
        long owner = cards.get(others).studentId();
        String first = making(owner, kind, others);
        refused("register.replacementInMaking", () -> making(owner, CardKind.DUPLICATE, others));
        refused("register.replacementInMaking", () -> making(owner, CardKind.EXCHANGE, others));
        refused("register.replacementInMaking", () -> cards.replaceable(owner));
        cards.annul(first, "zepsuty blankiet");
        String second = making(owner, kind, others);
        cards.annul(second, "zepsuty blankiet");
        assertThat(cards.replaceable(owner).number()).isEqualTo(others);
    }

    @Test
    void oneCardIsReplacedOnceHoweverManyAskAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            long student = student();
            String old = issued(student);
            assertThat(AtOnce.done(List.of(
                            () -> making(student, CardKind.DUPLICATE, old),
                            () -> making(student, CardKind.EXCHANGE, old))))
                    .isEqualTo(1);
        }
    }

    @Test
    void whoLeftWhileTheDuplicateWasMadeIsNotGivenIt() {
        long student = student();
        String old = issued(student);
        String duplicate = making(student, CardKind.DUPLICATE, old);
        cards.invalidate(old, "uczeń odszedł ze szkoły", TODAY);
        refused("register.notReplaceable", () -> cards.issue(duplicate, handOver()));
        refused("register.replacementInMaking", () -> cards.replaceable(student));
        cards.annul(duplicate, "uczeń odszedł");
        refused("register.notReplaceable", () -> cards.replaceable(student));
        assertThat(cards.validOf(student)).isEmpty();
    }

    @Test
    void anOriginalThatLapsedWhileItsDuplicateWasMadeIsReplacedAllTheSame() {
        long student = student();
        String old = issued(student);
        String duplicate = making(student, CardKind.DUPLICATE, old);
        rooms.timeIs(AFTER_ITS_VALIDITY);
        cards.issue(duplicate, new HandOver(LocalDate.of(2027, 10, 1), "Ewa Lis", Receiver.GUARDIAN, "ania"));
        assertThat(cards.get(old).state()).isEqualTo(CardState.DUPLICATED);
        assertThat(cards.validOf(student).orElseThrow().validUntil()).isEqualTo(LocalDate.of(2028, 9, 30));
    }

    @Test
    void aLapsedCardIsNotReplacedWhileAnotherIsValid() {
        long student = student();
        String old = issued(student);
        rooms.timeIs(AFTER_ITS_VALIDITY);
        cards.issue(making(student), new HandOver(LocalDate.of(2027, 10, 1), "Ewa Lis", Receiver.GUARDIAN, "ania"));
        refused("register.notReplaceable", () -> making(student, CardKind.DUPLICATE, old));
        assertThat(cards.replaceable(student).number()).isNotEqualTo(old);
    }

    // Invalidation and return

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, powód, register.day.future",
        "2026-11-22, powód, register.day.early",
        "2026-11-23, ' ', register.noReason",
    })
    void anInvalidationNeedsADayAndAReason(LocalDate on, String reason, String key) {
        String card = issued(student());
        refused(key, () -> cards.invalidate(card, reason, on));
        assertThat(cards.get(card).state()).isEqualTo(CardState.ISSUED);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, Ewa Lis, register.day.future",
        "2026-11-22, Ewa Lis, register.day.early",
        "2026-11-23, ' ', register.return.nobody",
    })
    void aReturnNeedsADayAndWhoBroughtIt(LocalDate on, String by, String key) {
        String card = in(CardState.INVALID, student());
        refused(key, () -> cards.giveBack(card, new CardReturn(on, by, "ania", null)));
        assertThat(cards.get(card).returned()).isNull();
    }

    @Test
    void whoLeavesKeepsAnInvalidCardOrGivesItBack() {
        long student = student();
        String card = issued(student);
        cards.invalidate(card, "uczeń odszedł ze szkoły", TODAY);
        assertThat(cards.validOf(student)).isEmpty();
        StudentCard invalid = cards.get(card);
        assertThat(invalid.endReason()).isEqualTo("uczeń odszedł ze szkoły");
        assertThat(invalid.endedOn()).isEqualTo(TODAY);
        assertThat(cards.giveBack(card, back()).state()).isEqualTo(CardState.INVALID);
        // the student came back to the school
        assertThat(cards.get(issued(student)).state()).isEqualTo(CardState.ISSUED);
    }

    @Test
    void aCardPastItsValidityCanComeBackWithoutBeingMadeInvalid() {
        String card = issued(student());
        rooms.timeIs(AFTER_ITS_VALIDITY);
        assertThat(cards.giveBack(card, back()).state()).isEqualTo(CardState.LAPSED);
    }

    // Cards from before

    @ParameterizedTest
    @CsvSource({
        "' ', 2023-09-04, 2027-09-30, register.existing.noNumber",
        "7/2023, 2026-11-24, 2027-09-30, register.day.future",
        "7/2023, 2023-09-04, 2023-09-03, register.day.early",
        "999, 2023-09-04, 2027-09-30, register.existing.ours",
    })
    void anOldCardThatCannotBeIsRefused(String number, LocalDate issuedOn, LocalDate validUntil, String key) {
        long student = student();
        refused(key, () -> cards.registerExisting(student, number, issuedOn, validUntil, false, "ania"));
        assertThat(cards.search("no such number", List.of(student), 0).total()).isZero();
    }

    @Test
    void anOldCardIsEnteredOnceAndNotBesideAValidOne() {
        long student = student();
        String number = "12/B/" + ++last;
        cards.registerExisting(student, " " + number + " ", LocalDate.of(2022, 9, 5), TODAY, true, "ania");
        refused(
                "register.existing.known",
                () -> cards.registerExisting(student(), number, LocalDate.of(2022, 9, 5), TODAY, true, "ania"));
        refused(
                "register.existing.hasValid",
                () -> cards.registerExisting(student, number + "a", LocalDate.of(2022, 9, 5), TODAY, true, "ania"));
        StudentCard old = cards.validOf(student).orElseThrow();
        assertThat(old.number()).isEqualTo(number);
        assertThat(old.paper()).isTrue();
        assertThat(old.serial()).isNull();
        assertThat(old.caseNumber()).isNull();
        assertThat(old.note()).contains("ania", "23.11.2026");
    }

    @ParameterizedTest
    @EnumSource(names = {"EXCHANGE", "DUPLICATE"})
    void anOldCardIsReplacedLikeAnyOther(CardKind kind) {
        long student = student();
        String old = "P " + ++last;
        cards.registerExisting(student, old, LocalDate.of(2022, 9, 5), LocalDate.of(2027, 9, 30), true, "ania");
        String fresh = replacedBy(kind, student, cards.replaceable(student).number());
        assertThat(cards.validOf(student).orElseThrow().number()).isEqualTo(fresh);
        assertThat(cards.get(old).endReason()).contains(fresh);
    }

    @Test
    void oldCardsTakeNoNumberOfTheSeries() {
        long before = cards.get(making(student())).serial();
        cards.registerExisting(
                student(), "S " + ++last, LocalDate.of(2022, 9, 5), LocalDate.of(2027, 9, 30), false, "ania");
        assertThat(cards.get(making(student())).serial()).isEqualTo(before + 1);
    }

    // Validity

    private static final Instant SEPTEMBER = Instant.parse("2027-09-06T08:00:00Z");
    private static final LocalDate IN_SEPTEMBER = LocalDate.of(2027, 9, 6);

    @ParameterizedTest
    @EnumSource
    void onlyAValidOrLapsedCardIsConfirmed(CardState state) {
        long student = student();
        String number = in(state, student);
        rooms.timeIs(SEPTEMBER);
        if (state == CardState.ISSUED || state == CardState.LAPSED) {
            assertThat(cards.confirm(number, Confirmation.HOLOGRAM, IN_SEPTEMBER, "ania"))
                    .isTrue();
            StudentCard card = cards.validOf(student).orElseThrow();
            assertThat(card.number()).isEqualTo(number);
            assertThat(card.state()).isEqualTo(CardState.ISSUED);
            assertThat(card.validUntil()).isEqualTo(LocalDate.of(2028, 9, 30));
        } else {
            StudentCard before = cards.get(number);
            refused("register.impossible", () -> cards.confirm(number, Confirmation.HOLOGRAM, IN_SEPTEMBER, "ania"));
            assertThat(cards.get(number)).isEqualTo(before);
        }
    }

    @Test
    void aConfirmationThatCannotBeIsRefused() {
        long student = student();
        String number = issued(student);
        String paper = "P " + ++last;
        long other = student();
        cards.registerExisting(other, paper, LocalDate.of(2022, 9, 5), LocalDate.of(2027, 9, 30), true, "ania");
        rooms.timeIs(SEPTEMBER);
        refused("register.unknown", () -> cards.confirm("no such card", Confirmation.STAMP, IN_SEPTEMBER, "ania"));
        refused("register.confirm.plastic", () -> cards.confirm(number, Confirmation.STAMP, IN_SEPTEMBER, "ania"));
        refused("register.confirm.paper", () -> cards.confirm(paper, Confirmation.HOLOGRAM, IN_SEPTEMBER, "ania"));
        refused(
                "register.day.future",
                () -> cards.confirm(number, Confirmation.HOLOGRAM, IN_SEPTEMBER.plusDays(1), "ania"));
        refused("register.day.early", () -> cards.confirm(number, Confirmation.HOLOGRAM, TODAY.minusDays(1), "ania"));
        rooms.timeIs(Instant.parse("2028-10-02T08:00:00Z"));
        refused(
                "register.confirm.over",
                () -> cards.confirm(number, Confirmation.HOLOGRAM, LocalDate.of(2028, 8, 31), "ania"));
        assertThat(cards.confirmations(number)).isEmpty();
        assertThat(cards.confirmations(paper)).isEmpty();
    }

    @Test
    void aSchoolYearIsConfirmedOnce() throws Exception {
        String number = issued(student());
        // of the year of its issue it needs none
        assertThat(cards.confirm(number, Confirmation.HOLOGRAM, TODAY, "ania")).isFalse();
        rooms.timeIs(SEPTEMBER);
        Runnable confirm = () -> {
            if (!cards.confirm(number, Confirmation.HOLOGRAM, IN_SEPTEMBER, "ania")) {
                throw new Refused("register.unknown", number);
            }
        };
        assertThat(AtOnce.done(List.of(confirm, confirm, confirm))).isEqualTo(1);
        assertThat(cards.confirm(number, Confirmation.HOLOGRAM, IN_SEPTEMBER, "ola"))
                .isFalse();
        assertThat(cards.confirmations(number))
                .containsExactly(new CardConfirmation(
                        number, new SchoolYear(2027), Confirmation.HOLOGRAM, IN_SEPTEMBER, "ania"));
        rooms.timeIs(Instant.parse("2028-09-01T08:00:00Z"));
        assertThat(cards.confirm(number, Confirmation.HOLOGRAM, LocalDate.of(2028, 9, 1), "ania"))
                .isTrue();
        assertThat(cards.get(number).validUntil()).isEqualTo(LocalDate.of(2029, 9, 30));
        assertThat(cards.confirmations(number)).hasSize(2);
    }

    @Test
    void theThirtiethOfSeptemberIsTheLastValidDayOnASaturdayToo() {
        String number = issued(student());
        rooms.timeIs(SEPTEMBER);
        cards.confirm(number, Confirmation.HOLOGRAM, IN_SEPTEMBER, "ania");
        LocalDate saturday = LocalDate.of(2028, 9, 30);
        assertThat(saturday.getDayOfWeek()).isEqualTo(DayOfWeek.SATURDAY);
        assertThat(cards.get(number).validUntil()).isEqualTo(saturday);
        rooms.timeIs(Instant.parse("2028-09-30T21:59:00Z"));
        assertThat(lapsed(saturday)).doesNotContain(number);
        assertThat(cards.validOf(cards.get(number).studentId())).isPresent();
        rooms.timeIs(Instant.parse("2028-09-30T22:00:00Z"));
        assertThat(cards.validOf(cards.get(number).studentId())).isEmpty();
        assertThat(lapsed(saturday.plusDays(1))).contains(number);
    }

    private String lapsing(LocalDate validUntil) {
        String number = "D " + ++last;
        cards.registerExisting(student(), number, LocalDate.of(2026, 9, 4), validUntil, false, "ania");
        return number;
    }

    private List<String> lapsed(LocalDate today) {
        return cards.lapse(today).stream().map(StudentCard::number).toList();
    }

    @Test
    void aLapseIsToldOnceHoweverManyAsk() throws Exception {
        List<String> due = IntStream.range(0, 6)
                .mapToObj(n -> lapsing(LocalDate.of(2027, 9, 30)))
                .toList();
        String valid = lapsing(LocalDate.of(2027, 9, 30));
        rooms.timeIs(SEPTEMBER);
        cards.confirm(valid, Confirmation.HOLOGRAM, IN_SEPTEMBER, "ania");
        rooms.timeIs(AFTER_ITS_VALIDITY);
        LocalDate today = LocalDate.of(2027, 10, 1);
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        AtOnce.done(List.of(() -> told.addAll(lapsed(today)), () -> told.addAll(lapsed(today))));
        told.addAll(lapsed(today));
        assertThat(told).containsAll(due).doesNotContain(valid).doesNotHaveDuplicates();
        assertThat(lapsed(today)).isEmpty();
        assertThat(cards.get(due.get(0)).state()).isEqualTo(CardState.LAPSED);
    }

    @Test
    void aCardThatLapsedByTheWayIsToldAllTheSame() {
        long student = student();
        String number = issued(student);
        rooms.timeIs(AFTER_ITS_VALIDITY);
        cards.giveBack(number, new CardReturn(LocalDate.of(2027, 10, 1), "Ewa Lis", "ania", null));
        assertThat(cards.get(number).state()).isEqualTo(CardState.LAPSED);
        assertThat(lapsed(LocalDate.of(2027, 10, 1))).contains(number);
        assertThat(lapsed(LocalDate.of(2027, 10, 1))).doesNotContain(number);
        // one that had lapsed when it was entered never was news
        long other = student();
        String old = in(CardState.LAPSED, other);
        assertThat(lapsed(LocalDate.of(2027, 10, 1))).doesNotContain(old);
    }

    @Test
    void whoComesLateIsConfirmedAndLapsesAnew() {
        long student = student();
        String number = issued(student);
        rooms.timeIs(AFTER_ITS_VALIDITY);
        assertThat(lapsed(LocalDate.of(2027, 10, 1))).contains(number);
        assertThat(cards.confirm(number, Confirmation.HOLOGRAM, LocalDate.of(2027, 10, 1), "ania"))
                .isTrue();
        assertThat(cards.validOf(student).orElseThrow().validUntil()).isEqualTo(LocalDate.of(2028, 9, 30));
        rooms.timeIs(Instant.parse("2028-10-01T08:00:00Z"));
        assertThat(lapsed(LocalDate.of(2028, 10, 1))).contains(number);
    }

    @Test
    void aLapsedCardIsNotConfirmedBesideAValidOneNorOnceItCameBack() {
        long student = student();
        String old = in(CardState.LAPSED, student);
        issued(student);
        refused("register.secondValidCard", () -> cards.confirm(old, Confirmation.HOLOGRAM, TODAY, "ania"));
        String returned = in(CardState.LAPSED, student());
        cards.giveBack(returned, back());
        refused("register.impossible", () -> cards.confirm(returned, Confirmation.HOLOGRAM, TODAY, "ania"));
    }

    @Test
    void aConfirmationAndALapseAtOnceLeaveAValidCard() throws Exception {
        for (int round = 0; round < 5; round++) {
            rooms.timeIs(Rooms.NOW);
            long student = student();
            String number = issued(student);
            rooms.timeIs(AFTER_ITS_VALIDITY);
            LocalDate today = LocalDate.of(2027, 10, 1);
            AtOnce.done(List.of(
                    () -> cards.confirm(number, Confirmation.HOLOGRAM, today, "ania"), () -> cards.lapse(today)));
            assertThat(cards.validOf(student)).isPresent();
            assertThat(lapsed(today)).doesNotContain(number);
        }
    }

    @Test
    void aClassShowsTheCardOfEachThatCanBeConfirmed() {
        long lapsed = student();
        String last = in(CardState.LAPSED, lapsed);
        long both = student();
        in(CardState.LAPSED, both);
        String valid = issued(both);
        long returned = student();
        cards.giveBack(in(CardState.LAPSED, returned), back());
        long inMaking = student();
        making(inMaking);
        long none = student();
        assertThat(cards.confirmable(List.of(lapsed, both, returned, inMaking, none)))
                .isEqualTo(Map.of(lapsed, cards.get(last), both, cards.get(valid)));
        assertThat(cards.confirmable(List.of())).isEmpty();
    }

    @Test
    void numbersHaveNoGapWhateverIsRefusedOrRolledBack() throws Exception {
        long before = cards.get(making(student())).serial();
        long student = student();
        String old = issued(student);
        making(student, CardKind.DUPLICATE, old);
        refused("register.replacementInMaking", () -> making(student, CardKind.DUPLICATE, old));
        assertThatThrownBy(() -> rooms.together(open -> {
                    making(student());
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        List<Runnable> many = IntStream.range(0, 6)
                .mapToObj(one -> {
                    long other = student();
                    return (Runnable) () -> making(other);
                })
                .toList();
        assertThat(AtOnce.done(many)).isEqualTo(6);
        assertThat(cards.get(making(student())).serial()).isEqualTo(before + 9);
    }

    @Test
    void pagesGoFromTheLatestToTheFirst() {
        List<Long> students = IntStream.range(0, 51).mapToObj(one -> student()).toList();
        students.forEach(this::making);
        var first = cards.search("no such number", students, 0);
        assertThat(first.total()).isEqualTo(51);
        assertThat(first.rows())
                .hasSize(50)
                .isSortedAccordingTo((one, other) -> Long.compare(other.serial(), one.serial()));
        assertThat(cards.search("no such number", students, 1).rows())
                .extracting(StudentCard::studentId)
                .containsExactly(students.get(0));
        assertThat(cards.search("no such number", List.of(), 0).total()).isZero();
    }
}
