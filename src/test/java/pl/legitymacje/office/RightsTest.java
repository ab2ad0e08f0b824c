package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.process.OfficeTest;

/** The office is furnished at each start: what is as it should be stays, whatever else was done to it. */
@OfficeTest
class RightsTest {

    @Autowired
    private OfficeSetup setup;

    @Autowired
    private AuthorizationService authorizations;

    @AfterEach
    void asItShouldBe() {
        setup.furnish();
    }

    @Test
    void nothingIsWrittenWhereNothingIsToBeDone() {
        List<String> before = written();
        setup.furnish();
        assertThat(written()).hasSizeGreaterThan(50).containsExactlyElementsOf(before);
    }

    @Test
    void aRightThatWasTakenOrWidenedIsMended() {
        Authorization narrowed = right("card-issue");
        narrowed.setPermissions(new Permissions[] {Permissions.READ});
        authorizations.saveAuthorization(narrowed);
        Authorization widened = right("deadline-escalation");
        widened.addPermission(ProcessDefinitionPermissions.TASK_WORK);
        authorizations.saveAuthorization(widened);
        authorizations.deleteAuthorization(right("card-exchange").getId());

        setup.furnish();

        assertThat(may("card-issue")).isTrue();
        assertThat(may("card-exchange")).isTrue();
        assertThat(may("deadline-escalation")).isFalse();
        assertThat(right("card-issue").getId()).isEqualTo(narrowed.getId());
    }

    @Test
    void whatSomebodyGrantedBesideStays() {
        Authorization own = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        own.setGroupId(Role.OFFICE.group());
        own.setResource(Resources.DASHBOARD);
        own.setResourceId("liczby");
        own.setPermissions(new Permissions[] {Permissions.READ});
        authorizations.saveAuthorization(own);
        try {
            setup.furnish();
            assertThat(authorizations
                            .createAuthorizationQuery()
                            .authorizationId(own.getId())
                            .count())
                    .isEqualTo(1);
        } finally {
            authorizations.deleteAuthorization(own.getId());
        }
    }

    private Authorization right(String process) {
        return authorizations
                .createAuthorizationQuery()
                .groupIdIn(Role.OFFICE.group())
                .resourceType(Resources.PROCESS_DEFINITION)
                .resourceId(process)
                .singleResult();
    }

    private boolean may(String process) {
        return right(process).isPermissionGranted(ProcessDefinitionPermissions.TASK_WORK);
    }

    /** Every right there is, and how often it was written. */
    private List<String> written() {
        return authorizations.createAuthorizationQuery().list().stream()
                .map(AuthorizationEntity.class::cast)
                .map(right -> right.getId() + " " + right.getRevision())
                .sorted()
                .toList();
    }
}
