package pl.legitymacje.school;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Shows a refusal that stopped the start as its sentence, instead of a stack trace. */
class RefusedAtStart extends AbstractFailureAnalyzer<Refused> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, Refused cause) {
        return new FailureAnalysis(cause.getMessage(), Texts.of("school.start.remedy"), cause);
    }
}
