package pl.legitymacje.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.authorization.Groups;
import org.camunda.bpm.engine.impl.FormServiceImpl;
import org.camunda.bpm.engine.impl.ProcessInstantiationBuilderImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.TaskServiceImpl;
import org.camunda.bpm.engine.impl.cfg.CommandChecker;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.runtime.ProcessInstanceWithVariables;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.value.TypedValue;
import pl.legitymacje.school.Refused;

/**
 * A person submits what the form asks, and nothing beside it: the engine itself lets whoever may complete a task set any
 * variable of the case, the principal's decision or another case's number too. So it is the engine's own services that
 * refuse, whichever way the request came. The program in its steps, and administrators, who may change variables
 * anyway, are not asked.
 */
final class FormGuard {

    /** A field that a form declares: its name, and what else stands in its element. */
    static final Pattern DECLARED = Pattern.compile("\\scam-variable-name=\"(\\w+)\"([^>]*)");

    /** In characters: a text variable's column holds no more. */
    private static final int LONGEST_TEXT = 4000;

    private final ProcessEngineConfigurationImpl engine;

    private FormGuard(ProcessEngineConfigurationImpl engine) {
        this.engine = engine;
    }

    /** Sets the guarded services; before the engine is built. */
    static void guard(ProcessEngineConfigurationImpl engine) {
        FormGuard guard = new FormGuard(engine);
        engine.setTaskService(guard.new Tasks());
        engine.setFormService(guard.new Forms());
        engine.setRuntimeService(guard.new Processes());
    }

    /** Whoever asks from outside, or null: the program in a step of a process, or an administrator. */
    private Authentication person() {
        Authentication person = engine.getIdentityService().getCurrentAuthentication();
        boolean asked = Context.getCommandContext() == null && person != null && person.getUserId() != null;
        return asked && (person.getGroupIds() == null || !person.getGroupIds().contains(Groups.CAMUNDA_ADMIN))
                ? person
                : null;
    }

    /** The variables as the engine may have them. */
    private Map<String, Object> atTask(String taskId, Map<String, Object> variables) {
        if (variables == null || variables.isEmpty() || person() == null) {
            return variables;
        }
        return engine.getCommandExecutorTxRequired().execute(context -> {
            TaskEntity task = context.getTaskManager().findTaskById(taskId);
            if (task == null) {
                return variables;
            }
            // who may not work on it learns nothing of its form
            check(context, checker -> checker.checkTaskWork(task));
            return submitted(variables, engine.getFormService().getDeployedTaskForm(taskId));
        });
    }

    private Map<String, Object> atStart(
            String definitionId, String key, String businessKey, Map<String, Object> variables) {
        Map<String, Object> given = new HashMap<>(variables == null ? Map.of() : variables);
        if (businessKey != null && !businessKey.isEmpty()) {
            // it ties a process to a case, and is the program's to give
            given.put("businessKey", businessKey);
        }
        if (given.isEmpty() || person() == null) {
            return variables;
        }
        return engine.getCommandExecutorTxRequired().execute(context -> {
            ProcessDefinitionEntity definition = definitionId == null
                    ? engine.getDeploymentCache().findDeployedLatestProcessDefinitionByKey(key)
                    : engine.getDeploymentCache().findDeployedProcessDefinitionById(definitionId);
            check(context, checker -> checker.checkCreateProcessInstance(definition));
            return submitted(
                    given,
                    definition.hasStartFormKey()
                            ? engine.getFormService().getDeployedStartForm(definition.getId())
                            : InputStream.nullInputStream());
        });
    }

    private static void check(CommandContext context, Consumer<CommandChecker> check) {
        context.getProcessEngineConfiguration().getCommandCheckers().forEach(check);
    }

    /**
     * What a form submits: of its fields those that are given, and as transient variables those which it declares so,
     * whatever the request says: the engine hands them to the next step and writes them down nowhere.
     */
    private static VariableMap submitted(Map<String, Object> given, InputStream form) {
        Map<String, Boolean> declared = DECLARED.matcher(text(form))
                .results()
                .collect(Collectors.toMap(
                        field -> field.group(1),
                        field -> field.group(2).contains(" cam-variable-transient"),
                        (one, other) -> one || other));
        VariableMap submitted = Variables.createVariables();
        new TreeMap<>(given).forEach((name, value) -> {
            if (!declared.containsKey(name)) {
                throw new Refused("process.form.undeclared", name);
            }
            Object plain = value instanceof TypedValue typed ? typed.getValue() : value;
            if (plain instanceof String text && text.length() > LONGEST_TEXT) {
                throw new Refused("process.form.tooLong", name, LONGEST_TEXT);
            }
            submitted.putValue(name, declared.get(name) ? Variables.untypedValue(plain, true) : value);
        });
        return submitted;
    }

