package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** In what capacity somebody took a card from the office. */
public enum Receiver {
    STUDENT,
    GUARDIAN,
    AUTHORISED;

    /** The capacity as the office reads it. */
    public String label() {
        return Texts.of("register.receiver." + name());
    }
}
