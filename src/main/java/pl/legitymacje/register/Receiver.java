package pl.legitymacje.register;

import pl.legitymacje.school.Texts;

/** In what capacity somebody took a document from the office. */
public enum Receiver {
    STUDENT,
    /** Only for a certificate: who has left the school has no card. */
    GRADUATE,
    GUARDIAN,
    AUTHORISED;

    /** The capacity as the office reads it. */
    public String label() {
        return Texts.of("register.receiver." + name());
    }
}
