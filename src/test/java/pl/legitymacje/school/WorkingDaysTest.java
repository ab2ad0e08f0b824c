package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingDaysTest {

    /** Easter Sunday by Gauss, with the Gregorian exceptions: not the way the library computes it. */
    private static LocalDate easter(int year) {
        int a = year % 19;
        int b = year % 4;
        int c = year % 7;
        int k = year / 100;
        int p = (13 + 8 * k) / 25;
        int q = k / 4;
        int m = (15 - p + k - q) % 30;
        int n = (4 + k - q) % 7;
        int d = (19 * a + m) % 30;
        int e = (2 * b + 4 * c + 6 * d + n) % 7;
        if (d == 29 && e == 6) {
            return LocalDate.of(year, 4, 19);
        }
        if (d == 28 && e == 6 && (11 * m + 11) % 30 < 19) {
            return LocalDate.of(year, 4, 18);
        }
        return LocalDate.of(year, 3, 22).plusDays(d + e);
    }

    @ParameterizedTest
    @CsvSource({"2020, 2020-04-12", "2024, 2024-03-31", "2025, 2025-04-20", "2026, 2026-04-05", "2030, 2030-04-21"})
    void theTestsOwnEasterIsRight(int year, LocalDate easter) {
        assertThat(easter(year)).isEqualTo(easter);
    }

    @ParameterizedTest
    @ValueSource(ints = {2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027, 2028, 2029, 2030})
    void theHolidaysOfAYearAreTheStatutoryOnes(int year) {
        TreeSet<LocalDate> expected = new TreeSet<>();
        List.of("--01-01", "--01-06", "--05-01", "--05-03", "--08-15", "--11-01", "--11-11", "--12-25", "--12-26")
                .forEach(day -> expected.add(MonthDay.parse(day).atYear(year)));
        if (year >= 2025) {
            expected.add(LocalDate.of(year, 12, 24));
        }
        LocalDate easter = easter(year);
        expected.add(easter);
        expected.add(easter.plusDays(1));
        expected.add(easter.plusDays(49)); // Pentecost
        expected.add(easter.plusDays(60)); // Corpus Christi

        List<LocalDate> holidays = LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(WorkingDays::isHoliday)
                .toList();

        assertThat(holidays).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-24, 2024-12-24", // still a working day
        "2025-12-24, 2025-12-29",
        "2026-04-04, 2026-04-07", // Easter Saturday
        "2026-11-11, 2026-11-12",
        "2026-11-13, 2026-11-13",
    })
    void onOrAfterMovesOnlyWhatMustMove(LocalDate day, LocalDate working) {
        assertThat(WorkingDays.onOrAfter(day)).isEqualTo(working);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 1, 2026-11-19",
        "2026-11-23, 1, 2026-11-20", // over a weekend
        "2026-11-12, 1, 2026-11-10", // over a holiday
        "2026-11-20, 7, 2026-11-10",
        "2025-12-29, 2, 2025-12-22", // over Christmas with its eve
        "2026-11-22, 1, 2026-11-20", // from a Sunday
    })
    void beforeCountsWorkingDaysOnly(LocalDate day, int count, LocalDate before) {
        assertThat(WorkingDays.before(day, count)).isEqualTo(before);
    }

    @Test
    void beforeNeedsAtLeastOneDay() {
        assertThatIllegalArgumentException().isThrownBy(() -> WorkingDays.before(LocalDate.of(2026, 11, 20), 0));
    }
}
