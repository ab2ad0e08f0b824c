package pl.legitymacje.school;

/** How a register numbers its entries. */
public enum Counting {
    /** One series that goes on for ever: 1, 2, 3 … */
    RUNNING,
    /** A new series each year: 1/2026, 2/2026 … 1/2027 … */
    PER_YEAR
}
