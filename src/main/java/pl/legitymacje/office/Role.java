package pl.legitymacje.office;

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

    String label() {
        return label;
    }
}
