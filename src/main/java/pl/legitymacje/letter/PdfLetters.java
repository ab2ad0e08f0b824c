package pl.legitymacje.letter;

import static com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI;
import static com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.Diagnostic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.springframework.stereotype.Service;
import org.thymeleaf.templatemode.TemplateMode;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.StrictTemplates;
import pl.legitymacje.school.Texts;

/**
 * Prints letters as PDF for paper and for screen readers: A4, tagged (PDF/UA-1), Polish, its fonts embedded.
 *
 * <p>Whatever is needed lies in this application: neither a template nor a value can make it open a file or an
 * address. Values are shown as the text they are.
 */
@Service
public class PdfLetters {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy 'r.'", Texts.POLISH);

    /** What XML cannot hold, and what changes how the text around it is shown without being seen itself. */
    private static final String UNPRINTABLE =
            "[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]|[\\p{Cf}&&[^\\u00ad]]";

    private final SchoolProfile school;
    private final StrictTemplates templates = new StrictTemplates("letter", TemplateMode.HTML, ".html");

    PdfLetters(SchoolProfile school) {
        this.school = school;
    }

    /**
     * The letter as a PDF file.
     *
     * @throws IllegalArgumentException if the variables are not those that the kind declares, or contradict the law:
     *     a call that gives fewer than 7 days (KPA art. 64 § 2), a new deadline that is not later than the old one
     */
    public byte[] pdf(LetterKind kind, Map<String, ?> variables) {
        return print(html(kind, variables), complaint -> {});
    }

    String html(LetterKind kind, Map<String, ?> variables) {
        Map<String, Object> given = checked(kind, variables);
        given.putIfAbsent("caseNumber", null);
        given.computeIfAbsent("title", title -> kind.title());
        given.put("landscape", kind == LetterKind.REGISTER_PRINTOUT);
        return render(kind.label(), given);
    }

    /** A template by its name, its variables unchecked. */
    String render(String template, Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("school", school);
        all.put("content", template);
        return templates.render("layout", all).replaceAll(UNPRINTABLE, "");
    }

    private static Map<String, Object> checked(LetterKind kind, Map<String, ?> variables) {
        Set<String> unknown = new TreeSet<>(variables.keySet());
        unknown.removeAll(kind.variables().keySet());
        unknown.removeAll(kind.optional().keySet());
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("Letter " + kind.label() + " knows no variables " + unknown);
        }
        Map<String, Object> checked = new HashMap<>();
        kind.variables().forEach((name, expected) -> checked.put(name, tidy(kind, name, expected, variables)));
        kind.optional()
                .forEach((name, expected) ->
                        checked.put(name, variables.get(name) == null ? null : tidy(kind, name, expected, variables)));
        if (kind == LetterKind.CALL_TO_COMPLETE) {
            LocalDate earliest = day(variables, "date").plusDays(7);
            require(!day(variables, "until").isBefore(earliest), "A call to complete gives at least 7 days");
        }
        if (kind == LetterKind.DELAY_NOTICE) {
            boolean later = day(variables, "newDeadline").isAfter(day(variables, "deadline"));
            require(later, "A delay notice names a later deadline");
        }
        return checked;
    }

    private static Object tidy(LetterKind kind, String name, LetterKind.Value expected, Map<String, ?> variables) {
        Object value = variables.get(name);
        require(expected.allows(value), "Letter " + kind.label() + ": " + name + " must be " + expected);
        return switch (expected) {
            case LINE -> Plain.line(name, (String) value);
            case TEXT -> {
                Plain.line(name, (String) value);
                yield ((String) value)
                        .lines()
                        .filter(line -> !line.isBlank())
                        .map(line -> Plain.line(name, line))
                        .toList();
            }
            case SOME_LINES ->
                ((List<?>) value)
                        .stream().map(line -> Plain.line(name, (String) line)).toList();
            case DAY -> DAY.format((LocalDate) value);
            default -> value;
        };
    }

    private static LocalDate day(Map<String, ?> variables, String name) {
        return (LocalDate) variables.get(name);
    }

    private static void require(boolean holds, String complaint) {
        if (!holds) {
            throw new IllegalArgumentException(complaint);
        }
    }

    /** The PDF of an XHTML page; the consumer hears what its maker finds wrong with the page. */
    static byte[] print(String html, Consumer<Diagnostic> complaints) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (PdfBoxRenderer renderer = new PdfRendererBuilder()
                .withW3cDocument(parsed(html), null)
                .usePdfUaAccessibility(true)
                .useExternalResourceAccessControl((uri, type) -> false, RUN_BEFORE_RESOLVING_URI)
                .useExternalResourceAccessControl((uri, type) -> false, RUN_AFTER_RESOLVING_URI)
                .useFont(() -> new ByteArrayInputStream(Fonts.REGULAR), "Letter", 400, FontStyle.NORMAL, true)
                .useFont(() -> new ByteArrayInputStream(Fonts.BOLD), "Letter", 700, FontStyle.NORMAL, true)
                .withDiagnosticConsumer(complaints)
                .withProducer("legitymacje")
                .buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            // PDFBox's compressed object table counts wrongly, and strict readers complain
            renderer.getPdfDocument().save(pdf, CompressParameters.NO_COMPRESSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pdf.toByteArray();
    }

    private static Document parsed(String html) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
        } catch (ParserConfigurationException | IOException | SAXException e) {
            throw new IllegalStateException("A letter's template is not well-formed", e);
        }
    }

    /** DejaVu Sans Condensed, read when the first letter is printed. */
    private static final class Fonts {
        static final byte[] REGULAR = read("DejaVuSansCondensed.ttf");
        static final byte[] BOLD = read("DejaVuSansCondensed-Bold.ttf");

        private static byte[] read(String name) {
            try (InputStream font = PdfLetters.class.getResourceAsStream("/letter/fonts/" + name)) {
                return font.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
