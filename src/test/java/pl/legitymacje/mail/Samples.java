package pl.legitymacje.mail;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.SchoolProfile;

/** A school, and values for every variable of every mail. */
public final class Samples {

    static final SchoolProfile SCHOOL = school("16 000 00 00");

    private Samples() {}

    /** Only what mails show; the rest is none of their business. */
    static SchoolProfile school(String phone) {
        return new SchoolProfile(
                "Szkoła Podstawowa w Żółwinie",
                new SchoolProfile.Address("Ćmielowska 3/5", "00-001", "Żółwin"),
                phone,
                "sekretariat@szkola.example",
                "poniedziałek–piątek 7.30–14.30",
                null,
                null,
                null,
                null,
                null,
                null,
                new SchoolProfile.Mobile(CodeChannel.PICK_UP, null, null, "6.0", "12.4"),
                null);
    }

    /** Every mail as its reader's program shows it, by the name of its kind. */
    public static Map<String, String> pages() {
        Letters letters = new Letters(SCHOOL);
        return Stream.of(MailKind.values())
                .collect(Collectors.toMap(MailKind::name, kind -> letters.write(kind, "SPR-2026-0012", variables(kind))
                        .html()));
    }

    static Map<String, Object> variables(MailKind kind) {
        Map<String, Object> variables = new HashMap<>();
        kind.variables().forEach((name, value) -> variables.put(name, value(name, value)));
        return variables;
    }

    private static Object value(String name, MailKind.Value value) {
        return switch (value) {
            case LINE -> name + " Żaneta & <O'Świt>";
            case LINES, SOME_LINES -> List.of("dowód osobisty", "stara legitymacja");
            case DAY -> LocalDate.of(2026, 3, 12);
            case MOMENT -> LocalDateTime.of(2026, 3, 12, 8, 5);
            // whoever fetches the code is told more
            case YES_NO -> !name.equals("inHand");
            case MISSING_THINGS, SOME_MISSING_THINGS ->
                List.of(Missing.photo(LocalDate.of(2026, 3, 12)), Missing.other("zgoda", LocalDate.of(2026, 11, 2)));
            case REMEDIES, SOME_REMEDIES ->
                List.of(
                        new Remedy("Zdjęcie jest za małe.", "Prosimy o większe."),
                        new Remedy("Nie widać oczu.", "Prosimy odsłonić oczy."));
            case FEES_DUE ->
                List.of(
                        new FeeDue(
                                "9,00 zł",
                                "Szkoła w Żółwinie",
                                "Bank Żółwi & <S-ka>",
                                "08 9108",
                                "legitymacja, Świt 5a",
                                "8,99 zł",
                                false),
                        new FeeDue(
                                "26,00 zł", "Gmina Żółwin", "Bank Ćmi", "12 3456", "świadectwo, Noc 8b", null, true));
            case DUE_CASES ->
                List.of(
                        new DueCase("SPR-2026-0012", "duplikat", LocalDate.of(2026, 3, 12), "Żaneta & <O'Świt>"),
                        new DueCase("SPR-2026-0013", "wymiana", null, "wnioskodawca: zgoda"));
            case COUNT -> 42L;
            case PHOTO_NEEDS -> new PhotoNeeds(1234, 600, 5);
        };
    }
}
