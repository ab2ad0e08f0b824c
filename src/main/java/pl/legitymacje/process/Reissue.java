package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.ReissueReason;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/**
 * The question to the office whether a mobile card is to be issued again (S3 VIII): once a new card is there, or an old
 * one is confirmed. A guardian's written application stays what begins it.
 */
@Component
public class Reissue {

    /** What the office answers; {@code APPLIED}: the guardian's application is there already. */
    public enum Answer {
        OFFER,
        APPLIED,
        NO
    }

    private final Students students;
    private final Objections objections;
    private final MobileCards mobileCards;
    private final Cases cases;
    private final RuntimeService engine;
    private final OfficeTime time;

    Reissue(
            Students students,
            Objections objections,
            MobileCards mobileCards,
            Cases cases,
            @Lazy RuntimeService engine,
            OfficeTime time) {
        this.students = students;
        this.objections = objections;
        this.mobileCards = mobileCards;
        this.cases = cases;
        this.engine = engine;
        this.time = time;
    }

    /** Whether it can be spoken of at all: who has or had a mobile card, attends, and whose guardians do not object. */
    public boolean offerable(Student student) {
        return student.attends()
                && mobileCards.ofStudent(student.id()).stream().anyMatch(MobileCard::wasRegistered)
                && objections.standing(student.id()).isEmpty();
    }

    /** Whether the office is asked in this case, at the hand-over or at the revocation. */
    public boolean asked(CaseFile file) {
        return file.open()
                && switch (file.procedure()) {
                    case CARD_ISSUE, CARD_EXCHANGE, CARD_DUPLICATE -> askedAtHandOver(file);
                    case MOBILE_CARD_REVOCATION -> askedAtRevocation(file);
                    case MOBILE_CARD_ISSUE, CERTIFICATE_DUPLICATE -> false;
                };
    }

    /** Whether the office is asked when it hands over this case's card: not where a revocation will ask. */
    public boolean askedAtHandOver(CaseFile card) {
        boolean revoked =
                cases.openOf(card.studentId(), Procedure.MOBILE_CARD_REVOCATION).isPresent()
                        || (card.procedure() != Procedure.CARD_ISSUE
                                && mobileCards.revocableOf(card.studentId()).isPresent());
        return !revoked && offerable(students.get(card.studentId()));
    }

    /**
     * Whether the office is asked when it revokes in this case: ex officio only, as whoever applied for the revocation
     * (form 4) is always told, and only once there is a valid card to make a copy of.
     */
    private boolean askedAtRevocation(CaseFile revocation) {
        return !reason(revocation).onRequest() && possible(revocation);
    }

    private boolean possible(CaseFile revocation) {
        Student student = students.get(revocation.studentId());
        try {
            mobileCards.applicable(student.id(), ReissueReason.ERROR);
            return student.attends();
        } catch (Refused noCardOrObjectionOrAppliedAlready) {
            return false;
        }
    }

    /**
     * What the guardian is to be told in this revocation.
     *
     * @throws Refused if the office was asked and did not answer
     */
    public Answer answer(DelegateExecution execution, CaseFile revocation) {
        if (!askedAtRevocation(revocation)) {
            return possible(revocation) ? Answer.OFFER : Answer.NO;
        }
        if (REISSUE.find(execution).isEmpty()) {
            throw new Refused("process.reissue.unanswered");
        }
        Answer answer = Choice.of(Answer.class, execution, REISSUE);
        if (answer == Answer.APPLIED) {
            time.notInFuture(REISSUE_RECEIVED_ON.get(execution));
            Choice.of(Channel.class, execution, REISSUE_CHANNEL);
        }
        return answer;
    }

    /** Begins the issue that the guardian has applied for; the photo on file serves it. */
    public void start(DelegateExecution execution, CaseFile revocation) {
        Map<String, Object> form = new HashMap<>();
        form.put(STUDENT_ID.name(), revocation.studentId());
        form.put(REASON.name(), again(revocation).name());
        form.put(RECEIVED_ON.name(), REISSUE_RECEIVED_ON.get(execution).toString());
        form.put(CHANNEL.name(), REISSUE_CHANNEL.get(execution));
        form.put(ATTACHMENTS.name(), "APPLICATION");
        engine.startProcessInstanceByKey(Procedure.MOBILE_CARD_ISSUE.processId(), form);
    }

    private ReissueReason again(CaseFile revocation) {
        String valid = mobileCards
                .applicable(revocation.studentId(), ReissueReason.ERROR)
                .number();
        if (!valid.equals(mobileCards.get(revocation.mobileCardId()).cardNumber())) {
            return ReissueReason.NEW_CARD;
        }
        return reason(revocation) == RevocationReason.CARD_LAPSED
                ? ReissueReason.VALIDITY_CONFIRMED
                : ReissueReason.REVOKED_ON_REQUEST;
    }

    private static RevocationReason reason(CaseFile revocation) {
        return RevocationReason.valueOf(revocation.reason().name());
    }
}
