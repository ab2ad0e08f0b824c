package pl.legitymacje.process.student;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.process.Actor;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.RosterUploads;

/** The service tasks of {@code roster-import}. */
@Configuration(proxyBeanMethods = false)
class RosterSteps {

    private final RosterUploads uploads;
    private final Actor actor;

    RosterSteps(RosterUploads uploads, Actor actor) {
        this.uploads = uploads;
        this.actor = actor;
    }

    @Bean
    JavaDelegate checkRoster() {
        return execution -> uploads.plan(ROSTER_ID.get(execution));
    }

    @Bean
    JavaDelegate applyRoster() {
        return execution -> uploads.apply(ROSTER_ID.get(execution), actor.name());
    }

    @Bean
    JavaDelegate discardRoster() {
        return execution -> {
            if (!ROSTER_DECISION.get(execution).equals("REJECT")) {
                throw new Refused("process.variable.wrong", ROSTER_DECISION.name());
            }
            uploads.reject(ROSTER_ID.get(execution), actor.name());
        };
    }
}
