package pl.legitymacje.process;

import java.util.function.Supplier;
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

    /** Looks at what the person may not look at in the engine, but should know of. */
    <T> T asProgram(Supplier<T> look) {
        Authentication person = identity.getCurrentAuthentication();
        if (person == null) {
            return look.get();
        }
        identity.clearAuthentication();
        try {
            return look.get();
        } finally {
            identity.setAuthentication(person.getUserId(), person.getGroupIds(), person.getTenantIds());
        }
    }
}
