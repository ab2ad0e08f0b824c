package pl.legitymacje.mail;

import pl.legitymacje.school.Plain;

/**
 * A reason why something was refused, and what helps; both Polish sentences.
 */
public record Remedy(String reason, String remedy) {

    public Remedy {
        reason = Plain.line("reason", reason);
        remedy = Plain.line("remedy", remedy);
    }
}
