package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import pl.legitymacje.school.Refused;

/** Ends a case before its document is handed over, whatever its procedure: the message {@code caseWithdrawn}. */
@Component
public class Withdrawal {

    private final RuntimeService engine;

    Withdrawal(@Lazy RuntimeService engine) {
        this.engine = engine;
    }

    /**
     * Withdraws an open case.
     *
     * @param by who withdraws it, as the trail names them
     * @param reason may be empty
     * @throws Refused if it is too late for that
     */
    public void withdraw(String caseNumber, String by, LocalDate on, String reason) {
        try {
            engine.createMessageCorrelation("caseWithdrawn")
                    .processInstanceBusinessKey(caseNumber)
                    .setVariable(WITHDRAWN_ON.name(), on.toString())
                    // handed over, and written down in the case's trail only
                    .setVariable(WITHDRAWN_BY.name(), Variables.stringValue(by, true))
                    .setVariable(WITHDRAWAL_REASON.name(), Variables.stringValue(reason, true))
                    .correlate();
        } catch (MismatchingMessageCorrelationException nobodyListens) {
            throw new Refused("process.withdrawal.impossible", caseNumber);
        }
    }
}
