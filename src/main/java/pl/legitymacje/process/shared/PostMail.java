package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.mail.MailKind;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/**
 * Every send task: writes the mail that the task's field {@code mail} names, in this transaction, and starts the process
 * that sends it afterwards. So the case never waits for a mail server, and no mail is lost.
 */
@Component
@Scope("prototype") // the engine puts the field into the instance, which has to be public for it
public class PostMail implements JavaDelegate {

    private final Outbox outbox;
    private final MailContents contents;
    private final Cases cases;
    private final DeadlineDigest digest;
    private final Students students;
    private final SchoolProfile school;
    private final OfficeTime time;
    private final Actor actor;

    private Expression mail;

    PostMail(
            Outbox outbox,
            MailContents contents,
            Cases cases,
            DeadlineDigest digest,
            Students students,
            SchoolProfile school,
            OfficeTime time,
            Actor actor) {
        this.outbox = outbox;
        this.contents = contents;
        this.cases = cases;
        this.digest = digest;
        this.students = students;
        this.school = school;
        this.time = time;
        this.actor = actor;
    }

    public void setMail(Expression mail) {
        this.mail = mail;
    }

    @Override
    public void execute(DelegateExecution execution) {
        MailKind kind = MailKind.labelled((String) mail.getValue(execution));
        LocalDate today = time.today();
        switch (kind.about()) {
            case CASE -> postInCase(kind, execution);
            case STUDENT -> {
                Student student = students.get(STUDENT_ID.get(execution));
                outbox.postAbout(kind, student.id(), today, recipient(student), contents.of(student, execution, kind))
                        .ifPresent(mailId -> send(execution, null, Map.of(MAIL_ID.name(), mailId)));
            }
            case DAY ->
                digest.on(today)
                        .flatMap(variables -> outbox.postDaily(kind, today, variables))
                        .ifPresent(mailId -> send(execution, null, Map.of(MAIL_ID.name(), mailId)));
        }
    }

    private void postInCase(MailKind kind, DelegateExecution execution) {
        CaseFile caseFile = cases.get(CASE_NUMBER.get(execution));
        String number = caseFile.number();
        long mailId = outbox.post(kind, number, recipient(kind, caseFile), contents.of(kind, caseFile, execution));
        cases.note(number, actor.name(), "process.trail.mailPosted", kind.subject(number));
        send(execution, number, Map.of(MAIL_ID.name(), mailId, CASE_NUMBER.name(), number));
    }

    /** The first guardian who can be reached by e-mail; nobody's address is told to a person by the notification. */
    private static String recipient(Student student) {
        return student.guardianEmails().stream().findFirst().orElse("");
    }

    private String recipient(MailKind kind, CaseFile caseFile) {
        if (kind.toOffice()) {
            return school.mail();
        }
        String address = caseFile.applicant().email();
        return address == null ? "" : address;
    }

    private static void send(DelegateExecution execution, String businessKey, Map<String, Object> variables) {
        execution
                .getProcessEngineServices()
                .getRuntimeService()
                .startProcessInstanceByKey("notification", businessKey, variables);
    }
}
