package pl.legitymacje.register;

import java.time.LocalDate;

/**
 * The act of giving a document to somebody: when, to whom, in what capacity, by which user of the office.
 */
public record HandOver(LocalDate on, String to, Receiver as, String by) {}
