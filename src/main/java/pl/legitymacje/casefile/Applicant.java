package pl.legitymacje.casefile;

/**
 * Who applies, and how to reach them.
 *
 * @param email null if they gave none: then the office tells them by other means
 * @param phone null if they gave none
 */
public record Applicant(String name, String email, String phone) {}
