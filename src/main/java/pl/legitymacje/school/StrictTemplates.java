package pl.legitymacje.school;

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

/**
 * Thymeleaf templates of mails and letters, in Polish. They have engines of their own, not beans, so that the views of
 * the web pages keep theirs.
 *
 * <p>Strict: a variable that a template names and nobody gave is an error, never an empty place in a sentence.
 */
public final class StrictTemplates {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    /** The templates {@code <folder>/<name><suffix>} on the class path. */
    public StrictTemplates(String folder, TemplateMode mode, String suffix) {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(StrictTemplates.class.getClassLoader());
        resolver.setPrefix(folder + "/");
        resolver.setSuffix(suffix);
        resolver.setTemplateMode(mode);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
        engine.setEngineContextFactory((configuration, template, attributes, context) -> {
            Map<String, Object> variables = new HashMap<>();
            context.getVariableNames().forEach(name -> variables.put(name, context.getVariable(name)));
            return new StrictContext(configuration, template, attributes, variables);
        });
    }

    /**
     * What the template says with these variables; one that is null is given all the same.
     *
     * @throws RuntimeException if there is no such template, or it names a variable that is not among these
     */
    public String render(String template, Map<String, ?> variables) {
        return engine.process(template, new Context(Texts.POLISH, new HashMap<>(variables)));
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
                throw new IllegalArgumentException("A template names an unknown variable: " + name);
            }
            return super.getVariable(name);
        }
    }
}
