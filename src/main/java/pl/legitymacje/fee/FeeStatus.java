package pl.legitymacje.fee;

import java.math.BigDecimal;
import pl.legitymacje.school.Texts;

/**
 * What a case owes and what serves it, in złoty.
 *
 * @param difference what is missing ({@code UNPAID}, {@code TOO_LITTLE}) or too much ({@code TOO_MUCH}); never negative
 */
public record FeeStatus(BigDecimal owed, BigDecimal paid, State state, BigDecimal difference) {

    /** How the two compare. */
    public enum State {
        NOTHING_OWED,
        UNPAID,
        TOO_LITTLE,
        PAID,
        TOO_MUCH
    }

    static FeeStatus of(BigDecimal owed, BigDecimal paid) {
        State state =
                switch (paid.compareTo(owed)) {
                    case -1 -> paid.signum() == 0 ? State.UNPAID : State.TOO_LITTLE;
                    case 0 -> owed.signum() == 0 ? State.NOTHING_OWED : State.PAID;
                    default -> State.TOO_MUCH;
                };
        return new FeeStatus(owed, paid, state, paid.subtract(owed).abs());
    }

    /** As the office reads it: "brakuje 0,01 zł". */
    public String label() {
        return Texts.of("fee.state." + state.name(), Money.written(difference));
    }
}
