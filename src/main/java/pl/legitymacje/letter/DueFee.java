package pl.legitymacje.letter;

import java.math.BigDecimal;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.Texts;

/**
 * A fee that is to be paid to the school's account (S3 IV.4, IX.6).
 *
 * @param amount in złoty, more than nothing, at most two decimals
 * @param title what to write as the transfer's title
 * @param received what has been received of the fee already, with its currency; null for nothing
 */
public record DueFee(BigDecimal amount, String title, String received) {

    public DueFee {
        if (amount == null
                || amount.signum() <= 0
                || amount.stripTrailingZeros().scale() > 2) {
            throw new IllegalArgumentException("A fee is a positive amount in złoty and grosze");
        }
        title = Plain.line("transfer title", title);
        received = received == null ? null : Plain.line("received", received);
    }

    /** One of which nothing has been received. */
    public DueFee(BigDecimal amount, String title) {
        this(amount, title, null);
    }

    /** As people write it: "9,00 zł". */
    public String sum() {
        return Texts.of("letter.sum", amount);
    }
}
