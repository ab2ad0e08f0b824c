package pl.legitymacje.student;

import java.time.LocalDate;

/**
 * A guardian's objection to a mobile card for a student (art. 11 ust. 1d USO).
 *
 * @param raisedBy the guardian
 * @param recordedBy user name of the clerk
 * @param takenBack how it ended, null while it has not been taken back
 */
public record Objection(
        long id,
        long studentId,
        String raisedBy,
        LocalDate raisedOn,
        ObjectionForm form,
        String recordedBy,
        TakenBack takenBack) {

    /** Who took the objection back and when; {@code recordedBy} is the clerk's user name. */
    public record TakenBack(String by, LocalDate on, String recordedBy) {}
}
