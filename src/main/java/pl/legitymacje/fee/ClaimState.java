package pl.legitymacje.fee;

/** How a claim stands. */
public enum ClaimState {
    /** The case goes on: payments can be put to it. */
    OPEN,
    /** The case has ended and the fee was due: no payment can be put to it any more. */
    CLOSED,
    /** The case ended without a document (withdrawn, refused): nothing is owed, what was paid is free again. */
    CANCELLED
}
