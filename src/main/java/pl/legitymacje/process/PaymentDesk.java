package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.spring.boot.starter.event.PostDeployEvent;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.fee.MoneyFreed;
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.Payments;

/**
 * Sees to it that money which serves no case lies on a person's desk, once (domain §4): one running {@code
 * payment-clearing} for each payment of which something is left to decide, none for any other.
 */
@Component
public class PaymentDesk {

    private static final String PROCESS = "payment-clearing";

    private final RuntimeService engine;
    private final Payments payments;

    PaymentDesk(@Lazy RuntimeService engine, Payments payments) {
        this.engine = engine;
        this.payments = payments;
    }

    /** In the transaction in which the money was freed: a case and its money can never disagree. */
    @EventListener
    public void freed(MoneyFreed event) {
        look(event.paymentId());
    }

    /** What became free before there was this desk, or lost its task by an administrator's hand. */
    @EventListener(PostDeployEvent.class)
    @Transactional
    public void catchUp() {
        payments.unused().forEach(payment -> look(payment.id()));
    }

    /** Puts a payment on the desk or takes it away, as things stand. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void look(long paymentId) {
        // Locked: who frees money of the same payment at the same moment finds this task afterwards.
        Payment payment = payments.lock(paymentId);
        if (payment.rest().signum() == 0) {
            engine.createMessageCorrelation("paymentUsedUp")
                    .processInstanceVariableEquals(PAYMENT_ID.name(), paymentId)
                    .correlateAll();
        } else if (!payment.keptForLater() && !lies(paymentId)) {
            engine.startProcessInstanceByKey(PROCESS, Map.of(PAYMENT_ID.name(), paymentId));
        }
    }

    private boolean lies(long paymentId) {
        return engine.createProcessInstanceQuery()
                        .processDefinitionKey(PROCESS)
                        .variableValueEquals(PAYMENT_ID.name(), paymentId)
                        .count()
                > 0;
    }
}
