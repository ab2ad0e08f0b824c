package pl.legitymacje.photo;

import java.util.List;
import pl.legitymacje.school.Texts;

/**
 * One thing found about a photo: a code, and the measured numbers that its sentences name.
 *
 * @param arguments numbers or words for the sentences, in their order
 */
public record Finding(PhotoRule rule, List<Object> arguments) {

    public Finding {
        arguments = List.copyOf(arguments);
    }

    static Finding of(PhotoRule rule, Object... arguments) {
        return new Finding(rule, List.of(arguments));
    }

    /** What is wrong, as a Polish sentence for the clerk and the guardian. */
    public String reason() {
        return Texts.of(TextKeys.of("", rule, "reason"), arguments.toArray());
    }

    /** What to do about it, as a Polish sentence. */
    public String remedy() {
        return Texts.of(TextKeys.of("", rule, "remedy"), arguments.toArray());
    }
}
