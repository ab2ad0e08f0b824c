package pl.legitymacje.process;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What waits for the principal. */
@Component
public class PrincipalDesk {

    /** What the principal is asked. */
    public enum Kind {
        /** whether an application is granted ({@code principal-decision}) */
        DECISION,
        /** what the applicant is told of a delay ({@code deadline-escalation}, KPA art. 36) */
        DELAY
    }

    /**
     * One task of the principal's.
     *
     * @param since when it came
     * @param question the principal's own, from an earlier round; null where none was asked
     * @param answer the office's; null where none was given
     */
    public record Waiting(String taskId, Kind kind, String caseNumber, Instant since, String question, String answer) {}

    private final TaskService tasks;
    private final RuntimeService instances;
    private final Actor actor;

    PrincipalDesk(@Lazy TaskService tasks, @Lazy RuntimeService instances, Actor actor) {
        this.tasks = tasks;
        this.instances = instances;
        this.actor = actor;
    }

    /** Everything that waits, oldest first, whoever looks; with two queries, however much it is. */
    public List<Waiting> waiting() {
        return actor.asProgram(() -> {
            List<Task> found = tasks.createTaskQuery()
                    .taskDefinitionKeyIn(CaseStages.DECIDE, CaseStages.ABOUT_THE_DELAY)
                    .orderByTaskCreateTime()
                    .asc()
                    .list();
            Map<String, Map<String, String>> variables = texts(found);
            return found.stream()
                    .map(task -> {
                        Map<String, String> known = variables.getOrDefault(task.getProcessInstanceId(), Map.of());
                        return new Waiting(
                                task.getId(),
                                task.getTaskDefinitionKey().equals(CaseStages.DECIDE) ? Kind.DECISION : Kind.DELAY,
                                known.get(Vars.CASE_NUMBER.name()),
                                task.getCreateTime().toInstant(),
                                known.get(Vars.QUESTION.name()),
                                known.get(Vars.ANSWER.name()));
                    })
                    .toList();
        });
    }

    private Map<String, Map<String, String>> texts(List<Task> found) {
        Map<String, Map<String, String>> texts = new HashMap<>();
        if (!found.isEmpty()) {
            instances
                    .createVariableInstanceQuery()
                    .processInstanceIdIn(
                            found.stream().map(Task::getProcessInstanceId).toArray(String[]::new))
                    .variableNameIn(Vars.CASE_NUMBER.name(), Vars.QUESTION.name(), Vars.ANSWER.name())
                    .list()
                    .forEach(variable -> texts.computeIfAbsent(variable.getProcessInstanceId(), any -> new HashMap<>())
                            .put(variable.getName(), (String) variable.getValue()));
        }
        return texts;
    }
}
