package pl.legitymacje.office;

import org.camunda.bpm.engine.IdentityService;

/** The roles that work here; each is a group of the engine. */
public enum Role {
    OFFICE("sekretariat", "Sekretariat"),
    PRINCIPAL("dyrektor", "Dyrektor"),
    ADMINISTRATOR("camunda-admin", "Administratorzy");

    private final String group;
    private final String label;

    Role(String group, String label) {
        this.group = group;
        this.label = label;
    }

    /** The id of the engine's group. */
    public String group() {
        return group;
    }

    /** Whether the engine counts a user among them now, whatever a session says. */
    boolean has(String user, IdentityService identity) {
        return identity.createUserQuery().userId(user).memberOfGroup(group).count() > 0;
    }

    String label() {
        return label;
    }
}
