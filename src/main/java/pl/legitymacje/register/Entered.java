package pl.legitymacje.register;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Refused;

/** What every register asks of what is entered in it, and how its pages are read. */
final class Entered {

    private static final int PAGE_SIZE = 50;

    private Entered() {}

    /** A text that has to be there, without the space around it. */
    static String text(String text, String refusal) {
        if (text == null || text.isBlank()) {
            throw new Refused(refusal);
        }
        return text.strip();
    }

    /** A day that has come, and not before what went before it; {@code earliest} may be null. */
    static LocalDate day(LocalDate day, LocalDate earliest, LocalDate today) {
        if (day.isAfter(today)) {
            throw new Refused("register.day.future", day);
        }
        if (earliest != null && day.isBefore(earliest)) {
            throw new Refused("register.day.early", day, earliest);
        }
        return day;
    }

    /**
     * A page of a register, the latest number first; {@code assigned_at} and {@code serial} are in each of them.
     *
     * @param from table and condition, with named parameters
     */
    static <T> Page<T> page(JdbcClient db, String from, Map<String, ?> parameters, RowMapper<T> row, int page) {
        long total = db.sql("select count(*) from " + from)
                .params(parameters)
                .query(Long.class)
                .single();
        List<T> rows = db.sql("select * from " + from
                        + " order by assigned_at desc, serial desc offset :from rows fetch next :size rows only")
                .params(parameters)
                .param("from", (long) page * PAGE_SIZE)
                .param("size", PAGE_SIZE)
                .query(row)
                .list();
        return new Page<>(total, page, PAGE_SIZE, rows);
    }
}
