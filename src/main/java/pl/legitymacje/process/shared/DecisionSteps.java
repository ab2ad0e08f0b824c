package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;

/** The service tasks of {@code principal-decision} and {@code case-decision}. */
@Configuration(proxyBeanMethods = false)
class DecisionSteps {

    private enum Decision {
        APPROVED,
        REFUSED,
        RETURNED
    }

    private final Cases cases;
    private final Actor actor;

    DecisionSteps(Cases cases, Actor actor) {
        this.cases = cases;
        this.actor = actor;
    }

    @Bean
    JavaDelegate recordDecision() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            switch (Choice.of(Decision.class, execution, DECISION)) {
                case APPROVED -> cases.note(caseNumber, actor.name(), "process.trail.decision.APPROVED");
                case REFUSED -> cases.refused(caseNumber, actor.name(), DECISION_REASONS.get(execution));
                case RETURNED ->
                    cases.note(caseNumber, actor.name(), "process.trail.decision.RETURNED", QUESTION.get(execution));
            }
        };
    }

    @Bean
    JavaDelegate approveByRule() {
        return execution -> {
            DECISION.set(execution, Decision.APPROVED.name());
            cases.note(CASE_NUMBER.get(execution), Actor.PROGRAM, "process.trail.decision.byRule");
        };
    }

    @Bean
    JavaDelegate recordAnswer() {
        return execution -> cases.note(
                CASE_NUMBER.get(execution), actor.name(), "process.trail.decision.answer", ANSWER.get(execution));
    }
}
