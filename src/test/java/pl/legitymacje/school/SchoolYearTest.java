package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchoolYearTest {

    @ParameterizedTest
    @CsvSource({
        "2026-08-31, 2025/2026, 2026-09-30",
        "2026-09-01, 2026/2027, 2027-09-30",
        "2026-12-31, 2026/2027, 2027-09-30",
        "2027-01-01, 2026/2027, 2027-09-30",
        "2024-02-29, 2023/2024, 2024-09-30",
    })
    void aCardIsValidToTheThirtiethOfSeptemberAfterItsSchoolYear(
            LocalDate issuedOn, String year, LocalDate validUntil) {
        assertThat(SchoolYear.of(issuedOn)).hasToString(year);
        assertThat(SchoolYear.cardValidUntil(issuedOn)).isEqualTo(validUntil);
    }

    @Test
    void itsFirstAndLastDayLieInIt() {
        SchoolYear year = new SchoolYear(2026);
        assertThat(SchoolYear.of(year.firstDay())).isEqualTo(year);
        assertThat(SchoolYear.of(year.lastDay())).isEqualTo(year);
        assertThat(SchoolYear.of(year.firstDay().minusDays(1))).isEqualTo(new SchoolYear(2025));
        assertThat(SchoolYear.of(year.lastDay().plusDays(1))).isEqualTo(new SchoolYear(2027));
    }
}
