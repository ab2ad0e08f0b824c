package pl.legitymacje.process.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.OptimisticLockingFailureException;
import pl.legitymacje.AtOnce;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.process.PaymentDesk;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.student.Student;

/** Money that serves no case: it lies on a person's desk, once, until it is used, given back or kept (domain §4). */
@OfficeTest
class PaymentClearingTest {

    private static final String CLEAR = "userTask_clearPayment";
    private static int last;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Payments payments;

    @Autowired
    private PaymentDesk paymentDesk;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identity;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T10:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    // ------------------------------------------------------------------------------- what cannot be recorded

    @ParameterizedTest
    @CsvSource({
        "paidAmount, -9, nie jest kwotą",
        "paidAmount, 0, większa od zera",
        "paidAmount, dziewięć, nie jest kwotą",
        "paidAmount, '9,001', dwie cyfry",
        "paidAmount, '', paidAmount",
        "paidOn, 2026-11-24, z przyszłości",
        "paidOn, wczoraj, paidOn",
        "payer, ' ', payer",
        "transferTitle, '', transferTitle",
        "paymentMeans, CHEQUE, paymentMeans",
        "intendedCase, SPR-1999-0001, SPR-1999-0001",
        "bankReference, '', numer referencyjny"
    })
    void aWrongEntryIsRefusedAndNothingIsRecorded(String field, String value, String says) {
        long before = payments.search("", 0).total();
        assertThatThrownBy(() -> entry("9.00", field, value)).hasMessageContaining(says);
        assertThat(payments.search("", 0).total()).isEqualTo(before);
    }

    @Test
    void theSameReferenceIsRefusedWhateverElseIsTypedIn() {
        entry("9.00", "bankReference", "OP/77/2026");
        assertThatThrownBy(() -> entry("8.00", "bankReference", "OP/77/2026", "anotherPayment", true))
                .hasMessageContaining("jest już zapisana");
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        assertThatThrownBy(() -> pays(number, "9.00", "bankReference", "OP/77/2026", "paymentMeans", "STATEMENT"))
                .hasMessageContaining("jest już zapisana");
        assertThat(desk.waitsIn(number)).contains("userTask_verifyFee");
    }

    // ------------------------------------------------------------------------------------ how it gets on the desk

