package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "anna",
                "anna@",
                "@szkola.pl",
                "anna@szkola",
                "anna@@szkola.pl",
                "anna@szkola..pl",
                "anna@-szkola.pl",
                ".anna@szkola.pl",
                "anna.@szkola.pl",
                "anna nowak@szkola.pl",
                "anna@szkola.pl, jan@szkola.pl",
                "Anna <anna@szkola.pl>",
                "anna@szkola.pl\nBcc: x@y.pl",
                "żaneta@szkola.pl",
            })
    void isNotOneAddress(String text) {
        assertThat(MailAddress.isValid(text)).isFalse();
    }

    @Test
    void isNotLongerThanAMailServerTakes() {
        assertThat(MailAddress.isValid("a".repeat(250) + "@szkola.pl")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"anna@szkola.pl", "anna.nowak-kowalska+legitymacja@poczta.szkola.edu.pl", "A_1@X.COM"})
    void isOneAddress(String text) {
        assertThat(MailAddress.isValid(text)).isTrue();
    }
}
