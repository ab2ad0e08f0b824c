package pl.legitymacje.student;

import java.time.Instant;

/**
 * What a student's personal data were before a change.
 *
 * @param changedAt until when they were so
 * @param caseNumber the case in which the office changed them; null if a roster did
 * @param changedBy user name of the clerk; null if a roster did
 */
public record FormerData(PersonalData data, Instant changedAt, String caseNumber, String changedBy) {

    /** Whether the office decided upon the change: then no roster may undo it. */
    boolean byOffice() {
        return caseNumber != null;
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "FormerData";
    }
}
