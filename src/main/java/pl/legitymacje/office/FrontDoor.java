package pl.legitymacje.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Where people come in: the school's address leads to the Tasklist, and its parts are never out of date. */
@Configuration(proxyBeanMethods = false)
class FrontDoor implements WebMvcConfigurer {

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        registry.addRedirectViewController("/", "/camunda/app/tasklist/");
    }

    /** Our own parts of the Tasklist have no version in their names: after an upgrade browsers have to ask again. */
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> freshParts() {
        FilterRegistrationBean<OncePerRequestFilter> filter = new FilterRegistrationBean<>(new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws IOException, ServletException {
                response.setHeader(
                        HttpHeaders.CACHE_CONTROL, CacheControl.noCache().getHeaderValue());
                chain.doFilter(request, response);
            }
        });
        filter.addUrlPatterns(
                "/camunda/app/tasklist/scripts/*",
                "/camunda/app/tasklist/styles/*",
                "/camunda/app/tasklist/locales/*",
                "/camunda/app/office/*");
        filter.setOrder(SafeAnswers.DOORS);
        return filter;
    }
}
