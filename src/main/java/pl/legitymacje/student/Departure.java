package pl.legitymacje.student;

import java.time.LocalDate;

/**
 * That a student left the school.
 *
 * @param leftOn the first day on which the student did not belong to the school any more
 * @param newSchool or null
 * @param note the office's own words, or null
 * @param recordedBy user name of the clerk
 * @param returnedOn when the student came back, null otherwise
 * @param returnedBy user name of whoever recorded that; null where a roster named the student again
 */
public record Departure(
        long studentId,
        DepartureReason reason,
        LocalDate leftOn,
        String newSchool,
        String note,
        String recordedBy,
        LocalDate returnedOn,
        String returnedBy) {}
