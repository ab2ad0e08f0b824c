package pl.legitymacje.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolYear;

/**
 * The stock of holograms that confirm the validity of ID-1 cards (S3 II.4), with its ledger. It is never less than nothing:
 * what was received has to be entered before what was used, or a count sets it right.
 */
@Service
public class Holograms {

    private final JdbcClient db;
    private final Clock clock;

    Holograms(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** How many the office has. */
    public int balance() {
        return db.sql("select balance from hologram_stock").query(Integer.class).single();
    }

    /**
     * Enters holograms that the school received.
     *
     * @throws Refused if it is none, or the day is in the future
     */
    @Transactional
    public void receive(int quantity, LocalDate on, String by) {
        enter(HologramEntry.Kind.RECEIVED, positive(quantity), on, SchoolYear.of(on), null, null, by);
    }

    /**
     * Enters the hologram that was put on a card for a school year.
     *
     * @return whether this call entered it: not if the card has had one for that year
     * @throws Refused if there is none left, or the day is in the future
     */
    @Transactional
    public boolean use(String cardNumber, SchoolYear schoolYear, LocalDate on, String by) {
        lock();
        boolean used = db.sql("select count(*) from hologram_entry where used_key = ?")
                        .param(key(cardNumber, schoolYear))
                        .query(Integer.class)
                        .single()
                > 0;
        if (used) {
            return false;
        }
        enter(HologramEntry.Kind.USED, -1, on, schoolYear, cardNumber, null, by);
        return true;
    }

    /**
     * Enters holograms that were spoiled.
     *
     * @throws Refused if it is none or more than there are, the reason is missing, or the day is in the future
     */
    @Transactional
    public void spoil(int quantity, String reason, LocalDate on, String by) {
        String why = Entered.text(reason, "register.noReason");
        enter(HologramEntry.Kind.SPOILED, -positive(quantity), on, SchoolYear.of(on), null, why, by);
    }

    /**
     * Enters what a count found: from now on that is the stock. Counts and movements are known by their days, not hours: of
     * one day they count in the order in which they are entered.
     *
     * @param found how many lie there, 0 or more
     * @param note why it differs, or null
     * @throws Refused if it is less than nothing, the day is in the future, or something was entered for a later one
     */
    @Transactional
    public void count(int found, String note, LocalDate on, String by) {
        if (found < 0) {
            throw new Refused("register.hologram.negative");
        }
        int before = lock();
        newest().filter(entry -> on.isBefore(entry.on())).ifPresent(entry -> {
            throw new Refused(
                    "register.hologram.countedEarly",
                    on,
                    entry.on(),
                    entry.kind().label());
        });
        enter(HologramEntry.Kind.COUNTED, found - before, on, SchoolYear.of(on), null, note, by);
    }

    /** How many were used for a school year, or spoiled in it. */
    public int total(HologramEntry.Kind kind, SchoolYear schoolYear) {
        return Math.abs(
                db.sql("select coalesce(sum(quantity), 0) from hologram_entry where kind = ? and school_year = ?")
                        .params(kind.name(), schoolYear.startYear())
                        .query(Integer.class)
                        .single());
    }

    /** A page of the ledger, the latest entry first. */
    public Page<HologramEntry> entries(int page) {
        return Page.read(db, "hologram_entry", "id desc", Map.of(), Holograms::entry, page);
    }

    /** The entry of the latest day. */
    private Optional<HologramEntry> newest() {
        return db.sql("select * from hologram_entry order by on_day desc, id desc fetch first 1 rows only")
                .query(Holograms::entry)
                .optional();
    }

    /** How many there are, the stock locked until the transaction ends. */
    int lock() {
        return db.sql("select balance from hologram_stock for update")
                .query(Integer.class)
                .single();
    }

    private void enter(
            HologramEntry.Kind kind,
            int quantity,
            LocalDate on,
            SchoolYear schoolYear,
            String cardNumber,
            String note,
            String by) {
        LocalDate day = Entered.day(on, null, LocalDate.now(clock));
        long balance = (long) lock() + quantity;
        if (balance < 0) {
            throw new Refused("register.hologram.tooFew", balance - quantity);
        }
        if (balance > Integer.MAX_VALUE) {
            throw new Refused("register.hologram.quantity");
        }
        db.sql("update hologram_stock set balance = ?").param((int) balance).update();
        db.sql("insert into hologram_entry (kind, quantity, balance, on_day, school_year, card_number, note, at, who,"
                        + " used_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        kind.name(),
                        quantity,
                        (int) balance,
                        day,
                        schoolYear.startYear(),
                        cardNumber,
                        note == null || note.isBlank() ? null : note.strip(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        by,
                        cardNumber == null ? null : key(cardNumber, schoolYear))
                .update();
    }

    private static int positive(int quantity) {
        if (quantity < 1) {
            throw new Refused("register.hologram.quantity");
        }
        return quantity;
    }

    private static String key(String cardNumber, SchoolYear schoolYear) {
        return cardNumber + " " + schoolYear;
    }

    private static HologramEntry entry(ResultSet row, int index) throws SQLException {
        return new HologramEntry(
                row.getLong("id"),
                HologramEntry.Kind.valueOf(row.getString("kind")),
                row.getInt("quantity"),
                row.getInt("balance"),
                row.getObject("on_day", LocalDate.class),
                new SchoolYear(row.getInt("school_year")),
                row.getString("card_number"),
                row.getString("note"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"));
    }
}
