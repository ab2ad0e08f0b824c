package pl.legitymacje.letter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import pl.legitymacje.school.Plain;

/**
 * The table of a register printout.
 *
 * @param columns the heads, at least one
 * @param rows each with as many cells as there are columns; a cell may be empty, and null means empty
 */
public record RegisterPage(List<String> columns, List<List<String>> rows) {

    /** A column's share of the page follows its longest text, within these bounds (in characters). */
    private static final int NARROWEST = 9;

    /** What a cell keeps free around its text. */
    private static final int PADDING = 2;

    private static final int WIDEST = 34;

    public RegisterPage {
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("A register page has columns");
        }
        columns = columns.stream().map(head -> Plain.line("column", head)).toList();
        int width = columns.size();
        rows = rows.stream().map(row -> cells(row, width)).toList();
    }

    private static List<String> cells(List<String> row, int width) {
        if (row.size() != width) {
            throw new IllegalArgumentException("A row has " + row.size() + " cells, the page " + width + " columns");
        }
        List<String> cells = new ArrayList<>(width);
        row.forEach(cell -> cells.add(cell == null || cell.isBlank() ? "" : Plain.line("cell", cell)));
        return List.copyOf(cells);
    }

    /** The columns' widths in whole percent, at most 100 together. */
    public List<Integer> widths() {
        List<Integer> lengths = IntStream.range(0, columns.size())
                .map(column -> IntStream.concat(
                                IntStream.of(columns.get(column).length()),
                                rows.stream().mapToInt(row -> row.get(column).length()))
                        .max()
                        .orElseThrow())
                .map(longest -> Math.max(NARROWEST, Math.min(WIDEST, longest + PADDING)))
                .boxed()
                .toList();
        int all = lengths.stream().mapToInt(Integer::intValue).sum();
        return lengths.stream().map(length -> 100 * length / all).toList();
    }
}
