package pl.legitymacje.process;

import java.util.Arrays;
import org.camunda.bpm.engine.delegate.VariableScope;
import pl.legitymacje.school.Refused;

/** Reads a variable that must be one of a few words. */
public final class Choice {

    private Choice() {}

    /**
     * The word that the variable holds.
     *
     * @throws Refused if the variable is absent or none of the words
     */
    public static <E extends Enum<E>> E of(Class<E> words, VariableScope scope, Var<String> variable) {
        String word = variable.get(scope);
        return Arrays.stream(words.getEnumConstants())
                .filter(constant -> constant.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused("process.variable.wrong", variable.name()));
    }
}
