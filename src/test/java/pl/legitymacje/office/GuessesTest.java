package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How slow guessing is, and whom it holds up. */
class GuessesTest {

    private static final Duration LONGEST = Duration.ofSeconds(15);

    private final Watch watch = new Watch();
    private final Guesses guesses = new Guesses(30, watch);

    @Test
    void fromHoweverManyAddressesADayBringsFewGuesses() {
        int guessed = 0;
        for (int second = 0; second < 24 * 60 * 60; second++) {
            for (int i = 0; i < 3; i++) {
                guessed += wrong("sekretariat", "a" + (3 * second + i)) ? 1 : 0;
            }
            watch.pass(1);
        }
        assertThat(guessed).isBetween(5_760, 8_300);
    }

    @Test
    void fromOneAddressAtManyUsersNoMore() {
        int guessed = 0;
        for (int second = 0; second < 60 * 60; second++) {
            guessed += wrong("u" + second, "jeden") ? 1 : 0;
            watch.pass(1);
        }
        assertThat(guessed).isBetween(240, 275);
    }

    @Test
    void manyAtTheSameMomentAreNoWayAround() {
        List<Guesses.Turn> all = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Guesses.Turn turn = guesses.stranger("sekretariat", "a" + i % 5);
            if (turn.delay().isZero()) {
                all.add(turn);
            }
        }
        assertThat(all).hasSizeLessThanOrEqualTo(20);
        all.forEach(turn -> turn.ending().ended(true));
        assertThat(guesses.stranger("sekretariat", "a0").delay()).isPositive();
    }

    @Test
    void theDelayGrowsToAQuarterOfAMinuteAndNeverFurther() {
        GrowingDelay growing = new GrowingDelay(3, watch);
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            assertThat(growing.begin("ktoś")).isZero();
            growing.ended("ktoś", true);
            Duration delay = growing.begin("ktoś");
            if (delay.isZero()) {
                growing.ended("ktoś", false);
            }
            // whoever is refused waits no longer for having tried
            assertThat(growing.begin("ktoś")).isEqualTo(delay);
            if (delay.isZero()) {
                growing.ended("ktoś", false);
            }
            delays.add(delay.toSeconds());
            watch.pass(delay.toSeconds());
        }
        assertThat(delays).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 15L, 15L, 15L, 15L, 15L, 15L);
    }

    @Test
    void aNewcomerDoesNotWaitForThoseWhoGuess() {
        attack("sekretariat", 41, 75);
        assertThat(guesses.stranger("sekretariat", "gdzie indziej").delay()).isZero();
    }

    @Test
    void andNobodyWaitsForLongerThanSaidOnceTheAttackIsOver() {
        attack("sekretariat", 4_000, 4_000);
        assertThat(guesses.stranger("sekretariat", "gdzie indziej").delay()).isBetween(Duration.ZERO, LONGEST);
        watch.pass(15);
        assertThat(guesses.stranger("sekretariat", "gdzie indziej").delay()).isZero();
    }

    @Test
    void otherUsersAreNotHeldUp() {
        attack("sekretariat", 41, 75);
        assertThat(guesses.stranger("dyrektor", "a1").delay()).isZero();
    }

    @Test
    void aKnownBrowserAnswersForItselfAlone() {
        attack("sekretariat", 41, 75);
        for (int i = 0; i < 3; i++) {
            Guesses.Turn turn = guesses.knownBrowser("mine");
            assertThat(turn.delay()).isZero();
            turn.ending().ended(true);
        }
        assertThat(guesses.knownBrowser("mine").delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(guesses.knownBrowser("other").delay()).isZero();
        watch.pass(1);
        assertThat(guesses.knownBrowser("mine").delay()).isZero();
    }

    @Test
    void rightPasswordsAreNoGuesses() {
        for (int i = 0; i < 10_000; i++) {
            Guesses.Turn turn = guesses.stranger("sekretariat", "szkoła");
            assertThat(turn.delay()).isZero();
            turn.ending().ended(false);
        }
    }

    @Test
    void aClockThatIsSetBackLocksNobodyOut() {
        attack("sekretariat", 1, 75);
        watch.pass(-3600);
        assertThat(guesses.stranger("sekretariat", "a0").delay()).isZero();
    }

    @Test
    void atTheBoundTheLeastIsForgottenAndTheWorstIsNot() {
        Throttle throttle = new Throttle(3, Duration.ofDays(1), watch);
        for (int i = 0; i < 3; i++) {
            assertThat(throttle.take("zgadujący")).isTrue();
        }
        for (int i = 0; i < 3 * Remembered.MOST; i++) {
            assertThat(throttle.take("przechodzień " + i)).isTrue();
        }
        assertThat(throttle.take("zgadujący")).isFalse();
    }

    @Test
    void neitherManyNorLongNamesFillTheMemory() {
        Remembered<Integer> remembered = new Remembered<>(value -> value < 0, Integer::compare);
        remembered.put("lapsed", -1);
        assertThat(remembered.get("lapsed")).isNull();
        for (int i = 0; i < 3 * Remembered.MOST; i++) {
            remembered.put("u" + i, i);
            assertThat(remembered.size()).isLessThanOrEqualTo(Remembered.MOST);
        }
        assertThat(remembered.get("u0")).isNull();
        assertThat(remembered.size()).isGreaterThanOrEqualTo(Remembered.MOST * 9 / 10);
        String endless = "x".repeat(1_000_000);
        remembered.put(endless, 7);
        assertThat(remembered.get("x".repeat(100))).isEqualTo(7);
    }

    /** One wrong guess a second, by turns from so many addresses. */
    private void attack(String user, int addresses, int seconds) {
        for (int second = 0; second < seconds; second++) {
            wrong(user, "a" + second % addresses);
            watch.pass(1);
        }
    }

    private boolean wrong(String user, String address) {
        Guesses.Turn turn = guesses.stranger(user, address);
        if (!turn.delay().isZero()) {
            return false;
        }
        turn.ending().ended(true);
        return true;
    }

    private static final class Watch extends Clock {

        private Instant now = Instant.parse("2026-11-23T08:00:00Z");

        void pass(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
