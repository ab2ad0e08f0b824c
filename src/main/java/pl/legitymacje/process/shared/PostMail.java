package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

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
    private final Actor actor;

    private Expression mail;

    PostMail(Outbox outbox, MailContents contents, Cases cases, Actor actor) {
        this.outbox = outbox;
        this.contents = contents;
        this.cases = cases;
        this.actor = actor;
    }

    public void setMail(Expression mail) {
        this.mail = mail;
    }

    @Override
    public void execute(DelegateExecution execution) {
        MailKind kind = MailKind.labelled((String) mail.getValue(execution));
        CaseFile caseFile = cases.get(CASE_NUMBER.get(execution));
        String address = caseFile.applicant().email();
        long mailId = outbox.post(
                kind, caseFile.number(), address == null ? "" : address, contents.of(kind, caseFile, execution));
        cases.note(caseFile.number(), actor.name(), "process.trail.mailPosted", kind.subject(caseFile.number()));
        execution
                .getProcessEngineServices()
                .getRuntimeService()
                .startProcessInstanceByKey(
                        "notification",
                        caseFile.number(),
                        Map.of(MAIL_ID.name(), mailId, CASE_NUMBER.name(), caseFile.number()));
    }
}
