package pl.legitymacje.student;

import pl.legitymacje.school.Texts;

/** Where a student stands towards the school. */
public enum Status {
    ATTENDS,
    /** Moved to another school or left before the end. */
    LEFT,
    GRADUATED;

    /** The status as the office reads it. */
    public String label() {
        return Texts.of("student.status." + name());
    }
}
