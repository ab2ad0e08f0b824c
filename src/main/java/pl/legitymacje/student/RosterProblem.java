package pl.legitymacje.student;

/**
 * A line of a roster that was not taken.
 *
 * @param line of the file, counted from 1
 * @param reason in Polish, without personal data: it may be logged
 */
public record RosterProblem(int line, String reason) {}
