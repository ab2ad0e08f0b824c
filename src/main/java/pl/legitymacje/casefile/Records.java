package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** What the office finds in the records of teaching (dokumentacja przebiegu nauczania) when a duplicate is asked for. */
public enum Records {
    /** There, and enough for a duplicate. */
    PRESENT,
    /** Not there: only the court can help (domain.md §6). */
    MISSING,
    /** There, but not enough for a duplicate. */
    INSUFFICIENT,
    /** The certificate is another school's, which was closed down: its records are with the superintendent. */
    SCHOOL_LIQUIDATED;

    /** The finding as people read it. */
    public String label() {
        return Texts.of("casefile.records." + name());
    }
}
