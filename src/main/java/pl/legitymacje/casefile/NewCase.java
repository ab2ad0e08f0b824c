package pl.legitymacje.casefile;

import java.time.LocalDate;

/**
 * An application as it comes in, before it has a number.
 *
 * @param receivedOn the day it reached the school: its deadline counts from here (KPA art. 57)
 * @param reason why, null where the procedure knows no reasons
 * @param reasonNote in the applicant's words, or null
 * @param registeredBy user name of the clerk, or the program's own
 */
public record NewCase(
        Procedure procedure,
        long studentId,
        Applicant applicant,
        Channel channel,
        LocalDate receivedOn,
        CaseReason reason,
        String reasonNote,
        String registeredBy) {}
