package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Applicant;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.mail.Undeliverable;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.school.MailAddress;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Students;

/** The service tasks of {@code notification}. */
@Configuration(proxyBeanMethods = false)
class NotificationSteps {

    /** How a guardian was told what no e-mail could tell. */
    private enum Means {
        PHONE,
        LETTER,
        IN_PERSON
    }

    @Bean
    JavaDelegate sendMail(Outbox outbox, Cases cases) {
        return execution -> {
            long mailId = MAIL_ID.get(execution);
            try {
                outbox.send(mailId);
            } catch (Undeliverable forGood) {
                // No applicant to be told by other means, but an address of the school's own to be put right.
                if (outbox.get(mailId).kind().toOffice()) {
                    throw forGood;
                }
                CASE_NUMBER
                        .find(execution)
                        .ifPresent(number -> cases.note(
                                number, Actor.PROGRAM, "process.trail.mailUndeliverable", forGood.getMessage()));
                throw new BpmnError("mailUndeliverable", forGood.getMessage());
            }
        };
    }

    @Bean
    JavaDelegate recordNotified(Outbox outbox, Cases cases, Students students, Actor actor, OfficeTime time) {
        return execution -> {
            String how = "process.trail.notified." + Choice.of(Means.class, execution, NOTIFIED_HOW);
            LocalDate on = time.notInFuture(NOTIFIED_ON.get(execution));
            CASE_NUMBER
                    .find(execution)
                    .ifPresentOrElse(
                            number -> {
                                cases.note(number, actor.name(), how, on);
                                CORRECTED_EMAIL
                                        .find(execution)
                                        .ifPresent(email -> correct(email, cases.get(number), cases, students, actor));
                            },
                            () -> outbox.told(MAIL_ID.get(execution), Texts.of(how, on) + " (" + actor.name() + ")"));
        };
    }

    private static void correct(String email, CaseFile caseFile, Cases cases, Students students, Actor actor) {
        if (!MailAddress.isValid(email)) {
            throw new Refused("process.applicant.email");
        }
        Applicant applicant = caseFile.applicant();
        cases.correctEmail(caseFile.number(), email, actor.name());
        if (caseFile.studentId() != null) {
            students.correctEmail(caseFile.studentId(), applicant.name(), applicant.email(), email);
        }
    }
}
