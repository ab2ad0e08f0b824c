package pl.legitymacje.process;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import pl.legitymacje.casefile.Cases;

/** Stops the school's time where it is not the school that is waited for. */
public final class SchoolsClock {

    private SchoolsClock() {}

    /** No deadline runs in the case any more; who decides about a delay need not: the message {@code deadlineStopped}. */
    public static void stop(DelegateExecution execution, Cases cases) {
        String caseNumber = Vars.CASE_NUMBER.get(execution);
        cases.deadline(caseNumber, null);
        execution
                .getProcessEngineServices()
                .getRuntimeService()
                .createMessageCorrelation("deadlineStopped")
                .processInstanceBusinessKey(caseNumber)
                .correlateAll();
    }
}
