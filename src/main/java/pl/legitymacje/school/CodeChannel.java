package pl.legitymacje.school;

/** How the school gives a guardian the code of a mobile card (domain §6). */
public enum CodeChannel {
    /** A slip with code and QR, printed and put into the guardian's hand. */
    SLIP,
    /** An e-mail says that the slip lies ready in the office; it carries no code. */
    PICK_UP,
    /** The student takes the code from ZPE; the school never sees it (S0). */
    ZPE,
    /** The e-mail carries the code itself, for schools that decided so. */
    MAIL;

    /** Whether the office hands it over on paper, some time after it was made. */
    public boolean handsOver() {
        return this == SLIP || this == PICK_UP;
    }

    /** Whether the office has a code to record. */
    public boolean knowsCode() {
        return this != ZPE;
    }
}
