package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** The way an application reached the office. */
public enum Channel {
    OFFICE,
    EMAIL,
    LIBRUS,
    POST,
    EX_OFFICIO;

    /** The channel as people read it. */
    public String label() {
        return Texts.of("casefile.channel." + name());
    }
}
