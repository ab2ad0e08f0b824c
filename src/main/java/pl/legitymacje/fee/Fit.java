package pl.legitymacje.fee;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import pl.legitymacje.student.PersonName;

/**
 * How well a payment fits what a case lacks. The amount decides; among equal amounts the name in the title ranks, and it
 * never decides (domain §4). The order is from the best fit to the worst.
 */
public record Fit(Amount amount, Name name) implements Comparable<Fit> {

    /** What is left of the payment against what the case lacks. */
    public enum Amount {
        EXACT,
        /** More than enough: somebody has to decide about the rest. */
        MORE,
        LESS
    }

    /** Whose document the payer names. */
    public enum Name {
        NAMED,
        /** Only the surname, in the title or as the payer's: a brother or a sister may be meant. */
        SURNAME,
        NONE
    }

    /** Banks cut titles at 140 characters; a little less where the cut fell between two subfields. */
    private static final int CUT_FROM = 130;

    /** A shorter beginning of a name could be anything. */
    private static final int SHORTEST_STUMP = 6;

    /** A shorter part of a surname is found in many words. */
    private static final int SHORTEST_SURNAME = 3;

    private static final Pattern NOT_ASCII = Pattern.compile("[^a-z0-9]+");

    static Fit of(Payment payment, Claim claim, BigDecimal lacking) {
        Amount amount =
                switch (payment.rest().compareTo(lacking)) {
                    case 0 -> Amount.EXACT;
                    case 1 -> Amount.MORE;
                    default -> Amount.LESS;
                };
        return new Fit(amount, name(payment, claim.forWhom()));
    }

    @Override
    public int compareTo(Fit other) {
        int byAmount = amount.compareTo(other.amount);
        return byAmount == 0 ? name.compareTo(other.name) : byAmount;
    }

    private static Name name(Payment payment, PaidFor whom) {
        if (new PersonName(whom.firstName(), null, whom.surname()).isIn(payment.title())) {
            return Name.NAMED;
        }
        // As banks spoil it: words torn apart between subfields, Polish letters made plain ones or spaces.
        String title = letters(PersonName.folded(payment.title()));
        String bareTitle = letters(payment.title().toLowerCase(Locale.ROOT));
        String first = letters(PersonName.folded(whom.firstName()));
        String last = letters(PersonName.folded(whom.surname()));
        String bareFirst = letters(whom.firstName().toLowerCase(Locale.ROOT));
        String bareLast = letters(whom.surname().toLowerCase(Locale.ROOT));
        if (holds(title, first, last) || holds(bareTitle, bareFirst, bareLast)) {
            return Name.NAMED;
        }
        if (payment.title().length() >= CUT_FROM && (isCutIn(title, first + last) || isCutIn(title, last + first))) {
            return Name.NAMED;
        }
        String payer = letters(PersonName.folded(payment.payer()));
        return Arrays.stream(PersonName.folded(whom.surname()).split(" ", -1))
                        .anyMatch(part ->
                                part.length() >= SHORTEST_SURNAME && (title.contains(part) || payer.contains(part)))
                ? Name.SURNAME
                : Name.NONE;
    }

    private static boolean holds(String title, String first, String last) {
        return !first.isEmpty() && !last.isEmpty() && (title.contains(first + last) || title.contains(last + first));
    }

    /** Whether the title ends in the middle of the name. */
    private static boolean isCutIn(String title, String name) {
        for (int length = name.length() - 1; length >= SHORTEST_STUMP; length--) {
            if (title.endsWith(name.substring(0, length))) {
                return true;
            }
        }
        return false;
    }

    /** The plain letters and digits alone: every other sign, a Polish letter too, may have become a space. */
    private static String letters(String text) {
        return NOT_ASCII.matcher(text).replaceAll("");
    }
}