    @ParameterizedTest
    @CsvSource({"9.01, 0.01", "18.00, 9.00"})
    void tooMuchIsOnTheDeskAsSoonAsItIsSeen(String amount, String rest) {
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        Payment payment = pays(number, amount);
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);
        assertThat(payments.get(payment.id()).rest()).isEqualByComparingTo(rest);
        assertThat(onTheDesk(payment)).isEqualTo(1);
        withdraw(number);
        // the case's own nine come to the rest: the same task
        assertThat(payments.get(payment.id()).rest()).isEqualByComparingTo(amount);
        assertThat(onTheDesk(payment)).isEqualTo(1);
        clear(payment, refund(amount));
        assertThat(onTheDesk(payment)).isZero();
    }

    @Test
    void tooLittleServesItsCaseAndIsOnNobodysDesk() {
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        Payment payment = pays(number, "8.99");
        assertThat(onTheDesk(payment)).isZero();
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.TOO_LITTLE);
        Payment grosz = entry("0.01", "intendedCase", number);
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        clear(grosz, used(number));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
    }

    @Test
    void whatWasPaidForACaseThatIsWithdrawnIsOnTheDesk() {
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        Payment payment = pays(number, "9.00");
        assertThat(onTheDesk(payment)).isZero();
        withdraw(number);
        assertThat(onTheDesk(payment)).isEqualTo(1);
        clear(payment, refund("9.00"));
        assertThat(ends(payment)).containsExactly("endEvent_refunded");
        assertThat(payments.get(payment.id()).rest()).isZero();
        assertThat(trail(payment))
                .last()
                .asString()
                .contains("zwrócono wpłacającemu", "Przelewem dnia 23.11.2026, potwierdzenie: WB 12/2026");
    }

    /** Whether the fee is for the examining or for the document nobody says: a person decides. */
    @Test
    void whatWasPaidForACaseThatThePrincipalRefusesIsOnTheDesk() {
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        Payment payment = pays(number, "9.00");
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        asPrincipal(() -> tasks.complete(
                desk.task(number, "userTask_decide").getId(),
                OfficeDesk.map("decision", "REFUSED", "decisionReasons", "Legitymacja się znalazła.")));
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(onTheDesk(payment)).isEqualTo(1);
        clear(payment, noted("KEPT_FOR_LATER", "9.00"));
        assertThat(ends(payment)).containsExactly("endEvent_kept");
    }

    @Test
    void paidTwiceAndPaidAfterClosing() {
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        pays(number, "9.00");
        Payment second = entry("9.00", "intendedCase", number);
        assertThatThrownBy(() -> clear(second, used(number))).hasMessageContaining("zapłacona w całości");
        assertThat(onTheDesk(second)).isEqualTo(1);
        withdraw(number);
        assertThatThrownBy(() -> clear(second, used(number))).hasMessageContaining("zakończona");
        Payment late = entry("9.00", "intendedCase", number);
        assertThatThrownBy(() -> clear(late, used(number))).hasMessageContaining("zakończona");
        clear(late, noted("PASSED_ON", "9.00"));
        assertThat(ends(late)).containsExactly("endEvent_passedOn");
        assertThat(payments.get(second.id()).rest()).isEqualByComparingTo("9.00");
        clear(second, noted("WRONG_ENTRY", "9.00"));
        assertThat(ends(second)).containsExactly("endEvent_wrongEntry");
    }

    @Test
    void whatLostItsTaskComesBackToTheDeskOnce() {
        Payment payment = entry("9.00");
        desk.asProgram(() -> {
            ProcessInstance lost = runtime.createProcessInstanceQuery()
                    .processDefinitionKey("payment-entry")
                    .variableValueEquals("paymentId", payment.id())
                    .singleResult();
            runtime.deleteProcessInstance(lost.getId(), "by hand");
            paymentDesk.catchUp();
            paymentDesk.catchUp();
            return null;
        });
        assertThat(onTheDesk(payment)).isEqualTo(1);
    }

    // --------------------------------------------------------------------------------------- what becomes of it

    @Test
    void aWaitingCaseGoesOnByItself() {
        Student student = student();
        String number = duplicate(student, "APPLICATION");
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        Payment payment = entry("9.00");
        clear(payment, used(number));
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
        assertThat(ends(payment)).containsExactly("endEvent_used");
        assertThat(desk.subjectsTo(student.guardians().get(0).email()))
                .filteredOn(subject -> subject.equals("Opłata wpłynęła"))
                .hasSize(1);
        assertThat(cases.trail(number)).anyMatch(entry -> entry.what().equals("Opłata: opłacone."));
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 7));
    }

    @Test
    void aCaseThatNobodyWaitsInYetAsksForNoFeeLater() {
        String number = duplicate(student(), "APPLICATION");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        clear(entry("9.00"), used(number));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
    }

    @Test
    void oneTransferForTwoSiblingsIsSplitByAPerson() {
        Student older = student();
        Student younger = student();
        String verified = duplicate(older, "APPLICATION,PAYMENT");
        String awaited = duplicate(younger, "APPLICATION");
        desk.complete(awaited, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        Payment payment = entry("18.00");
        clear(payment, used(verified + "," + awaited));
        desk.jobsRun();
        assertThat(desk.waitsIn(verified)).containsExactly("userTask_verifyPhoto");
        assertThat(desk.waitsIn(awaited)).containsExactly("userTask_decide");
        assertThat(payments.get(payment.id()).parts())
                .extracting(Payment.Part::caseNumber)
                .containsExactlyInAnyOrder(verified, awaited);
        assertThat(ends(payment)).containsExactly("endEvent_used");
        for (Student student : List.of(older, younger)) {
            assertThat(desk.subjectsTo(student.guardians().get(0).email()))
                    .anyMatch(subject -> subject.equals("Opłata wpłynęła"));
        }
        assertThat(desk.passed(verified)).contains("endEvent_feeCovered");
    }

    @Test
    void aRestComesBackToTheDeskUntilItIsDecided() {
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        Payment payment = entry("27.00");
        clear(payment, used(number));
        assertThat(onTheDesk(payment)).isEqualTo(1);
        // what the form showed before is not what there is
        assertThatThrownBy(() -> clear(payment, refund("27.00"))).hasMessageContaining("inna kwota");
        assertThatThrownBy(() -> clear(payment, noted("WRONG_ENTRY", "18.00"))).hasMessageContaining("wykorzystano");
        clear(payment, refund("18.00"));
        assertThat(ends(payment)).containsExactly("endEvent_refunded");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);
    }

    @Test
    void notEnoughForTwoCasesPaysTheFirstAndAPartOfTheSecond() {
        String first = duplicate(student(), "APPLICATION,PAYMENT");
        String second = duplicate(student(), "APPLICATION,PAYMENT");
        clear(entry("10.00"), used(first + "," + second));
        assertThat(payments.status(first).state()).isEqualTo(FeeStatus.State.PAID);
        assertThat(payments.status(second).state()).isEqualTo(FeeStatus.State.TOO_LITTLE);
        assertThat(desk.waitsIn(second)).contains("userTask_verifyFee");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clearingOutcome=",
                "clearingOutcome=LATER",
                "clearingOutcome=USED",
                "clearingOutcome=USED;clearingCases= , ",
                "clearingOutcome=USED;clearingCases=SPR-1999-0001",
                "clearingOutcome=KEPT_FOR_LATER;clearingRest=9.00",
                "clearingOutcome=KEPT_FOR_LATER;clearingNote=bo tak",
                "clearingOutcome=REFUNDED;clearingRest=9.00",
                "clearingOutcome=REFUNDED;clearingRest=9.00;refundedOn=2026-11-24;refundedHow=CASH;refundReceipt=1",
                "clearingOutcome=REFUNDED;clearingRest=9.00;refundedOn=2026-11-23;refundedHow=CASH",
                "clearingOutcome=REFUNDED;clearingRest=9.00;refundedOn=2026-11-23;refundedHow=POST;refundReceipt=1"
            })
    void aHalfFilledFormIsRefusedAndTheTaskStays(String form) {
        Payment payment = entry("9.00");
        Map<String, Object> variables = new HashMap<>();
        Arrays.stream(form.split(";")).map(pair -> pair.split("=", 2)).forEach(pair -> variables.put(pair[0], pair[1]));
        assertThatThrownBy(() -> clear(payment, variables)).isInstanceOf(RuntimeException.class);
        assertThat(onTheDesk(payment)).isEqualTo(1);
        assertThat(payments.get(payment.id())).isEqualTo(payment);
    }

    @Test
    void twoClerksAtTheSameInstantDecideOnce() throws Exception {
        String one = duplicate(student(), "APPLICATION,PAYMENT");
        String other = duplicate(student(), "APPLICATION,PAYMENT");
        Payment payment = entry("9.00");
        String task = task(payment).getId();
        assertThat(AtOnce.done(Stream.of(used(one), used(other), refund("9.00"))
                        .map(form -> (Runnable) () -> {
                            identity.setAuthentication("sekretariat", List.of("sekretariat"));
                            try {
                                tasks.complete(task, form);
                            } catch (RuntimeException tooLate) { // the engine is not always polite about it
                                throw new OptimisticLockingFailureException("too late", tooLate);
                            } finally {
                                identity.clearAuthentication();
                            }
                        })
                        .toList()))
                .isEqualTo(1);
        assertThat(payments.get(payment.id()).rest()).isZero();
        assertThat(ends(payment)).hasSize(1);
        assertThat(Stream.of(one, other)
                        .filter(number -> payments.status(number).state() == FeeStatus.State.PAID)
                        .count())
                .isEqualTo(payments.get(payment.id()).parts().size());
    }

    // -------------------------------------------------------------------------- used in another case's verification

    @Test
    void aRegisteredPaymentIsUsedInTheVerificationAndItsTaskEnds() {
        Payment payment = entry("9.00");
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        desk.complete(number, "userTask_verifyFee", "feeOutcome", "REGISTERED", "paymentId", payment.id());
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);
        assertThat(onTheDesk(payment)).isZero();
        assertThat(ends(payment)).containsExactly("endEvent_usedElsewhere");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
    }

    @Test
    void ofALargerOneTheRestStaysOnTheDeskAndAKeptOneStaysKept() {
        Payment large = entry("20.00");
        String first = duplicate(student(), "APPLICATION,PAYMENT");
        desk.complete(first, "userTask_verifyFee", "feeOutcome", "REGISTERED", "paymentId", large.id());
        assertThat(onTheDesk(large)).isEqualTo(1);
        clear(large, noted("KEPT_FOR_LATER", "11.00"));
        String second = duplicate(student(), "APPLICATION,PAYMENT");
        desk.complete(second, "userTask_verifyFee", "feeOutcome", "REGISTERED", "paymentId", large.id());
        assertThat(onTheDesk(large)).isZero();
        assertThat(payments.get(large.id()).rest()).isEqualByComparingTo("2.00");
        assertThat(payments.get(large.id()).keptForLater()).isTrue();
    }

    @Test
    void aRegisteredPaymentThatIsTooSmallLeavesTheCaseWaiting() {
        Payment small = entry("5.00");
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.complete(number, "userTask_verifyFee", "feeOutcome", "REGISTERED", "paymentId", small.id());
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.TOO_LITTLE);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(ends(small)).containsExactly("endEvent_usedElsewhere");
    }

    @Test
    void aPaymentThatIsNoneOrUsedUpIsRefusedInTheVerification() {
        String number = duplicate(student(), "APPLICATION,PAYMENT");
        Payment gone = entry("9.00");
        clear(gone, refund("9.00"));
        for (Object id : Arrays.asList(gone.id(), -1L, null, "abc")) {
            assertThatThrownBy(() ->
                            desk.complete(number, "userTask_verifyFee", "feeOutcome", "REGISTERED", "paymentId", id))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(desk.waitsIn(number)).contains("userTask_verifyFee");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.UNPAID);
    }

    @Test
    void thePrincipalLooksAndDoesNotDecideAboutMoney() {
        Payment payment = entry("9.00");
        String task = task(payment).getId();
        asPrincipal(() -> {
            assertThat(tasks.createTaskQuery().taskId(task).count()).isEqualTo(1);
            assertThatThrownBy(() -> tasks.complete(task, refund("9.00"))).isInstanceOf(AuthorizationException.class);
        });
    }

    // ---------------------------------------------------------------------------------------------------- helpers

    /** Somebody with a card from before the register, which can be replaced. */
    private Student student() {
        Student student = desk.student();
        cards.registerExisting(
                student.id(),
                "K/" + student.id(),
                LocalDate.of(2024, 9, 2),
                LocalDate.of(2027, 9, 30),
                false,
                "sekretariat");
        return student;
    }

    private String duplicate(Student student, String attachments) {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "LOST");
        form.put("attachments", attachments);
        return desk.caseNumber(desk.start("card-duplicate", form));
    }

    private Payment pays(String number, String amount, Object... more) {
        Map<String, Object> form = OfficeDesk.map(
                "feeOutcome", "PAID", "paidAmount", amount, "paidOn", "2026-11-23", "payer", "Ewa " + ++last);
        form.put("paymentMeans", "PROOF");
        form.putAll(OfficeDesk.map(more));
        Object[] flat = form.entrySet().stream()
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toArray();
        desk.complete(number, "userTask_verifyFee", flat);
        return payments.search("Ewa " + last, 0).rows().get(0);
    }

    private Payment entry(String amount, Object... more) {
        Map<String, Object> form = OfficeDesk.map(
                "paidAmount", amount, "paidOn", "2026-11-20", "payer", "Nowak", "transferTitle", "wpłata " + ++last);
        form.put("paymentMeans", "STATEMENT");
        form.put("bankReference", "REF-" + last);
        form.putAll(OfficeDesk.map(more));
        ProcessInstance instance = desk.start("payment-entry", form);
        return payments.get(desk.asProgram(() -> (Long) runtime.getVariable(instance.getId(), "paymentId")));
    }

    private Task task(Payment payment) {
        return desk.asProgram(() -> tasks.createTaskQuery()
                .taskDefinitionKey(CLEAR)
                .processVariableValueEquals("paymentId", payment.id())
                .singleResult());
    }

    private long onTheDesk(Payment payment) {
        return desk.asProgram(() -> tasks.createTaskQuery()
                .taskDefinitionKey(CLEAR)
                .processVariableValueEquals("paymentId", payment.id())
                .count());
    }

    private void clear(Payment payment, Map<String, Object> form) {
        tasks.complete(task(payment).getId(), form);
    }

    private static Map<String, Object> used(String numbers) {
        return OfficeDesk.map("clearingOutcome", "USED", "clearingCases", numbers);
    }

    private static Map<String, Object> noted(String outcome, String rest) {
        return OfficeDesk.map(
                "clearingOutcome", outcome, "clearingRest", rest, "clearingNote", "uzgodniono z rodzicem");
    }

    private static Map<String, Object> refund(String rest) {
        Map<String, Object> form = OfficeDesk.map("clearingOutcome", "REFUNDED", "clearingRest", rest);
        form.putAll(
                OfficeDesk.map("refundedOn", "2026-11-23", "refundedHow", "TRANSFER", "refundReceipt", "WB 12/2026"));
        return form;
    }

    private void withdraw(String number) {
        desk.withdraw(number, "Ewa", "2026-11-23");
    }

    private void asPrincipal(Runnable work) {
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        try {
            work.run();
        } finally {
            identity.setAuthentication("sekretariat", List.of("sekretariat"));
        }
    }

    private List<String> trail(Payment payment) {
        return payments.trail(payment.id()).stream().map(Payment.Step::what).toList();
    }

    /** How the payment's clearings ended. */
    private List<String> ends(Payment payment) {
        return desk.asProgram(() -> history
                .createHistoricProcessInstanceQuery()
                .processDefinitionKey("payment-clearing")
                .variableValueEquals("paymentId", payment.id())
                .list()
                .stream()
                .flatMap(instance -> history
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .activityType("noneEndEvent")
                        .list()
                        .stream())
                .map(HistoricActivityInstance::getActivityId)
                .toList());
    }
}
