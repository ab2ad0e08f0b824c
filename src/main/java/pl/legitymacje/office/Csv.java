package pl.legitymacje.office;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A table as Polish spreadsheet programs open it: semicolons, UTF-8 with a mark, no formulas. */
final class Csv {

    private static final CSVFormat FORMAT =
            CSVFormat.EXCEL.builder().setDelimiter(';').setNullString("").get();

    private final StringBuilder text = new StringBuilder("\uFEFF");
    private final CSVPrinter printer;

    /** @param header the columns' names, separated by semicolons */
    Csv(String header) {
        try {
            printer = new CSVPrinter(text, FORMAT);
            printer.printRecord((Object[]) header.split(";"));
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
    }

    void row(Object... cells) {
        try {
            printer.printRecord(Arrays.stream(cells).map(Csv::harmless).toArray());
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
    }

    byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A cell that a spreadsheet would run as a formula is made a text. */
    private static Object harmless(Object cell) {
        return cell instanceof String text && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0
                ? "'" + text
                : cell;
    }
}
