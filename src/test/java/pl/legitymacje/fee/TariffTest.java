package pl.legitymacje.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import pl.legitymacje.school.Refused;

class TariffTest {

    @EnableConfigurationProperties(Tariff.class)
    static class Room {}

    private final ApplicationContextRunner school = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(
                    ConfigurationPropertiesAutoConfiguration.class, ValidationAutoConfiguration.class))
            .withUserConfiguration(Room.class);

    @Test
    void theDefaultsAreThoseOfS3() {
        school.run(started -> {
            Tariff tariff = started.getBean(Tariff.class);
            LocalDate day = LocalDate.of(2026, 11, 23);
            assertThat(tariff.on(FeeKind.CARD_DUPLICATE, day)).isEqualByComparingTo("9.00");
            assertThat(tariff.on(FeeKind.CERTIFICATE_DUPLICATE, day)).isEqualByComparingTo("26.00");
        });
    }

    @Test
    void aLaterAmountHoldsFromItsFirstDay() {
        school.withPropertyValues(
                        "school.tariff[0].kind=CARD_DUPLICATE",
                        "school.tariff[0].from=2027-01-01",
                        "school.tariff[0].amount=12.50",
                        "school.tariff[1].kind=CARD_DUPLICATE",
                        "school.tariff[1].from=2024-01-01",
                        "school.tariff[1].amount=9",
                        "school.tariff[2].kind=CERTIFICATE_DUPLICATE",
                        "school.tariff[2].from=2024-01-01",
                        "school.tariff[2].amount=0")
                .run(started -> {
                    Tariff tariff = started.getBean(Tariff.class);
                    assertThat(tariff.on(FeeKind.CARD_DUPLICATE, LocalDate.of(2026, 12, 31)))
                            .isEqualByComparingTo("9");
                    assertThat(tariff.on(FeeKind.CARD_DUPLICATE, LocalDate.of(2027, 1, 1)))
                            .isEqualByComparingTo("12.50");
                    assertThat(tariff.on(FeeKind.CERTIFICATE_DUPLICATE, LocalDate.of(2027, 1, 1)))
                            .isZero();
                    assertThatThrownBy(() -> tariff.on(FeeKind.CARD_DUPLICATE, LocalDate.of(2023, 12, 31)))
                            .isInstanceOf(Refused.class)
                            .hasMessageContaining("31.12.2023");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "9.999", "1000.01"})
    void aWrongAmountStopsTheStartAndIsNamed(String amount) {
        school.withPropertyValues(
                        "school.tariff[0].kind=CARD_DUPLICATE",
                        "school.tariff[0].from=2024-01-01",
                        "school.tariff[0].amount=" + amount,
                        "school.tariff[1].kind=CERTIFICATE_DUPLICATE",
                        "school.tariff[1].from=2024-01-01",
                        "school.tariff[1].amount=26")
                .run(started -> assertThat(started.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("tariff[0].amount")
                        .hasMessageContaining("złotych"));
    }

    /** It would be read by nobody: such a fee stands in the table of rules. */
    @Test
    void aKindThatTheTariffDoesNotNameStopsTheStart() {
        school.withPropertyValues(
                        "school.tariff[0].kind=CARD_DUPLICATE",
                        "school.tariff[0].from=2024-01-01",
                        "school.tariff[0].amount=9",
                        "school.tariff[1].kind=CERTIFICATE_DUPLICATE",
                        "school.tariff[1].from=2024-01-01",
                        "school.tariff[1].amount=26",
                        "school.tariff[2].kind=CARD_EXCHANGE",
                        "school.tariff[2].from=2024-01-01",
                        "school.tariff[2].amount=5")
                .run(started ->
                        assertThat(started.getStartupFailure()).rootCause().hasMessageContaining("case-rules.dmn"));
    }

    @Test
    void aMissingKindStopsTheStart() {
        school.withPropertyValues(
                        "school.tariff[0].kind=CARD_DUPLICATE",
                        "school.tariff[0].from=2024-01-01",
                        "school.tariff[0].amount=9")
                .run(started -> assertThat(started.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("CERTIFICATE_DUPLICATE"));
    }
}
