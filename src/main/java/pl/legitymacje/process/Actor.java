package pl.legitymacje.process;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who acts now: the person logged in, or the program itself. */
@Component
public class Actor {

    /** What stands in trails where no person acted. */
    public static final String PROGRAM = "program";

    private final IdentityService identity;

    Actor(@Lazy IdentityService identity) {
        this.identity = identity;
    }

    /** The user name, or {@link #PROGRAM}. */
    public String name() {
        Authentication person = identity.getCurrentAuthentication();
        return person == null || person.getUserId() == null ? PROGRAM : person.getUserId();
    }
}
