package pl.legitymacje.student;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A name as the roster has it, recognised in what people write (domain §2): in any case and order, without diacritics, and
 * declined ("dla Jana Kowalskiego", "Zofii Kowalskiej").
 *
 * <p>First name and surname must stand side by side (a second name of the person's own may stand between) and both in the
 * nominative or both declined, so that "Jana Kowalska" is not taken for Jan. The declined forms are made by rules that
 * rather make one form too many than miss one: whoever asks must still see whether the text fits two people, and then
 * leave the decision to a person.
 *
 * @param secondName or null
 */
public record PersonName(String firstName, String secondName, String surname) {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NOT_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern TIE = Pattern.compile("[-_\u2010\u2011\u2013]");
    private static final Pattern FLEETING_VOWEL = Pattern.compile("(.+[^aeiouy])(ie|io|e)([^aeiouy])");
    private static final Pattern FEMALE_SURNAME = Pattern.compile(".*(sk|ck|dzk)a");
    private static final Pattern MALE_SURNAME = Pattern.compile(".*(sk|ck|dzk)i");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /** Male names that end in -a, without diacritics; every other name in -a is taken for a woman's. */
    private static final Set<String> MALE_IN_A = Set.of(
            "kuba",
            "barnaba",
            "kosma",
            "bonawentura",
            "jarema",
            "sasza",
            "misza",
            "ilia",
            "ilja",
            "illia",
            "nikita",
            "mykyta",
            "mykola",
            "danyla",
            "luka",
            "aleksa",
            "dyzma");

    /**
     * Text for comparing and searching: lower case, no diacritics (ł too, which Unicode does not decompose), words parted by
     * single spaces; hyphens and every other sign part words.
     */
    public static String folded(String text) {
        String lower = text.toLowerCase(Locale.ROOT)
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace('ø', 'o')
                .replace("ß", "ss");
        String bare =
                MARKS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
        return NOT_LETTERS.matcher(bare).replaceAll(" ").strip();
    }

    /** The words of a text, {@linkplain #folded folded}. */
    static List<String> words(String text) {
        return WORD.matcher(folded(text)).results().map(MatchResult::group).toList();
    }

    /** A text taken apart once, to look for many names in it. */
    static final class Text {
        private final List<String> words = new ArrayList<>();
        /** For each word the number of its run of words tied by hyphens or underscores. */
        private final List<Integer> chains = new ArrayList<>();

        Text(String text) {
            String plain = Normalizer.normalize(text, Normalizer.Form.NFC);
            Matcher word = WORD.matcher(plain);
            int chain = 0;
            int last = -1;
            while (word.find()) {
                if (last < 0
                        || !TIE.matcher(plain.substring(last, word.start())).matches()) {
                    chain++;
                }
                for (String part : words(word.group())) {
                    words.add(part);
                    chains.add(chain);
                }
                last = word.end();
            }
        }
    }

    /** First name and surname: "Jan Kowalski". */
    public String inShort() {
        return firstName + " " + surname;
    }

    /** All names, as on a document: "Jan Adam Kowalski". */
    public String inFull() {
        return secondName == null ? inShort() : firstName + " " + secondName + " " + surname;
    }

    /** Surname first, as registers show it: "Kowalski Jan". */
    public String listed() {
        return surname + " " + firstName;
    }

    /** Whether the text names this person. */
    public boolean isIn(String text) {
        return !placesIn(new Text(text)).isEmpty();
    }

    /**
     * The words of the text that name this person, by their position; empty if it does not. A name found in fewer words of
     * the same place is the weaker one: "Anna Kowalska-Nowak" also holds "Nowak Anna", but means somebody else.
     */
    Set<Integer> placesIn(Text text) {
        List<String> first = words(firstName);
        List<String> last = words(surname);
        if (first.isEmpty() || last.isEmpty()) {
            return Set.of();
        }
        boolean female = female();
        for (boolean declined : new boolean[] {false, true}) {
            List<Set<String>> surnameForms = last.stream()
                    .map(part -> declined ? declinedSurname(part, female) : Set.of(part))
                    .toList();
            Set<String> firstForms = declined ? declinedFirstName(first.get(0), female) : Set.of(first.get(0));
            Set<String> extraForms = new HashSet<>();
            List<String> extra = new ArrayList<>(first.subList(1, first.size()));
            extra.addAll(secondName == null ? List.of() : words(secondName));
            extra.forEach(name -> extraForms.addAll(declined ? declinedFirstName(name, female) : Set.of(name)));

            Set<Integer> places = places(text.words, text.chains, firstForms, extraForms, surnameForms);
            if (!places.isEmpty()) {
                return places;
            }
        }
        return Set.of();
    }

    private static Set<Integer> places(
            List<String> words, List<Integer> chains, Set<String> first, Set<String> extra, List<Set<String>> surname) {
        for (int at = 0; at + surname.size() <= words.size(); at++) {
            int end = at + surname.size();
            if (!follows(words, at, surname)) {
                continue;
            }
            int before = at - 1;
            while (before >= 0 && extra.contains(words.get(before)) && !first.contains(words.get(before))) {
                before--;
            }
            int from = before >= 0 && first.contains(words.get(before)) ? before : -1;
            int to = from >= 0 ? end : -1;
            if (from < 0 && end < words.size() && first.contains(words.get(end))) {
                from = at;
                to = end + 1;
                while (to < words.size() && extra.contains(words.get(to))) {
                    to++;
                }
            }
            if (from >= 0 && !partOfLongerSurname(words, chains, at, end, from, to)) {
                Set<Integer> places = new HashSet<>();
                for (int i = from; i < to; i++) {
                    places.add(i);
                }
                return places;
            }
        }
        return Set.of();
    }

    private static boolean follows(List<String> words, int at, List<Set<String>> forms) {
        for (int i = 0; i < forms.size(); i++) {
            if (!forms.get(i).contains(words.get(at + i))) {
                return false;
            }
        }
        return true;
    }

    /** A word tied to the surname by a hyphen that is not of this name: Nowak in "Anna Nowak-Zięba" is not the surname. */
    private static boolean partOfLongerSurname(
            List<String> words, List<Integer> chains, int at, int end, int from, int to) {
        int chain = chains.get(at);
        boolean fileName = (from < at && chains.get(at - 1) == chain) || (to > end && chains.get(end) == chain);
        if (fileName) {
            return false; // nowak-anna-4a: here hyphens part the words
        }
        return (from == at && at > 0 && isName(words.get(at - 1)) && chains.get(at - 1) == chain)
                || (from < at && at - 1 > from && chains.get(at - 1) == chain)
                || (end < words.size() && isName(words.get(end)) && chains.get(end) == chain);
    }

    private static boolean isName(String word) {
        return word.codePoints().noneMatch(Character::isDigit);
    }

    private boolean female() {
        String last = folded(surname);
        if (FEMALE_SURNAME.matcher(last).matches()) {
            return true;
        }
        String first = words(firstName).get(0);
        return !MALE_SURNAME.matcher(last).matches() && first.endsWith("a") && !MALE_IN_A.contains(first);
    }

    // --- declined forms: genitive (= accusative for men) and dative, all without diacritics ---

    private static Set<String> declinedFirstName(String name, boolean female) {
        return female || name.endsWith("a") ? declinedNounInA(name) : declinedMasculine(name);
    }

    private static Set<String> declinedSurname(String name, boolean female) {
        if (!name.endsWith("a")) {
            return female ? Set.of(name) : declinedMasculine(name);
        }
        Set<String> forms = declinedNounInA(name);
        if (female) {
            String stem = withoutLast(name, 1);
            forms.add(stem + "ej"); // Wesołej, Nowej
            forms.add(stem + "iej"); // Kowalskiej
            forms.add(name); // Kowalską, its ą folded
        }
        return forms;
    }

    /** Zięba → Zięby, Ziębie; Zofia → Zofii; Maja → Mai; Weronika → Weroniki, Weronice. */
    private static Set<String> declinedNounInA(String name) {
        Set<String> forms = new HashSet<>();
        if (!name.endsWith("a")) {
            forms.add(name); // Noemi, Nicole: not declined
            return forms;
        }
        String stem = withoutLast(name, 1);
        forms.add(stem + "y");
        forms.add(stem + "i");
        forms.add(stem + "e"); // the accusative, its ę folded
        if (stem.endsWith("i")) {
            forms.add(stem);
        } else if (stem.endsWith("j")) {
            forms.add(withoutLast(stem, 1) + "i");
        } else if (stem.endsWith("ch")) {
            forms.add(withoutLast(stem, 2) + "sze");
        } else if (!stem.isEmpty()) {
            String front = withoutLast(stem, 1);
            switch (stem.charAt(stem.length() - 1)) {
                case 'k' -> forms.add(front + "ce");
                case 'g' -> forms.add(front + "dze");
                case 'h' -> forms.add(front + "ze");
                case 'r' -> forms.add(front + "rze");
                case 't' -> forms.add(front + "cie");
                case 'd' -> forms.add(front + "dzie");
                default -> forms.add(stem + "ie");
            }
        }
        return forms;
    }

    /** Kowalski → Kowalskiego; Wójcik → Wójcika; Kozieł → Kozła; Marek → Marka; Piotr → Piotrowi; Fredro → Fredry. */
    private static Set<String> declinedMasculine(String name) {
        Set<String> forms = new HashSet<>();
        if (name.endsWith("i") || name.endsWith("y")) {
            forms.add(name + "ego");
            forms.add(name + "emu");
            forms.add(withoutLast(name, 1) + "ego"); // Jerzy, Wesoły
            forms.add(withoutLast(name, 1) + "emu");
        } else if (name.endsWith("e")) {
            forms.add(name + "go");
            forms.add(name + "mu");
        } else if (name.endsWith("o")) {
            String stem = withoutLast(name, 1);
            forms.addAll(declinedNounInA(stem + "a"));
            forms.add(stem + "a");
            forms.add(stem + "owi");
            forms.add(name + "na"); // Hugo, Bruno
            forms.add(name + "nowi");
        } else {
            for (String stem : masculineStems(name)) {
                forms.add(stem + "a");
                forms.add(stem + "owi");
                forms.add(stem + "ia"); // Kuroń, Gołaś, Gołąb
                forms.add(stem + "iowi");
            }
        }
        return forms;
    }

    /** The stem that endings are put to: the name itself, and without its fleeting vowel. */
    private static Set<String> masculineStems(String name) {
        Set<String> stems = new HashSet<>();
        stems.add(name);
        Matcher fleeting = FLEETING_VOWEL.matcher(name);
        if (fleeting.matches()) {
            stems.add(fleeting.group(1) + fleeting.group(3)); // Marek, Paweł, Kozieł, Kozioł, Stępień
            if (fleeting.group(1).endsWith("rz")) {
                stems.add(withoutLast(fleeting.group(1), 1) + fleeting.group(3)); // Marzec, Orzeł
            } else if (fleeting.group(1).endsWith("c")) {
                stems.add(withoutLast(fleeting.group(1), 1) + "t" + fleeting.group(3)); // Kwiecień, Kocioł
            }
        }
        if (name.endsWith("ab")) {
            stems.add(withoutLast(name, 2) + "eb"); // Gołąb, Dąb
        }
        return stems;
    }

    private static String withoutLast(String text, int count) {
        return text.substring(0, text.length() - count);
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "PersonName";
    }
}
