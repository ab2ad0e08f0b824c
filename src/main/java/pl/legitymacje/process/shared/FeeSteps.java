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
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.PaymentDesk;
import pl.legitymacje.process.Received;

/** The service task of {@code fee-verification} (S3 IV.3, IX.3): a person has looked, here it is recorded. */
@Configuration(proxyBeanMethods = false)
class FeeSteps {

    private enum FeeOutcome {
        PAID,
        /** By a payment that was on record already. */
        REGISTERED,
        NOT_YET
    }

    private final Payments payments;
    private final PaymentDesk desk;
    private final Received received;
    private final Claims claims;
    private final Requirements requirements;
    private final Cases cases;
    private final Actor actor;

    FeeSteps(
            Payments payments,
            PaymentDesk desk,
            Received received,
            Claims claims,
            Requirements requirements,
            Cases cases,
            Actor actor) {
        this.payments = payments;
        this.desk = desk;
        this.received = received;
        this.claims = claims;
        this.requirements = requirements;
        this.cases = cases;
        this.actor = actor;
    }

    @Bean
    JavaDelegate recordPayment() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            switch (Choice.of(FeeOutcome.class, execution, FEE_OUTCOME)) {
                case PAID -> take(execution, caseNumber);
                case REGISTERED -> {
                    payments.cover(PAYMENT_ID.get(execution), caseNumber, actor.name());
                    desk.look(PAYMENT_ID.get(execution));
                }
                case NOT_YET -> {}
            }
            FeeStatus status = payments.status(caseNumber);
            boolean paid = status.state() == FeeStatus.State.PAID || status.state() == FeeStatus.State.TOO_MUCH;
            requirements.judged(
                    caseNumber, Requirement.PAYMENT, paid ? RequirementState.ACCEPTED : RequirementState.REFUSED);
            FEE_PAID.set(execution, paid);
            FEE_STATE.set(execution, status.state().name());
            FEE_OUTCOME.set(execution, null);
            PAYMENT_ID.set(execution, null);
            cases.note(caseNumber, actor.name(), "process.trail.fee", status.label());
            payments.releaseSurplus(caseNumber, actor.name());
        };
    }

    /** The whole payment is put to the case it came for; where it is too much, the surplus is then on a person's desk. */
    private void take(DelegateExecution execution, String caseNumber) {
        // where the clerk noted no title, the one that was asked for
        Payment payment =
                received.record(execution, TRANSFER_TITLE.find(execution).orElseGet(() -> claims.get(caseNumber)
                        .title()));
        payments.use(payment.id(), caseNumber, payment.amount(), actor.name());
    }
}
