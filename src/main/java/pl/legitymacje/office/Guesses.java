package pl.legitymacje.office;

import java.time.Clock;
import java.time.Duration;

/**
 * Who may try a password now. A browser in which the user has logged in before answers for itself alone, whatever
 * strangers do to that user or from that address; all strangers together are slow, from however many addresses (after
 * OWASP, Slow Down Online Guessing Attacks with Device Cookies).
 */
final class Guesses {

    /** Mistypings that cost nothing. */
    private static final int FREE = 3;

    /** How many guesses an hour at one user newcomers may have beside the others': the price for letting them in. */
    private static final int NEWCOMERS_GUESSES = 100;

    private static final Duration NEWCOMERS_WINDOW = Duration.ofHours(1);

    private final GrowingDelay browsers;
    private final GrowingDelay users;
    private final GrowingDelay addresses;
    private final Throttle newcomers;
    private final Throttle spare;

    /** @param freeByAddress failures from one address, whoever's, before it has to wait: a school may have one for all */
    Guesses(int freeByAddress, Clock clock) {
        browsers = new GrowingDelay(FREE, clock);
        users = new GrowingDelay(FREE, clock);
        addresses = new GrowingDelay(freeByAddress, clock);
        newcomers = new Throttle(1, NEWCOMERS_WINDOW, clock);
        spare = new Throttle(NEWCOMERS_GUESSES, NEWCOMERS_WINDOW, clock);
    }

    /** One try. Where there is nothing to wait for, its end has to be told. */
    record Turn(Duration delay, Ending ending) {

        private static Turn notYet(Duration delay) {
            return new Turn(delay, failed -> {});
        }
    }

    interface Ending {

        void ended(boolean failed);
    }

    Turn knownBrowser(String browser) {
        return new Turn(browsers.begin(browser), failed -> browsers.ended(browser, failed));
    }

    Turn stranger(String user, String address) {
        Duration here = addresses.begin(address);
        if (!here.isZero()) {
            return Turn.notYet(here);
        }
        Duration forAll = users.begin(user);
        if (forAll.isZero()) {
            return new Turn(Duration.ZERO, failed -> {
                addresses.ended(address, failed);
                users.ended(user, failed);
                if (failed) {
                    newcomers.take(address);
                }
            });
        }
        // Others are guessing. Who comes from where nobody failed of late does not wait for them: their turn would
        // never come.
        if (newcomers.take(address)) {
            if (spare.take(user)) {
                return new Turn(Duration.ZERO, failed -> {
                    addresses.ended(address, failed);
                    if (!failed) {
                        newcomers.giveBack(address);
                        spare.giveBack(user);
                    }
                });
            }
            newcomers.giveBack(address);
        }
        addresses.ended(address, false);
        return Turn.notYet(forAll);
    }
}
