package pl.legitymacje.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.transaction.IllegalTransactionStateException;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.Counting;
import pl.legitymacje.school.SchoolProfile.Series;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NumberSeriesTest {

    private static final Series RUNNING = new Series(Counting.RUNNING, 126);
    private static final Series PER_YEAR = new Series(Counting.PER_YEAR, 31);

    private final Rooms rooms = Rooms.onH2(NumberSeries.class);
    private final NumberSeries numbers = rooms.get(NumberSeries.class);

    private String register;
    private int last;

    @BeforeEach
    void anewRegister() {
        rooms.timeIs(Rooms.NOW);
        register = "register" + ++last;
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    private String next(Series series) {
        String[] written = new String[1];
        rooms.together(open -> written[0] = numbers.next(register, series).written());
        return written[0];
    }

    @Test
    void aNumberIsTakenInATransactionOnly() {
        assertThatThrownBy(() -> numbers.next(register, RUNNING)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aSeriesGoesOnWherePaperEndedAndAnewEachYear() {
        assertThat(next(RUNNING)).isEqualTo("126");
        assertThat(next(RUNNING)).isEqualTo("127");
        assertThat(next(PER_YEAR)).isEqualTo("31/2026");
        rooms.timeIs(Instant.parse("2026-12-31T23:00:00Z"));
        assertThat(next(PER_YEAR)).isEqualTo("1/2027");
        assertThat(next(RUNNING)).isEqualTo("128");
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING, 125, false",
        "RUNNING, 126, true",
        "RUNNING, 99999999999999999999, false",
        "RUNNING, 126/2024, false",
        "RUNNING, A126, false",
        "PER_YEAR, 30/2026, false",
        "PER_YEAR, 31/2026, true",
        "PER_YEAR, 1/2027, true",
        "PER_YEAR, 400/2025, false",
        "PER_YEAR, 126, false",
    })
    void itsNumbersAreKeptFromCardsOfElsewhere(Counting counting, String number, boolean owned) {
        Series series = counting == Counting.RUNNING ? RUNNING : PER_YEAR;
        assertThat(numbers.owns(register, series, number)).isEqualTo(owned);
        next(series);
        rooms.timeIs(Instant.parse("2028-01-01T09:00:00Z"));
        assertThat(numbers.owns(register, series, number)).isEqualTo(owned);
    }
}
