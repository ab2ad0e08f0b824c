package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.Claims;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.NewPayment;
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.PaymentSource;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.OfficeTime;

/** The service task of {@code fee-verification} (S3 IV.3, IX.3): a person has looked, here it is recorded. */
@Configuration(proxyBeanMethods = false)
class FeeSteps {

    private enum FeeOutcome {
        PAID,
        NOT_YET
    }

    private final Payments payments;
    private final Claims claims;
    private final Requirements requirements;
    private final Cases cases;
    private final OfficeTime time;
    private final Actor actor;

    FeeSteps(Payments payments, Claims claims, Requirements requirements, Cases cases, OfficeTime time, Actor actor) {
        this.payments = payments;
        this.claims = claims;
        this.requirements = requirements;
        this.cases = cases;
        this.time = time;
        this.actor = actor;
    }

    @Bean
    JavaDelegate recordPayment() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            if (Choice.of(FeeOutcome.class, execution, FEE_OUTCOME) == FeeOutcome.PAID) {
                take(execution, caseNumber);
            }
            FeeStatus status = payments.status(caseNumber);
            boolean paid = status.state() == FeeStatus.State.PAID || status.state() == FeeStatus.State.TOO_MUCH;
            requirements.judged(
                    caseNumber, Requirement.PAYMENT, paid ? RequirementState.ACCEPTED : RequirementState.REFUSED);
            FEE_PAID.set(execution, paid);
            FEE_OUTCOME.set(execution, null);
            cases.note(caseNumber, actor.name(), "process.trail.fee", status.label());
        };
    }

    /** What is too much stays with the case until it ends; then it is on a person's desk. */
    private void take(DelegateExecution execution, String caseNumber) {
        NewPayment payment = new NewPayment(
                Money.parse(PAID_AMOUNT.get(execution)),
                time.notInFuture(PAID_ON.get(execution)),
                PAYER.get(execution),
                // where the clerk noted none, the title that was asked for
                TRANSFER_TITLE.find(execution).orElseGet(() -> claims.get(caseNumber)
                        .title()),
                Choice.of(PaymentSource.class, execution, PAYMENT_MEANS),
                BANK_REFERENCE.find(execution).orElse(null),
                actor.name());
        long id = ANOTHER_PAYMENT.find(execution).orElse(false)
                ? payments.recordAnother(payment)
                : payments.record(payment);
        Payment recorded = payments.get(id);
        payments.use(id, caseNumber, recorded.amount(), actor.name());
    }
}
