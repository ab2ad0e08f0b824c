package pl.legitymacje.process;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Procedure;

/** Asks {@code case-rules.dmn} outside a process, with the rights of whoever is logged in. */
@Component
public class CaseRulesTable {

    private final DecisionService decisions;
    private final Clock clock;
    /** The table changes with the program only, and each question put to it is written into the engine's history. */
    private final Map<Procedure, Integer> mostDays = new ConcurrentHashMap<>();

    CaseRulesTable(DecisionService decisions, Clock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    /** The school's days in a procedure, the most that any of its reasons gives. */
    public int mostDays(Procedure procedure) {
        return mostDays.computeIfAbsent(procedure, any -> {
            List<CaseReason> reasons = Arrays.stream(CaseReason.values())
                    .filter(reason -> reason.procedure() == procedure)
                    .toList();
            return (reasons.isEmpty() ? Collections.<CaseReason>singletonList(null) : reasons)
                    .stream()
                            .mapToInt(reason -> rules(procedure, reason, LocalDate.now(clock))
                                    .deadlineDays())
                            .max()
                            .orElseThrow();
        });
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
