package pl.legitymacje.student;

import pl.legitymacje.school.Texts;

/** Why a student leaves the school. */
public enum DepartureReason {
    /** To another school (S3 VII.1). */
    TRANSFER(Status.LEFT),
    /** Otherwise before the end: moved abroad, struck off. */
    LEAVING(Status.LEFT),
    GRADUATION(Status.GRADUATED);

    private final Status status;

    DepartureReason(Status status) {
        this.status = status;
    }

    /** What the student is from then on. */
    public Status status() {
        return status;
    }

    /** The reason as the office reads it. */
    public String label() {
        return Texts.of("student.departureReason." + name());
    }
}
