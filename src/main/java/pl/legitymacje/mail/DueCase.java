package pl.legitymacje.mail;

import java.time.LocalDate;
import pl.legitymacje.school.Plain;

/**
 * A case as the office's digest lists it: no name (domain.md §8).
 *
 * @param lastDay for the school; null while none runs
 * @param waiting for whom and what it waits
 */
public record DueCase(String number, String procedure, LocalDate lastDay, String waiting) {

    public DueCase {
        number = Plain.line("number", number);
        procedure = Plain.line("procedure", procedure);
        waiting = Plain.line("waiting", waiting);
    }
}
