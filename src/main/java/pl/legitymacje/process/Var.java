package pl.legitymacje.process;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import pl.legitymacje.school.Refused;

/**
 * A process variable: its name, its type, and how it is read where a form or a message may have set it wrongly.
 *
 * <p>Variables hold references and what gateways ask; everything else lives in our own tables.
 */
public record Var<T>(String name, Class<T> type, int longest) {

    /** In characters; what the engine can keep. */
    private static final int LONGEST = 4000;

    public Var(String name, Class<T> type) {
        this(name, type, LONGEST);
    }

    public static Var<String> text(String name) {
        return text(name, LONGEST);
    }

    /** A text that a person writes: {@code longest}, in characters, is what its field in the forms takes. */
    public static Var<String> text(String name, int longest) {
        return new Var<>(name, String.class, longest);
    }

    public static Var<Long> number(String name) {
        return new Var<>(name, Long.class);
    }

    public static Var<Boolean> flag(String name) {
        return new Var<>(name, Boolean.class);
    }

    /** A day, kept as the text {@code yyyy-MM-dd}: that is what forms send, and no time zone can shift it. */
    public static Var<LocalDate> day(String name) {
        return new Var<>(name, LocalDate.class);
    }

    /** A moment as people read it off a clock, kept as the text {@code yyyy-MM-ddTHH:mm}. */
    public static Var<LocalDateTime> clock(String name) {
        return new Var<>(name, LocalDateTime.class);
    }

    /** A moment: what timers and due dates take. */
    public static Var<java.util.Date> moment(String name) {
        return new Var<>(name, java.util.Date.class);
    }

    /**
     * The value, empty if the variable is absent, null or blank.
     *
     * @throws Refused if it is something else than its type, or longer than its field
     */
    public Optional<T> find(VariableScope scope) {
        return read(scope.getVariable(name));
    }

    /** What was found under this name outside a process, as {@link #find} reads it. */
    public Optional<T> read(Object value) {
        if (value == null || (value instanceof String text && text.isBlank())) {
            return Optional.empty();
        }
        if (value instanceof String text && text.length() > longest) {
            throw new Refused("process.variable.tooLong", name, longest);
        }
        try {
            return Optional.of(type.cast(converted(value)));
        } catch (ClassCastException | DateTimeParseException | NumberFormatException wrongType) {
            throw new Refused("process.variable.wrong", name);
        }
    }

    /**
     * The value.
     *
     * @throws Refused if there is none, or it is something else than its type
     */
    public T get(VariableScope scope) {
        return find(scope).orElseThrow(() -> new Refused("process.variable.missing", name));
    }

    /** Sets the value; null says "none". */
    public void set(VariableScope scope, T value) {
        scope.setVariable(name, value instanceof LocalDate day ? day.toString() : value);
    }

    /** Removes variables: what stands in our own tables, the engine need not know. */
    public static void forget(VariableScope scope, Var<?>... variables) {
        scope.removeVariables(Stream.of(variables).map(Var::name).toList());
    }

    private Object converted(Object value) {
        if (type == Long.class && value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text) {
            String stripped = text.strip();
            if (type == LocalDate.class) {
                return LocalDate.parse(stripped);
            }
            if (type == LocalDateTime.class) {
                return LocalDateTime.parse(stripped);
            }
            return type == Long.class ? (Object) Long.valueOf(stripped) : stripped;
        }
        return value;
    }
}
