package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.process.OfficeTime;

/** The day an application reached the school, looked at before the rules (a fee by its tariff) are asked about it. */
@Configuration(proxyBeanMethods = false)
class ReceiptSteps {

    @Bean
    ExecutionListener checkReceipt(OfficeTime time) {
        return execution -> time.receipt(RECEIVED_ON.get(execution));
    }
}
