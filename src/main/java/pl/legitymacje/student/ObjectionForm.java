package pl.legitymacje.student;

import pl.legitymacje.school.Texts;

/** How an objection reached the school. */
public enum ObjectionForm {
    WRITTEN,
    EMAIL,
    LIBRUS,
    SPOKEN;

    /** The form as the office reads it. */
    public String label() {
        return Texts.of("student.objectionForm." + name());
    }
}
