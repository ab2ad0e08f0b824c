package pl.legitymacje.fee;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A payment on record, and what it serves.
 *
 * @param amount in złoty
 * @param rest what serves no case and was not settled otherwise
 * @param reference the bank's reference or the cash receipt's number, or null
 * @param recordedBy user name of the clerk, or the program's own
 * @param keptForLater whether somebody has decided to keep the rest for a later case
 * @param parts the cases it serves; more than one only where somebody split it
 */
public record Payment(
        long id,
        BigDecimal amount,
        BigDecimal rest,
        LocalDate paidOn,
        String payer,
        String title,
        PaymentSource source,
        String reference,
        Instant recordedAt,
        String recordedBy,
        boolean keptForLater,
        List<Part> parts) {

    /** What of the payment serves a case, in złoty. */
    public record Part(String caseNumber, BigDecimal amount) {}

    /** One step of the money's trail: when, who (a user name, or the program), what, in the office's words. */
    public record Step(Instant at, String who, String what) {}

    public Payment {
        parts = List.copyOf(parts);
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "Payment[id=" + id + ", amount=" + amount + ", rest=" + rest + "]";
    }
}
