package pl.legitymacje.register;

import java.time.Instant;
import java.time.LocalDate;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.school.Texts;

/**
 * One line of the ledger of holograms.
 *
 * @param quantity what it added to the stock; less than nothing for what was used or spoiled
 * @param balance the stock after it
 * @param schoolYear for which a hologram was used, else the one in which the day lies
 * @param cardNumber the card on which one was put, else null
 * @param note why, in the office's words, or null
 * @param by user name of the clerk
 */
public record HologramEntry(
        long id,
        Kind kind,
        int quantity,
        int balance,
        LocalDate on,
        SchoolYear schoolYear,
        String cardNumber,
        String note,
        Instant at,
        String by) {

    /** What happened to holograms. */
    public enum Kind {
        RECEIVED,
        USED,
        SPOILED,
        /** The stock was counted; the quantity is what the count found more or less. */
        COUNTED;

        /** The kind as the office reads it. */
        public String label() {
            return Texts.of("register.hologram.kind." + name());
        }
    }
}
