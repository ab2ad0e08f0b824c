package pl.legitymacje.mail;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.EngineContext;
import org.thymeleaf.engine.TemplateData;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.naming.SpringContextVariableNames;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;

/**
 * Writes mails from templates. It has engines of its own, not beans, so that the views of the web pages keep theirs.
 *
 * <p>Strict: a variable that a template names and nobody gave is an error, never an empty place in a sentence.
 */
final class Letters {

    /** A mail's words. */
    record Letter(String subject, String text, String html) {}

    private final SchoolProfile school;
    private final SpringTemplateEngine text = engine(TemplateMode.TEXT, ".txt");
    private final SpringTemplateEngine html = engine(TemplateMode.HTML, ".html");

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
        Context context = new Context(Texts.POLISH, variables);
        context.setVariable("school", school);
        context.setVariable("content", template);
        return new Letter(
                Texts.of("mail." + template + ".subject", variables.get("caseNumber")),
                text.process("layout", context).strip().replaceAll("\n{3,}", "\n\n") + "\n",
                html.process("layout", context));
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

    private static SpringTemplateEngine engine(TemplateMode mode, String suffix) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(Letters.class.getClassLoader());
        resolver.setPrefix("mail/");
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(resolver);
        engine.setEngineContextFactory((configuration, template, attributes, context) -> {
            Map<String, Object> variables = new HashMap<>();
            context.getVariableNames().forEach(name -> variables.put(name, context.getVariable(name)));
            return new StrictContext(configuration, template, attributes, variables);
        });
        return engine;
    }

    private static final class StrictContext extends EngineContext {

        /** What Thymeleaf itself asks for, and does without. */
        private static final List<String> OPTIONAL =
                List.of(SpringContextVariableNames.THYMELEAF_REQUEST_CONTEXT, "thymeleaf::EvaluationContext");

        StrictContext(
                IEngineConfiguration configuration,
                TemplateData template,
                Map<String, Object> attributes,
                Map<String, Object> variables) {
            super(configuration, template, attributes, Texts.POLISH, variables);
        }

        @Override
        public Object getVariable(String name) {
            if (!containsVariable(name) && !OPTIONAL.contains(name)) {
                throw new IllegalArgumentException("A mail template names an unknown variable: " + name);
            }
            return super.getVariable(name);
        }
    }
}
