package pl.legitymacje.office;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;

/** Makes sure that groups and users are there; what a person has changed since is left alone. */
@Component
public class Accounts {

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

    /** Makes a user with a role, or gives a user who exists already this password and the role. */
    public void ensureUser(String id, String firstName, String lastName, String password, Role role) {
        User user = identity.createUserQuery().userId(id).singleResult();
        if (user == null) {
            user = identity.newUser(id);
            user.setFirstName(firstName);
            user.setLastName(lastName);
        }
        user.setPassword(password);
        identity.saveUser(user);
        if (identity.createUserQuery().userId(id).memberOfGroup(role.group()).count() == 0) {
            identity.createMembership(id, role.group());
        }
    }
}
