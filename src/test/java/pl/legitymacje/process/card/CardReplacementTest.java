package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.student.DepartureReason;
import pl.legitymacje.student.Departures;
import pl.legitymacje.student.Student;

/** Duplicate, exchange and return: fee, decision, the old card's fate. */
@OfficeTest
class CardReplacementTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Payments payments;

    @Autowired
    private Departures departures;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RepositoryService repository;

    private Student student;
    private String guardian;
    private StudentCard original;

    @BeforeEach
    void aStudentWithACard() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
        guardian = student.guardians().get(0).email();
        String first = desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        desk.complete(first, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        desk.complete(first, "userTask_printCard", "cardOutcome", "PRINTED");
        handOver(first);
        desk.jobsRun();
        original = cards.validOf(student.id()).orElseThrow();
        desk.opens("2026-11-23T10:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void aDuplicateFromTheApplicationToTheHandOver() throws Exception {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee", "userTask_verifyPhoto");
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee");
        pays(number, "9,00", "Ewa");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);

        decide(number, "decision", "APPROVED");
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        assertThat(cards.validOf(student.id()).orElseThrow().number()).isEqualTo(original.number());
        handOver(number);
        desk.jobsRun();

        StudentCard duplicate = cards.validOf(student.id()).orElseThrow();
        assertThat(duplicate.replaces()).isEqualTo(original.number());
        assertThat(cards.get(original.number()).state()).isEqualTo(CardState.DUPLICATED);
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CARD_DUPLICATED);
        assertThat(desk.subjectsTo(guardian)).hasSize(5);
        assertThat(cases.trail(number))
                .anyMatch(entry ->
                        entry.who().equals("dyrektor") && entry.what().equals("Dyrektor zatwierdził wniosek."));

        // the found original comes back, once
        desk.start("card-return", back(original.number(), "2026-11-23"));
        assertThatThrownBy(() -> desk.start("card-return", back(original.number(), "2026-11-23")))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> desk.start("card-return", back(duplicate.number(), "2026-11-23")))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> desk.start("card-return", back("99999", "2026-11-23")))
                .hasMessageContaining("99999");
    }

    @Test
    void whatIsMissingIsAskedForInOneMailWithTheAccount() throws Exception {
        String number = duplicate("STOLEN", "", null);
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(cases.get(number).deadline()).isNull();
        assertThat(desk.mailsTo(guardian)).hasSize(1);
        assertThat(OfficeDesk.plainText(desk.mailsTo(guardian).get(0)))
                .contains("podpisany wniosek")
                .contains("zdjęcie do legitymacji")
                .contains("9,00 zł")
                .contains("08 9108 0006 2014 1500 1328 0001")
                .contains("30 listopada 2026");

        // the paper alone: still waiting, and no second call
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "APPLICATION");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(desk.mailsTo(guardian)).hasSize(1);

        desk.timeIs("2026-11-26T10:00");
        desk.complete(
                number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT", "photoId", desk.goodPhoto(student));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee", "userTask_verifyPhoto");
        // fourteen days from the day on which the last of it came
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 10));
    }

    @Test
    void whoseProofCameBeforeTheMoneyReadsThatItIsNotThereYet() throws Exception {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.complete(number, "userTask_verifyFee", "feeOutcome", "NOT_YET");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(desk.mailsTo(guardian))
                .filteredOn(mail -> OfficeDesk.subject(mail).startsWith("Prosimy o uzupełnienie"))
                .singleElement()
                .satisfies(mail -> assertThat(OfficeDesk.plainText(mail))
                        .contains("nie pojawiła się ona jeszcze na rachunku szkoły", "Kwota: 9,00 zł")
                        .doesNotContain("Wpłynęło już"));
    }

    @ParameterizedTest
    @CsvSource({"8.99, TOO_LITTLE", "0.01, TOO_LITTLE"})
    void tooLittleIsAskedForAndTheRestCompletesIt(String amount, FeeStatus.State state) throws Exception {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        pays(number, amount, "Ewa");
        desk.jobsRun();
        assertThat(payments.status(number).state()).isEqualTo(state);
        assertThat(feeEnds(number)).containsExactly("endEvent_feeTooLittle");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(desk.mailsTo(guardian)).anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail))
                .contains("opłata za duplikat")
                .contains("Wpłynęło już: " + amount.replace('.', ',') + " zł. Do zapłaty pozostało: ")
                .doesNotContain("nie pojawiła się"));
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT");
        pays(
                number,
                new java.math.BigDecimal("9.00")
                        .subtract(new java.math.BigDecimal(amount))
                        .toString(),
                "Adam");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9.01", "18.00"})
    void tooMuchGoesOnAndTheRestIsOnSomebodysDesk(String amount) {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        int before = payments.unused().size();
        pays(number, amount, "Ewa");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);
        assertThat(payments.unused()).hasSize(before + 1);
        assertThat(feeEnds(number)).containsExactly("endEvent_feeTooMuch");
        decide(number, "decision", "APPROVED");
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        handOver(number);
        assertThat(payments.unused()).hasSize(before + 1);
    }

    @Test
    void nothingYetIsAnEndOfItsOwnAndPaidIsAnother() {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.complete(number, "userTask_verifyFee", "feeOutcome", "NOT_YET");
        assertThat(feeEnds(number)).containsExactly("endEvent_feeUnpaid");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT");
        pays(number, "9.00", "Ewa");
        assertThat(feeEnds(number)).containsExactly("endEvent_feeUnpaid", "endEvent_feePaid");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
    }

    /** How each verification of a case's fee ended. */
    private List<String> feeEnds(String number) {
        return desk.passed(number).stream()
                .filter(activity -> activity.startsWith("endEvent_fee"))
                .toList();
    }

    @Test
    void theSamePaymentIsNotTakenTwice() {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        pays(number, "5.00", "Ewa");
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT");
        assertThatThrownBy(() -> pays(number, "5.00", "Ewa")).isInstanceOf(RuntimeException.class);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee");
        pays(number, "5.00", "Ewa", "anotherPayment", true);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
    }

    @ParameterizedTest
    @CsvSource({"'', 9.00", "PAID, dziewięć", "PAID, -9", "PAID, 9.001", "PAID, ''", "MAYBE, 9.00"})
    void aWrongPaymentIsRefusedAndTheTaskStays(String outcome, String amount) {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        assertThatThrownBy(() -> desk.complete(
                        number,
                        "userTask_verifyFee",
                        "feeOutcome",
                        outcome,
                        "paidAmount",
                        amount,
                        "paidOn",
                        "2026-11-23",
                        "payer",
                        "Ewa",
                        "paymentMeans",
                        "PROOF"))
                .isInstanceOf(RuntimeException.class);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee", "userTask_verifyPhoto");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.UNPAID);
    }

    @Test
    void thePrincipalRefusesWithReasonsThatTheGuardianReads() throws Exception {
        String number = toDecide();
        assertThatThrownBy(() -> decide(number, "decision", "REFUSED")).hasMessageContaining("decisionReasons");
        assertThatThrownBy(() -> decide(number, "decision", "LATER")).hasMessageContaining("decision");
        assertThatThrownBy(() -> decide(number)).hasMessageContaining("decision");
        decide(
                number,
                "decision",
                "REFUSED",
                "decisionReasons",
                "Legitymacja znalazła się w sekretariacie.\nMożna ją odebrać.");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(desk.mailsTo(guardian)).anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail))
                .contains("– Legitymacja znalazła się w sekretariacie.", "– Można ją odebrać.")
                .contains("W tej sprawie zapłacono: 9,00 zł. Sekretariat rozliczy tę kwotę"));
        // what was paid for nothing is somebody's to settle, and the old card is as it was
        assertThat(payments.unused()).anyMatch(payment -> payment.payer().equals("Ewa"));
        assertThat(cards.validOf(student.id())).contains(original);
    }

    @Test
    void thePrincipalAsksAndTheOfficeAnswers() {
        String number = toDecide();
        assertThatThrownBy(() -> decide(number, "decision", "RETURNED")).hasMessageContaining("question");
        decide(number, "decision", "RETURNED", "question", "Czy zgłoszono kradzież?");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_answerQuestion");
        assertThatThrownBy(() -> desk.complete(number, "userTask_answerQuestion"))
                .hasMessageContaining("answer");
        desk.complete(number, "userTask_answerQuestion", "answer", "Tak, jest potwierdzenie.");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
        assertThat(cases.trail(number))
                .anyMatch(entry -> entry.what().equals("Dyrektor pyta: Czy zgłoszono kradzież?"))
                .anyMatch(entry -> entry.what().equals("Odpowiedź dla dyrektora: Tak, jest potwierdzenie."));
    }

    @Test
    void theClerkCannotDecide() {
        String number = toDecide();
        assertThat(tasks.createTaskQuery()
                        .taskDefinitionKey("userTask_decide")
                        .processInstanceBusinessKey(number)
                        .count())
                .isZero();
        String taskId =
                desk.asProgram(() -> desk.task(number, "userTask_decide").getId());
        assertThatThrownBy(() -> tasks.complete(taskId, Map.of("decision", "APPROVED")))
                .isInstanceOf(AuthorizationException.class);
    }

    @Test
    void anExchangeNeedsTheOldCardBack() {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "DATA_CHANGE");
        form.put("attachments", "APPLICATION,PROOF_OF_CHANGE");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        decide(number, "decision", "APPROVED");
        desk.writesData(number, student, "dataCurrent", true);
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        assertThatThrownBy(() -> handOver(number)).isInstanceOf(RuntimeException.class);
        assertThat(cards.validOf(student.id())).contains(original);
        desk.complete(number, "userTask_handOver", handOverForm("oldCardReturned", true));
        assertThat(cards.get(original.number()).state()).isEqualTo(CardState.EXCHANGED);
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CARD_EXCHANGED);
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.NOTHING_OWED);
    }

    @Test
    void theSchoolsOwnErrorNeedsNoProof() {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "SCHOOL_ERROR");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
    }

    @ParameterizedTest
    @CsvSource({"card-duplicate, DATA_CHANGE", "card-exchange, LOST", "card-duplicate, ''", "card-exchange, BORED"})
    void aWrongReasonIsRefused(String process, String reason) {
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", reason);
        assertThatThrownBy(() -> desk.start(process, form)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void withoutACardThereIsNothingToReplace() {
        student = desk.student();
        String cardEntry = desk.asProgram(() -> repository
                .createProcessDefinitionQuery()
                .processDefinitionKey("card-entry")
                .latestVersion()
                .singleResult()
                .getName());
        assertThatThrownBy(() -> duplicate("LOST", "APPLICATION", null))
                .hasMessageContaining("przed wprowadzeniem programu, proszę najpierw wybrać „" + cardEntry + "”");
    }

    /** While the duplicate is not handed over, the card that was found is the valid one. */
    @Test
    void aCardThatIsFoundBeforeItsDuplicateIsHandedOverStaysWithTheStudent() {
        assertThatThrownBy(() -> desk.start("card-return", back(original.number(), "2026-11-23")))
                .hasMessageContaining("oddać legitymację uczniowi")
                .hasMessageNotContaining("wycofać");
        String number = desk.cardReady(student, "card-duplicate", "LOST");
        assertThatThrownBy(() -> desk.start("card-return", back(original.number(), "2026-11-23")))
                .hasMessageContaining("wycofać wniosek o duplikat (sprawa " + number + ")");
        desk.withdraw(number, "Ewa Próbna", "2026-11-23");
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(cards.validOf(student.id())).contains(original);
    }

    /** Only a duplicate takes the place of a card that is lost: an exchange waits for the one in use. */
    @Test
    void duringAnExchangeTheCardIsGivenBackToTheStudent() {
        desk.cardReady(student, "card-exchange", "SCHOOL_ERROR");
        assertThatThrownBy(() -> desk.start("card-return", back(original.number(), "2026-11-23")))
                .hasMessageContaining("oddać legitymację uczniowi")
                .hasMessageNotContaining("wycofać");
    }

    @ParameterizedTest
    @CsvSource({"card-exchange, SCHOOL_ERROR", "card-duplicate, LOST"})
    void whoDoesNotCollectIsRemindedOnce(String process, String reason) {
        String number = desk.cardReady(student, process, reason);
        desk.jobsRun();
        String reminder = "Przypomnienie: dokument czeka na odbiór";
        desk.timeIs("2026-12-01T07:59");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).doesNotContain(reminder);
        desk.timeIs("2026-12-01T08:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsOnlyOnce(reminder);
        desk.timeIs("2026-12-20T08:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsOnlyOnce(reminder);
        assertThat(desk.passed(number)).contains("sendTask_collectReminder", "endEvent_collectReminded");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");
    }

    @ParameterizedTest
    @CsvSource({"card-exchange, DATA_CHANGE", "card-duplicate, LOST"})
    void whoCompletesNothingIsCalledRemindedAndLeftUnexamined(String process, String reason) {
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", reason);
        form.put("attachments", "");
        String number = desk.caseNumber(desk.start(process, form));
        desk.jobsRun();
        desk.timeIs("2026-12-01T07:59");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).doesNotContain("Przypomnienie: prosimy o uzupełnienie sprawy");
        desk.timeIs("2026-12-01T08:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsOnlyOnce("Przypomnienie: prosimy o uzupełnienie sprawy");
        assertThat(cases.get(number).open()).isTrue();
        desk.timeIs("2026-12-31T08:00");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.UNEXAMINED);
        assertThat(desk.passed(number)).contains("endEvent_unexamined", "endEvent_notCompleted");
        assertThat(cards.validOf(student.id())).contains(original);
        assertThat(desk.subjectsTo(guardian)).contains("Sprawa zamknięta bez rozpoznania");
    }

    @Test
    void anExchangeThatIsRefusedLeavesTheCardAsItWas() {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "DATA_CHANGE");
        form.put("attachments", "APPLICATION,PROOF_OF_CHANGE");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        decide(number, "decision", "REFUSED", "decisionReasons", "Dane na legitymacji są poprawne.");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(desk.passed(number)).contains("endEvent_refused").doesNotContain("userTask_updateStudent");
        assertThat(cards.validOf(student.id())).contains(original);
    }

    @ParameterizedTest
    @ValueSource(strings = {"card-issue", "card-exchange", "card-duplicate"})
    void whoLeftGetsNone(String process) {
        departures.leave(student.id(), DepartureReason.TRANSFER, LocalDate.of(2026, 11, 23), null, null, "test");
        Map<String, Object> form = desk.application(student, null);
        if (!process.equals("card-issue")) {
            form.put("reason", process.equals("card-exchange") ? "SCHOOL_ERROR" : "LOST");
        }
        assertThatThrownBy(() -> desk.start(process, form)).hasMessageContaining("nie uczęszcza");
    }

    /** The duplicate's own duplicate replaces the duplicate, not the card that it replaced. */
    @Test
    void aCardThatIsReplacedAlreadyIsNotReplacedAgain() {
        for (String payer : java.util.List.of("Ewa", "Adam")) {
            String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
            desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
            pays(number, "9.00", payer + number);
            decide(number, "decision", "APPROVED");
            desk.jobsRun();
            desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
            handOver(number);
        }
        StudentCard second = cards.validOf(student.id()).orElseThrow();
        assertThat(cards.get(second.replaces()).replaces()).isEqualTo(original.number());
        assertThat(cards.get(second.replaces()).state()).isEqualTo(CardState.DUPLICATED);
    }

    @Test
    void twoApplicationsForOneCardAreOne() {
        String first = duplicate("LOST", "", null);
        assertThatThrownBy(() -> duplicate("LOST", "", null)).hasMessageContaining(first);
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "SCHOOL_ERROR");
        assertThatThrownBy(() -> desk.start("card-exchange", form)).hasMessageContaining(first);
    }

    @Test
    void whoIsCalledLateBecauseTheOfficeWasSlowHasTheirDaysAllTheSame() throws Exception {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", null);
        desk.jobsRun();
        desk.timeIs("2026-12-04T10:00");
        pays(number, "9.00", "Ewa");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(desk.mailsTo(guardian)).anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail))
                .contains("zdjęcie do legitymacji")
                .contains("11 grudnia 2026"));
        desk.timeIs("2026-12-11T23:00");
        desk.jobsRun();
        assertThat(cases.get(number).open()).isTrue();
    }

    @Test
    void theSchoolsClockStandsStillTwice() {
        String number = duplicate("LOST", "", null);
        desk.timeIs("2026-11-25T10:00");
        desk.complete(
                number,
                "userTask_awaitCompletion",
                "suppliedItems",
                "APPLICATION,PAYMENT",
                "photoId",
                desk.goodPhoto(student));
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 9));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "REFUSED", "photoReasons", "BACKGROUND");
        pays(number, "9.00", "Ewa");
        assertThat(cases.get(number).deadline()).isNull();
        desk.timeIs("2026-11-30T10:00");
        desk.complete(number, "userTask_awaitCompletion", "photoId", desk.goodPhoto(student));
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 14));
    }

    private String toDecide() {
        String number = duplicate("LOST", "APPLICATION,PAYMENT", desk.goodPhoto(student));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        pays(number, "9.00", "Ewa", "transferTitle", null);
        return number;
    }

    private String duplicate(String reason, String attachments, String photoId) {
        Map<String, Object> form = desk.application(student, photoId);
        form.put("reason", reason);
        form.put("attachments", attachments);
        ProcessInstance instance = desk.start("card-duplicate", form);
        return desk.caseNumber(instance);
    }

    private void pays(String number, String amount, String payer, Object... more) {
        desk.pays(number, amount, payer, more);
    }

    private void decide(String number, Object... form) {
        desk.decide(number, form);
    }

    private void handOver(String number) {
        desk.complete(number, "userTask_handOver", handOverForm());
    }

    private static Object[] handOverForm(Object... more) {
        Object[] form = {
            "handedOverOn", "2026-11-23",
            "handedOverTo", "Jan Rodzic",
            "handedOverAs", "GUARDIAN",
            "receiptSigned", true
        };
        return OfficeDesk.with(form, more);
    }

    private static Map<String, Object> back(String cardNumber, String on) {
        return OfficeDesk.map("cardNumber", cardNumber, "returnedOn", on, "returnedBy", "Jan Rodzic");
    }
}
