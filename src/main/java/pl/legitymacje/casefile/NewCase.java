package pl.legitymacje.casefile;

import java.time.LocalDate;
import pl.legitymacje.student.PersonName;

/**
 * An application as it comes in, before it has a number.
 *
 * @param subject what it is about, see {@link #of} and {@link #certificate}: two open cases about one thing cannot be
 * @param studentId null where it is about somebody outside the roster
 * @param receivedOn the day it reached the school: its deadline counts from here (KPA art. 57)
 * @param reason why, null where the procedure knows no reasons
 * @param reasonNote in the applicant's words, or null
 * @param registeredBy user name of the clerk, or the program's own
 */
public record NewCase(
        Procedure procedure,
        String subject,
        Long studentId,
        Applicant applicant,
        Channel channel,
        LocalDate receivedOn,
        CaseReason reason,
        String reasonNote,
        String registeredBy) {

    /** The student's one card or mobile card: what the procedure is about. */
    public static String of(long studentId, Procedure procedure) {
        return procedure.subject() + ":" + studentId;
    }

    /** One certificate of one person, however its application is typed. */
    public static String certificate(CertificateApplication application) {
        return "%s:%s:%s:%d:%s"
                .formatted(
                        Procedure.CERTIFICATE_DUPLICATE.subject(),
                        PersonName.folded(application.nameThen()),
                        application.birthDate(),
                        application.schoolYear().startYear(),
                        PersonName.folded(application.certificate()));
    }
}
