package pl.legitymacje.casefile;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Texts;

/** What was erased because its time of keeping was over: how much of it and when, and nothing about whom (domain §8). */
@Service
public class Erasures {

    /** What is erased. */
    public enum Kind {
        PHOTO,
        PROOF,
        CASE,
        MAIL,
        PAYMENT,
        CERTIFICATE;

        /** As the office reads it. */
        public String label() {
            return Texts.of("casefile.erasure." + name());
        }
    }

    /** {@code quantity} is at least 1. */
    public record Erasure(LocalDate on, Kind what, int quantity) {}

    private final JdbcClient db;
    private final Clock clock;

    Erasures(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** Writes down that so many were erased today; nothing where there were none. */
    @Transactional
    public void note(Kind what, int quantity) {
        if (quantity > 0) {
            db.sql("insert into erasure (on_day, what, quantity) values (?, ?, ?)")
                    .params(LocalDate.now(clock), what.name(), quantity)
                    .update();
        }
    }

    /** A page of them, the latest first. */
    public Page<Erasure> page(int page) {
        return Page.read(
                db,
                "erasure",
                "id desc",
                Map.of(),
                (row, index) -> new Erasure(
                        row.getObject("on_day", LocalDate.class),
                        Kind.valueOf(row.getString("what")),
                        row.getInt("quantity")),
                page);
    }
}
