package pl.legitymacje.office;

import static org.camunda.bpm.engine.authorization.Permissions.*;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_ASSIGN;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_WORK;

import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.springframework.stereotype.Component;

/** Who may do what in the engine: rights per group and process definition, none per task. */
@Component
class Rights {

    /** The processes whose tasks the office works on; whatever is decided by the principal is not among them. */
    private static final List<String> OFFICE_PROCESSES = List.of(
            "card-issue",
            "card-issue-class",
            "card-exchange",
            "card-duplicate",
            "card-return",
            "card-validity",
            "hologram-stock",
            "student-departure",
            "student-comeback",
            "certificate-duplicate",
            "mlegitymacja-issue",
            "mlegitymacja-revocation",
            "mlegitymacja-objection",
            "card-entry",
            "payment-entry",
            "payment-clearing",
            "card-production",
            "photo-verification",
            "fee-verification",
            "case-completion",
            "case-decision",
            "notification",
            "incident-handling",
            "case-withdrawal",
            "roster-import");

    /** Of these the ones that other processes begin, with what they know: no person starts them by hand. */
    private static final Set<String> BEGUN_BY_THE_PROGRAM = Set.of(
            "payment-clearing",
            "card-production",
            "photo-verification",
            "fee-verification",
            "case-completion",
            "case-decision",
            "notification",
            "incident-handling");

    /** The processes on whose tasks the principal works. */
    private static final List<String> PRINCIPALS_PROCESSES = List.of("principal-decision", "deadline-escalation");

    private final AuthorizationService authorizations;
    private final IdentityService identity;

    Rights(AuthorizationService authorizations, IdentityService identity) {
        this.authorizations = authorizations;
        this.identity = identity;
    }

    /**
     * Whether whoever is logged in is offered decisions: the engine lets the administrator decide as well, who would do so unseen – the
     * portraits are not for them – and in another's place.
     */
    boolean mayDecide() {
        return may(TASK_WORK, "principal-decision")
                && identity.getCurrentAuthentication().getGroupIds().contains(Role.PRINCIPAL.group());
    }

    /** Whether the engine lets whoever is logged in repeat steps that failed. */
    boolean mayRetry() {
        return may(RETRY_JOB, Authorization.ANY);
    }

    private boolean may(ProcessDefinitionPermissions permission, String process) {
        Authentication person = identity.getCurrentAuthentication();
        return authorizations.isUserAuthorized(
                person.getUserId(), person.getGroupIds(), permission, Resources.PROCESS_DEFINITION, process);
    }

    void ensure() {
        for (Resource resource : Resources.values()) {
            grant(Role.ADMINISTRATOR, resource, Authorization.ANY, ALL);
        }
        grant(Role.OFFICE, Resources.APPLICATION, "tasklist", ACCESS);
        grant(Role.OFFICE, Resources.PROCESS_INSTANCE, Authorization.ANY, CREATE);
        for (String process : OFFICE_PROCESSES) {
            // READ_INSTANCE, for the case number on the task list's cards: it is a variable of the instance, not of the
            // task. TASK_ASSIGN, to give a task back or take over a colleague's; for oneself only (FormGuard).
            grant(
                    Role.OFFICE,
                    Resources.PROCESS_DEFINITION,
                    process,
                    BEGUN_BY_THE_PROGRAM.contains(process)
                            ? new Permission[] {READ, READ_INSTANCE, READ_TASK, TASK_WORK, TASK_ASSIGN}
                            : new Permission[] {READ, CREATE_INSTANCE, READ_INSTANCE, READ_TASK, TASK_WORK, TASK_ASSIGN
                            });
        }
        // The office reads what the principal decides about a delay.
        grant(Role.OFFICE, Resources.PROCESS_DEFINITION, "deadline-escalation", READ, READ_INSTANCE, READ_TASK);
        // The start forms show what the rules ask for; "create instance" is how the engine calls asking a table.
        grant(Role.OFFICE, Resources.DECISION_DEFINITION, "case-rules", CREATE_INSTANCE);
        grant(Role.PRINCIPAL, Resources.APPLICATION, "tasklist", ACCESS);
        grant(Role.PRINCIPAL, Resources.APPLICATION, "cockpit", ACCESS);
        // the legal basis of a letter that the principal prints
        grant(Role.PRINCIPAL, Resources.DECISION_DEFINITION, "case-rules", CREATE_INSTANCE);
        // She may look at every procedure, and have its failed steps tried again; to list them here, the engine would
        // read a whole model at each start.
        grant(
                Role.PRINCIPAL,
                Resources.PROCESS_DEFINITION,
                Authorization.ANY,
                READ,
                READ_INSTANCE,
                READ_HISTORY,
                READ_TASK,
                RETRY_JOB);
        for (String process : PRINCIPALS_PROCESSES) {
            grant(Role.PRINCIPAL, Resources.PROCESS_DEFINITION, process, READ_TASK, TASK_WORK, TASK_ASSIGN);
        }
    }

    /** Lets a role see a filter in the Tasklist. */
    void filterReadable(Role role, String filterId) {
        grant(role, Resources.FILTER, filterId, READ);
    }

    private void grant(Role role, Resource resource, String id, Permission... permissions) {
        Authorization authorization = authorizations
                .createAuthorizationQuery()
                .groupIdIn(role.group())
                .resourceType(resource)
                .resourceId(id)
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .singleResult();
        if (authorization == null) {
            authorization = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            authorization.setGroupId(role.group());
            authorization.setResource(resource);
            authorization.setResourceId(id);
        }
        authorization.setPermissions(permissions);
        authorizations.saveAuthorization(authorization);
    }
}
