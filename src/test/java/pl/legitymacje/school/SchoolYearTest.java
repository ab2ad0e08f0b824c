package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2023",
                "2023/24",
                "2023-2024",
                "2023/2023",
                "2023/2025",
                "2024/2023",
                "1823/1824",
                "23/24",
                "2023//2024",
                "2023/2024/2025",
                "rok 2023/2024",
                "20230/20231"
            })
    void whatIsNoSchoolYearIsRefused(String text) {
        assertThatThrownBy(() -> SchoolYear.parse(text, LocalDate.of(2026, 11, 21)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo("school.year.malformed"));
    }

    @Test
    void aSchoolYearThatHasNotBegunIsRefused() {
        assertThatThrownBy(() -> SchoolYear.parse("2026/2027", LocalDate.of(2026, 8, 31)))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo("school.year.future"))
                .hasMessageContaining("2026/2027");
        assertThat(SchoolYear.parse("2026/2027", LocalDate.of(2026, 9, 1))).isEqualTo(new SchoolYear(2026));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023/2024", " 2023 / 2024 "})
    void aSchoolYearIsReadAsItIsWritten(String text) {
        assertThat(SchoolYear.parse(text, LocalDate.of(2026, 11, 21))).hasToString("2023/2024");
        assertThat(SchoolYear.parse("1999/2000", LocalDate.of(2026, 11, 21))).hasToString("1999/2000");
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
