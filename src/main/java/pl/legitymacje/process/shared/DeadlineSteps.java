package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Deadlines;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.Delays;
import pl.legitymacje.process.OfficeTime;

/** The service tasks of {@code deadline-watch} and {@code deadline-escalation} (KPA art. 35–36). */
@Configuration(proxyBeanMethods = false)
class DeadlineSteps {

    private enum DelayDecision {
        NOTIFY,
        NO_NOTICE
    }

    private final Cases cases;
    private final Deadlines deadlines;

    DeadlineSteps(Cases cases, Deadlines deadlines) {
        this.cases = cases;
        this.deadlines = deadlines;
    }

    /** A case that waits for the applicant is not the school's delay, nor can the office do anything about it. */
    @Bean
    JavaDelegate listDeadlines(CaseStages stages, DeadlineDigest digest, OfficeTime time) {
        return execution -> {
            List<CaseFile> due = cases.byNumber(deadlines.due());
            Map<String, CaseStages.Stage> stageOf = stages.of(due);
            WATCHED_CASES.set(
                    execution,
                    new ArrayList<>(due.stream()
                            .map(CaseFile::number)
                            .filter(number -> stageOf.get(number).whom() != CaseStages.Whom.APPLICANT)
                            .toList()));
            DIGEST_WANTED.set(execution, digest.wanted(time.today()));
        };
    }

    /** Local: several cases are looked at beside each other. */
    @Bean
    JavaDelegate takeDeadlineStep() {
        return execution -> execution.setVariableLocal(
                DEADLINE_STEP.name(), deadlines.take(CASE_NUMBER.get(execution)).name());
    }

    @Bean
    JavaDelegate escalateDeadline(@Lazy RuntimeService engine) {
        return execution -> {
            CaseFile caseFile = cases.get(CASE_NUMBER.get(execution));
            cases.note(caseFile.number(), Actor.PROGRAM, "process.trail.delay.escalated", caseFile.deadline());
            engine.startProcessInstanceByKey(
                    "deadline-escalation", caseFile.number(), Map.of(CASE_NUMBER.name(), caseFile.number()));
        };
    }

    @Bean
    JavaDelegate recordDelayDecision(Delays delays, Actor actor) {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            switch (Choice.of(DelayDecision.class, execution, DELAY_DECISION)) {
                case NOTIFY -> {
                    LocalDate newDate = NEW_DEADLINE.get(execution);
                    String reason = DELAY_REASON.get(execution);
                    delays.postpone(caseNumber, newDate);
                    cases.note(caseNumber, actor.name(), "process.trail.delay.notified", newDate, reason);
                }
                case NO_NOTICE ->
                    cases.note(
                            caseNumber, actor.name(), "process.trail.delay.notNeeded", NO_NOTICE_REASON.get(execution));
            }
        };
    }
}
