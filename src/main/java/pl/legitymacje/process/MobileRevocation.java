package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Students;

/** What an office forgets: when a card's end takes away its mobile copy's basis, the revocation begins by itself (S3 VII.1). */
@Component
public class MobileRevocation {

    private final RuntimeService engine;
    private final MobileCards mobileCards;
    private final CardRegister cards;
    private final Students students;
    private final Objections objections;
    private final Cases cases;
    private final OfficeTime time;

    MobileRevocation(
            @Lazy RuntimeService engine,
            MobileCards mobileCards,
            CardRegister cards,
            Students students,
            Objections objections,
            Cases cases,
            OfficeTime time) {
        this.engine = engine;
        this.mobileCards = mobileCards;
        this.cards = cards;
        this.students = students;
        this.objections = objections;
        this.cases = cases;
        this.time = time;
    }

    /**
     * Begins the revocation ex officio, unless there is nothing to revoke or it has begun already. One that a guardian applied
     * for is enough while it is open; {@link #applicationWithdrawn} looks again.
     */
    public void exOfficio(long studentId, RevocationReason reason) {
        // Who withdraws or begins one at this moment waits for us, or we for them.
        students.lock(studentId);
        Optional<CaseFile> open = cases.openOf(studentId, Procedure.MOBILE_CARD_REVOCATION);
        open.filter(CaseFile::withdrawable)
                .ifPresent(onRequest -> cases.note(
                        onRequest.number(), Actor.PROGRAM, "process.trail.mobile.alsoExOfficio", reason.label()));
        if (open.isPresent() || mobileCards.revocableOf(studentId).isEmpty()) {
            return;
        }
        engine.createMessageCorrelation("mobileCardToRevoke")
                .setVariable(STUDENT_ID.name(), studentId)
                .setVariable(REASON.name(), reason.name())
                .setVariable(RECEIVED_ON.name(), time.today().toString())
                .setVariable(CHANNEL.name(), Channel.EX_OFFICIO.name())
                .correlateStartMessage();
    }

    /** A guardian has taken back the application for a revocation, which is closed: whatever must end ends without it. */
    public void applicationWithdrawn(long studentId) {
        mobileCards.revocableOf(studentId).flatMap(this::lostBasis).ifPresent(reason -> exOfficio(studentId, reason));
    }

    /** Why this mobile card cannot stay, by what the registers say now; empty if it can. */
    private Optional<RevocationReason> lostBasis(MobileCard mobile) {
        if (!students.get(mobile.studentId()).attends()) {
            return Optional.of(RevocationReason.LEFT_SCHOOL);
        }
        if (objections.standing(mobile.studentId()).isPresent()) {
            return Optional.of(RevocationReason.OBJECTION);
        }
        return switch (cards.get(mobile.cardNumber()).state()) {
            case EXCHANGED -> Optional.of(RevocationReason.CARD_EXCHANGED);
            case DUPLICATED -> Optional.of(RevocationReason.CARD_DUPLICATED);
            case LAPSED -> Optional.of(RevocationReason.CARD_LAPSED);
            case ASSIGNED, ANNULLED, INVALID -> Optional.of(RevocationReason.CARD_INVALID);
            case ISSUED ->
                mobile.state() != MobileCardState.ACTIVE
                                && cases.byNumber(List.of(mobile.caseNumber())).stream()
                                        .anyMatch(issue -> issue.outcome() == Outcome.WITHDRAWN)
                        ? Optional.of(RevocationReason.WITHDRAWN)
                        : Optional.empty();
        };
    }
}
