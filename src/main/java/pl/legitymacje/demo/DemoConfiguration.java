package pl.legitymacje.demo;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;

/** What the demo school has and a real one has not. */
@Configuration(proxyBeanMethods = false)
@Profile("demo")
class DemoConfiguration {

    @Bean
    DemoPassword demoPassword(@Value("${DEMO_PASSWORD:}") String given) {
        return given.isBlank() ? DemoPassword.generate() : new DemoPassword(given);
    }

    @Bean(destroyMethod = "stop")
    DemoMailServer demoMailServer(
            @Value("${DEMO_SMTP_PORT:3025}") int smtpPort,
            @Value("${DEMO_IMAP_PORT:3143}") int imapPort,
            DemoPassword password) {
        return new DemoMailServer(smtpPort, imapPort, password);
    }

    /** Whoever can send mail finds the server running, the engine's jobs at start included. */
    @Bean
    static BeanFactoryPostProcessor mailServerBeforeMailSender() {
        return beans -> beans.getBeanDefinition("mailSender").setDependsOn("demoMailServer");
    }

    @Bean
    FilterRegistrationBean<LoopbackOnly> loopbackOnly() {
        FilterRegistrationBean<LoopbackOnly> filter = new FilterRegistrationBean<>(new LoopbackOnly());
        filter.addUrlPatterns("/demo/*");
        // behind the one that makes every answer safe
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return filter;
    }
}
