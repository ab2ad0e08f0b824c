package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadlineTest {

    @Test
    void aPeriodHasAtLeastOneDay() {
        assertThatIllegalArgumentException().isThrownBy(() -> Deadline.after(LocalDate.of(2026, 11, 20), 0));
    }

    @ParameterizedTest
    @CsvSource({
        // domain §5
        "2024-12-10, 14, 2024-12-24",
        "2025-12-10, 14, 2025-12-29",
        "2026-03-23, 14, 2026-04-07",
        "2026-05-21, 14, 2026-06-05",
        // the day of the event does not count
        "2026-11-18, 1, 2026-11-19",
        "2026-11-20, 1, 2026-11-23", // Saturday
        "2026-11-20, 2, 2026-11-23", // Sunday
        "2026-11-20, 7, 2026-11-27",
        "2026-12-30, 2, 2027-01-04", // New Year, then a weekend
    })
    void aPeriodEndsOnAWorkingDay(LocalDate event, int days, LocalDate last) {
        assertThat(Deadline.after(event, days)).isEqualTo(last);
    }
}
