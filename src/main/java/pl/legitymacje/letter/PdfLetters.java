package pl.legitymacje.letter;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.thymeleaf.templatemode.TemplateMode;
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

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM yyyy 'r., godz.' HH:mm", Texts.POLISH);

    /** What XML cannot hold, and what changes how the text around it is shown without being seen itself. */
    private static final String UNPRINTABLE =
            "[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]|[\\p{Cf}&&[^\\u00ad]]";

    private static final Logger log = LoggerFactory.getLogger(PdfLetters.class);

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
        return PdfPress.print(html(kind, variables), complaint -> {
            if (complaint.getLevel().intValue() >= Level.WARNING.intValue()) {
                // not its message, which may quote the letter
                log.warn("Letter {}: {}", kind.label(), complaint.getLogMessageId());
            }
        });
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
                yield Plain.lines((String) value);
            }
            case SOME_LINES ->
                ((List<?>) value)
                        .stream().map(line -> Plain.line(name, (String) line)).toList();
            case DAY -> DAY.format((LocalDate) value);
            case MOMENT -> MOMENT.format((LocalDateTime) value);
            case QR -> {
                Plain.line(name, (String) value);
                yield QrPicture.dataUri((String) value);
            }
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
}
