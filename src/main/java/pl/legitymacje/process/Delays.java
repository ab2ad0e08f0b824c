package pl.legitymacje.process;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.VariableInstance;
import org.camunda.bpm.engine.task.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Deadlines;
import pl.legitymacje.school.Deadline;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;
import pl.legitymacje.school.WorkingDays;

/** What the applicant is told when a deadline has passed (KPA art. 36): a draft of it, and what follows from it. */
@Component
public class Delays {

    /** Why it takes longer, by the task that the case waits in. */
    private static final Map<String, String> REASONS = Map.of(
            "userTask_verifyPhoto", "process.delay.reason.checking",
            "userTask_verifyFee", "process.delay.reason.checking",
            "userTask_checkRecords", "process.delay.reason.checking",
            "userTask_decide", "process.delay.reason.decision",
            "userTask_answerQuestion", "process.delay.reason.decision",
            "userTask_printCard", "process.delay.reason.production",
            "userTask_prepareDuplicate", "process.delay.reason.production",
            "userTask_orderCard", "process.delay.reason.production",
            "userTask_receiveCard", "process.delay.reason.printer");

    /**
     * What the principal starts from.
     *
     * @param deadline the one that has passed; null if the school's time stands still by now
     * @param daysLate calendar days since then
     * @param waiting for whom and what the case waits
     * @param reason a sentence for the applicant
     * @param newDate a date that is certainly late enough: the case's days once more, from today
     */
    public record Draft(LocalDate deadline, long daysLate, String waiting, String reason, LocalDate newDate) {}

    private final Cases cases;
    private final Deadlines deadlines;
    private final CaseStages stages;
    private final RuntimeService instances;
    private final TaskService tasks;
    private final OfficeTime time;

    Delays(
            Cases cases,
            Deadlines deadlines,
            CaseStages stages,
            @Lazy RuntimeService instances,
            @Lazy TaskService tasks,
            OfficeTime time) {
        this.cases = cases;
        this.deadlines = deadlines;
        this.stages = stages;
        this.instances = instances;
        this.tasks = tasks;
        this.time = time;
    }

    /**
     * The draft of a case's notice.
     *
     * @throws Refused if there is no such open case
     */
    public Draft draft(String caseNumber) {
        CaseFile caseFile = cases.getOpen(caseNumber);
        CaseStages.Stage stage = stages.of(caseFile);
        String reason = stage.tasks().stream()
                .map(Task::getTaskDefinitionKey)
                .filter(REASONS::containsKey)
                .map(REASONS::get)
                .findFirst()
                .orElse("process.delay.reason.other");
        return new Draft(
                caseFile.deadline(),
                caseFile.deadline() == null
                        ? 0
                        : Math.max(0, ChronoUnit.DAYS.between(caseFile.deadline(), time.today())),
                stages.described(caseFile, stage),
                Texts.of(reason),
                Deadline.after(time.today(), days(caseNumber)));
    }

    /**
     * From now on the case has until this day: the deadline, the due dates of its tasks, and of those yet to come.
     *
     * @throws Refused if the day is not a working day to come, or too far away, or no deadline runs in the case
     */
    @Transactional
    public void postpone(String caseNumber, LocalDate newDate) {
        CaseFile caseFile = cases.getOpen(caseNumber);
        if (caseFile.deadline() == null) {
            throw new Refused("process.delay.standsStill");
        }
        check(caseFile.deadline(), newDate);
        deadlines.promised(caseNumber, newDate);
        Date dueAt = time.endOf(newDate);
        variables(caseNumber, Vars.DUE_AT)
                .forEach(variable -> instances.setVariable(variable.getProcessInstanceId(), Vars.DUE_AT.name(), dueAt));
        stages.of(caseFile).tasks().stream()
                .filter(task -> task.getDueDate() != null)
                .forEach(task -> {
                    task.setDueDate(dueAt);
                    tasks.saveTask(task);
                });
    }

    /**
     * Whether a case can be put off from its deadline to that day; for the notice on paper as for the decision.
     *
     * @throws Refused if the day is not a working day to come, not later than the deadline, or too far away
     */
    void check(LocalDate deadline, LocalDate newDate) {
        if (!newDate.isAfter(time.today())) {
            throw new Refused("process.delay.past", newDate);
        }
        if (!newDate.isAfter(deadline)) {
            throw new Refused("process.delay.notLater", newDate, deadline);
        }
        if (newDate.isAfter(time.today().plusYears(1))) {
            throw new Refused("process.delay.tooFar", newDate);
        }
        if (!WorkingDays.isWorkingDay(newDate)) {
            throw new Refused("process.delay.notWorkingDay", newDate, WorkingDays.onOrAfter(newDate));
        }
    }

    /** The school's days in this case, by its rules. */
    private int days(String caseNumber) {
        return variables(caseNumber, Vars.DEADLINE_DAYS).stream()
                .map(variable -> ((Number) variable.getValue()).intValue())
                .findFirst()
                .orElseThrow();
    }

    /** A variable in every process of a case that has it. */
    private List<VariableInstance> variables(String caseNumber, Var<?> variable) {
        String[] ids = instances.createProcessInstanceQuery().processInstanceBusinessKey(caseNumber).list().stream()
                .map(ProcessInstance::getId)
                .toArray(String[]::new);
        return ids.length == 0
                ? List.of()
                : instances
                        .createVariableInstanceQuery()
                        .processInstanceIdIn(ids)
                        .variableName(variable.name())
                        .list();
    }
}
