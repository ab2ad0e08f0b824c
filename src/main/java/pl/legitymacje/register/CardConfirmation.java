package pl.legitymacje.register;

import java.time.LocalDate;
import pl.legitymacje.school.SchoolYear;

/** That a card's validity was confirmed for a school year (S3 II.4); {@code by} is the clerk's user name. */
public record CardConfirmation(String cardNumber, SchoolYear schoolYear, Confirmation mark, LocalDate on, String by) {}
