package pl.legitymacje.mail;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A school, and values for every variable of every mail. */
final class Samples {

    static final Sender SCHOOL = new Sender(
            "Szkoła Podstawowa w Żółwinie",
            "Ćmielowska 3/5",
            "00-001 Żółwin",
            "16 000 00 00",
            "sekretariat@szkola.example",
            "poniedziałek–piątek 7.30–14.30");

    private Samples() {}

    static Map<String, Object> variables(MailKind kind) {
        Map<String, Object> variables = new HashMap<>();
        kind.variables().forEach((name, value) -> variables.put(name, value(value)));
        return variables;
    }

    private static Object value(MailKind.Value value) {
        return switch (value) {
            case LINE -> "Żaneta & <O'Świt>";
            case LINES -> List.of("dowód osobisty", "stara legitymacja");
            case DAY -> LocalDate.of(2026, 3, 12);
            case MISSING_THINGS, SOME_MISSING_THINGS ->
                List.of(Missing.photo(LocalDate.of(2026, 3, 12)), Missing.other("zgoda", LocalDate.of(2026, 11, 2)));
            case REMEDIES ->
                List.of(
                        new Remedy("Zdjęcie jest za małe.", "Prosimy o większe."),
                        new Remedy("Nie widać oczu.", "Prosimy odsłonić oczy."));
            case PHOTO_NEEDS -> new PhotoNeeds(1234, 600, 5);
        };
    }
}
