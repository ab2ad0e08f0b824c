package pl.legitymacje.office;

import static org.camunda.bpm.engine.authorization.Permissions.*;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_INSTANCE;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.READ_TASK;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.RETRY_JOB;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_ASSIGN;
import static org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions.TASK_WORK;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
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

    /** @param filters who sees which list of tasks, by the filter's id */
    void ensure(Map<String, Role> filters) {
        Grants grants = new Grants();
        for (Resource resource : Resources.values()) {
            grants.ensure(Role.ADMINISTRATOR, resource, Authorization.ANY, ALL);
        }
        grants.ensure(Role.OFFICE, Resources.APPLICATION, "tasklist", ACCESS);
        grants.ensure(Role.OFFICE, Resources.PROCESS_INSTANCE, Authorization.ANY, CREATE);
        for (String process : OFFICE_PROCESSES) {
            // READ_INSTANCE, for the case number on the task list's cards: it is a variable of the instance, not of the
            // task. TASK_ASSIGN, to give a task back or take over a colleague's; for oneself only (FormGuard).
            grants.ensure(
                    Role.OFFICE,
                    Resources.PROCESS_DEFINITION,
                    process,
                    BEGUN_BY_THE_PROGRAM.contains(process)
                            ? new Permission[] {READ, READ_INSTANCE, READ_TASK, TASK_WORK, TASK_ASSIGN}
                            : new Permission[] {READ, CREATE_INSTANCE, READ_INSTANCE, READ_TASK, TASK_WORK, TASK_ASSIGN
                            });
        }
        // The office reads what the principal decides about a delay.
        grants.ensure(Role.OFFICE, Resources.PROCESS_DEFINITION, "deadline-escalation", READ, READ_INSTANCE, READ_TASK);
        // The start forms show what the rules ask for; "create instance" is how the engine calls asking a table.
        grants.ensure(Role.OFFICE, Resources.DECISION_DEFINITION, "case-rules", CREATE_INSTANCE);
        grants.ensure(Role.PRINCIPAL, Resources.APPLICATION, "tasklist", ACCESS);
        grants.ensure(Role.PRINCIPAL, Resources.APPLICATION, "cockpit", ACCESS);
        // the legal basis of a letter that the principal prints
        grants.ensure(Role.PRINCIPAL, Resources.DECISION_DEFINITION, "case-rules", CREATE_INSTANCE);
        // She may look at every procedure, and have its failed steps tried again; to list them here, the engine would
        // read a whole model at each start.
        grants.ensure(
                Role.PRINCIPAL,
                Resources.PROCESS_DEFINITION,
                Authorization.ANY,
                READ,
                READ_INSTANCE,
                READ_HISTORY,
                READ_TASK,
                RETRY_JOB);
        for (String process : PRINCIPALS_PROCESSES) {
            grants.ensure(Role.PRINCIPAL, Resources.PROCESS_DEFINITION, process, READ_TASK, TASK_WORK, TASK_ASSIGN);
        }
        filters.forEach((id, reader) -> grants.ensure(reader, Resources.FILTER, id, READ));
    }

    /** What is granted already, asked for once: each right by itself would be a query, at every start. */
    private final class Grants {

        private final Map<List<?>, Authorization> there = authorizations
                .createAuthorizationQuery()
                .groupIdIn(Arrays.stream(Role.values()).map(Role::group).toArray(String[]::new))
                .authorizationType(Authorization.AUTH_TYPE_GRANT)
                .list()
                .stream()
                .collect(Collectors.toMap(
                        right -> key(right.getGroupId(), right.getResourceType(), right.getResourceId()),
                        Function.identity(),
                        // only those of no resource can be alike, and they are not ours
                        (one, other) -> one));

        void ensure(Role role, Resource resource, String id, Permission... permissions) {
            Authorization wanted = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
            wanted.setGroupId(role.group());
            wanted.setResource(resource);
            wanted.setResourceId(id);
            wanted.setPermissions(permissions);
            Authorization right = there.getOrDefault(key(role.group(), resource.resourceType(), id), wanted);
            if (right == wanted || bits(right) != bits(wanted)) {
                right.setPermissions(permissions);
                authorizations.saveAuthorization(right);
            }
        }

        private static List<?> key(String group, int resourceType, String resourceId) {
            return Arrays.asList(group, resourceType, resourceId);
        }

        private static int bits(Authorization right) {
            return ((AuthorizationEntity) right).getPermissions();
        }
    }
}
