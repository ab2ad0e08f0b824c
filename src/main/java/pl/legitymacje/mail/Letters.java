package pl.legitymacje.mail;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.thymeleaf.templatemode.TemplateMode;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.StrictTemplates;
import pl.legitymacje.school.Texts;

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
        Map<String, Object> given = checked(kind, variables);
        given.put("caseNumber", caseNumber);
        return render(kind.label(), given);
    }

    /** The same for a template by its name, its variables unchecked. */
    Letter render(String template, Map<String, Object> variables) {
        Map<String, Object> all = new HashMap<>(variables);
        all.put("school", school);
        all.put("content", template);
        return new Letter(
                Texts.of("mail." + template + ".subject", variables.get("caseNumber")),
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
