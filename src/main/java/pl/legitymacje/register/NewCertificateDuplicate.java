package pl.legitymacje.register;

import pl.legitymacje.school.SchoolYear;

/**
 * A certificate of which a duplicate is to be made (S3 IX), before it has a number.
 *
 * @param nameThen the name borne then, as on the certificate
 * @param nameNow the name borne today
 * @param certificate which one: "świadectwo ukończenia szkoły podstawowej"
 * @param schoolYear in which it was given, see {@link SchoolYear#parse}
 * @param schoolClass attended then
 */
public record NewCertificateDuplicate(
        String caseNumber,
        String nameThen,
        String nameNow,
        String certificate,
        SchoolYear schoolYear,
        String schoolClass) {

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "NewCertificateDuplicate[caseNumber=" + caseNumber + "]";
    }
}
