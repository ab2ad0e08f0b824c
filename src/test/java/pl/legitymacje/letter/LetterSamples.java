package pl.legitymacje.letter;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.SchoolProfile;

/** A school, and values for every variable of every letter. */
final class LetterSamples {

    static final SchoolProfile SCHOOL = school("16 000 00 00");

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private LetterSamples() {}

    /** Only what letters show; the rest is none of their business. */
    static SchoolProfile school(String phone) {
        return new SchoolProfile(
                "Szkoła Podstawowa im. Żołnierzy Września w Żółwinie",
                new SchoolProfile.Address("Ćmielowska 3/5", "00-001", "Żółwin"),
                phone,
                "sekretariat@szkola.example",
                "poniedziałek–piątek 7.30–14.30",
                null,
                new SchoolProfile.Account(
                        "Szkoła Podstawowa w Żółwinie", "Bank Spółdzielczy w Żółwinie", "04000000000000000000000000"),
                null,
                null,
                null,
                null,
                new SchoolProfile.Mobile(CodeChannel.SLIP, null, null, "6.0", "12.4"),
                null);
    }

    /** Every variable that the kind needs, and every field of a form. */
    static Map<String, Object> variables(LetterKind kind) {
        Map<String, Object> variables = needed(kind);
        kind.optional().forEach((name, value) -> variables.put(name, value(name, value)));
        return variables;
    }

    static Map<String, Object> needed(LetterKind kind) {
        Map<String, Object> variables = new HashMap<>();
        kind.variables().forEach((name, value) -> variables.put(name, value(name, value)));
        return variables;
    }

    static RegisterPage register(int rows) {
        return new RegisterPage(
                List.of("Nr", "Nazwisko i imię", "Klasa", "Data wydania", "Ważna do", "Stan", "Odebrał(a)", "Uwagi"),
                IntStream.rangeClosed(1, rows)
                        .mapToObj(n -> List.of(
                                n + "/2026",
                                n % 7 == 0 ? "Brzęczyszczykiewicz-Żółtowska Świętosława Łucja" : "Kowalska Żaneta",
                                "4b",
                                "2.03.2026",
                                "30.09.2026",
                                n % 5 == 0 ? "utraciła ważność" : "wydana",
                                "rodzic lub opiekun",
                                n % 9 == 0 ? "wymieniona z powodu zmiany nazwiska" : ""))
                        .toList());
    }

    private static Object value(String name, LetterKind.Value value) {
        return switch (value) {
            case LINE -> line(name);
            case TEXT -> text(name);
            case SOME_LINES -> lines(name);
            case DAY ->
                switch (name) {
                    case "date", "handedOverOn" -> TODAY;
                    case "receivedOn" -> LocalDate.of(2026, 2, 16);
                    case "deadline" -> LocalDate.of(2026, 3, 3);
                    case "birthDate" -> LocalDate.of(2015, 6, 15);
                    default -> LocalDate.of(2026, 3, 17);
                };
            case MOMENT -> LocalDateTime.of(2026, 3, 17, 8, 5);
            case QR -> "mobywatel-PRÓBA-" + name;
            case FEE -> new DueFee(new BigDecimal("26.00"), "opłata za duplikat, Żaneta Śmigły, 4b");
            case FEES -> List.of(new DueFee(new BigDecimal("9"), "opłata za duplikat legitymacji, Żaneta Śmigły, 4b"));
            case PAGE -> register(60);
            default -> value.words().stream().sorted().findFirst().orElseThrow();
        };
    }

    private static String line(String name) {
        return switch (name) {
            case "caseNumber" -> "SPR-2026-0012";
            case "document" -> "legitymacja szkolna";
            case "number", "cardNumber" -> "117/2026";
            case "student" -> "Żaneta Śmigły-Łącka";
            case "nameThen" -> "Żaneta Ćwiąkała";
            case "receiver", "applicant" -> "Józef Źrebięcki";
            case "code" -> "7Kp2 Xw9Q LM";
            case "capacity" -> "rodzic lub opiekun";
            case "schoolClass" -> "4b";
            case "schoolYear" -> "1998/1999";
            case "certificate" -> "świadectwo ukończenia szkoły podstawowej";
            case "liquidatedSchool" -> "Szkoła Podstawowa nr 2 w Żółwinie";
            case "superintendent" -> "Świętokrzyski Kurator Oświaty";
            case "superintendentAddress", "applicantAddress", "deliveryAddress" -> "ul. Źródlana 7/3, 00-002 Gąski";
            case "higherAuthority" -> "Podkarpacki Kurator Oświaty";
            case "procedure" -> "wydanie duplikatu legitymacji szkolnej";
            case "pesel" -> "15261501230";
            case "applicantPhone" -> "600 000 000";
            case "applicantMail" -> "jozef@rodzice.example";
            case "title" -> "Ewidencja wydanych legitymacji szkolnych";
            case "note" -> "Przy odbiorze zwrócono legitymację nr 98/2025.";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static String text(String name) {
        return switch (name) {
            case "reason" -> "Firma drukująca legitymacje dostarczy zamówione karty dopiero w połowie marca.";
            case "legalBasis" -> "Przepis o duplikatach świadectw, dyplomów i innych druków.\nPrzepis drugi.";
            case "appeal" -> "Od tego rozstrzygnięcia można się odwołać w terminie 14 dni od dnia doręczenia.";
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static List<String> lines(String name) {
        return switch (name) {
            case "addressee" -> List.of("Józef Źrebięcki", "ul. Źródlana 7/3", "00-002 Gąski");
            case "reasons" -> List.of("Uczeń nie traci ważnej legitymacji.", "Do wniosku nie dołączono dowodu wpłaty.");
            case "missing" -> List.of("aktualne zdjęcie", "podpis wnioskodawcy");
            default -> throw new IllegalArgumentException(name);
        };
    }
}
