package pl.legitymacje.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
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
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import pl.legitymacje.AtOnce;
import pl.legitymacje.OtherSchool;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.ObjectionForm;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Students;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MobileCardsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final String CODE = "7Kp2Xw9QLM";
    private static final String QR = "mobywatel:qr";

    private Rooms rooms;
    private MobileCards mobile;
    private CardRegister cards;
    private int last;

    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onH2(services);
    }

    @BeforeAll
    void start() throws IOException {
        rooms = open(NumberSeries.class, CardRegister.class, Students.class, Objections.class, MobileCards.class);
        mobile = rooms.get(MobileCards.class);
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

    // ---- tools

    private long student() {
        KeyHolder id = new GeneratedKeyHolder();
        rooms.get(JdbcClient.class)
                .sql("insert into student (first_name, surname, school_class, birth_date, pesel, status, search_text)"
                        + " values ('Jan', 'Lis', '4a', ?, null, 'ATTENDS', 'lis jan 4a')")
                .param(LocalDate.of(2015, 6, 15))
                .update(id, "id");
        return id.getKeyAs(Long.class);
    }

    private String caseNumber() {
        return "SPR-" + ++last;
    }

    private StudentCard plastic(long student) {
        return cards.issue(
                cards.assign(student, caseNumber()).number(),
                new HandOver(TODAY, "Ewa Lis", Receiver.GUARDIAN, "ania"));
    }

    private long holder() {
        long student = student();
        plastic(student);
        return student;
    }

    private MobileCard applied(long student) {
        return mobile.apply(student, caseNumber(), null, "ania");
    }

    private MobileCard registered(long student) {
        return mobile.register(applied(student).id(), TODAY, "ania");
    }

    private MobileCard code(long id) {
        return mobile.giveCode(id, CodeChannel.SLIP, CODE, QR, Rooms.NOW, null, "ania");
    }

    private MobileCard given(long student) {
        return code(registered(student).id());
    }

    private MobileCard active(long student) {
        return mobile.activate(given(student).id(), TODAY, "ania");
    }

    private MobileCard codeLapsed(long student) {
        MobileCard card = given(student);
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(7)));
        assertThat(mobile.lapseCode(card.id())).isTrue();
        rooms.timeIs(Rooms.NOW);
        return mobile.get(card.id());
    }

    private MobileCard revoked(long id) {
        return mobile.revoke(id, RevocationReason.DEVICE_LOST, TODAY, null, "ania");
    }

    private static void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    // ---- who cannot have one

    @Test
    void withoutAValidCardThereIsNone() {
        long none = student();
        refused("register.mobile.noValidCard", () -> applied(none));
        String inMaking = cards.assign(none, caseNumber()).number();
        refused("register.mobile.noValidCard", () -> applied(none));
        cards.issue(inMaking, new HandOver(TODAY, "Ewa Lis", Receiver.GUARDIAN, "ania"));
        rooms.timeIs(Instant.parse("2027-09-30T21:59:59Z"));
        assertThat(mobile.applicable(none, null).validUntil()).isEqualTo(LocalDate.of(2027, 9, 30));
        rooms.timeIs(Instant.parse("2027-09-30T22:00:00Z"));
        refused("register.mobile.noValidCard", () -> applied(none));
        refused("student.unknown", () -> applied(4711));
        assertThat(mobile.ofStudent(none)).isEmpty();
    }

    @Test
    void anObjectionBlocksEveryStepOfTheIssueUntilItIsTakenBack() {
        long student = holder();
        MobileCard application = applied(student);
        rooms.get(Objections.class).record(student, "Ewa Lis", TODAY, ObjectionForm.WRITTEN, "ania");
        refused("register.mobile.objection", () -> mobile.register(application.id(), TODAY, "ania"));
        refused("register.mobile.objection", () -> mobile.applicable(student, ReissueReason.ERROR));
        mobile.drop(application.id(), "sprzeciw", "ania");
        refused("register.mobile.objection", () -> applied(student));
        rooms.get(Objections.class).takeBack(student, "Ewa Lis", TODAY, "ania");
        MobileCard card = registered(student);
        rooms.get(Objections.class).record(student, "Ewa Lis", TODAY, ObjectionForm.SPOKEN, "ania");
        refused("register.mobile.objection", () -> code(card.id()));
    }

    @Test
    void anObjectionAndAnApplicationAtOnceSeeEachOther() throws Exception {
        for (int round = 0; round < 5; round++) {
            long student = holder();
            MobileCard application = applied(student);
            AtOnce.done(
                    List.of(() -> mobile.register(application.id(), TODAY, "ania"), () -> rooms.get(Objections.class)
                            .record(student, "Ewa Lis", TODAY, ObjectionForm.WRITTEN, "ania")));
            assertThat(rooms.get(Objections.class).standing(student)).isPresent();
            assertThat(mobile.get(application.id()).state()).isIn(MobileCardState.APPLIED, MobileCardState.REGISTERED);
            refused("register.mobile.objection", () -> code(application.id()));
        }
    }

    @Test
    void aSecondOneIsRefused() {
        long student = holder();
        MobileCard first = applied(student);
        refused("register.mobile.appliedAlready", () -> applied(student));
        refused("register.mobile.appliedAlready", () -> mobile.apply(holder(), first.caseNumber(), null, "ania"));
        mobile.register(first.id(), TODAY, "ania");
        refused("register.mobile.already", () -> applied(student));
        code(first.id());
        refused("register.mobile.already", () -> applied(student));
        mobile.activate(first.id(), TODAY, "ania");
        refused("register.mobile.already", () -> applied(student));
        assertThat(mobile.ofStudent(student)).hasSize(1);
    }

    @Test
    void theDatabaseItselfRefusesASecondOne() {
        long student = holder();
        MobileCard card = given(student);
        assertThatThrownBy(() -> rooms.get(JdbcClient.class)
                        .sql(
                                "insert into mobile_card (student_id, card_number, case_number, state, applied_at, applied_by,"
                                        + " live_key) values (?, ?, 'SPR-X', 'REGISTERED', current_timestamp, 'x', ?)")
                        .params(student, card.cardNumber(), student + "/live")
                        .update())
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void manyApplicationsAtOnceAreOne() throws Exception {
        for (int round = 0; round < 3; round++) {
            long student = holder();
            List<Runnable> many = Stream.generate(this::caseNumber)
                    .limit(4)
                    .map(number -> (Runnable) () -> mobile.apply(student, number, null, "ania"))
                    .toList();
            assertThat(AtOnce.done(many)).isEqualTo(1);
            assertThat(mobile.ofStudent(student)).hasSize(1);
        }
    }

    // ---- codes

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null                     | register.mobile.code.missing",
                "'  '                     | register.mobile.code.missing",
                "'- -'                    | register.mobile.code.length",
                "abc                      | register.mobile.code.length",
                "123456789012345678901234567890123 | register.mobile.code.length",
                "kod-żółw                 | register.mobile.code.characters",
                "7Kp2.Xw9Q                | register.mobile.code.characters",
                "7Kp2_Xw9Q                | register.mobile.code.characters",
                "<b>7Kp2</b>              | register.mobile.code.qr",
                "https://zpe.gov.pl/a     | register.mobile.code.qr"
            })
    void whatCannotBeACodeIsRefused(String typed, String key) {
        long id = registered(holder()).id();
        refused(key, () -> mobile.giveCode(id, CodeChannel.SLIP, typed, QR, Rooms.NOW, null, "ania"));
        assertThat(mobile.get(id).state()).isEqualTo(MobileCardState.REGISTERED);
        assertThat(mobile.codeOf(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7Kp2Xw9QLM",
                " 7Kp2 Xw9Q LM ",
                "7Kp2-Xw9Q-LM",
                "7Kp2\u00a0–\u2009Xw9Q\u2011LM",
                "\t7Kp2\r\nXw9Q\u200bLM"
            })
    void spacesAndDashesAreNoPartOfACode(String typed) {
        MobileCard card = registered(holder());
        mobile.giveCode(card.id(), CodeChannel.PICK_UP, typed, " " + QR + "\n", Rooms.NOW, null, "ania");
        ActivationCode code = mobile.codeOf(card.id()).orElseThrow();
        assertThat(code.code()).isEqualTo("7Kp2Xw9QLM");
        assertThat(code.grouped()).isEqualTo("7Kp2 Xw9Q LM");
        assertThat(code.qr()).isEqualTo(QR);
        assertThat(code.toString() + mobile.get(card.id())).doesNotContain("7Kp2", QR);
    }

    @Test
    void groupsHaveFourLetters() {
        for (List<String> one : List.of(
                List.of("1234", "1234"),
                List.of("12345", "1234 5"),
                List.of("12345678", "1234 5678"),
                List.of("123456789", "1234 5678 9"))) {
            assertThat(new ActivationCode(one.get(0), null, Rooms.NOW).grouped())
                    .isEqualTo(one.get(1));
        }
    }

    @Test
    void theStudentsPeselIsNoCode() {
        long student = holder();
        rooms.get(JdbcClient.class)
                .sql("update student set pesel = '15261501230' where id = ?")
                .param(student)
                .update();
        long id = registered(student).id();
        refused(
                "register.mobile.code.pesel",
                () -> mobile.giveCode(id, CodeChannel.SLIP, "152615 01230", null, Rooms.NOW, null, "ania"));
        rooms.get(JdbcClient.class)
                .sql("update student set pesel = null where id = ?")
                .param(student)
                .update();
    }

    @Test
    void aCodesTimesHaveToFit() {
        long id = registered(holder()).id();
        refused("register.mobile.code.future", () -> give(id, Rooms.NOW.plusSeconds(1), null));
        refused("register.mobile.early.registration", () -> give(id, Rooms.NOW.minus(Duration.ofDays(1)), null));
        refused("register.mobile.code.pastCard", () -> give(id, Rooms.NOW, Instant.parse("2027-09-30T22:00:00Z")));
        refused("register.mobile.code.pastCard", () -> give(id, Rooms.NOW, Instant.parse("2999-12-31T10:00:00Z")));
        refused("register.mobile.code.over", () -> give(id, Rooms.NOW, Rooms.NOW));
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(8)));
        refused("register.mobile.code.over", () -> give(id, Rooms.NOW, null));
        refused(
                "register.mobile.code.qrTooLong",
                () -> mobile.giveCode(
                        id,
                        CodeChannel.SLIP,
                        CODE,
                        "ż".repeat(1500),
                        Rooms.NOW.plus(Duration.ofDays(8)),
                        null,
                        "ania"));
        assertThat(mobile.get(id).codesGiven()).isZero();
    }

    private void give(long id, Instant generated, Instant until) {
        mobile.giveCode(id, CodeChannel.SLIP, CODE, null, generated, until, "ania");
    }

    @ParameterizedTest
    @CsvSource({"SLIP, P7D", "PICK_UP, P30D", "MAIL, P30D"})
    void aCodeIsValidAsLongAsItsChannelSaysOrTheGovernmentSystem(CodeChannel channel, Duration validity) {
        long id = registered(holder()).id();
        assertThat(givenWhereCodesAreMailed(id, channel, null, "ania").codeValidUntil())
                .isEqualTo(Rooms.NOW.plus(validity));
        Instant told = Rooms.NOW.plus(Duration.ofMinutes(90));
        MobileCard again = givenWhereCodesAreMailed(id, channel, told, "ola");
        assertThat(again.codeValidUntil()).isEqualTo(told);
        assertThat(again.codesGiven()).isEqualTo(2);
        assertThat(again.codeGivenBy()).isEqualTo("ola");
    }

    private MobileCard givenWhereCodesAreMailed(long id, CodeChannel channel, Instant until, String by) {
        rooms.together(all -> inASchoolThatMailsCodes().giveCode(id, channel, CODE, QR, Rooms.NOW, until, by));
        return mobile.get(id);
    }

    private MobileCards inASchoolThatMailsCodes() {
        return new MobileCards(
                rooms.get(JdbcClient.class),
                cards,
                rooms.get(Students.class),
                rooms.get(Objections.class),
                OtherSchool.thatMailsCodes(rooms.get(SchoolProfile.class)),
                rooms.get(Clock.class));
    }

    @Test
    void noMailCarriesACodeUnlessTheSchoolChoseSo() {
        long id = registered(holder()).id();
        refused(
                "register.mobile.code.channel",
                () -> mobile.giveCode(id, CodeChannel.MAIL, CODE, null, Rooms.NOW, null, "ania"));
        assertThat(mobile.get(id).state()).isEqualTo(MobileCardState.REGISTERED);
        assertThat(givenWhereCodesAreMailed(id, CodeChannel.MAIL, null, "ania").codeHandedOn())
                .isEqualTo(TODAY);
    }

    @Test
    void noCodeIsPromisedBeyondTheCard() {
        long id = registered(holder()).id();
        Instant inTime = Instant.parse("2027-09-10T08:00:00Z");
        rooms.timeIs(inTime);
        assertThat(mobile.giveCode(id, CodeChannel.PICK_UP, CODE, null, inTime, null, "ania")
                        .codeValidUntil())
                .isEqualTo("2027-09-30T21:59:00Z");
        rooms.timeIs(Instant.parse("2027-09-30T22:30:00Z"));
        refused(
                "register.mobile.noValidCard",
                () -> give(id, rooms.get(Clock.class).instant(), null));
        // confirmed: the card is valid again, its old copy is not
        cards.confirm(mobile.get(id).cardNumber(), Confirmation.HOLOGRAM, LocalDate.of(2027, 10, 1), "ania");
        refused("register.mobile.over", () -> give(id, rooms.get(Clock.class).instant(), null));
        refused(
                "register.mobile.over",
                () -> mobile.giveCode(
                        id, CodeChannel.ZPE, null, null, rooms.get(Clock.class).instant(), null, "ania"));
    }

    @Test
    void aCodeIsHandedOverOnceItIs() {
        MobileCard card = given(holder());
        assertThat(card.codeHandedOn()).isNull();
        assertThat(card.label()).isEqualTo("kod do przekazania");
        assertThat(mobile.handOver(card.id(), TODAY).label()).isEqualTo("kod przekazany");
        // the next one is again to be handed over
        assertThat(code(card.id()).codeHandedOn()).isNull();
        MobileCard inZpe = registered(holder());
        assertThat(mobile.giveCode(inZpe.id(), CodeChannel.ZPE, null, null, Rooms.NOW, null, "ania")
                        .label())
                .isEqualTo("kod przekazany");
        refused(
                "register.mobile.impossible",
                () -> mobile.handOver(applied(holder()).id(), TODAY));
        revoked(card.id());
        refused("register.mobile.impossible", () -> mobile.handOver(card.id(), TODAY));
    }

    @Test
    void aCodeThatIsOverIsNotShownEvenBeforeItIsErased() {
        MobileCard card = given(holder());
        rooms.timeIs(card.codeValidUntil().minusMillis(1));
        assertThat(mobile.codeOf(card.id())).isPresent();
        rooms.timeIs(card.codeValidUntil());
        assertThat(mobile.codeOf(card.id())).isEmpty();
        assertThat(mobile.get(card.id()).state()).isEqualTo(MobileCardState.CODE_GIVEN);
    }

    @Test
    void aCodeThatNobodyIsToUseIsLetGo() {
        long student = holder();
        MobileCard card = given(student);
        assertThat(mobile.letGo(card.id())).isTrue();
        assertThat(mobile.letGo(card.id())).isFalse();
        assertThat(mobile.codeOf(card.id())).isEmpty();
        assertThat(mobile.get(card.id()).codeErasedAt()).isNotNull();
        assertThat(mobile.revocableOf(student)).isPresent();
        assertThat(registered(student).state()).isEqualTo(MobileCardState.REGISTERED);
        assertThat(mobile.get(card.id()).state()).isEqualTo(MobileCardState.REVOKED);
        MobileCard onThePhone = active(holder());
        assertThat(mobile.letGo(onThePhone.id())).isFalse();
    }

    @Test
    void inZpeTheStudentTakesTheCodeAndTheSchoolSeesNone() {
        long id = registered(holder()).id();
        refused(
                "register.mobile.code.inZpe",
                () -> mobile.giveCode(id, CodeChannel.ZPE, CODE, null, Rooms.NOW, null, "ania"));
        refused(
                "register.mobile.code.inZpe",
                () -> mobile.giveCode(id, CodeChannel.ZPE, null, QR, Rooms.NOW, null, "ania"));
        MobileCard card = mobile.giveCode(id, CodeChannel.ZPE, " ", null, Rooms.NOW, null, "ania");
        assertThat(card.state()).isEqualTo(MobileCardState.CODE_GIVEN);
        assertThat(card.codeValidUntil()).isNull();
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(60)));
        assertThat(mobile.lapseCode(id)).isFalse();
        assertThat(mobile.codesLapsingBy(Instant.parse("2030-01-01T00:00:00Z")))
                .extracting(MobileCard::id)
                .doesNotContain(id);
        MobileCard active = mobile.activate(id, TODAY.plusDays(60), "ania");
        assertThat(active.state()).isEqualTo(MobileCardState.ACTIVE);
        assertThat(active.codeErasedAt()).isNull();
    }

    @Test
    void aCodeIsErasedWhenUsedLapsedOrRevoked() {
        MobileCard used = active(holder());
        MobileCard lapsed = codeLapsed(holder());
        MobileCard revoked = revoked(given(holder()).id());
        for (MobileCard card : List.of(used, lapsed, revoked)) {
            assertThat(mobile.codeOf(card.id())).isEmpty();
            assertThat(card.codeErasedAt()).isNotNull();
            assertThat(rooms.get(JdbcClient.class)
                            .sql(
                                    "select count(*) from mobile_card where id = ? and code is null and qr_content is null")
                            .param(card.id())
                            .query(Integer.class)
                            .single())
                    .isEqualTo(1);
        }
        // and stays marked as erased then
        rooms.timeIs(Rooms.NOW.plus(Duration.ofHours(1)));
        assertThat(revoked(used.id()).codeErasedAt()).isEqualTo(used.codeErasedAt());
    }

    @Test
    void aNewCodeTakesThePlaceOfTheLast() {
        long student = holder();
        MobileCard card = codeLapsed(student);
        mobile.giveCode(card.id(), CodeChannel.SLIP, "NOWY2222", null, Rooms.NOW, null, "ania");
        assertThat(mobile.codeOf(card.id()).orElseThrow().code()).isEqualTo("NOWY2222");
        MobileCard fresh = mobile.liveOf(student).orElseThrow();
        assertThat(fresh.lapse()).isNull();
        assertThat(fresh.lapsedAt()).isNull();
        assertThat(fresh.codeErasedAt()).isNull();
        assertThat(fresh.codesGiven()).isEqualTo(2);
    }

    @Test
    void aCodeLapsesAtItsMomentAndNotBefore() {
        long id = given(holder()).id();
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(7)).minusSeconds(1));
        assertThat(mobile.lapseCode(id)).isFalse();
        assertThat(mobile.lapseCodes()).extracting(MobileCard::id).doesNotContain(id);
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(7)));
        assertThat(mobile.lapseCodes())
                .filteredOn(card -> card.id() == id)
                .singleElement()
                .satisfies(card -> {
                    assertThat(card.state()).isEqualTo(MobileCardState.LAPSED);
                    assertThat(card.lapse()).isEqualTo(MobileCard.Lapse.CODE);
                    assertThat(card.takesCode()).isTrue();
                });
        assertThat(mobile.lapseCode(id)).isFalse();
        assertThat(mobile.lapseCodes()).isEmpty();
    }

    @Test
    void codesThatLapsedWhileTheServerWasDownLapseOnceHoweverManyNodesComeUp() throws Exception {
        for (int n = 0; n < 5; n++) {
            given(holder());
        }
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(40)));
        List<MobileCard> told = Collections.synchronizedList(new ArrayList<>());
        AtOnce.done(List.of(() -> told.addAll(mobile.lapseCodes()), () -> told.addAll(mobile.lapseCodes())));
        told.addAll(mobile.lapseCodes());
        assertThat(told).extracting(MobileCard::id).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(5);
        assertThat(told).extracting(MobileCard::state).containsOnly(MobileCardState.LAPSED);
    }

    @Test
    void eachCodeIsWarnedOfOnce() throws Exception {
        long id = given(holder()).id();
        Instant soon = Rooms.NOW.plus(Duration.ofDays(5));
        rooms.timeIs(soon);
        assertThat(lapsing(soon.plus(Duration.ofDays(1)))).doesNotContain(id);
        assertThat(lapsing(soon.plus(Duration.ofDays(3)))).contains(id);
        assertThat(warnedAtOnce(id)).isEqualTo(1);
        assertThat(mobile.warn(id)).isFalse();
        assertThat(lapsing(soon.plus(Duration.ofDays(3)))).doesNotContain(id);
        mobile.giveCode(id, CodeChannel.SLIP, CODE, null, soon, null, "ania");
        assertThat(lapsing(soon.plus(Duration.ofDays(7)))).contains(id);
        rooms.timeIs(soon.plus(Duration.ofDays(7)));
        assertThat(lapsing(soon.plus(Duration.ofDays(9)))).doesNotContain(id);
        assertThat(mobile.warn(id)).isFalse();
    }

    private int warnedAtOnce(long id) throws Exception {
        Runnable warn = () -> {
            if (!mobile.warn(id)) {
                throw new Refused("register.mobile.unknown");
            }
        };
        return AtOnce.done(List.of(warn, warn, warn));
    }

    private List<Long> lapsing(Instant until) {
        return mobile.codesLapsingBy(until).stream().map(MobileCard::id).toList();
    }

    // ---- every state and every move

    private enum In {
        APPLIED,
        DROPPED,
        REGISTERED,
        CODE_GIVEN,
        ACTIVE,
        CODE_LAPSED,
        VALIDITY_LAPSED,
        REVOKED
    }

    private enum Move {
        DROP,
        REGISTER,
        GIVE_CODE,
        ACTIVATE,
        REVOKE,
        LAPSE_CODE
    }

    private MobileCard in(In state, long student) {
        return switch (state) {
            case APPLIED -> applied(student);
            case DROPPED -> mobile.drop(applied(student).id(), "wycofany", "ania");
            case REGISTERED -> registered(student);
            case CODE_GIVEN -> given(student);
            case ACTIVE -> active(student);
            case CODE_LAPSED -> codeLapsed(student);
            case VALIDITY_LAPSED -> {
                long id = active(student).id();
                mobile.lapseValidity(LocalDate.of(2027, 10, 1));
                yield mobile.get(id);
            }
            case REVOKED -> revoked(active(student).id());
        };
    }

    private void make(Move move, long id) {
        switch (move) {
            case DROP -> mobile.drop(id, "wycofany", "ania");
            case REGISTER -> mobile.register(id, TODAY, "ania");
            case GIVE_CODE -> code(id);
            case ACTIVATE -> mobile.activate(id, TODAY, "ania");
            case REVOKE -> revoked(id);
            case LAPSE_CODE -> assertThat(mobile.lapseCode(id)).isFalse();
        }
    }

    private static String outcome(In state, Move move) {
        List<String> outcomes =
                switch (move) { // APPLIED DROPPED REGISTERED CODE_GIVEN ACTIVE CODE_LAPSED VALIDITY_LAPSED REVOKED
                    case DROP -> row("DROPPED - - - - - - -");
                    case REGISTER -> row("REGISTERED - - - - - - -");
                    case GIVE_CODE -> row("- - CODE_GIVEN CODE_GIVEN - CODE_GIVEN - -");
                    case ACTIVATE -> row("- - - ACTIVE - ACTIVE - -");
                    case REVOKE -> row("- - REVOKED REVOKED REVOKED REVOKED REVOKED -");
                    case LAPSE_CODE -> row("APPLIED DROPPED REGISTERED CODE_GIVEN ACTIVE LAPSED LAPSED REVOKED");
                };
        return outcomes.get(List.of(In.values()).indexOf(state));
    }

    private static List<String> row(String outcomes) {
        return List.of(outcomes.split(" ", -1));
    }

    static Stream<Arguments> statesAndMoves() {
        return Arrays.stream(In.values()).flatMap(state -> Arrays.stream(Move.values())
                .map(move -> Arguments.of(state, move, outcome(state, move))));
    }

    @ParameterizedTest
    @MethodSource("statesAndMoves")
    void everyMoveInEveryStateIsMadeOrRefused(In state, Move move, String outcome) {
        MobileCard card = in(state, holder());
        assertThat(card.revocable()).isEqualTo(!outcome(state, Move.REVOKE).equals("-"));
        assertThat(card.takesCode()).isEqualTo(!outcome(state, Move.GIVE_CODE).equals("-"));
        if (outcome.equals("-")) {
            // a second registration may say more exactly what is there already
            assertThatThrownBy(() -> make(move, card.id()))
                    .isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                            .isIn("register.mobile.impossible", "register.mobile.already"));
            assertThat(mobile.get(card.id())).isEqualTo(card);
        } else {
            make(move, card.id());
            assertThat(mobile.get(card.id()).state()).hasToString(outcome);
        }
    }

    @Test
    void anUnknownOneIsRefused() {
        for (Move move : Move.values()) {
            if (move != Move.LAPSE_CODE) {
                refused("register.mobile.unknown", () -> make(move, 4711));
            }
        }
    }

    @Test
    void daysThatCannotBeAreRefused() {
        long id = applied(holder()).id();
        refused("register.day.future", () -> mobile.register(id, TODAY.plusDays(1), "ania"));
        refused("register.mobile.early.application", () -> mobile.register(id, TODAY.minusDays(1), "ania"));
        refused("register.noReason", () -> mobile.drop(id, " ", "ania"));
        mobile.register(id, TODAY, "ania");
        refused(
                "register.mobile.early.registration",
                () -> mobile.revoke(id, RevocationReason.DAMAGED, TODAY.minusDays(1), null, "ania"));
        code(id);
        refused("register.day.future", () -> mobile.activate(id, TODAY.plusDays(1), "ania"));
        refused("register.mobile.early.code", () -> mobile.activate(id, TODAY.minusDays(1), "ania"));
        refused("register.mobile.early.code", () -> mobile.handOver(id, TODAY.minusDays(1)));
        refused("register.day.future", () -> mobile.handOver(id, TODAY.plusDays(1)));
        rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(20)));
        refused("register.mobile.activatedLate", () -> mobile.activate(id, TODAY.plusDays(8), "ania"));
        assertThat(mobile.lapseCode(id)).isTrue();
        // the office hears late of what was in time
        assertThat(mobile.activate(id, TODAY.plusDays(7), "ania").state()).isEqualTo(MobileCardState.ACTIVE);
    }

    // ---- revocation and re-issue

    @Test
    void aRevocationWinsOverAnActivationAtTheSameMoment() throws Exception {
        for (int round = 0; round < 10; round++) {
            long id = given(holder()).id();
            AtOnce.done(List.of(() -> mobile.activate(id, TODAY, "ania"), () -> revoked(id)));
            assertThat(mobile.get(id).state()).isEqualTo(MobileCardState.REVOKED);
            refused("register.mobile.impossible", () -> mobile.activate(id, TODAY, "ania"));
        }
    }

    @Test
    void aRevocationWinsOverANewCodeAndALapse() throws Exception {
        for (int round = 0; round < 5; round++) {
            long id = given(holder()).id();
            rooms.timeIs(Rooms.NOW.plus(Duration.ofDays(7)));
            AtOnce.done(List.of(() -> mobile.lapseCode(id), () -> code(id), () -> revoked(id)));
            rooms.timeIs(Rooms.NOW);
            assertThat(mobile.get(id).state()).isEqualTo(MobileCardState.REVOKED);
            assertThat(mobile.codeOf(id)).isEmpty();
        }
    }

    @Test
    void itIsRevokedOnce() throws Exception {
        long id = active(holder()).id();
        assertThat(AtOnce.done(List.of(() -> revoked(id), () -> revoked(id), () -> revoked(id))))
                .isEqualTo(1);
    }

    @Test
    void whyAndByWhomItWasRevokedIsKept() {
        long id = active(holder()).id();
        MobileCard card = mobile.revoke(id, RevocationReason.DEVICE_STOLEN, TODAY, " telefon skradziony ", "ola");
        assertThat(card.revocationReason()).isEqualTo(RevocationReason.DEVICE_STOLEN);
        assertThat(card.endedOn()).isEqualTo(TODAY);
        assertThat(card.endedBy()).isEqualTo("ola");
        assertThat(card.note()).isEqualTo("telefon skradziony");
        assertThat(card.activatedOn()).isEqualTo(TODAY);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsIssuedAgainStandsUntilItsSuccessorIsRegistered(ReissueReason reason) {
        long student = holder();
        MobileCard old = active(student);
        MobileCard successor = mobile.apply(student, caseNumber(), reason, "ania");
        assertThat(mobile.liveOf(student)).contains(old);
        mobile.register(successor.id(), TODAY, "ania");
        assertThat(mobile.liveOf(student).orElseThrow().id()).isEqualTo(successor.id());
        MobileCard superseded = mobile.get(old.id());
        assertThat(superseded.state()).isEqualTo(MobileCardState.REVOKED);
        assertThat(superseded.revocationReason()).isEqualTo(RevocationReason.REISSUED);
        assertThat(superseded.note()).contains(successor.caseNumber());
        assertThat(mobile.ofStudent(student)).extracting(MobileCard::id).containsExactly(successor.id(), old.id());
    }

    @Test
    void afterARevocationALapseOrADropAnotherCanBeHad() {
        for (In ended : List.of(In.REVOKED, In.CODE_LAPSED, In.VALIDITY_LAPSED, In.DROPPED)) {
            long student = holder();
            MobileCard earlier = in(ended, student);
            MobileCard fresh = registered(student);
            assertThat(mobile.ofStudent(student))
                    .filteredOn(MobileCard::revocable)
                    .containsExactly(fresh);
            if (earlier.revocable()) {
                assertThat(mobile.get(earlier.id()).revocationReason()).isEqualTo(RevocationReason.REISSUED);
                assertThat(mobile.get(earlier.id()).lapse()).isEqualTo(earlier.lapse());
            }
        }
    }

    @Test
    void aLapsedCodeIsNotRevivedBesideAnotherCard() {
        long student = holder();
        MobileCard old = codeLapsed(student);
        MobileCard other = registered(student);
        refused("register.mobile.impossible", () -> code(old.id()));
        refused("register.mobile.impossible", () -> mobile.activate(old.id(), TODAY, "ania"));
        assertThat(mobile.get(old.id()).revocationReason()).isEqualTo(RevocationReason.REISSUED);
        assertThat(mobile.liveOf(student).orElseThrow().id()).isEqualTo(other.id());
    }

    @Test
    void twoReissuesAtOnceLeaveOneLive() throws Exception {
        for (int round = 0; round < 3; round++) {
            long student = holder();
            MobileCard lapsed = codeLapsed(student);
            MobileCard fresh = applied(student);
            AtOnce.done(List.of(
                    () -> mobile.register(fresh.id(), TODAY, "ania"),
                    () -> code(lapsed.id()),
                    () -> mobile.activate(lapsed.id(), TODAY, "ania")));
            assertThat(mobile.ofStudent(student))
                    .filteredOn(card -> List.of(
                                    MobileCardState.REGISTERED, MobileCardState.CODE_GIVEN, MobileCardState.ACTIVE)
                            .contains(card.state()))
                    .hasSize(1);
        }
    }

    // ---- with the plastic card

    @Test
    void anApplicationOutlivesAnExchangeAndTakesTheNewCard() {
        long student = student();
        StudentCard old = plastic(student);
        MobileCard application = applied(student);
        assertThat(application.cardNumber()).isEqualTo(old.number());
        String fresh = exchanged(student, old.number());
        MobileCard registered = mobile.register(application.id(), TODAY, "ania");
        assertThat(registered.cardNumber()).isEqualTo(fresh);
        assertThat(registered.validUntil()).isEqualTo(LocalDate.of(2027, 9, 30));
        assertThat(mobile.ofCard(old.number())).isEmpty();
        assertThat(mobile.ofCard(fresh)).containsExactly(registered);
    }

    private String exchanged(long student, String old) {
        String fresh =
                cards.assign(student, caseNumber(), CardKind.EXCHANGE, old).number();
        cards.issue(fresh, new HandOver(TODAY, "Ewa Lis", Receiver.GUARDIAN, "ania"), true);
        return fresh;
    }

    @Test
    void theCopyOfAnExchangedCardTakesNoCodeButCanBeRevoked() {
        long student = student();
        StudentCard old = plastic(student);
        MobileCard copy = registered(student);
        exchanged(student, old.number());
        refused("register.mobile.otherCard", () -> code(copy.id()));
        assertThat(mobile.ofCard(old.number()))
                .extracting(MobileCard::revocable)
                .containsExactly(true);
        mobile.revoke(copy.id(), RevocationReason.CARD_EXCHANGED, TODAY, null, "ania");
    }

    @Test
    void anEndedCardAndARegistrationAtOnceSeeEachOther() throws Exception {
        for (int round = 0; round < 5; round++) {
            long student = student();
            StudentCard card = plastic(student);
            MobileCard application = applied(student);
            List<Boolean> seen = Collections.synchronizedList(new ArrayList<>());
            int done = AtOnce.done(List.of(
                    () -> mobile.register(application.id(), TODAY, "ania"),
                    () -> rooms.together(open -> {
                        cards.invalidate(card.number(), "uczeń odszedł", TODAY);
                        seen.add(mobile.ofCard(card.number()).stream().anyMatch(MobileCard::revocable));
                    })));
            boolean registered = mobile.get(application.id()).state() == MobileCardState.REGISTERED;
            assertThat(done).isEqualTo(registered ? 2 : 1);
            assertThat(seen).containsExactly(registered);
        }
    }

    @Test
    void itsValidityEndsWithTheCardsOfItsTimeAndOnce() throws Exception {
        long id = active(holder()).id();
        LocalDate dayAfter = LocalDate.of(2027, 10, 1);
        rooms.timeIs(Instant.parse("2027-10-01T05:00:00Z"));
        assertThat(mobile.lapseValidity(dayAfter.minusDays(1)))
                .extracting(MobileCard::id)
                .doesNotContain(id);
        List<MobileCard> told = Collections.synchronizedList(new ArrayList<>());
        AtOnce.done(List.of(
                () -> told.addAll(mobile.lapseValidity(dayAfter)), () -> told.addAll(mobile.lapseValidity(dayAfter))));
        told.addAll(mobile.lapseValidity(dayAfter));
        assertThat(told).extracting(MobileCard::id).contains(id).doesNotHaveDuplicates();
        MobileCard card = mobile.get(id);
        assertThat(card.lapse()).isEqualTo(MobileCard.Lapse.VALIDITY);
        assertThat(card.revocable()).isTrue();
        assertThat(card.takesCode()).isFalse();
    }

    // ---- reasons, pages

    @Test
    void reasonsTellWhatFollows() {
        assertThat(RevocationReason.values())
                .filteredOn(RevocationReason::onRequest)
                .containsExactly(
                        RevocationReason.DAMAGED,
                        RevocationReason.NOT_WORKING,
                        RevocationReason.DEVICE_LOST,
                        RevocationReason.DEVICE_STOLEN);
        assertThat(RevocationReason.values())
                .filteredOn(RevocationReason::urgent)
                .containsExactly(RevocationReason.DEVICE_LOST, RevocationReason.DEVICE_STOLEN);
    }

    @Test
    void itIsFoundByCaseCardAndStudent() {
        long student = holder();
        MobileCard card = applied(student);
        assertThat(mobile.ofCase(card.caseNumber())).contains(card);
        assertThat(mobile.ofCase("SPR-none")).isEmpty();
        assertThat(mobile.search(card.cardNumber(), List.of(), 0).rows()).contains(card);
        assertThat(mobile.search("no such number", List.of(student), 0).rows()).containsExactly(card);
        assertThat(mobile.search("no such number", List.of(), 0).total()).isZero();
        assertThat(mobile.search(" ", List.of(), 0).total())
                .isEqualTo(mobile.search("", List.of(), 0).total())
                .isPositive();
    }
}
