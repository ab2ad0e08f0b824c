package pl.legitymacje.process;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.impl.bpmn.behavior.FlowNodeActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.variable.Variables;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.school.Refused;

/** Asks {@code case-rules.dmn} outside a process, with the rights of whoever is logged in. */
@Component
public class CaseRulesTable {

    private static final Logger LOG = LoggerFactory.getLogger(CaseRulesTable.class);

    private record MostDays(LocalDate asked, int days) {}

    private final DecisionService decisions;
    private final Clock clock;
    /** Asked once a day: each question put to the table is written into the engine's history. */
    private final Map<Procedure, MostDays> mostDays = new ConcurrentHashMap<>();

    CaseRulesTable(DecisionService decisions, Clock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    /** The school's days in a procedure, the most that any of its reasons gives; a changed table counts from tomorrow. */
    public int mostDays(Procedure procedure) {
        LocalDate today = LocalDate.now(clock);
        return mostDays.compute(
                        procedure,
                        (any, known) -> known != null && known.asked.equals(today)
                                ? known
                                : new MostDays(today, askMostDays(procedure, today)))
                .days;
    }

    private int askMostDays(Procedure procedure, LocalDate today) {
        List<CaseReason> reasons = Arrays.stream(CaseReason.values())
                .filter(reason -> reason.procedure() == procedure)
                .toList();
        return (reasons.isEmpty() ? Collections.<CaseReason>singletonList(null) : reasons)
                .stream()
                        .mapToInt(reason -> rules(procedure, reason, today).deadlineDays())
                        .max()
                        .orElseThrow();
    }

    /**
     * The rules for an application that is received on a day; {@code reason} may be null.
     *
     * @throws Refused if the table has no rules for it, or rules that cannot be kept
     */
    public CaseRules rules(Procedure procedure, CaseReason reason, LocalDate receivedOn) {
        return CaseRules.of(procedure, reason, row(procedure, reason, receivedOn));
    }

    private Map<String, Object> row(Procedure procedure, CaseReason reason, LocalDate receivedOn) {
        try {
            DmnDecisionRuleResult row = decisions
                    .evaluateDecisionTableByKey(
                            "case-rules",
                            Variables.putValue("procedure", procedure.processId())
                                    .putValue("reason", reason == null ? null : reason.name())
                                    .putValue("receivedOn", receivedOn.toString()))
                    .getSingleResult();
            return row == null ? null : row.getEntryMap();
        } catch (RuntimeException failure) {
            throw sentence(failure);
        }
    }

    /** The same in a process: where its table cannot answer, a person reads why, and not the engine's own words. */
    static final class InProcesses extends AbstractBpmnParseListener {

        @Override
        public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            ActivityBehavior table = activity.getActivityBehavior();
            activity.setActivityBehavior(new FlowNodeActivityBehavior() {
                @Override
                public void execute(ActivityExecution execution) throws Exception {
                    try {
                        table.execute(execution);
                    } catch (RuntimeException failure) {
                        throw sentence(failure);
                    }
                }
            });
        }
    }

    private static RuntimeException sentence(RuntimeException failure) {
        if (failure instanceof AuthorizationException) {
            return failure;
        }
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(Refused.class::isInstance)
                .map(Refused.class::cast)
                .findFirst()
                .orElseGet(() -> {
                    // for whoever wrote the table: it is asked about a procedure, a reason and a day, and nobody's data
                    LOG.warn("case-rules cannot be evaluated", failure);
                    return new Refused("process.rules.failed");
                });
    }
}
