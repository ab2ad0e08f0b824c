package pl.legitymacje.process;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import pl.legitymacje.casefile.Requirement;

/**
 * What {@code case-rules.dmn} says of a case: a school that lives by other rules changes the table, not the program.
 *
 * @param fee in złoty, 0 for "free of charge"
 * @param deadlineDays the school's days
 * @param deadlineFrom what they count from
 * @param attachments what the application needs beside itself
 * @param principalDecides whether the principal has to decide
 * @param legalBasis of the decision, for letters
 */
public record CaseRules(
        BigDecimal fee,
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

    /** Reads a row of the decision table. */
    public static CaseRules of(Map<String, Object> row) {
        return new CaseRules(
                BigDecimal.valueOf(((Number) row.get("fee")).doubleValue()).setScale(2, RoundingMode.UNNECESSARY),
                ((Number) row.get("deadlineDays")).intValue(),
                DeadlineFrom.valueOf((String) row.get("deadlineFrom")),
                Arrays.stream(((String) row.get("attachments")).split(",", -1))
                        .map(String::strip)
                        .filter(item -> !item.isEmpty())
                        .map(Requirement::valueOf)
                        .toList(),
                (Boolean) row.get("principalDecides"),
                (String) row.get("legalBasis"));
    }
}
