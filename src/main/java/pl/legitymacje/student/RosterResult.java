package pl.legitymacje.student;

/** How many students an applied roster added, changed, left as they were, did not name, could not decide, had wrong. */
public record RosterResult(int added, int changed, int unchanged, int missing, int ambiguous, int problems) {}
