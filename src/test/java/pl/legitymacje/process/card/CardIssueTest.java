package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camunda.bpm.engine.test.assertions.ProcessEngineTests.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.test.assertions.bpmn.AbstractAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.TrailEntry;
import pl.legitymacje.photo.PhotoStatus;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.student.Student;

/** The first card from the application to the hand-over, each detour and each end. */
@OfficeTest
class CardIssueTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Photos photos;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    private Student student;
    private String guardian;

    @BeforeEach
    void morning(@Autowired ProcessEngine engine) {
        AbstractAssertions.init(engine);
        desk.opens("2026-11-23T09:00");
        student = desk.student();
        guardian = student.guardians().get(0).email();
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void fromApplicationToHandOver() throws Exception {
        String photoId = desk.goodPhoto(student);
        ProcessInstance instance = desk.start("card-issue", desk.application(student, photoId));
        String number = desk.caseNumber(instance);
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 7));
        assertThat(desk.task(number, "userTask_verifyPhoto").getDueDate())
                .isEqualTo(OfficeDesk.moment("2026-12-07T23:59"));

        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(photos.get(photoId).status()).isEqualTo(PhotoStatus.ACCEPTED);
        desk.jobsRun();
        String card = cards.ofCase(number).orElseThrow().number();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        handOver(number, "2026-11-23");
        desk.jobsRun();

        desk.asProgram(() -> assertThat(instance)
                .isEnded()
                .hasPassedInOrder(
                        "startEvent_application",
                        "serviceTask_registerCase",
                        "sendTask_applicationReceived",
                        "callActivity_completion",
                        "gateway_complete",
                        "callActivity_production",
                        "sendTask_cardReady",
                        "userTask_handOver",
                        "serviceTask_registerHandOver",
                        "endEvent_cardIssued"));
        assertThat(desk.passed(number))
                .containsSubsequence("serviceTask_checkPhoto", "userTask_verifyPhoto", "endEvent_photoAccepted")
                .containsSubsequence(
                        "serviceTask_assignNumber",
                        "gateway_printing",
                        "userTask_printCard",
                        "gateway_cardGood",
                        "serviceTask_registerReady",
                        "endEvent_cardReady");
        StudentCard issued = cards.get(card);
        assertThat(issued.state()).isEqualTo(CardState.ISSUED);
        assertThat(issued.issuedOn()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(issued.validUntil()).isEqualTo(LocalDate.of(2027, 9, 30));
        assertThat(issued.handedOverTo()).isEqualTo("Jan Rodzic");
        assertThat(issued.handedOverBy()).isEqualTo("sekretariat");
        assertThat(cards.validOf(student.id())).contains(issued);
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CARD_ISSUED);
        assertThat(photos.get(photoId).keepUntil()).isEqualTo(LocalDate.of(2026, 12, 23));
        assertThat(desk.subjectsTo(guardian))
                .containsExactlyInAnyOrder(
                        "Sprawa zarejestrowana", "Zdjęcie przyjęte", "Legitymacja gotowa do odbioru");
        assertThat(desk.mailsTo(guardian)).allSatisfy(mail -> {
            assertThat(mail.getSubject()).endsWith("[" + number + "]");
            assertThat(mail.getMessageID()).endsWith("@sprozwienica.pl>");
        });
        assertThat(cases.trail(number))
                .extracting(TrailEntry::who, TrailEntry::what)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("sekretariat", "Wykonano zadanie: Zweryfikować zdjęcie."),
                        org.assertj.core.groups.Tuple.tuple("program", "Nadano legitymacji numer " + card + "."),
                        org.assertj.core.groups.Tuple.tuple("sekretariat", "Zakończono sprawę: legitymacja wydana."));
    }

    @Test
    void aSpoiledBlankKeepsItsNumberAndTheCaseTakesTheNext() {
        String number = readyToPrint();
        String spoiled = cards.ofCase(number).orElseThrow().number();
        desk.complete(number, "userTask_printCard", "cardOutcome", "SPOILED", "spoiledReason", "wstążka się zacięła");
        desk.jobsRun();

        assertThat(cards.get(spoiled).state()).isEqualTo(CardState.ANNULLED);
        assertThat(cards.get(spoiled).note()).isEqualTo("wstążka się zacięła");
        String next = cards.ofCase(number).orElseThrow().number();
        assertThat(Integer.parseInt(next)).isEqualTo(Integer.parseInt(spoiled) + 1);
        // the outcome of the spoiled blank must not decide about the second one
        assertThatThrownBy(() -> desk.complete(number, "userTask_printCard")).hasMessageContaining("cardOutcome");
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");
    }

    @Test
    void aSpoiledBlankNeedsAReason() {
        String number = readyToPrint();
        assertThatThrownBy(() -> desk.complete(number, "userTask_printCard", "cardOutcome", "SPOILED"))
                .hasMessageContaining("spoiledReason");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_printCard");
    }

    @Test
    void aReminderGoesOutOnceIfNobodyCollects() {
        String number = readyToHandOver();
        desk.jobsRun();
        desk.timeIs("2026-12-01T07:59");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).doesNotContain("Przypomnienie: dokument czeka na odbiór");
        desk.timeIs("2026-12-01T08:00");
        desk.jobsRun();
        desk.timeIs("2027-01-11T08:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsOnlyOnce("Przypomnienie: dokument czeka na odbiór");
        handOver(number, "2027-01-11");
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CARD_ISSUED);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-24, Jan Rodzic, GUARDIAN, true, jest z przyszłości",
        "2026-11-20, Jan Rodzic, GUARDIAN, true, jest gotowa od 23.11.2026",
        "2026-11-31, Jan Rodzic, GUARDIAN, true, handedOverOn",
        "2026-11-23, '  ', GUARDIAN, true, handedOverTo",
        "2026-11-23, Jan Rodzic, SOMEBODY, true, handedOverAs",
        "2026-11-23, Jan Rodzic, GUARDIAN, false, pokwitowany",
    })
    void aHandOverThatCannotBeIsRefused(String on, String to, String as, boolean receipt, String message) {
        String number = readyToHandOver();
        assertThatThrownBy(() -> desk.complete(
                        number,
                        "userTask_handOver",
                        "handedOverOn",
                        on,
                        "handedOverTo",
                        to,
                        "handedOverAs",
                        as,
                        "receiptSigned",
                        receipt))
                .hasMessageContaining(message);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");
        assertThat(cards.ofCase(number).orElseThrow().state()).isEqualTo(CardState.ASSIGNED);
        assertThat(cases.get(number).open()).isTrue();
    }

    @Test
    void whoHasAValidCardIsPointedToExchangeOrDuplicate() {
        handOver(readyToHandOver(), "2026-11-23");
        assertThatThrownBy(() -> desk.start("card-issue", desk.application(student, null)))
                .hasMessageContaining("Uczeń ma ważną legitymację")
                .hasMessageContaining("wymianę albo duplikat");
    }

    @Test
    void aCardThatHasLapsedIsNoObstacle() {
        handOver(readyToHandOver(), "2026-11-23");
        desk.timeIs("2027-09-30T12:00");
        assertThat(cards.validOf(student.id())).isPresent();
        desk.timeIs("2027-10-01T12:00");
        assertThat(cards.validOf(student.id())).isEmpty();
        String second = readyToHandOver();
        handOver(second, "2027-10-01");
        assertThat(cards.validOf(student.id()).orElseThrow().validUntil()).isEqualTo(LocalDate.of(2028, 9, 30));
    }

    @Test
    void aSecondCaseForTheSameStudentIsRefused() {
        String first = desk.caseNumber(desk.start("card-issue", desk.application(student, null)));
        assertThatThrownBy(() -> desk.start("card-issue", desk.application(student, null)))
                .hasMessageContaining("nr " + first);
    }

    @ParameterizedTest
    @CsvSource({
        "receivedOn, 2026-11-24, jest z przyszłości",
        "receivedOn, 2020-01-01, więcej niż rok",
        "receivedOn, wczoraj, receivedOn",
        "channel, FAX, channel",
        "studentId, -5, ''",
    })
    void aWrongApplicationIsRefusedAndTakesNoNumber(String variable, String value, String message) {
        long before = cases.search("", List.of(), false, 0).total();
        Map<String, Object> form = desk.application(student, null);
        form.put(variable, value);
        assertThatThrownBy(() -> desk.start("card-issue", form)).hasMessageContaining(message);
        assertThat(cases.search("", List.of(), false, 0).total()).isEqualTo(before);
    }

    @Test
    void anAcceptedPhotoOnFileServesWithoutASecondLook() {
        String number = readyToPrint();
        desk.withdraw(number, "Jan Rodzic", "2026-11-23");
        String onFile = photos.acceptedOf(student.id()).orElseThrow().id();
        ProcessInstance again = desk.start("card-issue", desk.application(student, onFile));
        desk.jobsRun();
        assertThat(desk.waitsIn(desk.caseNumber(again))).containsExactly("userTask_printCard");
    }

    @Test
    void twoClerksCompletingTheSameTaskDoItOnce() throws Exception {
        String number = readyToHandOver();
        String taskId = desk.task(number, "userTask_handOver").getId();
        Callable<Boolean> clerk = () -> {
            identity.setAuthentication("sekretariat", List.of("sekretariat"));
            try {
                tasks.complete(taskId, handOverForm("2026-11-23"));
                return true;
            } catch (RuntimeException tooLate) {
                return false;
            } finally {
                identity.clearAuthentication();
            }
        };
        ExecutorService clerks = Executors.newFixedThreadPool(2);
        try {
            List<Future<Boolean>> done = clerks.invokeAll(List.of(clerk, clerk));
            assertThat(done.get(0).get() ^ done.get(1).get()).isTrue();
        } finally {
            clerks.shutdownNow();
        }
        assertThat(cards.ofCase(number).orElseThrow().state()).isEqualTo(CardState.ISSUED);
        assertThat(cases.trail(number).stream().filter(entry -> entry.what().startsWith("Wydano legitymację")))
                .hasSize(1);
    }

    @Test
    void numbersHaveNoGapAfterARollback() {
        String first = readyToPrint();
        long last = cards.ofCase(first).orElseThrow().serial();
        assertThatThrownBy(() -> cards.assign(-1, "no such student")).isInstanceOf(RuntimeException.class);
        student = desk.student();
        String second = readyToPrint();
        assertThat(cards.ofCase(second).orElseThrow().serial()).isEqualTo(last + 1);
    }

    private String readyToPrint() {
        ProcessInstance instance = desk.start("card-issue", desk.application(student, desk.goodPhoto(student)));
        String number = desk.caseNumber(instance);
        if (desk.task(number, "userTask_verifyPhoto") != null) {
            desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        }
        desk.jobsRun();
        return number;
    }

    private String readyToHandOver() {
        String number = readyToPrint();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        return number;
    }

    private void handOver(String number, String on) {
        desk.complete(
                number,
                "userTask_handOver",
                handOverForm(on).entrySet().stream()
                        .flatMap(entry -> java.util.stream.Stream.of(entry.getKey(), entry.getValue()))
                        .toArray());
    }

    private static Map<String, Object> handOverForm(String on) {
        return OfficeDesk.map(
                "handedOverOn", on, "handedOverTo", "Jan Rodzic", "handedOverAs", "GUARDIAN", "receiptSigned", true);
    }
}
