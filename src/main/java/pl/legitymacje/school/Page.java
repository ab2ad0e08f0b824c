package pl.legitymacje.school;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One page of a register as people read it.
 *
 * @param total how many rows there are on all pages
 * @param page which page this is, from 0
 * @param pageSize the most rows a page holds
 */
public record Page<T>(long total, int page, int pageSize, List<T> rows) {

    private static final int SIZE = 50;

    /**
     * Reads a page.
     *
     * @param from table and condition, with named parameters
     * @param order the columns to sort by, so that no two rows are alike in all of them
     * @param page from 0
     */
    public static <T> Page<T> read(
            JdbcClient db, String from, String order, Map<String, ?> parameters, RowMapper<T> row, int page) {
        long total = db.sql("select count(*) from " + from)
                .params(parameters)
                .query(Long.class)
                .single();
        List<T> rows = db.sql("select * from " + from + " order by " + order
                        + " offset :from rows fetch next :size rows only")
                .params(parameters)
                .param("from", (long) Math.max(0, page) * SIZE)
                .param("size", SIZE)
                .query(row)
                .list();
        return new Page<>(total, page, SIZE, rows);
    }

    /** The same page with other rows in the same places. */
    public <R> Page<R> map(Function<T, R> row) {
        return new Page<>(total, page, pageSize, rows.stream().map(row).toList());
    }
}
