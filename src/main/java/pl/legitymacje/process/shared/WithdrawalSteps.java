package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.Map;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.school.Refused;

/** The service task of {@code case-withdrawal}: an applicant may withdraw until the document is handed over. */
@Configuration(proxyBeanMethods = false)
class WithdrawalSteps {

    @Bean
    JavaDelegate withdrawCase(@Lazy RuntimeService engine, Cases cases, OfficeTime time) {
        return execution -> {
            CaseFile caseFile = cases.getOpen(CASE_NUMBER.get(execution));
            LocalDate on = time.notInFuture(WITHDRAWN_ON.get(execution));
            execution.setProcessBusinessKey(caseFile.number());
            try {
                engine.createMessageCorrelation("caseWithdrawn")
                        .processInstanceBusinessKey(caseFile.number())
                        .setVariables(Map.of(
                                WITHDRAWN_BY.name(), WITHDRAWN_BY.get(execution),
                                WITHDRAWN_ON.name(), on.toString(),
                                WITHDRAWAL_REASON.name(),
                                        WITHDRAWAL_REASON.find(execution).orElse("")))
                        .correlate();
            } catch (MismatchingMessageCorrelationException nobodyListens) {
                throw new Refused("process.withdrawal.impossible", caseFile.number());
            }
        };
    }
}
