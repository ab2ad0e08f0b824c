package pl.legitymacje.fee;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Pattern;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/** Amounts in złoty with two digits after the point: never rounded, never negative. */
public final class Money {

    /** What nothing is worth. */
    public static final BigDecimal ZERO = new BigDecimal("0.00");

    private static final BigDecimal MOST = new BigDecimal("99999999.99");
    // "9", "9,00", "9.00 zł", "1 234,50"; a space or a no-break space before each three digits
    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{1,8}|[0-9]{1,2}(?:[ \u00a0][0-9]{3}){1,2})(?:[.,]([0-9]+))?[ \u00a0]*(?:zł)?");

    private Money() {}

    /**
     * An amount as people write it: "9", "9,00", "9.00 zł".
     *
     * @throws Refused if it is no amount, or has more than two digits after the comma
     */
    public static BigDecimal parse(String written) {
        var matcher = WRITTEN.matcher(written.strip());
        if (!matcher.matches()) {
            throw new Refused("fee.amount.unreadable", written.strip());
        }
        String whole = matcher.group(1).replaceAll("[ \u00a0]", "");
        return exact(new BigDecimal(matcher.group(2) == null ? whole : whole + "." + matcher.group(2)));
    }

    /** As people read it: "9,00 zł". */
    public static String written(BigDecimal amount) {
        return Texts.of("fee.amount", exact(amount));
    }

    /** The same, or null where it is nothing. */
    public static String ifAny(BigDecimal amount) {
        return amount.signum() == 0 ? null : written(amount);
    }

    /**
     * The same amount with two digits.
     *
     * @throws Refused if it has more, is negative or beyond all fees
     */
    static BigDecimal exact(BigDecimal amount) {
        if (amount.signum() < 0) {
            throw new Refused("fee.amount.negative");
        }
        if (amount.compareTo(MOST) > 0) {
            throw new Refused("fee.amount.tooLarge");
        }
        if (amount.stripTrailingZeros().scale() > 2) {
            throw new Refused("fee.amount.digits");
        }
        return amount.setScale(2, RoundingMode.UNNECESSARY);
    }

    /** As {@link #exact}, and more than nothing. */
    static BigDecimal positive(BigDecimal amount) {
        BigDecimal exact = exact(amount);
        if (exact.signum() == 0) {
            throw new Refused("fee.amount.zero");
        }
        return exact;
    }
}
