package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;

/**
 * Tells a human of a step that failed for good: beside the engine's incident, which only Cockpit shows, a task for the
 * office is opened. When the incident is gone by any means, the task goes as well.
 */
class IncidentReporter extends DefaultIncidentHandler {

    private static final String PROCESS = "incident-handling";

    IncidentReporter() {
        super(Incident.FAILED_JOB_HANDLER_TYPE);
    }

    @Override
    public Incident handleIncident(IncidentContext context, String message) {
        Incident incident = super.handleIncident(context, message);
        String executionId = context.getExecutionId();
        ExecutionEntity execution = executionId == null
                ? null
                : Context.getCommandContext().getExecutionManager().findExecutionById(executionId);
        if (execution == null || !execution.getProcessDefinition().getKey().equals(PROCESS)) {
            Map<String, Object> variables = new HashMap<>();
            variables.put(
                    CASE_NUMBER.name(),
                    execution == null ? null : CASE_NUMBER.find(execution).orElse(null));
            variables.put(
                    INCIDENT_ACTIVITY.name(),
                    execution == null || execution.getActivity() == null
                            ? context.getActivityId()
                            : execution.getActivity().getName());
            variables.put(INCIDENT_MESSAGE.name(), message);
            variables.put(INCIDENT_JOB_ID.name(), context.getConfiguration());
            runtime()
                    .startProcessInstanceByKey(
                            PROCESS, execution == null ? null : execution.getProcessBusinessKey(), variables);
        }
        return incident;
    }

    @Override
    public void resolveIncident(IncidentContext context) {
        super.resolveIncident(context);
        cleared(context);
    }

    @Override
    public void deleteIncident(IncidentContext context) {
        super.deleteIncident(context);
        cleared(context);
    }

    private static void cleared(IncidentContext context) {
        runtime()
                .createMessageCorrelation("incidentCleared")
                .processInstanceVariableEquals(INCIDENT_JOB_ID.name(), context.getConfiguration())
                .correlateAll();
    }

    private static RuntimeService runtime() {
        return Context.getProcessEngineConfiguration().getRuntimeService();
    }
}
