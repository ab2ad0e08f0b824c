package pl.legitymacje.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pl.legitymacje.school.Refused;

class MoneyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''         | fee.amount.unreadable",
                "dziewięć   | fee.amount.unreadable",
                "-9,00      | fee.amount.unreadable",
                "9,00,00    | fee.amount.unreadable",
                "1.234,50   | fee.amount.unreadable",
                "12 34,50   | fee.amount.unreadable",
                "9,         | fee.amount.unreadable",
                ",50        | fee.amount.unreadable",
                "9,00 EUR   | fee.amount.unreadable",
                "1e2        | fee.amount.unreadable",
                "٩          | fee.amount.unreadable",
                "8,995      | fee.amount.digits",
                "0,001      | fee.amount.digits",
                "999999999  | fee.amount.unreadable",
            })
    void whatIsNoAmountIsRefusedAndNeverRounded(String written, String key) {
        assertThatThrownBy(() -> Money.parse(written))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo(key));
    }

    @ParameterizedTest
    @CsvSource({"-0.01, fee.amount.negative", "9.001, fee.amount.digits", "100000000, fee.amount.tooLarge"})
    void anAmountBeyondTheLimitsIsRefused(BigDecimal amount, String key) {
        assertThatThrownBy(() -> Money.exact(amount))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo(key));
    }

    @Test
    void nothingIsNoPayment() {
        assertThatThrownBy(() -> Money.positive(new BigDecimal("0.00")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.key()).isEqualTo("fee.amount.zero"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "9          | 9.00    | 9,00 zł",
                "9,00       | 9.00    | 9,00 zł",
                "9.5        | 9.50    | 9,50 zł",
                "8,99 zł    | 8.99    | 8,99 zł",
                "9,01zł     | 9.01    | 9,01 zł",
                "9,000      | 9.00    | 9,00 zł",
                "0          | 0.00    | 0,00 zł",
                "1 234,50   | 1234.50 | 1\u00a0234,50 zł",
                "99999999,99| 99999999.99 | 99\u00a0999\u00a0999,99 zł",
            })
    void anAmountIsReadAsPeopleWriteItAndWrittenAsTheyReadIt(String written, BigDecimal amount, String shown) {
        assertThat(Money.parse(written)).isEqualTo(amount);
        assertThat(Money.written(amount)).isEqualTo(shown);
        assertThat(Money.parse(shown)).isEqualTo(amount);
    }
}
