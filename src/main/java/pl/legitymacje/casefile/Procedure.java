package pl.legitymacje.casefile;

import pl.legitymacje.school.Texts;

/** A procedure of the school office; its process bears {@link #processId()}. */
public enum Procedure {
    CARD_ISSUE("card-issue");

    private final String processId;

    Procedure(String processId) {
        this.processId = processId;
    }

    /** The id of its process definition, which is also its name in files and addresses. */
    public String processId() {
        return processId;
    }

    /** Its name as people read it. */
    public String label() {
        return Texts.of("casefile.procedure." + processId);
    }
}
