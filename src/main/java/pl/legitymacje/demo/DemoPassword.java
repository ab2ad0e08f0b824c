package pl.legitymacje.demo;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one password of the demo school: of its users and of its mailboxes. From {@code DEMO_PASSWORD}, else made anew at
 * each start; whoever keeps users in a database has to set it again at each start.
 */
public record DemoPassword(String value) {

    private static final List<String> WORDS = List.of(
            "Brzoza",
            "Chmura",
            "Delfin",
            "Fiolek",
            "Gitara",
            "Herbata",
            "Jagoda",
            "Kajak",
            "Kamyk",
            "Kotlina",
            "Krokus",
            "Latawiec",
            "Lipiec",
            "Magnes",
            "Malina",
            "Motyl",
            "Ogrodek",
            "Orkan",
            "Pantera",
            "Paproc",
            "Perkoz",
            "Poranek",
            "Rakieta",
            "Rower",
            "Sasanka",
            "Sikorka",
            "Skowronek",
            "Sokole",
            "Szafir",
            "Taras",
            "Tulipan",
            "Wiatrak",
            "Wiosna",
            "Wydra",
            "Zegar",
            "Zielnik");

    public DemoPassword {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A blank password");
        }
    }

    /** Easy to type, at least 12 characters, with a capital, a digit and a special character. */
    static DemoPassword generate() {
        SecureRandom random = new SecureRandom();
        return new DemoPassword(
                random.ints(3, 0, WORDS.size()).mapToObj(WORDS::get).collect(Collectors.joining("-")) + "-"
                        + random.nextInt(1000, 10000));
    }

    /** Without the password, so that no log line shows it by accident. */
    @Override
    public String toString() {
        return "DemoPassword";
    }
}
