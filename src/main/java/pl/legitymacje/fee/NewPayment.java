package pl.legitymacje.fee;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A payment as it becomes known, before it is recorded.
 *
 * @param amount in złoty, more than 0
 * @param title as the payer wrote it; for cash, what it was paid for
 * @param reference the bank's reference of the transfer, or the number of the cash receipt; null if none is known
 * @param recordedBy user name of the clerk, or the program's own
 */
public record NewPayment(
        BigDecimal amount,
        LocalDate paidOn,
        String payer,
        String title,
        PaymentSource source,
        String reference,
        String recordedBy) {

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "NewPayment[amount=" + amount + ", paidOn=" + paidOn + ", source=" + source + "]";
    }
}
