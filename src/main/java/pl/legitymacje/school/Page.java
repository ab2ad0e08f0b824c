package pl.legitymacje.school;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a register as people read it.
 *
 * @param total how many rows there are on all pages
 * @param page which page this is, from 0
 * @param pageSize the most rows a page holds
 */
public record Page<T>(long total, int page, int pageSize, List<T> rows) {

    /** The same page with other rows in the same places. */
    public <R> Page<R> map(Function<T, R> row) {
        return new Page<>(total, page, pageSize, rows.stream().map(row).toList());
    }
}
