package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** The service task of {@code incident-handling}. */
@Configuration(proxyBeanMethods = false)
class IncidentSteps {

    /** One more try, now; the job may be gone meanwhile, then there is nothing to do. */
    @Bean
    JavaDelegate retryJob(@Lazy ManagementService jobs) {
        return execution -> {
            String jobId = INCIDENT_JOB_ID.get(execution);
            if (jobs.createJobQuery().jobId(jobId).count() > 0) {
                jobs.setJobRetries(jobId, 1);
            }
        };
    }
}
