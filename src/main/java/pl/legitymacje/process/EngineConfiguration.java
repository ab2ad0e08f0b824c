package pl.legitymacje.process;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.PasswordPolicy;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyLengthRuleImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.spring.boot.starter.annotation.EnableProcessApplication;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Cases;

/** The engine's configuration, as far as settings in {@code application.yaml} cannot express it. */
@Configuration(proxyBeanMethods = false)
@EnableProcessApplication("legitymacje")
class EngineConfiguration {

    /** What any password has to be, whoever sets it: long rather than ornate. */
    private static final PasswordPolicy PASSWORDS = () -> List.of(new PasswordPolicyLengthRuleImpl(8));

    /** One clock for the engine and for us: what is due for a timer is due for a register. */
    @Bean
    Clock clock() {
        return new EngineClock(ZoneId.of("Europe/Warsaw"));
    }

    /** Our tables first: whoever asks for the engine early must not make it create its own in an empty database. */
    @Bean
    @DependsOnDatabaseInitialization
    ProcessEnginePlugin officePlugin(
            EngineMappings mappings,
            @Value("${spring.datasource.url}") String url,
            ObjectProvider<Cases> cases,
            ObjectProvider<Actor> actor) {
        return new AbstractProcessEnginePlugin() {
            @Override
            public void preInit(ProcessEngineConfigurationImpl engine) {
                mappings.giveTo(engine, url);
                engine.setBpmnParseFactory(new OneSchema());
                engine.setResourceAuthorizationProvider(new NoGrantsPerTask());
                FormGuard.guard(engine);
                engine.setPasswordPolicy(PASSWORDS);
                engine.setEnablePasswordPolicy(true);
                engine.setCustomPostBPMNParseListeners(new ArrayList<>(
                        List.of(new TaskTrail(cases, actor), new CaseEnd(), new CaseRulesTable.InProcesses())));
                engine.setCustomIncidentHandlers(new ArrayList<>(List.of(new IncidentReporter())));
            }

            @Override
            public void postProcessEngineBuild(ProcessEngine engine) {}
        };
    }

    /** Reads the engine's time, which tests move. */
    private static final class EngineClock extends Clock {

        private final ZoneId zone;

        EngineClock(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId other) {
            return new EngineClock(other);
        }

        @Override
        public Instant instant() {
            return ClockUtil.getCurrentTime().toInstant();
        }
    }
}
