package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;

/** What an office forgets: when a card's end takes away its mobile copy's basis, the revocation begins by itself (S3 VII.1). */
@Component
public class MobileRevocation {

    private final RuntimeService engine;
    private final MobileCards mobileCards;
    private final Cases cases;
    private final OfficeTime time;

    MobileRevocation(@Lazy RuntimeService engine, MobileCards mobileCards, Cases cases, OfficeTime time) {
        this.engine = engine;
        this.mobileCards = mobileCards;
        this.cases = cases;
        this.time = time;
    }

    /** Begins the revocation ex officio, unless there is nothing to revoke or it has begun already. */
    public void exOfficio(long studentId, RevocationReason reason) {
        if (mobileCards.revocableOf(studentId).isEmpty()
                || cases.openOf(studentId, Procedure.MOBILE_CARD_REVOCATION).isPresent()) {
            return;
        }
        engine.createMessageCorrelation("mobileCardToRevoke")
                .setVariable(STUDENT_ID.name(), studentId)
                .setVariable(REASON.name(), reason.name())
                .setVariable(RECEIVED_ON.name(), time.today().toString())
                .setVariable(CHANNEL.name(), Channel.EX_OFFICIO.name())
                .correlateStartMessage();
    }
}
