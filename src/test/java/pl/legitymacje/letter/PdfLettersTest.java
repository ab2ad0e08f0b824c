package pl.legitymacje.letter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openhtmltopdf.util.Diagnostic;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opentest4j.TestAbortedException;
import pl.legitymacje.school.RoomTexts;

class PdfLettersTest {

    private static final String POLISH = "Zażółć gęślą jaźń ĄĆĘŁŃÓŚŹŻ ąćęłńóśźż";

    private final PdfLetters letters = new PdfLetters(LetterSamples.SCHOOL);

    // ---- what must not be printed

    @ParameterizedTest
    @EnumSource
    void each_variable_left_out_null_or_of_another_type_is_refused(LetterKind kind) {
        for (String name : kind.variables().keySet()) {
            Map<String, Object> variables = LetterSamples.variables(kind);
            variables.remove(name);
            refused(kind, variables, name);
            for (Object wrong : Arrays.asList(null, 7, List.of(7), Map.of(), List.of("x", 7))) {
                variables.put(name, wrong);
                refused(kind, variables, name);
            }
        }
        for (String name : kind.optional().keySet()) {
            for (Object wrong : List.of(7, List.of(7), Map.of())) {
                Map<String, Object> variables = LetterSamples.needed(kind);
                variables.put(name, wrong);
                refused(kind, variables, name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_variable_too_many_is_refused_and_not_repeated(LetterKind kind) {
        Map<String, Object> variables = LetterSamples.variables(kind);
        variables.put("surname", "Kowalska");
        assertThatThrownBy(() -> letters.pdf(kind, variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surname")
                .hasMessageNotContaining("Kowalska");
    }

    @ParameterizedTest
    @EnumSource
    void blank_text_and_empty_lists_and_unknown_words_are_refused(LetterKind kind) {
        Map<String, LetterKind.Value> all = new HashMap<>(kind.variables());
        all.putAll(kind.optional());
        all.forEach((name, value) -> {
            List<Object> bad =
                    switch (value) {
                        case LINE, TEXT, QR -> List.of("", " ", "\u00a0", "\r\n");
                        case SOME_LINES -> List.of(List.of(), List.of("x", " "));
                        case DAY, MOMENT, FEE, FEES, PAGE -> List.of();
                        default -> List.of("", "lost", "OTHER");
                    };
            for (Object wrong : bad) {
                Map<String, Object> variables = LetterSamples.variables(kind);
                variables.put(name, wrong);
                refused(kind, variables, name);
            }
        });
    }

    @Test
    void a_call_that_gives_six_days_is_refused() {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.CALL_TO_COMPLETE);
        LocalDate date = (LocalDate) variables.get("date");
        variables.put("until", date.plusDays(6));
        refused(LetterKind.CALL_TO_COMPLETE, variables, "7 days");
        variables.put("until", date.plusDays(7));
        assertThat(letters.html(LetterKind.CALL_TO_COMPLETE, variables)).contains("9 marca 2026 r.");
    }

    @Test
    void a_delay_to_the_same_day_is_refused() {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.DELAY_NOTICE);
        variables.put("newDeadline", variables.get("deadline"));
        refused(LetterKind.DELAY_NOTICE, variables, "later");
    }

    @Test
    void a_fee_is_a_positive_amount_in_grosze() {
        for (String wrong : List.of("0", "-9", "9.001")) {
            assertThatThrownBy(() -> new DueFee(new BigDecimal(wrong), "opłata"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new DueFee(null, "opłata")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DueFee(BigDecimal.TEN, " ")).isInstanceOf(IllegalArgumentException.class);
        assertThat(new DueFee(new BigDecimal("9"), "opłata").sum()).isEqualTo("9,00\u00a0zł");
        assertThat(new DueFee(new BigDecimal("1234.5"), "opłata").sum()).matches("1\\h234,50\u00a0zł");
    }

    @Test
    void a_register_page_has_columns_and_full_rows() {
        assertThatThrownBy(() -> new RegisterPage(List.of(), List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RegisterPage(List.of(" "), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RegisterPage(List.of("Nr", "Stan"), List.of(List.of("1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 columns");
        var page = new RegisterPage(List.of("Nr"), List.of(Collections.singletonList(null), List.of("\t")));
        assertThat(page.rows()).containsExactly(List.of(""), List.of(""));
        assertThat(page.widths()).containsExactly(100);
        assertThat(LetterSamples.register(9).widths().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isBetween(90, 100);
    }

    @Test
    void a_template_that_names_an_unknown_variable_fails() {
        assertThatThrownBy(() -> letters.render(
                        "delay-notice", Map.of("title", "x", "caseNumber", "1", "date", "x", "landscape", false)))
                .hasStackTraceContaining("unknown variable");
    }

    @Test
    void nothing_is_fetched_from_files_or_the_network(@TempDir Path folder) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            String http = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
            Path secret = Files.writeString(folder.resolve("secret.svg"), "<p>hasło</p>");
            List<String> images = new ArrayList<>();
            for (String url : List.of(
                    http + "a.png",
                    secret.toUri().toString(),
                    "file:///etc/passwd",
                    "classpath:x",
                    "data:text/html;base64,PGI+aGFzxYJvPC9iPg==",
                    "data:image/svg+xml;base64,PHN2Zy8+")) {
                images.add("<img src='%1$s' alt='x'/><p style='background-image: url(%1$s)'>a</p>".formatted(url));
                images.add("<object data='%1$s'>o</object><iframe src='%1$s'></iframe>".formatted(url));
            }
            String page = "<html lang='pl'><head><title>t</title><meta name='subject' content='s'/>"
                    + "<link rel='stylesheet' href='" + http + "a.css'/><style>@import url(" + http + "b.css);"
                    + "@font-face { font-family: F; src: url(" + http + "f.ttf); } body { font-family: Letter }"
                    + "p { font-family: F, Letter }</style></head><body>" + String.join("", images) + "</body></html>";
            byte[] pdf = PdfPress.print(page, complaint -> {});
            assertThat(asked).hasValue(0);
            assertThat(text(pdf)).doesNotContain("hasło", "root:");
            try (PDDocument document = Loader.loadPDF(pdf)) {
                for (PDPage each : document.getPages()) {
                    assertThat(each.getResources().getXObjectNames()).isEmpty();
                }
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_page_with_entities_is_not_read() {
        assertThatThrownBy(() -> PdfPress.print(
                        "<!DOCTYPE html [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><html><body>&e;</body></html>",
                        complaint -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    // ---- what is printed

    @ParameterizedTest
    @EnumSource
    void every_letter_is_whole(LetterKind kind) {
        String text = text(letters.pdf(kind, LetterSamples.variables(kind)));
        assertThat(text)
                .contains(LetterSamples.SCHOOL.name(), "Ćmielowska 3/5, 00-001 Żółwin", "16 000 00 00")
                .contains("sekretariat@szkola.example", "Żółwin, 2 marca 2026 r.", "strona 1 z ")
                .doesNotContain("${", "~{", "th:", "null", "[[", "#");
        if (kind == LetterKind.REGISTER_PRINTOUT) {
            assertThat(text).contains("Ewidencja wydanych legitymacji szkolnych");
        } else {
            assertThat(text.replaceAll("\\s+", " ")).contains(kind.title(), "Numer sprawy: SPR-2026-0012");
        }
    }

    @ParameterizedTest
    @EnumSource
    void every_line_and_list_is_shown_with_its_polish_letters_and_its_markup_as_text(LetterKind kind) {
        Map<String, LetterKind.Value> all = new HashMap<>(kind.variables());
        all.putAll(kind.optional());
        Map<String, Object> variables = LetterSamples.variables(kind);
        List<String> marks = new ArrayList<>();
        all.forEach((name, value) -> {
            String mark = POLISH + " <b>&amp;\"'</b> <img src='file:///etc/passwd'/> " + name;
            Object marked =
                    switch (value) {
                        case LINE -> mark;
                        case TEXT -> "Pierwszy.\n\n" + mark;
                        case SOME_LINES -> List.of("Pierwszy", mark);
                        case FEE -> new DueFee(BigDecimal.ONE, mark);
                        case FEES -> List.of(new DueFee(BigDecimal.ONE, "x"), new DueFee(BigDecimal.ONE, mark));
                        case PAGE -> new RegisterPage(List.of("Nr", "Nazwisko"), List.of(List.of("1", mark)));
                        default -> null;
                    };
            if (marked != null) {
                variables.put(name, marked);
                marks.add(mark.replaceAll("\\s+", ""));
            }
        });
        assertThat(text(letters.pdf(kind, variables)).replaceAll("\\s+", "")).contains(marks);
    }

    @ParameterizedTest
    @EnumSource
    void the_letters_of_every_word_are_given_back_one_by_one(LetterKind kind, @TempDir Path folder) throws Exception {
        Map<String, Object> variables = LetterSamples.variables(kind);
        List<String> words = List.of("Zofia", "oficjalny", "flaga", "efektywny", "afisz", "szafle");
        String sentence = String.join(" ", words);
        String name = kind == LetterKind.REGISTER_PRINTOUT ? "note" : "student";
        variables.replaceAll((each, value) -> each.matches(name + "|addressee|certificate|nameThen")
                ? value instanceof List ? List.of(sentence) : sentence
                : value);
        assertThat(variables).containsValue(variables.containsKey("addressee") ? List.of(sentence) : sentence);
        byte[] pdf = letters.pdf(kind, variables);
        assertThat(text(pdf)).contains(words).doesNotContainPattern("[\\ufb00-\\ufb06]");
        assertThat(pdf.length).isLessThan(400_000);

        Path file = Files.write(folder.resolve("letter.pdf"), pdf);
        Process reader;
        try {
            reader = new ProcessBuilder("pdftotext", "-enc", "UTF-8", file.toString(), "-").start();
        } catch (IOException notInstalled) {
            throw new TestAbortedException("pdftotext is not on this machine: only PDFBox has read the letter");
        }
        assertThat(new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains(words)
                .doesNotContainPattern("[\\ufb00-\\ufb06]");
        assertThat(reader.waitFor()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void every_day_and_choice_makes_a_difference(LetterKind kind) {
        Map<String, LetterKind.Value> all = new HashMap<>(kind.variables());
        all.putAll(kind.optional());
        all.forEach((name, value) -> {
            if (value == LetterKind.Value.DAY) {
                Map<String, Object> variables = LetterSamples.variables(kind);
                LocalDate day = LocalDate.of(2026, 3, name.equals("date") ? 1 : 20);
                variables.put(name, day);
                if (name.equals("deadline")) {
                    variables.put("newDeadline", LocalDate.of(2026, 4, 1));
                }
                assertThat(letters.html(kind, variables)).contains(day.getDayOfMonth() + " marca 2026 r.");
            }
            Set<String> pages = new HashSet<>();
            for (String word : value.words()) {
                Map<String, Object> variables = LetterSamples.variables(kind);
                variables.put(name, word);
                String page = letters.html(kind, variables);
                assertThat(page.split("☒", -1)).hasSize(value == LetterKind.Value.RECORDS ? 1 : 2);
                pages.add(page);
            }
            assertThat(pages).hasSameSizeAs(value.words());
        });
    }

    @ParameterizedTest
    @EnumSource
    void every_letter_is_tagged_polish_titled_and_carries_its_fonts(LetterKind kind) throws IOException {
        List<Diagnostic> complaints = new ArrayList<>();
        byte[] pdf = PdfPress.print(letters.html(kind, LetterSamples.variables(kind)), complaints::add);
        assertThat(complaints)
                .filteredOn(complaint -> complaint.getLevel().intValue() >= Level.WARNING.intValue())
                .extracting(Diagnostic::getFormattedMessage)
                .isEmpty();
        try (PDDocument document = Loader.loadPDF(pdf)) {
            var catalog = document.getDocumentCatalog();
            assertThat(catalog.getMarkInfo().isMarked()).isTrue();
            assertThat(catalog.getLanguage()).isEqualTo("pl");
            assertThat(catalog.getViewerPreferences().displayDocTitle()).isTrue();
            assertThat(document.getDocumentInformation().getTitle())
                    .isNotBlank()
                    .doesNotContain("Śmigły");
            assertThat(new String(catalog.getMetadata().toByteArray(), StandardCharsets.UTF_8))
                    .containsPattern("pdfuaid:part(>|=\")1");
            Set<String> tags = new TreeSet<>();
            // one branch: what floats would be read last, out of its place
            assertThat(((PDStructureNode)
                                    catalog.getStructureTreeRoot().getKids().get(0))
                            .getKids())
                    .hasSize(1);
            collect(catalog.getStructureTreeRoot(), tags);
            assertThat(tags).contains("Document", "H1", "P", "Table", "TR", "TH", "TD");
            Set<String> fonts = new TreeSet<>();
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).isTrue();
                    fonts.add(font.getName().replaceFirst("^[A-Z]{6}\\+", ""));
                }
            }
            assertThat(fonts).containsExactly("DejaVuSansCondensed", "DejaVuSansCondensed-Bold");
        }
    }

    @ParameterizedTest
    @EnumSource
    void long_values_wrap_and_stay_on_the_paper(LetterKind kind) throws IOException {
        String unbroken = "Ż".repeat(150);
        String words = "Brzęczyszczykiewicz-Chrząszczyżewoszycki ".repeat(40);
        for (String monster : List.of(unbroken, words)) {
            Map<String, Object> variables = LetterSamples.variables(kind);
            variables.replaceAll((name, value) -> {
                if (value instanceof String text
                        && text.equals(text.toUpperCase(Locale.ROOT))
                        && !text.matches(".*[0-9].*")) {
                    return value; // a word to choose
                }
                if (value instanceof DueFee) {
                    return new DueFee(new BigDecimal("9999.99"), monster);
                }
                if (value instanceof RegisterPage) {
                    return new RegisterPage(
                            Collections.nCopies(10, monster.substring(0, 100)),
                            Collections.nCopies(3, Collections.nCopies(10, monster.substring(0, 150))));
                }
                if (value instanceof List<?> list && list.get(0) instanceof String) {
                    return Collections.nCopies(6, monster);
                }
                return value instanceof String && !name.equals("caseNumber") ? monster : value;
            });
            onPaper(letters.pdf(kind, variables));
        }
    }

    @Test
    void a_long_register_repeats_its_heads_and_counts_its_pages() throws IOException {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.REGISTER_PRINTOUT);
        variables.put("page", LetterSamples.register(300));
        byte[] pdf = letters.pdf(LetterKind.REGISTER_PRINTOUT, variables);
        onPaper(pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(5);
            for (int n = 1; n <= pages; n++) {
                PDRectangle paper = document.getPage(n - 1).getMediaBox();
                assertThat(paper.getWidth()).isGreaterThan(paper.getHeight());
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(n);
                stripper.setEndPage(n);
                assertThat(stripper.getText(document)).contains("Nazwisko i imię", "strona " + n + " z " + pages);
            }
        }
        String text = text(pdf);
        for (int n = 1; n <= 300; n++) {
            assertThat(text).contains(n + "/2026");
        }
    }

    @Test
    void no_register_ends_with_a_page_without_entries() throws IOException {
        // a note of two lines, of one, none: the table begins at other heights
        for (int n = 0; n < 150; n++) {
            int rows = 18 + n / 3;
            Map<String, Object> variables = LetterSamples.variables(LetterKind.REGISTER_PRINTOUT);
            variables.put("page", LetterSamples.register(rows));
            variables.put(
                    "note",
                    List.of("Wydruk nie obejmuje wszystkiego. ".repeat(6), "Uwaga.", "")
                            .get(n % 3));
            variables.values().remove("");
            try (PDDocument document = Loader.loadPDF(letters.pdf(LetterKind.REGISTER_PRINTOUT, variables))) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setStartPage(document.getNumberOfPages());
                assertThat(stripper.getText(document)).contains("Nazwisko i imię", rows + "/2026");
            }
        }
    }

    @Test
    void a_register_without_entries_is_a_page_all_the_same() {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.REGISTER_PRINTOUT);
        variables.put("page", LetterSamples.register(0));
        assertThat(text(letters.pdf(LetterKind.REGISTER_PRINTOUT, variables)))
                .contains("Liczba wpisów: 0", "Nazwisko i imię", "strona 1 z 1");
    }

    @ParameterizedTest
    @EnumSource(names = "FORM_.*", mode = EnumSource.Mode.MATCH_ALL)
    void a_form_empty_or_filled_is_one_page(LetterKind kind) throws IOException {
        byte[] pdf = letters.pdf(kind, Map.of());
        assertThat(text(pdf))
                .contains("Imię i nazwisko", "RODO", "czytelny podpis wnioskodawcy", "Żółwin, …")
                .contains("załącznik nr " + kind.label().substring(5))
                .doesNotContain("☒", "Numer sprawy", "null");
        for (byte[] form : List.of(pdf, letters.pdf(kind, LetterSamples.variables(kind)))) {
            try (PDDocument document = Loader.loadPDF(form)) {
                assertThat(document.getNumberOfPages()).isOne();
            }
        }
    }

    @Test
    void the_slip_s_code_and_qr_picture_are_read_from_the_printed_page() throws IOException {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.MOBILE_CARD_SLIP);
        byte[] pdf = letters.pdf(LetterKind.MOBILE_CARD_SLIP, variables);
        assertThat(text(pdf).replaceAll("\\s+", " "))
                .contains(
                        "7Kp2 Xw9Q LM",
                        "17 marca 2026 r., godz. 08:05",
                        "Żaneta Śmigły-Łącka",
                        "Android 6.0",
                        "iOS 12.4")
                .contains("zeskanować kod QR");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isOne();
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 150), "png", printed);
            assertThat(QrPicture.read(printed.toByteArray())).isEqualTo(variables.get("qr"));
            List<String> alternatives = new ArrayList<>();
            figures(document.getDocumentCatalog().getStructureTreeRoot(), alternatives);
            assertThat(alternatives).containsExactly("Kod QR do aktywacji mLegitymacji w aplikacji mObywatel");
        }
    }

    @Test
    void a_long_qr_content_is_read_from_the_printed_page_too() throws IOException {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.MOBILE_CARD_SLIP);
        variables.put("qr", "{\"token\":\"" + "aB3/".repeat(200) + "\"}");
        try (PDDocument document = Loader.loadPDF(letters.pdf(LetterKind.MOBILE_CARD_SLIP, variables))) {
            ByteArrayOutputStream printed = new ByteArrayOutputStream();
            ImageIO.write(new PDFRenderer(document).renderImageWithDPI(0, 300), "png", printed);
            assertThat(QrPicture.read(printed.toByteArray())).isEqualTo(variables.get("qr"));
        }
    }

    @Test
    void a_slip_without_a_qr_picture_does_not_speak_of_one() throws IOException {
        byte[] pdf = letters.pdf(LetterKind.MOBILE_CARD_SLIP, LetterSamples.needed(LetterKind.MOBILE_CARD_SLIP));
        assertThat(text(pdf)).contains("7Kp2 Xw9Q LM").doesNotContain("QR");
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getPage(0).getResources().getXObjectNames()).isEmpty();
        }
    }

    @Test
    void a_call_without_a_fee_shows_no_account() {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.CALL_TO_COMPLETE);
        assertThat(text(letters.pdf(LetterKind.CALL_TO_COMPLETE, variables)))
                .contains("04 0000 0000 0000 0000 0000 0000", "9,00\u00a0zł", "Bank Spółdzielczy w Żółwinie");
        variables.put("fees", List.of());
        assertThat(text(letters.pdf(LetterKind.CALL_TO_COMPLETE, variables)))
                .doesNotContain("04 0000", "Kwota", "przelew");
    }

    @Test
    void a_call_after_a_part_of_the_fee_says_what_came_and_what_is_left() {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.CALL_TO_COMPLETE);
        assertThat(text(letters.pdf(LetterKind.CALL_TO_COMPLETE, variables))).doesNotContain("Wpłynęło już");
        variables.put("fees", List.of(new DueFee(new BigDecimal("0.01"), "opłata", "8,99 zł")));
        assertThat(text(letters.pdf(LetterKind.CALL_TO_COMPLETE, variables)).replaceAll("\\s+", " "))
                .contains("Wpłynęło już 8,99 zł", "Do zapłaty pozostało 0,01\u00a0zł")
                .doesNotContain("Kwota");
    }

    @Test
    void a_school_without_a_telephone_has_none_in_its_heading() {
        var without = new PdfLetters(LetterSamples.school(null));
        var kind = LetterKind.REFUSAL;
        assertThat(text(without.pdf(kind, LetterSamples.variables(kind)))).doesNotContain("telefon");
    }

    @Test
    void letters_that_no_font_has_and_invisible_ones_do_not_stop_the_printing() {
        Map<String, Object> variables = LetterSamples.variables(LetterKind.REFUSAL);
        variables.put("student", "Ala 漢 😀 \ud800 \ufffe \u202e\u0007Ola Ľudmila Nguyễn Ірина");
        assertThatCode(() -> assertThat(text(letters.pdf(LetterKind.REFUSAL, variables)))
                        .contains("Ala", "Ola Ľudmila Nguyễn Ірина"))
                .doesNotThrowAnyException();
    }

    // ---- the catalogue

    @Test
    void kinds_and_templates_are_the_same_set() throws Exception {
        Set<String> labels = new HashSet<>(Set.of("layout", "pieces"));
        Stream.of(LetterKind.values()).map(LetterKind::label).forEach(labels::add);
        URI folder = getClass().getResource("/letter/layout.html").toURI().resolve(".");
        try (Stream<Path> list = Files.list(Path.of(folder))) {
            assertThat(list.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".html")))
                    .containsExactlyInAnyOrderElementsOf(
                            labels.stream().map(label -> label + ".html").toList());
        }
    }

    @Test
    void a_label_leads_back_to_its_kind() {
        for (LetterKind kind : LetterKind.values()) {
            assertThat(LetterKind.labelled(kind.label())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> LetterKind.labelled("REFUSAL")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void texts() throws IOException {
        RoomTexts.check(
                "letter",
                Stream.of(LetterKind.values())
                        .filter(kind -> kind != LetterKind.REGISTER_PRINTOUT)
                        .map(kind -> "letter." + kind.label() + ".title")
                        .toArray(String[]::new));
    }

    private void refused(LetterKind kind, Map<String, Object> variables, String complaint) {
        assertThatThrownBy(() -> letters.pdf(kind, variables))
                .as(kind + " " + complaint)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(complaint);
    }

    private static String text(byte[] pdf) {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every letter lies within the page, at least 7 mm from its edges, as far as printers reach. */
    private static void onPaper(byte[] pdf) throws IOException {
        float edge = 20;
        try (PDDocument document = Loader.loadPDF(pdf)) {
            new PDFTextStripper() {
                @Override
                protected void writeString(String text, List<TextPosition> letters) {
                    PDRectangle paper = getCurrentPage().getMediaBox();
                    for (TextPosition letter : letters) {
                        assertThat(letter.getX()).isGreaterThan(edge);
                        assertThat(letter.getX() + letter.getWidth()).isLessThan(paper.getWidth() - edge);
                        assertThat(letter.getY()).isBetween(edge, paper.getHeight() - edge);
                    }
                }
            }.getText(document);
        }
    }

    private static void figures(PDStructureNode node, List<String> alternatives) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                if (element.getStructureType().equals("Figure")) {
                    alternatives.add(element.getAlternateDescription());
                }
                figures(element, alternatives);
            }
        }
    }

    private static void collect(PDStructureNode node, Set<String> tags) {
        for (Object kid : node.getKids()) {
            if (kid instanceof PDStructureElement element) {
                tags.add(element.getStructureType());
                collect(element, tags);
            }
        }
    }
}
