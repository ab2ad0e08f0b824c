package pl.legitymacje.mail;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;

/**
 * The mails that a guardian may get (domain.md §7), and the variables that each one needs.
 *
 * <p>A kind's texts are the templates {@code mail/<label>.txt} and {@code mail/<label>.html} and the subject
 * {@code mail.<label>.subject}. Beside these variables a template sees {@code caseNumber} and {@code school} (the
 * {@link SchoolProfile}), and nothing else: a mail carries no surname, class, PESEL, photo or code (domain.md §8).
 */
public enum MailKind {
    /** {@code missing} may be empty: then there is nothing that the guardian has to do. */
    APPLICATION_RECEIVED(Map.of(
            "firstName", Value.LINE,
            "procedure", Value.LINE,
            "missing", Value.MISSING_THINGS,
            "photo", Value.PHOTO_NEEDS)),
    /** {@code until}: the last day for a new photo. */
    PHOTO_REFUSED(Map.of(
            "firstName", Value.LINE,
            "reasons", Value.REMEDIES,
            "until", Value.DAY,
            "photo", Value.PHOTO_NEEDS)),
    PHOTO_ACCEPTED(Map.of("firstName", Value.LINE)),
    /** {@code until}: the last day for the photo; after it the case is left unexamined. */
    PHOTO_REMINDER(Map.of("firstName", Value.LINE, "until", Value.DAY, "photo", Value.PHOTO_NEEDS)),
    /** {@code bring}: what to have along, as nouns in a list; may be empty. */
    CARD_READY(Map.of("firstName", Value.LINE, "bring", Value.LINES)),
    /** {@code readySince}: the day on which the card became ready. */
    COLLECT_REMINDER(Map.of("firstName", Value.LINE, "readySince", Value.DAY, "bring", Value.LINES)),
    /** {@code missing}: what did not come in time. */
    CASE_UNEXAMINED(Map.of("firstName", Value.LINE, "procedure", Value.LINE, "missing", Value.SOME_MISSING_THINGS)),
    CASE_WITHDRAWN(Map.of("firstName", Value.LINE, "procedure", Value.LINE));

    /** What a variable holds. */
    public enum Value {
        /** a {@link String}, not blank */
        LINE(String.class),
        /** a {@link List} of {@link String}s, which may be empty */
        LINES(String.class, 0),
        /** a {@link LocalDate} */
        DAY(LocalDate.class),
        /** a {@link List} of {@link Missing}, which may be empty */
        MISSING_THINGS(Missing.class, 0),
        /** a {@link List} of at least one {@link Missing} */
        SOME_MISSING_THINGS(Missing.class, 1),
        /** a {@link List} of at least one {@link Remedy} */
        REMEDIES(Remedy.class, 1),
        /** a {@link PhotoNeeds} */
        PHOTO_NEEDS(PhotoNeeds.class);

        private final Class<?> type;
        private final boolean list;
        private final int atLeast;

        Value(Class<?> type) {
            this.type = type;
            this.list = false;
            this.atLeast = 1;
        }

        Value(Class<?> type, int atLeast) {
            this.type = type;
            this.list = true;
            this.atLeast = atLeast;
        }

        boolean allows(Object value) {
            return list
                    ? value instanceof List<?> items
                            && items.size() >= atLeast
                            && items.stream().allMatch(type::isInstance)
                    : type.isInstance(value);
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final Map<String, Value> variables;

    MailKind(Map<String, Value> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The name that models and templates use: {@code card-ready} for {@link #CARD_READY}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The subject line of a mail of this kind. */
    public String subject(String caseNumber) {
        return Texts.of("mail." + label() + ".subject", caseNumber);
    }

    /** The variables that have to be given, exactly these. */
    public Map<String, Value> variables() {
        return variables;
    }

    /**
     * The kind with this {@link #label()}.
     *
     * @throws IllegalArgumentException if there is none: a fault of the model that names it
     */
    public static MailKind labelled(String label) {
        for (MailKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no mail called " + label);
    }
}
