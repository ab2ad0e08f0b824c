package pl.legitymacje.register;

import java.time.LocalDate;

/**
 * The act of giving a card back to the school: when, who brought it, to which user of the office.
 *
 * @param note or null
 */
public record CardReturn(LocalDate on, String by, String to, String note) {}
