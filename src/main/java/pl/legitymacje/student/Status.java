package pl.legitymacje.student;

/** Where a student stands towards the school. */
public enum Status {
    ATTENDS,
    /** Moved to another school or left before the end. */
    LEFT,
    GRADUATED
}