    private static String text(InputStream form) {
        try (form) {
            return new String(form.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Tasks extends TaskServiceImpl {

        /** One takes a task oneself, or gives it back: nobody puts work on another's desk, or in another's name. */
        private void forOneself(String userId) {
            Authentication person = person();
            if (person != null && userId != null && !userId.equals(person.getUserId())) {
                throw new AuthorizationException("A person takes a task for nobody else");
            }
        }

        @Override
        public void claim(String taskId, String userId) {
            forOneself(userId);
            super.claim(taskId, userId);
        }

        @Override
        public void setAssignee(String taskId, String userId) {
            forOneself(userId);
            super.setAssignee(taskId, userId);
        }

        @Override
        public void complete(String taskId, Map<String, Object> variables) {
            super.complete(taskId, atTask(taskId, variables));
        }

        @Override
        public VariableMap completeWithVariablesInReturn(
                String taskId, Map<String, Object> variables, boolean deserialized) {
            return super.completeWithVariablesInReturn(taskId, atTask(taskId, variables), deserialized);
        }

        @Override
        public void resolveTask(String taskId, Map<String, Object> variables) {
            super.resolveTask(taskId, atTask(taskId, variables));
        }

        @Override
        public void handleBpmnError(String taskId, String code, String message, Map<String, Object> variables) {
            super.handleBpmnError(taskId, code, message, atTask(taskId, variables));
        }

        @Override
        public void handleEscalation(String taskId, String code, Map<String, Object> variables) {
            super.handleEscalation(taskId, code, atTask(taskId, variables));
        }
    }

    private final class Forms extends FormServiceImpl {

        @Override
        public void submitTaskForm(String taskId, Map<String, Object> variables) {
            super.submitTaskForm(taskId, atTask(taskId, variables));
        }

        @Override
        public VariableMap submitTaskFormWithVariablesInReturn(
                String taskId, Map<String, Object> variables, boolean deserialized) {
            return super.submitTaskFormWithVariablesInReturn(taskId, atTask(taskId, variables), deserialized);
        }

        @Override
        public ProcessInstance submitStartForm(String definitionId, Map<String, Object> variables) {
            return super.submitStartForm(definitionId, atStart(definitionId, null, null, variables));
        }

        @Override
        public ProcessInstance submitStartForm(String definitionId, String businessKey, Map<String, Object> variables) {
            return super.submitStartForm(
                    definitionId, businessKey, atStart(definitionId, null, businessKey, variables));
        }
    }

    /** Every way of starting that the REST API and the service itself know leads through the builder. */
    private final class Processes extends RuntimeServiceImpl {

        @Override
        public ProcessInstantiationBuilder createProcessInstanceById(String definitionId) {
            return new Start(this, definitionId, null);
        }

        @Override
        public ProcessInstantiationBuilder createProcessInstanceByKey(String key) {
            return new Start(this, null, key);
        }
    }

    private final class Start extends ProcessInstantiationBuilderImpl {

        Start(RuntimeServiceImpl processes, String definitionId, String key) {
            super(processes.getCommandExecutor());
            processDefinitionId = definitionId;
            processDefinitionKey = key;
        }

        @Override
        public ProcessInstanceWithVariables executeWithVariablesInReturn(
                boolean skipCustomListeners, boolean skipIoMappings) {
            if (!getModificationBuilder().getModificationOperations().isEmpty() && person() != null) {
                // before a step behind the decision, for example
                throw new AuthorizationException("A person starts a process at its start");
            }
            Map<String, Object> submitted =
                    atStart(processDefinitionId, processDefinitionKey, businessKey, getVariables());
            if (submitted != null) {
                setVariables(submitted);
            }
            return super.executeWithVariablesInReturn(skipCustomListeners, skipIoMappings);
        }
    }
}
