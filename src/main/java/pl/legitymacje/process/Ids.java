package pl.legitymacje.process;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import pl.legitymacje.school.Refused;

/** Several references in one variable, comma separated, as forms send them. */
public final class Ids {

    private Ids() {}

    /** What the variable lists, each once; none where it is absent. */
    public static List<String> texts(VariableScope scope, Var<String> variable) {
        return Arrays.stream(variable.find(scope).orElse("").split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * The same as ids in ascending order: whoever locks several rows one after the other locks them in one order.
     *
     * @throws Refused if one is no id
     */
    public static Collection<Long> of(VariableScope scope, Var<String> variable) {
        try {
            return texts(scope, variable).stream().map(Long::valueOf).collect(Collectors.toCollection(TreeSet::new));
        } catch (NumberFormatException noId) {
            throw new Refused("process.variable.wrong", variable.name());
        }
    }

    /** Written as such a variable. */
    public static String joined(Collection<?> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
