package pl.legitymacje.process;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/** What the program could not do by itself: steps that failed for good, and mails that cannot be delivered. */
@Component
public class Troubles {

    /**
     * A step that failed for good.
     *
     * @param jobId what can be tried again; null where nothing can
     * @param process its name as people read it
     * @param step its name as people read it
     * @param caseNumber null where it belongs to no case
     * @param message the program's own words, for whoever looks after it
     */
    public record FailedStep(
            String jobId, String process, String step, String caseNumber, Instant since, String message) {}

    private static final String NOTIFY_BY_HAND = "userTask_notifyByHand";

    private final RuntimeService instances;
    private final TaskService tasks;
    private final RepositoryService models;
    private final ManagementService jobs;
    private final Actor actor;

    Troubles(
            @Lazy RuntimeService instances,
            @Lazy TaskService tasks,
            @Lazy RepositoryService models,
            @Lazy ManagementService jobs,
            Actor actor) {
        this.instances = instances;
        this.tasks = tasks;
        this.models = models;
        this.jobs = jobs;
        this.actor = actor;
    }

    /** The steps that failed for good, oldest first, whoever looks. */
    public List<FailedStep> failedSteps() {
        return actor.asProgram(() -> {
            // An incident in a called process is told of in the calling ones, too: once is enough.
            List<Incident> roots = instances.createIncidentQuery().list().stream()
                    .filter(incident -> incident.getId().equals(incident.getRootCauseIncidentId()))
                    .sorted(Comparator.comparing(Incident::getIncidentTimestamp))
                    .toList();
            Map<String, ProcessInstance> running = byId(
                    ids(roots, Incident::getProcessInstanceId),
                    ids -> instances
                            .createProcessInstanceQuery()
                            .processInstanceIds(ids)
                            .list(),
                    ProcessInstance::getId);
            Map<String, ProcessDefinition> processes = byId(
                    ids(roots, Incident::getProcessDefinitionId),
                    ids -> models.createProcessDefinitionQuery()
                            .processDefinitionIdIn(ids.toArray(String[]::new))
                            .list(),
                    ProcessDefinition::getId);
            return roots.stream()
                    .map(incident -> {
                        // a timer that starts a process belongs to no instance yet
                        ProcessInstance instance = running.get(incident.getProcessInstanceId());
                        ProcessDefinition process = processes.get(incident.getProcessDefinitionId());
                        return new FailedStep(
                                incident.getIncidentType().equals(Incident.FAILED_JOB_HANDLER_TYPE)
                                        ? incident.getConfiguration()
                                        : null,
                                process == null ? null : process.getName(),
                                step(incident),
                                instance == null ? null : instance.getBusinessKey(),
                                incident.getIncidentTimestamp().toInstant(),
                                incident.getIncidentMessage());
                    })
                    .toList();
        });
    }

    /**
     * Has a step tried once more, soon.
     *
     * @param jobId of a {@link FailedStep}
     * @throws Refused if no step with that id has failed
     */
    public void tryAgain(String jobId) {
        if (failedSteps().stream().noneMatch(step -> jobId.equals(step.jobId()))) {
            throw new Refused("process.step.unknown");
        }
        // as the program: it also closes the office's task about this step, which is not everybody's to change
        actor.asProgram(() -> {
            jobs.setJobRetries(jobId, 1);
            return null;
        });
    }

    private static Set<String> ids(List<Incident> incidents, Function<Incident, String> id) {
        return incidents.stream().map(id).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    /** The engine refuses to be asked for none. */
    private static <T> Map<String, T> byId(
            Set<String> ids, Function<Set<String>, List<T>> read, Function<T, String> id) {
        return ids.isEmpty()
                ? new HashMap<>()
                : read.apply(ids).stream().collect(Collectors.toMap(id, Function.identity()));
    }

    /** The models lie in the engine's cache: no query. */
    private String step(Incident incident) {
        // a job may fail in a later step than the one it began with
        String activity =
                incident.getFailedActivityId() == null ? incident.getActivityId() : incident.getFailedActivityId();
        if (incident.getProcessDefinitionId() == null) {
            return activity;
        }
        ModelElementInstance element =
                models.getBpmnModelInstance(incident.getProcessDefinitionId()).getModelElementById(activity);
        if (element instanceof StartEvent) {
            // its name says when a process begins, not what is done
            return Texts.of("process.trouble.start");
        }
        return element instanceof FlowElement step && step.getName() != null ? step.getName() : activity;
    }

    /** The ids of the mails that cannot be delivered and of which nobody has told the applicant yet by other means. */
    public List<Long> mailsToTellByHand() {
        return actor.asProgram(() -> {
            String[] waiting = tasks.createTaskQuery().taskDefinitionKey(NOTIFY_BY_HAND).list().stream()
                    .map(Task::getProcessInstanceId)
                    .toArray(String[]::new);
            return waiting.length == 0
                    ? List.<Long>of()
                    : instances
                            .createVariableInstanceQuery()
                            .processInstanceIdIn(waiting)
                            .variableName(Vars.MAIL_ID.name())
                            .list()
                            .stream()
                            .map(VariableInstance::getValue)
                            .map(id -> ((Number) id).longValue())
                            .toList();
        });
    }
}
