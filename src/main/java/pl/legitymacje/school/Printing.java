package pl.legitymacje.school;

/** Who prints the student cards. */
public enum Printing {
    /** The office has a card printer of its own. */
    OWN_PRINTER,
    /** An outside firm prints: the card is ordered and received days or weeks later. */
    OUTSIDE_FIRM
}
