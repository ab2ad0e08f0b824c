package pl.legitymacje.office;

import org.camunda.bpm.spring.boot.starter.event.PostDeployEvent;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;

/** Furnishes the office when the procedures are deployed: groups, rights, task lists. May run at every start. */
@Component
class OfficeSetup {

    private final Accounts accounts;
    private final Rights rights;
    private final TaskFilters filters;

    OfficeSetup(Accounts accounts, Rights rights, TaskFilters filters) {
        this.accounts = accounts;
        this.rights = rights;
        this.filters = filters;
    }

    /** In one transaction: a hundred small ones would each wait for the disk. */
    @EventListener(PostDeployEvent.class)
    @Order(1)
    @Transactional
    public void furnish() {
        accounts.ensureGroups();
        rights.ensure(filters.ensure());
    }

    /** Outside the demo nobody can log in with a password that others know: the first one comes from the installer. */
    @Component
    @Profile("!demo")
    static class FirstAdministrator {

        private final Accounts accounts;
        private final String user;
        private final String password;

        FirstAdministrator(
                Accounts accounts,
                @Value("${admin.user:admin}") String user,
                @Value("${admin.password:}") String password) {
            this.accounts = accounts;
            this.user = user;
            this.password = password;
            if (!accounts.hasMember(Role.ADMINISTRATOR) && password.isBlank()) {
                throw new Refused("office.admin.passwordMissing");
            }
        }

        @EventListener(PostDeployEvent.class)
        @Order(2)
        void ensure() {
            if (!accounts.hasMember(Role.ADMINISTRATOR)) {
                accounts.ensureUser(user, "Administrator", "Systemu", password, Role.ADMINISTRATOR);
            }
        }
    }
}
