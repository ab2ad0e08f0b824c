package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Withdrawal;
import pl.legitymacje.school.Refused;

/** The service task of {@code case-withdrawal}: an applicant may withdraw until the document is handed over. */
@Configuration(proxyBeanMethods = false)
class WithdrawalSteps {

    @Bean
    JavaDelegate withdrawCase(Withdrawal withdrawal, Cases cases, OfficeTime time) {
        return execution -> {
            CaseFile caseFile = cases.getOpen(CASE_NUMBER.get(execution));
            LocalDate on = time.notInFuture(WITHDRAWN_ON.get(execution));
            if (on.isBefore(caseFile.receivedOn())) {
                throw new Refused("process.withdrawal.early", caseFile.receivedOn());
            }
            execution.setProcessBusinessKey(caseFile.number());
            withdrawal.withdraw(
                    caseFile.number(),
                    WITHDRAWN_BY.get(execution),
                    on,
                    WITHDRAWAL_REASON.find(execution).orElse(""));
        };
    }
}
