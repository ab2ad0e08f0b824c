package pl.legitymacje.fee;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;
import pl.legitymacje.school.Refused;

/**
 * What the school charges, since when (S3 IV.3, IX.3; § 67 of the regulation). Amounts change by law and by town: each
 * entry holds until a later one of its kind begins.
 *
 * @param tariff from {@code school.tariff}, in any order; at least one entry of each kind that it has to name, of no other
 */
@Validated
@ConfigurationProperties("school")
public record Tariff(@NotEmpty @Valid List<Fee> tariff) {

    /** An amount in złoty, 0 for "free of charge", and the first day on which it holds. */
    public record Fee(
            @NotNull FeeKind kind,
            @NotNull LocalDate from,
            @NotNull
                    @DecimalMin(value = "0", message = "{school.tariff.amount}")
                    @DecimalMax(value = "1000", message = "{school.tariff.amount}")
                    @Digits(integer = 4, fraction = 2, message = "{school.tariff.amount}")
                    BigDecimal amount) {}

    public Tariff {
        tariff = tariff == null ? List.of() : List.copyOf(tariff);
    }

    /** Whether every kind of fee that belongs here has an amount, and no other. */
    @AssertTrue(message = "{school.tariff.kinds}")
    public boolean isComplete() {
        return Arrays.stream(FeeKind.values())
                .allMatch(kind -> kind.inTariff() == tariff.stream().anyMatch(fee -> fee.kind() == kind));
    }

    /**
     * What is owed for an application that was received on a day, in złoty.
     *
     * @throws Refused if the tariff begins only later
     */
    public BigDecimal on(FeeKind kind, LocalDate day) {
        return tariff.stream()
                .filter(fee -> fee.kind() == kind && !fee.from().isAfter(day))
                .max(Comparator.comparing(Fee::from))
                .map(Fee::amount)
                .orElseThrow(() -> new Refused("fee.tariff.later", day));
    }
}
