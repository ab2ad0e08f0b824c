package pl.legitymacje.demo;

import org.camunda.bpm.spring.boot.starter.event.PostDeployEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import pl.legitymacje.office.Accounts;
import pl.legitymacje.office.Role;

/** The demo school's staff, all with the demo's password. */
@Component
@Profile("demo")
class DemoUsers {

    private final Accounts accounts;
    private final DemoPassword password;

    DemoUsers(Accounts accounts, DemoPassword password) {
        this.accounts = accounts;
        this.password = password;
    }

    @EventListener(PostDeployEvent.class)
    @Order(2)
    void ensure() {
        accounts.ensureUserWithAny("sekretariat", "Anna", "Sekretarska", password.value(), Role.OFFICE);
        accounts.ensureUserWithAny("dyrektor", "Maria", "Dyrektorska", password.value(), Role.PRINCIPAL);
        accounts.ensureUserWithAny("admin", "Administrator", "Systemu", password.value(), Role.ADMINISTRATOR);
    }
}
