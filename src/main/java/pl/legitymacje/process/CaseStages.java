package pl.legitymacje.process;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.school.Texts;

/** What each open case waits for: said in one place, for the register, the digest and the principal alike. */
@Component
public class CaseStages {

    private static final String AWAIT_COMPLETION = "userTask_awaitCompletion";
    private static final String HAND_OVER = "userTask_handOver";
    private static final String CONFIRM_DELIVERY = "userTask_confirmDelivery";
    private static final String HAND_OVER_CODE = "userTask_handOverCode";
    private static final String CONFIRM_ACTIVATION = "userTask_confirmActivation";
    private static final String NEW_CODE = "userTask_newCode";

    /** The tasks that wait for the applicant: nobody in the school can do them by themselves. */
    private static final List<String> FOR_APPLICANT =
            List.of(AWAIT_COMPLETION, HAND_OVER, CONFIRM_DELIVERY, HAND_OVER_CODE, CONFIRM_ACTIVATION, NEW_CODE);

    static final String DECIDE = "userTask_decide";

    /** A case is no further for being late. */
    static final String ABOUT_THE_DELAY = "userTask_decideDelay";

    /** How many cases are asked for at once: databases know a limit. */
    private static final int AT_ONCE = 500;

    /** Whom a case waits for. */
    public enum Whom {
        OFFICE,
        PRINCIPAL,
        /** or the post that is on its way to them */
        APPLICANT
    }

    /** The tasks that a case waits in; none while the program works on it. */
    public record Stage(List<Task> tasks) {

        private static final Stage NONE = new Stage(List.of());

        /** Who has to do something; the office, while nobody has. */
        public Whom whom() {
            List<Whom> all = tasks.stream().map(CaseStages::whom).toList();
            return all.contains(Whom.OFFICE) || all.isEmpty()
                    ? Whom.OFFICE
                    : all.contains(Whom.PRINCIPAL) ? Whom.PRINCIPAL : Whom.APPLICANT;
        }

        /** In a few words, for a column of a register. */
        public String text() {
            return tasks.isEmpty()
                    ? Texts.of("process.stage.inProgress")
                    : tasks.stream()
                            .map(task ->
                                    whom(task) == Whom.PRINCIPAL ? Texts.of("process.stage.principal") : task.getName())
                            .collect(Collectors.joining("; "));
        }

        private static Whom whom(Task task) {
            return CaseStages.whom(task);
        }
    }

    private final TaskService tasks;
    private final RuntimeService instances;
    private final Actor actor;
    private final Requirements requirements;
    private final Clock clock;

    CaseStages(
            @Lazy TaskService tasks,
            @Lazy RuntimeService instances,
            Actor actor,
            Requirements requirements,
            Clock clock) {
        this.tasks = tasks;
        this.instances = instances;
        this.actor = actor;
        this.requirements = requirements;
        this.clock = clock;
    }

    /** The ids of the tasks in which a case waits for the applicant. */
    public static String[] awaitingApplicant() {
        return FOR_APPLICANT.toArray(String[]::new);
    }

    /** The stage of a case. */
    public Stage of(CaseFile caseFile) {
        return of(List.of(caseFile)).get(caseFile.number());
    }

    /** The stage of each of these cases, whoever asks: the clerk may not see the principal's task, but should know of it. */
    public Map<String, Stage> of(Collection<CaseFile> files) {
        List<String> open =
                files.stream().filter(CaseFile::open).map(CaseFile::number).toList();
        Map<String, List<Task>> waiting = new HashMap<>();
        actor.asProgram(() -> {
            for (int from = 0; from < open.size(); from += AT_ONCE) {
                read(open.subList(from, Math.min(from + AT_ONCE, open.size())), waiting);
            }
            return null;
        });
        return files.stream()
                .collect(Collectors.toMap(
                        CaseFile::number,
                        file -> waiting.containsKey(file.number())
                                ? new Stage(waiting.get(file.number()))
                                : Stage.NONE));
    }

    private void read(List<String> numbers, Map<String, List<Task>> waiting) {
        List<Task> found = tasks
                .createTaskQuery()
                .processInstanceBusinessKeyIn(numbers.toArray(String[]::new))
                .orderByTaskCreateTime()
                .asc()
                .list()
                .stream()
                .filter(task -> !task.getTaskDefinitionKey().equals(ABOUT_THE_DELAY))
                .toList();
        if (found.isEmpty()) {
            return;
        }
        Map<String, String> numberOf = instances
                .createProcessInstanceQuery()
                .processInstanceIds(
                        found.stream().map(Task::getProcessInstanceId).collect(Collectors.toSet()))
                .list()
                .stream()
                .collect(Collectors.toMap(ProcessInstance::getId, ProcessInstance::getBusinessKey));
        found.stream()
                .filter(task -> numberOf.containsKey(task.getProcessInstanceId()))
                .forEach(task -> waiting.computeIfAbsent(
                                numberOf.get(task.getProcessInstanceId()), number -> new ArrayList<>())
                        .add(task));
    }

    /** For whom and what a case waits, as a part of a sentence: what the applicant owes and until when, since when the principal has it. */
    public String described(CaseFile caseFile, Stage stage) {
        return stage.tasks().isEmpty()
                ? Texts.of("process.stage.inProgress")
                : stage.tasks().stream()
                        .map(task -> described(caseFile, task))
                        .distinct()
                        .collect(Collectors.joining("; "));
    }

    private String described(CaseFile caseFile, Task task) {
        LocalDate since = LocalDate.ofInstant(task.getCreateTime().toInstant(), clock.getZone());
        return switch (task.getTaskDefinitionKey()) {
            case DECIDE -> Texts.of("process.waits.principal", since);
            case HAND_OVER -> Texts.of("process.waits.collection", since);
            case HAND_OVER_CODE -> Texts.of("process.waits.code", since);
            case CONFIRM_ACTIVATION -> Texts.of("process.waits.activation", since);
            case NEW_CODE -> Texts.of("process.waits.newCode", since);
            case CONFIRM_DELIVERY -> Texts.of("process.waits.delivery", since);
            case AWAIT_COMPLETION ->
                Texts.of(
                        "process.waits.applicant",
                        requirements.owed(caseFile.number()).stream()
                                .map(Requirement::label)
                                .collect(Collectors.joining(", ")),
                        LocalDate.parse(actor.asProgram(() ->
                                (String) instances.getVariable(task.getExecutionId(), Vars.COMPLETION_UNTIL.name()))));
            default -> Texts.of("process.waits.office", task.getName());
        };
    }

    private static Whom whom(Task task) {
        String key = task.getTaskDefinitionKey();
        return FOR_APPLICANT.contains(key) ? Whom.APPLICANT : key.equals(DECIDE) ? Whom.PRINCIPAL : Whom.OFFICE;
    }
}
