package pl.legitymacje.process;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import pl.legitymacje.casefile.Procedure;

/** Tells whatever runs beside a case that the case has ended, however it did: the message {@code caseEnded}. */
class CaseEnd extends AbstractBpmnParseListener {

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        if (Arrays.stream(Procedure.values())
                .anyMatch(procedure -> procedure.processId().equals(process.getKey()))) {
            process.addListener(ExecutionListener.EVENTNAME_END, (ExecutionListener) CaseEnd::ended);
        }
    }

    private static void ended(DelegateExecution execution) {
        Vars.CASE_NUMBER.find(execution).ifPresent(caseNumber -> Context.getCommandContext()
                // as the program: whoever completes the last task need not be allowed to change what runs beside it
                .runWithoutAuthorization((Callable<?>) () -> execution
                        .getProcessEngineServices()
                        .getRuntimeService()
                        .createMessageCorrelation("caseEnded")
                        .processInstanceBusinessKey(caseNumber)
                        .correlateAllWithResult()));
    }
}
