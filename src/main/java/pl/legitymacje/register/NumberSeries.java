package pl.legitymacje.register;

import java.time.Clock;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.school.SchoolProfile;

/**
 * Numbers without gaps and without doubles, taken in the caller's transaction (S3 II.5).
 *
 * <p>A series is one row; taking a number locks it until the caller's transaction ends, and a rollback gives the number
 * back. So take the number last and do nothing slow after it.
 */
@Component
public class NumberSeries {

    /** A number just taken: its year (null in a running series) and its place in the series, from 1. */
    public record Taken(Integer year, long serial) {

        /** As registers of documents write it: "125", or "125/2026" where numbers begin anew each year. */
        String written() {
            return year == null ? "" + serial : serial + "/" + year;
        }
    }

    private static final Pattern PER_YEAR = Pattern.compile("([0-9]{1,18})/([0-9]{4})");

    private final JdbcClient db;
    private final Clock clock;
    private final TransactionTemplate ownTransaction;

    NumberSeries(JdbcClient db, Clock clock, PlatformTransactionManager transactions) {
        this.db = db;
        this.clock = clock;
        this.ownTransaction = new TransactionTemplate(transactions);
        ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Takes the next number of a series.
     *
     * @param register whose numbers, for example {@code card}
     * @param numbering running or per calendar year, and the first number
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Taken next(String register, SchoolProfile.Series numbering) {
        Integer year =
                switch (numbering.counting()) {
                    case RUNNING -> null;
                    case PER_YEAR -> LocalDate.now(clock).getYear();
                };
        String name = year == null ? register : register + ":" + year;
        Long last = lock(name);
        if (last == null) {
            // The start given in the settings is where a paper register ended, so it counts for the first series only.
            begin(name, year != null && begun(register) ? 0 : numbering.start() - 1);
            last = lock(name);
        }
        long serial = last + 1;
        db.sql("update number_series set last_number = ? where name = ?")
                .params(serial, name)
                .update();
        return new Taken(year, serial);
    }

    /**
     * Whether a number as {@link Taken#written} writes it has been given by a series, or one day will be: then no document
     * from elsewhere can have it.
     */
    boolean owns(String register, SchoolProfile.Series numbering, String number) {
        return switch (numbering.counting()) {
            case RUNNING -> number.matches("[0-9]{1,18}") && Long.parseLong(number) >= numbering.start();
            case PER_YEAR -> {
                Matcher written = PER_YEAR.matcher(number);
                yield written.matches()
                        && owns(
                                Integer.parseInt(written.group(2)),
                                Long.parseLong(written.group(1)),
                                register,
                                numbering);
            }
        };
    }

    private boolean owns(int year, long serial, String register, SchoolProfile.Series numbering) {
        int first = db.sql("select min(name) from number_series where name like ?")
                .param(register + ":%")
                .query(String.class)
                .optional()
                .map(name -> Integer.parseInt(name.substring(register.length() + 1)))
                .orElseGet(() -> LocalDate.now(clock).getYear());
        return year > first || (year == first && serial >= numbering.start());
    }

    private Long lock(String name) {
        return db.sql("select last_number from number_series where name = ? for update")
                .param(name)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    private boolean begun(String register) {
        return db.sql("select count(*) from number_series where name like ?")
                        .param(register + ":%")
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** In a transaction of its own: a row that counts nothing yet is no number, and a lost race spoils no caller's. */
    private void begin(String name, long last) {
        try {
            ownTransaction.executeWithoutResult(status -> db.sql("insert into number_series values (?, ?)")
                    .params(name, last)
                    .update());
        } catch (DuplicateKeyException alreadyThere) {
            // Somebody else began the series at the same moment: that is all we wanted.
        }
    }
}
