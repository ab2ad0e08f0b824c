package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import pl.legitymacje.letter.LetterKind;
import pl.legitymacje.letter.PdfLetters;
import pl.legitymacje.letter.RegisterPage;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Texts;

/** Registers on paper. */
@Component
class RegisterPrinter {

    /** Some seventy pages, which take a second and more than a hundred megabytes to make (docs/bench.md). */
    private static final int MOST_PRINTED = 2000;

    private final PdfLetters printer;
    private final Clock clock;

    RegisterPrinter(PdfLetters printer, Clock clock) {
        this.printer = printer;
        this.clock = clock;
    }

    /** A register's first {@value #MOST_PRINTED} rows, and a word where there are more. One at a time, for what it takes. */
    synchronized ResponseEntity<byte[]> printout(
            String title, String heads, IntFunction<Page<List<Object>>> read, String fileName) {
        Page<List<Object>> first = read.apply(0);
        List<List<String>> rows =
                RegistersEndpoint.everyPage(page -> page == 0 ? first : read.apply(page), MOST_PRINTED).stream()
                        .map(row -> row.stream().map(RegisterPrinter::written).toList())
                        .toList();
        Map<String, Object> variables = new HashMap<>(Map.of(
                "title",
                title,
                "date",
                LocalDate.now(clock),
                "page",
                new RegisterPage(List.of(heads.split(";", -1)), rows)));
        if (first.total() > rows.size()) {
            variables.put("note", Texts.of("office.printout.notAll", rows.size(), first.total()));
        }
        return Pdf.shown(printer.pdf(LetterKind.REGISTER_PRINTOUT, variables), fileName);
    }

    private static String written(Object cell) {
        return cell instanceof LocalDate day ? Texts.of("office.day", day) : Objects.toString(cell, "");
    }
}
