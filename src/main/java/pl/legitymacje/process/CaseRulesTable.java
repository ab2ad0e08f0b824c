package pl.legitymacje.process;

import java.time.LocalDate;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Procedure;

/** Asks {@code case-rules.dmn} outside a process, with the rights of whoever is logged in. */
@Component
public class CaseRulesTable {

    private final DecisionService decisions;

    CaseRulesTable(DecisionService decisions) {
        this.decisions = decisions;
    }

    /** The rules for an application that is received on a day; {@code reason} may be null. */
    public CaseRules rules(Procedure procedure, CaseReason reason, LocalDate receivedOn) {
        return CaseRules.of(decisions
                .evaluateDecisionTableByKey(
                        "case-rules",
                        Variables.putValue("procedure", procedure.processId())
                                .putValue("reason", reason == null ? null : reason.name())
                                .putValue("receivedOn", receivedOn.toString()))
                .getSingleResult()
                .getEntryMap());
    }
}
