package pl.legitymacje.process;

import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import pl.legitymacje.casefile.Cases;

/** Writes every completed user task of a case into its trail: who did what, when. */
class TaskTrail extends AbstractBpmnParseListener {

    private final ObjectProvider<Cases> cases;
    private final ObjectProvider<Actor> actor;

    TaskTrail(ObjectProvider<Cases> cases, ObjectProvider<Actor> actor) {
        this.cases = cases;
        this.actor = actor;
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
        ((UserTaskActivityBehavior) activity.getActivityBehavior())
                .getTaskDefinition()
                .addTaskListener(TaskListener.EVENTNAME_COMPLETE, this::completed);
    }

    private void completed(DelegateTask task) {
        Vars.CASE_NUMBER.find(task).ifPresent(caseNumber -> cases.getObject()
                .note(caseNumber, actor.getObject().name(), "process.trail.taskCompleted", task.getName()));
    }
}
