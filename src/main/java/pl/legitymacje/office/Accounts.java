package pl.legitymacje.office;

import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;

/** Makes sure that groups and users are there; what a person has changed since is left alone. */
@Component
public class Accounts {

    private static final String ORIGIN = "oidc";

    private final IdentityService identity;

    Accounts(IdentityService identity) {
        this.identity = identity;
    }

    void ensureGroups() {
        for (Role role : Role.values()) {
            if (identity.createGroupQuery().groupId(role.group()).count() == 0) {
                Group group = identity.newGroup(role.group());
                group.setName(role.label());
                group.setType(role == Role.ADMINISTRATOR ? "SYSTEM" : "WORKFLOW");
                identity.saveGroup(group);
            }
        }
    }

    boolean hasMember(Role role) {
        return identity.createUserQuery().memberOfGroup(role.group()).count() > 0;
    }

    /**
     * Makes a user with a role, or gives a user who exists already this password and the role.
     *
     * @throws Refused if the password is shorter than passwords have to be
     */
    public void ensureUser(String id, String firstName, String lastName, String password, Role role) {
        // the engine would refuse it too, in English and as a fault of the program
        identity.checkPasswordAgainstPolicy(password).getViolatedRules().stream()
                .findFirst()
                .ifPresent(rule -> {
                    throw new Refused(
                            "office.password.short", id, rule.getParameters().get("minLength"));
                });
        ensureUserWithAny(id, firstName, lastName, password, role);
    }

    /** The same with any password: the demo school's is whatever {@code DEMO_PASSWORD} says, as long as nobody changes it. */
    public void ensureUserWithAny(String id, String firstName, String lastName, String password, Role role) {
        User user = identity.createUserQuery().userId(id).singleResult();
        if (user == null) {
            user = identity.newUser(id);
            user.setFirstName(firstName);
            user.setLastName(lastName);
        }
        user.setPassword(password);
        ((IdentityServiceImpl) identity).saveUser(user, true);
        if (identity.createUserQuery().userId(id).memberOfGroup(role.group()).count() == 0) {
            identity.createMembership(id, role.group());
        }
    }

    /**
     * Lets somebody in whom another server knows: makes the user or finds it again, with just these roles from now on.
     *
     * @param origin who this is for that server; a user of the same name from elsewhere is never taken over
     * @param roles none: then no user is made, and one who was here before has no role any more
     */
    @Transactional
    public void admit(String id, String origin, String firstName, String lastName, String email, Set<Role> roles) {
        User user = identity.createUserQuery().userId(id).singleResult();
        if (user != null && !origin.equals(identity.getUserInfo(id, ORIGIN))) {
            throw new Refused("office.oidc.taken");
        }
        if (user == null) {
            if (roles.isEmpty()) {
                return;
            }
            user = identity.newUser(id);
            // of a password that nobody knows: the other server says who comes
            user.setPassword(UUID.randomUUID() + "-" + UUID.randomUUID());
        }
        user.setFirstName(firstName);
        user.setLastName(lastName);
        user.setEmail(email);
        identity.saveUser(user);
        identity.setUserInfo(id, ORIGIN, origin);
        for (Role role : Role.values()) {
            boolean member = identity.createUserQuery()
                            .userId(id)
                            .memberOfGroup(role.group())
                            .count()
                    > 0;
            if (roles.contains(role) && !member) {
                identity.createMembership(id, role.group());
            } else if (!roles.contains(role) && member) {
                identity.deleteMembership(id, role.group());
            }
        }
    }
}
