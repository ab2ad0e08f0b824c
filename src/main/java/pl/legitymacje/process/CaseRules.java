package pl.legitymacje.process;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.fee.FeeKind;
import pl.legitymacje.fee.Money;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/**
 * What {@code case-rules.dmn} says of a case: a school that lives by other rules changes the table, not the program.
 *
 * @param fee in złoty, 0 for "free of charge"
 * @param feeKind what the fee is paid for; null where there is none
 * @param deadlineDays the school's days
 * @param deadlineFrom what they count from
 * @param attachments what the application needs beside itself; the payment exactly where there is a fee
 * @param principalDecides whether the principal has to decide
 * @param legalBasis of the decision, for letters
 */
public record CaseRules(
        BigDecimal fee,
        FeeKind feeKind,
        int deadlineDays,
        DeadlineFrom deadlineFrom,
        List<Requirement> attachments,
        boolean principalDecides,
        String legalBasis) {

    /** What the school's days count from; they stand still while the applicant owes something. */
    public enum DeadlineFrom {
        /** the day on which the application was received (S3 IX.4) */
        APPLICATION,
        /** the day on which the last of what was needed had come (S3 VI.3) */
        COMPLETE
    }

    /** The procedures whose models verify a fee. */
    private static final Map<Procedure, FeeKind> FEES = Map.of(
            Procedure.CARD_ISSUE, FeeKind.CARD_ISSUE,
            Procedure.CARD_EXCHANGE, FeeKind.CARD_EXCHANGE,
            Procedure.CARD_DUPLICATE, FeeKind.CARD_DUPLICATE,
            Procedure.CERTIFICATE_DUPLICATE, FeeKind.CERTIFICATE_DUPLICATE,
            Procedure.MOBILE_CARD_ISSUE, FeeKind.MOBILE_CARD_ISSUE);

    /** The procedures whose models have a decision. */
    private static final Set<Procedure> DECIDED = EnumSet.of(
            Procedure.CARD_EXCHANGE,
            Procedure.CARD_DUPLICATE,
            Procedure.CERTIFICATE_DUPLICATE,
            Procedure.MOBILE_CARD_ISSUE);

    /**
     * Reads the row of the decision table for a procedure and a reason, which may be null.
     *
     * @param row null where the table has none
     * @throws Refused if there is no such row, it cannot be read, or asks for what the procedure's model does not do
     */
    public static CaseRules of(Procedure procedure, CaseReason reason, Map<String, Object> row) {
        if (row == null) {
            throw new Refused("process.rules.missing");
        }
        String name =
                reason == null ? procedure.label() : Texts.of("process.rules.row", procedure.label(), reason.label());
        CaseRules rules;
        try {
            rules = read(procedure, row);
        } catch (ClassCastException | IllegalArgumentException | ArithmeticException | NullPointerException wrong) {
            throw new Refused("process.rules.wrong", name);
        }
        if (rules.fee.signum() < 0) {
            throw new Refused("process.rules.wrong", name);
        }
        if (rules.fee.signum() > 0 && rules.feeKind == null) {
            throw new Refused("process.rules.noFee", name, Money.written(rules.fee));
        }
        if (rules.principalDecides && !DECIDED.contains(procedure)) {
            throw new Refused("process.rules.noDecision", name);
        }
        return rules;
    }

    private static CaseRules read(Procedure procedure, Map<String, Object> row) {
        BigDecimal fee =
                BigDecimal.valueOf(((Number) row.get("fee")).doubleValue()).setScale(2, RoundingMode.UNNECESSARY);
        Set<Requirement> attachments = new TreeSet<>();
        Arrays.stream(((String) row.get("attachments")).split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .map(Requirement::valueOf)
                .forEach(attachments::add);
        // the amount alone says whether a payment is asked for
        attachments.remove(Requirement.PAYMENT);
        if (fee.signum() > 0) {
            attachments.add(Requirement.PAYMENT);
        }
        return new CaseRules(
                fee,
                fee.signum() == 0 ? null : FEES.get(procedure),
                ((Number) row.get("deadlineDays")).intValue(),
                DeadlineFrom.valueOf((String) row.get("deadlineFrom")),
                List.copyOf(attachments),
                (Boolean) row.get("principalDecides"),
                (String) row.get("legalBasis"));
    }
}
