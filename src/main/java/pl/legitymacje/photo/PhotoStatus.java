package pl.legitymacje.photo;

/** How far a photo got; the last three are final. */
public enum PhotoStatus {
    /** passed by the machine, waiting for the clerk's eye */
    RECEIVED,
    REFUSED_BY_MACHINE,
    ACCEPTED,
    REFUSED_BY_CLERK
}
