package pl.legitymacje.student;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How classes are written and ordered: one spelling for "4a", "4 A", "IV a". */
public final class SchoolClass {

    private static final Pattern LEVEL_AND_LETTER =
            Pattern.compile("([0-9]{1,2}|VIII|VII|VI|IV|V|III|II|I)\\s*[-.]?\\s*(\\p{L}{0,2})");
    private static final List<String> ROMAN = List.of("I", "II", "III", "IV", "V", "VI", "VII", "VIII");
    private static final Pattern LEADING_NUMBER = Pattern.compile("^[0-9]{1,9}");

    /** Natural order: 1a, 2b, 10c; classes without a number last. */
    public static final Comparator<String> ORDER =
            Comparator.comparingInt(SchoolClass::level).thenComparing(Comparator.naturalOrder());

    private SchoolClass() {}

    /** The one spelling; a name of another kind ("zerówka") is kept, its spaces tidied. */
    public static String of(String written) {
        String tidy = written.strip().replaceAll("\\s+", " ");
        Matcher usual = LEVEL_AND_LETTER.matcher(tidy.toUpperCase(Locale.ROOT));
        if (!usual.matches()) {
            return tidy;
        }
        int roman = ROMAN.indexOf(usual.group(1));
        String level = roman >= 0 ? String.valueOf(roman + 1) : String.valueOf(Integer.parseInt(usual.group(1)));
        return level + usual.group(2).toLowerCase(Locale.ROOT);
    }

    private static int level(String schoolClass) {
        Matcher number = LEADING_NUMBER.matcher(schoolClass);
        return number.find() ? Integer.parseInt(number.group()) : Integer.MAX_VALUE;
    }
}
