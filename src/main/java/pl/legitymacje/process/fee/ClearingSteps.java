package pl.legitymacje.process.fee;

import static pl.legitymacje.process.Vars.*;

import java.util.Arrays;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.fee.Settlement;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Received;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/** The service tasks of {@code payment-entry} and {@code payment-clearing}: money that serves no case (domain §4). */
@Configuration(proxyBeanMethods = false)
class ClearingSteps {

    private enum ClearingOutcome {
        USED,
        REFUNDED,
        KEPT_FOR_LATER,
        PASSED_ON,
        WRONG_ENTRY
    }

    /** How money was given back. */
    private enum Means {
        TRANSFER,
        CASH
    }

    private final RuntimeService engine;
    private final Payments payments;
    private final Requirements requirements;
    private final Cases cases;
    private final Received received;
    private final OfficeTime time;
    private final Actor actor;

    ClearingSteps(
            @Lazy RuntimeService engine,
            Payments payments,
            Requirements requirements,
            Cases cases,
            Received received,
            OfficeTime time,
            Actor actor) {
        this.engine = engine;
        this.payments = payments;
        this.requirements = requirements;
        this.cases = cases;
        this.received = received;
        this.time = time;
        this.actor = actor;
    }

    @Bean
    JavaDelegate registerPayment() {
        return execution -> {
            INTENDED_CASE.find(execution).ifPresent(cases::get);
            PAYMENT_ID.set(
                    execution,
                    received.record(execution, TRANSFER_TITLE.get(execution)).id());
        };
    }

    @Bean
    JavaDelegate clearPayment() {
        return execution -> {
            long paymentId = PAYMENT_ID.get(execution);
            ClearingOutcome outcome = Choice.of(ClearingOutcome.class, execution, CLEARING_OUTCOME);
            List<String> chosen = outcome == ClearingOutcome.USED ? chosen(execution) : List.of();
            // Cases first, then their claims, then the payment: the order of everybody who moves money.
            for (String caseNumber : chosen) {
                cases.note(caseNumber, actor.name(), "process.trail.paymentUsed");
            }
            // What was seen and decided about has to be what there is.
            if (chosen.isEmpty()
                    && payments.lock(paymentId).rest().compareTo(Money.parse(CLEARING_REST.get(execution))) != 0) {
                throw new Refused("process.clearing.changed");
            }
            switch (outcome) {
                case USED -> chosen.forEach(caseNumber -> use(paymentId, caseNumber));
                case REFUNDED -> payments.settle(paymentId, Settlement.REFUNDED, refund(execution), actor.name());
                case KEPT_FOR_LATER, PASSED_ON, WRONG_ENTRY ->
                    payments.settle(
                            paymentId, Settlement.valueOf(outcome.name()), CLEARING_NOTE.get(execution), actor.name());
            }
            Payment payment = payments.get(paymentId);
            PAYMENT_LEFT.set(execution, payment.rest().signum() > 0 && !payment.keptForLater());
            forget(execution);
        };
    }

    /** For the model: the cases whose fee is paid now, each gets a mail that says so. */
    @Bean
    CoveredCases coveredCases() {
        return execution -> chosen(execution).stream()
                .filter(number -> payments.status(number).state() == FeeStatus.State.PAID)
                .toList();
    }

    /** Called by its name from {@code payment-clearing}. */
    @FunctionalInterface
    public interface CoveredCases {

        List<String> of(DelegateExecution execution);
    }

    private void use(long paymentId, String caseNumber) {
        payments.cover(paymentId, caseNumber, actor.name());
        FeeStatus status = payments.status(caseNumber);
        cases.note(caseNumber, actor.name(), "process.trail.fee", status.label());
        if (status.state() != FeeStatus.State.PAID) {
            return;
        }
        requirements.supplied(caseNumber, Requirement.PAYMENT, RequirementState.ACCEPTED, time.today());
        // Whoever waits for this fee goes on by itself, the verification or the wait for the applicant; or nobody does
        // yet.
        engine.createMessageCorrelation("feeCovered")
                .processInstanceBusinessKey(caseNumber)
                .setVariable(SUPPLIED_ITEMS.name(), Requirement.PAYMENT.name())
                .correlateAll();
    }

    /** In one order, so that two people who choose the same cases do not wait for each other. */
    private static List<String> chosen(DelegateExecution execution) {
        List<String> chosen = Arrays.stream(CLEARING_CASES.get(execution).split(",", -1))
                .map(String::strip)
                .filter(number -> !number.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (chosen.isEmpty()) {
            throw new Refused("process.clearing.noCase");
        }
        return chosen;
    }

    private String refund(DelegateExecution execution) {
        return Texts.of(
                "process.clearing.refund." + Choice.of(Means.class, execution, REFUNDED_HOW),
                time.notInFuture(REFUNDED_ON.get(execution)),
                REFUND_RECEIPT.get(execution));
    }

    /** A rest comes back to the same task: what was typed in for one part must not be there for the next. */
    private static void forget(DelegateExecution execution) {
        List.of(CLEARING_NOTE, REFUND_RECEIPT, REFUNDED_HOW, CLEARING_REST, INTENDED_CASE)
                .forEach(variable -> variable.set(execution, null));
        REFUNDED_ON.set(execution, null);
    }
}
