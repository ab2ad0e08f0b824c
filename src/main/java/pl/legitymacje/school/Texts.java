package pl.legitymacje.school;

import java.text.MessageFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * The Polish sentences that clerks, the principal and guardians read.
 *
 * <p>Each room keeps its own file {@code texts/<room>.properties} (UTF-8); a key begins with the room's name, so
 * {@code photo.notJpeg.reason} stands in {@code texts/photo.properties}. Arguments follow {@link MessageFormat}, in
 * Polish number and date format; an apostrophe in a text is written twice. A {@link LocalDate} is written 31.12.2026.
 */
public final class Texts {

    /** The language of everybody who reads what this application writes. */
    public static final Locale POLISH = Locale.forLanguageTag("pl-PL");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy", POLISH);

    private Texts() {}

    /**
     * The sentence for a key.
     *
     * @throws java.util.MissingResourceException if there is no such key: a fault of the program, found by its tests
     */
    public static String of(String key, Object... arguments) {
        String room = key.substring(0, key.indexOf('.'));
        String pattern = ResourceBundle.getBundle("texts." + room, Locale.ROOT).getString(key);
        Object[] readable = Arrays.stream(arguments).map(Texts::readable).toArray();
        return new MessageFormat(pattern, POLISH).format(readable);
    }

    private static Object readable(Object argument) {
        return argument instanceof LocalDate day ? DAY.format(day) : argument;
    }
}
