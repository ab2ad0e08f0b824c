package pl.legitymacje.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

class PhotoRulesTest {

    @Configuration
    @EnableConfigurationProperties(PhotoRules.class)
    static class Settings {}

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @ParameterizedTest
    @CsvSource({
        "max-size, 0, school.photo.max-size musi",
        "max-size, 16MB, school.photo.max-size musi",
        "max-size, -1, school.photo.max-size musi",
        "min-width, 0, od 1 do 10000",
        "min-width, 10001, od 1 do 10000",
        "min-height, -5, od 1 do 10000",
        "min-dpi, 0, od 1 do 2400",
        "keep-undecided, 0, school.photo.keep-undecided musi",
        "keep-undecided, 5h, school.photo.keep-undecided musi"
    })
    void refusesToStartAndSaysInPolishWhy(String setting, String value, String why) {
        application.withPropertyValues("school.photo." + setting + "=" + value).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("school.photo")
                .hasMessageContaining(why));
    }

    @Test
    void asksForWhatTheDefaultSchoolAsksFor() {
        application.run(context -> assertThat(context.getBean(PhotoRules.class))
                .isEqualTo(new PhotoRules(DataSize.ofMegabytes(5), 500, 600, null, true, Duration.ofDays(90))));
    }

    @Test
    void takesTheOtherSchoolsRules() {
        application
                .withPropertyValues(
                        "school.photo.max-size=2560KB",
                        "school.photo.min-width=492",
                        "school.photo.min-height=633",
                        "school.photo.min-dpi=300",
                        "school.photo.colour-required=false",
                        "school.photo.keep-undecided=30")
                .run(context -> assertThat(context.getBean(PhotoRules.class))
                        .isEqualTo(
                                new PhotoRules(DataSize.ofKilobytes(2560), 492, 633, 300, false, Duration.ofDays(30))));
    }
}
