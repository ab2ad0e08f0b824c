package pl.legitymacje.mail;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.thymeleaf.templatemode.TemplateMode;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.StrictTemplates;

/**
 * Writes mails from {@link StrictTemplates}: a variable that a template names and nobody gave is an error.
 */
final class Letters {

    /** A mail's words. */
    record Letter(String subject, String text, String html) {}

    private final SchoolProfile school;
    private final StrictTemplates text = new StrictTemplates("mail", TemplateMode.TEXT, ".txt");
    private final StrictTemplates html = new StrictTemplates("mail", TemplateMode.HTML, ".html");

    Letters(SchoolProfile school) {
        this.school = school;
    }

    /** @throws IllegalArgumentException if the variables are not exactly those that the kind declares */
    Letter write(MailKind kind, String caseNumber, Map<String, ?> variables) {
        return write(kind, caseNumber, kind.subject(caseNumber), variables);
    }

    /** A mail about no case, but about a day or a student on that day. */
    Letter write(MailKind kind, LocalDate day, Map<String, ?> variables) {
        return write(kind, null, kind.subject(day), variables);
    }

    private Letter write(MailKind kind, String caseNumber, String subject, Map<String, ?> variables) {
        Map<String, Object> given = checked(kind, variables);
        given.put("caseNumber", caseNumber);
        given.put("toOffice", kind.toOffice());
        return render(kind.label(), subject, given);
    }

    /** The same for a template by its name, its variables unchecked. */
    Letter render(String template, String subject, Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("school", school);
        all.put("content", template);
        return new Letter(
                subject,
                text.render("layout", all).strip().replaceAll("\n{3,}", "\n\n") + "\n",
                html.render("layout", all));
    }

    private static Map<String, Object> checked(MailKind kind, Map<String, ?> variables) {
        if (!kind.variables().keySet().equals(variables.keySet())) {
            throw new IllegalArgumentException("Mail " + kind.label() + " needs the variables "
                    + kind.variables().keySet() + ", not " + variables.keySet());
        }
        Map<String, Object> checked = new HashMap<>();
        kind.variables().forEach((name, expected) -> {
            Object value = variables.get(name);
            if (!expected.allows(value)) {
                throw new IllegalArgumentException("Mail " + kind.label() + ": " + name + " must be " + expected);
            }
            checked.put(name, tidy(name, value));
        });
        return checked;
    }

    private static Object tidy(String name, Object value) {
        if (value instanceof String line) {
            return Plain.line(name, line);
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(item -> tidy(name, item)).toList();
        }
        return value;
    }
}
