package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
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
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Printing;
import pl.legitymacje.student.Student;

/** An applicant withdraws: at every wait state, and when it is too late. */
@OfficeTest
class CaseWithdrawalTest {

    private static final Object[] HANDED_OVER = {
        "handedOverOn", "2026-11-23",
        "handedOverTo", "Jan Rodzic",
        "handedOverAs", "GUARDIAN",
        "receiptSigned", true
    };

    private static final Set<String> OUTSIDE_FIRM = Set.of("userTask_orderCard", "userTask_receiveCard");

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Payments payments;

    private Student student;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userTask_awaitCompletion",
                "userTask_verifyPhoto",
                "userTask_printCard",
                "userTask_orderCard",
                "userTask_receiveCard",
                "userTask_handOver"
            })
    void atEveryWaitState(String waitingIn) {
        String number = waitingIn(waitingIn);
        String card = cards.ofCase(number).map(StudentCard::number).orElse(null);
        withdraw(number, "2026-11-23");
        desk.jobsRun();

        assertThat(desk.waitsIn(number)).isEmpty();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(desk.subjectsTo(student.guardians().get(0).email())).contains("Wniosek wycofany");
        assertThat(cases.trail(number))
                .anyMatch(entry -> entry.what().contains("Wniosek wycofuje Jan Rodzic, dnia 23.11.2026"));
        if (card != null) {
            assertThat(cards.get(card).state()).isEqualTo(CardState.ANNULLED);
            assertThat(cards.get(card).note()).contains("wycofany");
        }
        assertThatThrownBy(() -> withdraw(number, "2026-11-23")).hasMessageContaining("jest już zakończona");
    }

    /** The same for a card in place of another: the one in use stays valid, what was paid is somebody's to settle. */
    @ParameterizedTest
    @CsvSource({
        "card-duplicate, userTask_awaitCompletion",
        "card-duplicate, userTask_verifyPhoto",
        "card-duplicate, userTask_verifyFee",
        "card-duplicate, userTask_decide",
        "card-duplicate, userTask_answerQuestion",
        "card-duplicate, userTask_printCard",
        "card-duplicate, userTask_orderCard",
        "card-duplicate, userTask_receiveCard",
        "card-duplicate, userTask_handOver",
        "card-exchange, userTask_awaitCompletion",
        "card-exchange, userTask_verifyPhoto",
        "card-exchange, userTask_decide",
        "card-exchange, userTask_answerQuestion",
        "card-exchange, userTask_updateStudent",
        "card-exchange, userTask_printCard",
        "card-exchange, userTask_orderCard",
        "card-exchange, userTask_receiveCard",
        "card-exchange, userTask_handOver"
    })
    void atEveryWaitStateOfAReplacement(String process, String waitingIn) {
        String first = waitingIn("userTask_handOver");
        desk.complete(first, "userTask_handOver", HANDED_OVER);
        StudentCard inUse = cards.validOf(student.id()).orElseThrow();
        String number = replacementWaitingIn(process, waitingIn);
        withdraw(number, "2026-11-23");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).isEmpty();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(cards.validOf(student.id())).contains(inUse);
        boolean paid = process.equals("card-duplicate")
                && !List.of("userTask_awaitCompletion", "userTask_verifyPhoto", "userTask_verifyFee")
                        .contains(waitingIn);
        assertThat(payments.unused().stream()
                        .anyMatch(payment -> payment.payer().equals("Ewa " + number)))
                .isEqualTo(paid);
    }

    private String replacementWaitingIn(String process, String key) {
        boolean incomplete = key.equals("userTask_awaitCompletion");
        Map<String, Object> form = desk.application(student, incomplete ? null : desk.goodPhoto(student));
        form.put("reason", process.equals("card-duplicate") ? "LOST" : "SCHOOL_ERROR");
        form.put("attachments", incomplete ? "" : "APPLICATION,PAYMENT");
        String number = desk.caseNumber(desk.start(process, form));
        if (incomplete || key.equals("userTask_verifyPhoto")) {
            return number;
        }
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        if (key.equals("userTask_verifyFee")) {
            return number;
        }
        if (process.equals("card-duplicate")) {
            desk.pays(number, "9.00", "Ewa " + number);
        }
        if (key.equals("userTask_answerQuestion")) {
            desk.decide(number, "decision", "RETURNED", "question", "Czy na pewno?");
        } else if (!key.equals("userTask_decide")) {
            desk.decide(number, "decision", "APPROVED");
            desk.jobsRun();
            if (process.equals("card-exchange") && !key.equals("userTask_updateStudent")) {
                desk.writesData(number, student);
                desk.jobsRun();
            }
        }
        if (key.equals("userTask_handOver")) {
            desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        }
        toThePrinters(number, key);
        assertThat(desk.waitsIn(number)).contains(key);
        return number;
    }

    /** Where the case waits for an outside firm: as the same model goes on in a school that has no printer. */
    private void toThePrinters(String number, String key) {
        if (!OUTSIDE_FIRM.contains(key)) {
            return;
        }
        desk.asProgram(() -> {
            ProcessInstance production = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(number)
                    .processDefinitionKey("card-production")
                    .singleResult();
            runtime.createProcessInstanceModification(production.getId())
                    .cancelAllForActivity("userTask_printCard")
                    .startBeforeActivity("gateway_printing")
                    .setVariable("printing", Printing.OUTSIDE_FIRM.name())
                    .execute();
            return production;
        });
        if (key.equals("userTask_receiveCard")) {
            desk.complete(number, "userTask_orderCard", "orderedOn", "2026-11-23");
        }
    }

    @Test
    void notAfterTheHandOver() {
        String number = waitingIn("userTask_handOver");
        desk.complete(number, "userTask_handOver", HANDED_OVER);
        assertThatThrownBy(() -> withdraw(number, "2026-11-23")).hasMessageContaining("legitymacja wydana");
    }

    @Test
    void notAnUnknownCaseNorOnADayToCome() {
        String number = waitingIn("userTask_awaitCompletion");
        assertThatThrownBy(() -> withdraw("SPR-1999-0001", "2026-11-23")).hasMessageContaining("Nie ma sprawy");
        assertThatThrownBy(() -> withdraw(number, "2026-11-24")).hasMessageContaining("z przyszłości");
        assertThatThrownBy(() -> withdraw(number, "2026-11-22")).hasMessageContaining("wpłynął 23.11.2026");
        assertThatThrownBy(() -> desk.start("case-withdrawal", OfficeDesk.map("caseNumber", number)))
                .hasMessageContaining("withdrawnOn");
        assertThat(cases.get(number).open()).isTrue();
    }

    private String waitingIn(String key) {
        String photo = key.equals("userTask_awaitCompletion") ? null : desk.goodPhoto(student);
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, photo)));
        if (photo != null && !key.equals("userTask_verifyPhoto")) {
            desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
            desk.jobsRun();
        }
        if (key.equals("userTask_handOver")) {
            desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        }
        toThePrinters(number, key);
        assertThat(desk.waitsIn(number)).containsExactly(key);
        return number;
    }

    private void withdraw(String number, String on) {
        desk.withdraw(number, "Jan Rodzic", on);
    }
}
