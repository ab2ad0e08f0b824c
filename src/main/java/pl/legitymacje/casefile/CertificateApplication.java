package pl.legitymacje.casefile;

import java.time.LocalDate;
import java.time.Period;
import pl.legitymacje.school.SchoolYear;

/**
 * Which certificate a duplicate is asked for, and whose it is (S3 IX.1, annex 5). The person need not be on the roster.
 *
 * @param nameThen the name borne then, as on the certificate
 * @param certificate which one: "świadectwo ukończenia szkoły podstawowej"
 * @param schoolYear in which it was given
 * @param schoolClass attended then
 * @param deliveryAddress where to send it; null unless it goes by post
 */
public record CertificateApplication(
        String firstName,
        String surname,
        LocalDate birthDate,
        String nameThen,
        String certificate,
        SchoolYear schoolYear,
        String schoolClass,
        CollectionMethod collection,
        String deliveryAddress) {

    private static final int OF_AGE = 18;

    /** The name borne today. */
    public String nameNow() {
        return firstName + " " + surname;
    }

    /** Whether the person is of age on a day, and so applies alone (S3 IX.1; art. 10 KC). */
    public boolean ofAge(LocalDate day) {
        return Period.between(birthDate, day).getYears() >= OF_AGE;
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "CertificateApplication[…]";
    }
}
