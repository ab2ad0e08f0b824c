package pl.legitymacje.casefile;

import java.util.Arrays;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/** A procedure of the school office; its process bears {@link #processId()}. */
public enum Procedure {
    CARD_ISSUE("card-issue", "card"),
    CARD_EXCHANGE("card-exchange", "card"),
    CARD_DUPLICATE("card-duplicate", "card"),
    CERTIFICATE_DUPLICATE("certificate-duplicate", "certificate"),
    MOBILE_CARD_ISSUE("mlegitymacja-issue", "mobile-card"),
    MOBILE_CARD_REVOCATION("mlegitymacja-revocation", "mobile-card-revocation");

    private final String processId;
    private final String subject;

    Procedure(String processId, String subject) {
        this.processId = processId;
        this.subject = subject;
    }

    /** What its cases are about: of two procedures about the same, a student can have one case open at a time. */
    String subject() {
        return subject;
    }

    /** The id of its process definition, which is also its name in files and addresses. */
    public String processId() {
        return processId;
    }

    /**
     * The procedure whose process has this id.
     *
     * @throws Refused if there is none
     */
    public static Procedure ofProcess(String processId) {
        return Arrays.stream(values())
                .filter(procedure -> procedure.processId.equals(processId))
                .findFirst()
                .orElseThrow(() -> new Refused("casefile.procedure.unknown", processId));
    }

    /** What the applicant gets at its end, as people read it. */
    public String document() {
        return Texts.of("casefile.document." + processId);
    }

    /** Its name as people read it. */
    public String label() {
        return Texts.of("casefile.procedure." + processId);
    }
}
