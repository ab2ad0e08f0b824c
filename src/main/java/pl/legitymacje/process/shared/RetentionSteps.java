package pl.legitymacje.process.shared;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.photo.Photos;

/** The service task of {@code data-retention}: what need not be kept is deleted on time (RODO art. 5). */
@Configuration(proxyBeanMethods = false)
class RetentionSteps {

    private static final Logger LOG = LoggerFactory.getLogger(RetentionSteps.class);

    @Bean
    JavaDelegate eraseDue(Photos photos, PaymentProofs proofs) {
        return execution ->
                LOG.info("Retention: {} photos and {} proofs of payment erased", photos.eraseDue(), proofs.eraseDue());
    }
}
