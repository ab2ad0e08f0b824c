package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.NewPayment;
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.PaymentSource;
import pl.legitymacje.fee.Payments;

/** A payment that a clerk has typed in: recorded, once. */
@Component
public class Received {

    private final Payments payments;
    private final OfficeTime time;
    private final Actor actor;

    Received(Payments payments, OfficeTime time, Actor actor) {
        this.payments = payments;
        this.time = time;
        this.actor = actor;
    }

    /**
     * Records the payment whose form lies in the variables.
     *
     * @throws pl.legitymacje.school.Refused if something in it cannot be, or it is on record already
     */
    public Payment record(DelegateExecution execution, String title) {
        NewPayment payment = new NewPayment(
                Money.parse(PAID_AMOUNT.get(execution)),
                time.notInFuture(PAID_ON.get(execution)),
                PAYER.get(execution),
                title,
                Choice.of(PaymentSource.class, execution, PAYMENT_MEANS),
                BANK_REFERENCE.find(execution).orElse(null),
                actor.name());
        return payments.get(
                ANOTHER_PAYMENT.find(execution).orElse(false)
                        ? payments.recordAnother(payment)
                        : payments.record(payment));
    }
}
