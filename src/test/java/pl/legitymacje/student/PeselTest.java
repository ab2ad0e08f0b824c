package pl.legitymacje.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pl.legitymacje.school.Refused;

class PeselTest {

    private static String refusal(String digits) {
        try {
            new Pesel(digits);
            return "none";
        } catch (Refused refused) {
            assertThat(refused.getMessage()).isNotBlank();
            if (digits != null && !digits.isEmpty()) {
                assertThat(refused.getMessage()).doesNotContain(digits);
            }
            return refused.key();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', student.pesel.form",
        "1526150123, student.pesel.form",
        "152615012300, student.pesel.form",
        "1526150123O, student.pesel.form",
        "'15261501230 ', student.pesel.form",
        "15261501231, student.pesel.checkDigit",
        "51261501230, student.pesel.checkDigit",
        "00000000000, student.pesel.date", // the check digit is right
        "99999999999, student.pesel.checkDigit",
    })
    void whatIsWrongIsToldApart(String digits, String key) {
        assertThat(refusal(digits)).isEqualTo(key);
    }

    @Test
    void noneIsNoPesel() {
        assertThat(refusal(null)).isEqualTo("student.pesel.form");
    }

    @Test
    void aDayThatTheCalendarDoesNotHaveIsRefused() {
        assertThat(refusal(withCheckDigit("1522290123"))).isEqualTo("student.pesel.date"); // 29 February 2015
        assertThat(refusal(withCheckDigit("1523000123"))).isEqualTo("student.pesel.date"); // 0 March
        assertThat(refusal(withCheckDigit("1633010123"))).isEqualTo("student.pesel.date"); // month 13 of the 2000s
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everySingleWrongDigitIsNoticed(int position) {
        char[] digits = "15261501230".toCharArray();
        char right = digits[position];
        for (char wrong = '0'; wrong <= '9'; wrong++) {
            digits[position] = wrong;
            if (wrong != right) {
                String changed = new String(digits);
                assertThatExceptionOfType(Refused.class).isThrownBy(() -> new Pesel(changed));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "15261501230, 2015-06-15",
        "44051401359, 1944-05-14",
        "02070803628, 1902-07-08",
    })
    void theBirthDateIsInIt(String digits, LocalDate birthDate) {
        assertThat(new Pesel(digits).birthDate()).isEqualTo(birthDate);
    }

    @ParameterizedTest
    @CsvSource({"8081, 1880-01-01", "0021, 2000-01-01", "9932, 2099-12-01", "0041, 2100-01-01", "5072, 2250-12-01"})
    void theCenturyIsInTheMonth(String yearAndMonth, LocalDate birthDate) {
        String digits = withCheckDigit(yearAndMonth + "010000");
        assertThat(new Pesel(digits).birthDate()).isEqualTo(birthDate);
    }

    @Test
    void itIsNotShownByAccident() {
        assertThat(new Pesel("15261501230")).hasToString("Pesel");
    }

    static String withCheckDigit(String tenDigits) {
        int[] weights = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += weights[i] * Character.digit(tenDigits.charAt(i), 10);
        }
        return tenDigits + (10 - sum % 10) % 10;
    }
}
