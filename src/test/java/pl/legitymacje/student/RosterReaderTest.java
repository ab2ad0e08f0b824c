package pl.legitymacje.student;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pl.legitymacje.school.Refused;

class RosterReaderTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final String HEADER =
            "Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2\n";
    private static final String ZOLC =
            "Żółć;Łucja;Świętosława;4a;2015-06-15;15261501230;Ewa Źdźbło;ewa@rodzice.example;000 000 001;Adam Żółć;adam@rodzice.example;+48 000 000 002\n";

    private static RosterReader.Roster read(String text) {
        return RosterReader.read(text.getBytes(UTF_8), TODAY);
    }

    private static Refused refused(byte[] content) {
        return catchThrowableOfType(Refused.class, () -> RosterReader.read(content, TODAY));
    }

    private static String refusal(String text) {
        return refused(text.getBytes(UTF_8)).key();
    }

    private static void isZolc(RosterRow row) {
        assertThat(row)
                .isEqualTo(new RosterRow(
                        row.line(),
                        "Żółć",
                        "Łucja",
                        "Świętosława",
                        "4a",
                        LocalDate.of(2015, 6, 15),
                        new Pesel("15261501230"),
                        java.util.List.of(
                                new Guardian("Ewa Źdźbło", "ewa@rodzice.example", "000 000 001"),
                                new Guardian("Adam Żółć", "adam@rodzice.example", "+48 000 000 002"))));
    }

    // --- no roster at all ---

    @Test
    void anEmptyFileIsRefused() {
        assertThat(refused(new byte[0]).key()).isEqualTo("student.roster.empty");
        assertThat(refusal(" \r\n\n\t\n")).isEqualTo("student.roster.empty");
        assertThat(refusal("\uFEFF")).isEqualTo("student.roster.empty");
    }

    @Test
    void aTooLargeFileIsRefused() {
        byte[] large = new byte[RosterReader.MAX_BYTES + 1];
        Arrays.fill(large, (byte) 'a');
        assertThat(refused(large).key()).isEqualTo("student.roster.tooLarge");
    }

    @Test
    void aFileOfTooManyRowsIsRefused() {
        assertThat(refusal(HEADER + "x\n".repeat(20_001))).isEqualTo("student.roster.tooManyRows");
        assertThat(read(HEADER + "x\n".repeat(20_000)).problems()).hasSize(20_000);
    }

    @Test
    void aSpreadsheetIsRefused() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
        }
        assertThat(refused(bytes.toByteArray()).key()).isEqualTo("student.roster.spreadsheet");
        byte[] xls = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        assertThat(refused(xls).key()).isEqualTo("student.roster.spreadsheet");
    }

    @Test
    void aPdfOrPictureIsRefused() {
        assertThat(refusal("%PDF-1.7\nNazwisko;Imię")).isEqualTo("student.roster.pdf");
        byte[] jpeg = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0, 0, 16, 'J', 'F', 'I', 'F', 0};
        assertThat(refused(jpeg).key()).isEqualTo("student.roster.notText");
    }

    @Test
    void aHeaderAloneIsRefused() {
        assertThat(refusal(HEADER)).isEqualTo("student.roster.headerOnly");
        assertThat(refusal(HEADER + "\n;;;;;;;;;;;\n")).isEqualTo("student.roster.headerOnly");
    }

    @Test
    void aFileWithoutHeaderIsRefused() {
        assertThat(refusal(ZOLC)).isEqualTo("student.roster.noHeader");
        assertThat(refusal("<html><body>Zaloguj się</body></html>")).isEqualTo("student.roster.noHeader");
        assertThat(refusal(HEADER.replace(';', '|') + ZOLC.replace(';', '|'))).isEqualTo("student.roster.noHeader");
    }

    @Test
    void missingColumnsAreNamed() {
        Refused refused = refused("Nazwisko;Imię;PESEL\nŻółć;Łucja;15261501230\n".getBytes(UTF_8));
        assertThat(refused.key()).isEqualTo("student.roster.columnsMissing");
        assertThat(refused).hasMessageContaining("Klasa, Data urodzenia");
    }

    @Test
    void aColumnGivenTwiceIsRefused() {
        Refused refused = refused("Nazwisko;Imię;Klasa;Klasa;Data urodzenia\na;b;1;2;2015-01-01\n".getBytes(UTF_8));
        assertThat(refused.key()).isEqualTo("student.roster.columnTwice");
        assertThat(refused).hasMessageContaining("„Klasa”");
    }

    @Test
    void anUnclosedQuoteIsRefusedWithItsLine() {
        Refused refused = refused((HEADER + ZOLC + "\"Kowalski;Jan;;4a;2015-01-01;;;;;;;\n" + ZOLC).getBytes(UTF_8));
        assertThat(refused.key()).isEqualTo("student.roster.quotes");
        assertThat(refused).hasMessageContaining("Od wiersza 3");
    }

    // --- wrong rows ---

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ;Jan;;4a;2015-06-15;;;;;;;                                  | brakuje pola „Nazwisko”
                    Kowalski;  ;;4a;2015-06-15;;;;;;;                           | brakuje pola „Imię”
                    Kowalski;Jan;;;2015-06-15;;;;;;;                            | brakuje pola „Klasa”
                    Kowalski;Jan;;4a;;;;;;;;                                    | brakuje pola „Data urodzenia”
                    Kowalski                                                    | brakuje pola „Imię”; brakuje pola „Klasa”; brakuje pola „Data urodzenia”
                    Kow4lski;Jan;;4a;2015-06-15;;;;;;;                          | pole „Nazwisko” zawiera znaki
                    Kowalski;Jan;<b>;4a;2015-06-15;;;;;;;                       | pole „Drugie imię” zawiera znaki
                    Kowalski;Jan;;klasa o bardzo długiej nazwie;2015-06-15;;;;;;; | nazwa klasy jest za długa
                    Kowalski;Jan;;4a;15 czerwca;;;;;;;                          | data urodzenia jest nieczytelna
                    Kowalski;Jan;;4a;2015-02-29;;;;;;;                          | data urodzenia jest nieczytelna
                    Kowalski;Jan;;4a;31.04.2015;;;;;;;                          | data urodzenia jest nieczytelna
                    Kowalski;Jan;;4a;06/15/2015;;;;;;;                          | data urodzenia jest nieczytelna
                    Kowalski;Jan;;4a;2026-11-21;;;;;;;                          | data urodzenia jest z przyszłości
                    Kowalski;Jan;;4a;1926-11-19;;;;;;;                          | data urodzenia jest z przyszłości
                    Kowalski;Jan;;4a;2015-06-15;15261501231;;;;;;               | PESEL ma błędną cyfrę kontrolną
                    Kowalski;Jan;;4a;2015-06-15;5261501230;;;;;;                | PESEL musi mieć 11 cyfr
                    Kowalski;Jan;;4a;2015-06-16;15261501230;;;;;;               | data urodzenia nie zgadza się z numerem PESEL
                    Kowalski;Jan;;4a;2015-06-15;;Ewa;ewa@;;;;                   | pole „E-mail 1” nie jest poprawnym adresem e-mail
                    Kowalski;Jan;;4a;2015-06-15;;Ewa;ewa@x.pl, jan@x.pl;;;;     | pole „E-mail 1” nie jest
                    Kowalski;Jan;;4a;2015-06-15;;Ewa;;;Adam;adam.x.pl;          | pole „E-mail 2” nie jest
                    Kowalski;Jan;;4a;2015-06-15;;Ewa;;tel. domowy;;;            | pole „Telefon 1” nie jest numerem
                    Kowalski;Jan;;4a;2015-06-15;;Ewa;;60010020060010020060010020060010020060010020060010020060010020;;; | pole „Telefon 1” nie jest numerem
                    Kowalski,Jan,,4a,2015-06-15,,,,,,,                          | pola nie są rozdzielone tym samym znakiem
                    Kowalski;Jan;;4a;2015-06-15;;;ewa@x.pl;;;;                  | brakuje pola „Opiekun 1”
                    Kowalski;Jan;;4a;2015-06-15;;;;;;;;nadmiar                  | więcej pól niż nagłówków
                    """)
    void aWrongRowIsListedAndTheOthersAreRead(String row, String reason) {
        RosterReader.Roster roster = read(HEADER + "\n" + row + "\n" + ZOLC);
        assertThat(roster.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.reason()).contains(reason).doesNotContain("Kow", "15261501", "ewa@", "nadmiar");
        });
        assertThat(roster.rows()).singleElement().satisfies(RosterReaderTest::isZolc);
        assertThat(roster.rows().get(0).line()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    600 100 200               | 600 100 200
                    +48 (16) 671-00-00 w. 12  | +48 (16) 671-00-00 w. 12
                    600100200, 700200300      | 600100200, 700200300
                    600100200 (po 16)         | 600100200 (po 16)
                    brak                      |
                    -                         |
                    """)
    void aPhoneIsKeptAsItIsGiven(String given, String kept) {
        RosterReader.Roster roster = read(HEADER + "Lis;Jan;;4a;2015-06-15;;Ewa Lis;BRAK;" + given + ";;;\n");
        assertThat(roster.rows().get(0).guardians()).containsExactly(new Guardian("Ewa Lis", null, kept));
    }

    @Test
    void allThatIsWrongWithARowIsSaid() {
        RosterReader.Roster roster = read(HEADER + ";Jan;;4a;2015-02-30;15261501231;;;;;;\n");
        assertThat(roster.problems())
                .containsExactly(new RosterProblem(
                        2,
                        "brakuje pola „Nazwisko”; data urodzenia jest nieczytelna (oczekiwana np. 2015-03-01 albo"
                                + " 01.03.2015); PESEL ma błędną cyfrę kontrolną"));
        assertThat(roster.rows()).isEmpty();
    }

    @Test
    void linesAreThoseOfTheFileWhereCellsAndBlanksSpanLines() {
        RosterReader.Roster roster =
                read("\n" + HEADER + "\"Kowa\nlski\";Jan;;4a;2015-01-01;;;;;;;\n\n\n;zła;;;;;;;;;;\n");
        assertThat(roster.rows()).extracting(RosterRow::line).containsExactly(3);
        assertThat(roster.rows().get(0).surname()).isEqualTo("Kowa lski");
        assertThat(roster.problems()).extracting(RosterProblem::line).containsExactly(7);
    }

    // --- right files ---

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "windows-1250", "ISO-8859-2"})
    void polishLettersAreReadInEveryEncodingInUse(String encoding) {
        byte[] content = (HEADER + ZOLC).getBytes(Charset.forName(encoding));
        isZolc(RosterReader.read(content, TODAY).rows().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void aByteOrderMarkAndEveryLineEndAreTaken(String lineEnd) {
        RosterReader.Roster roster = read("\uFEFF" + (HEADER + ZOLC + "\n" + ZOLC).replace("\n", lineEnd));
        assertThat(roster.rows()).extracting(RosterRow::line).containsExactly(2, 4);
        isZolc(roster.rows().get(1));
    }

    @Test
    void excelsUnicodeTextIsTaken() {
        byte[] content = ("\uFEFF" + (HEADER + ZOLC).replace(';', '\t')).getBytes(UTF_16LE);
        isZolc(RosterReader.read(content, TODAY).rows().get(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {";", ",", "\t"})
    void theDelimiterIsFoundFromTheHeader(String delimiter) {
        isZolc(read((HEADER + ZOLC).replace(";", delimiter)).rows().get(0));
        isZolc(read("sep=" + delimiter + "\n" + (HEADER + ZOLC).replace(";", delimiter))
                .rows()
                .get(0));
    }

    @Test
    void headingsAreTakenLenientlyAndInAnyOrder() {
        RosterReader.Roster roster = read(
                """
                 klasa ;NAZWISKO;imie;DRUGIE  IMIE;data_urodzenia;Pesel;opiekun1;EMAIL 1;tel;telefon1;Opiekun 2;e-mail2;Telefon-2
                IV A;Żółć;Łucja;Świętosława;15.06.2015;15261501230;Ewa Źdźbło;ewa@rodzice.example;x;000 000 001;Adam Żółć;adam@rodzice.example;+48 000 000 002
                """);
        isZolc(roster.rows().get(0));
        assertThat(roster.ignoredColumns()).containsExactly("tel");
    }

    @Test
    void theLeastThatARosterCanHave() {
        RosterReader.Roster roster = read("Nazwisko;Imię;Klasa;Data urodzenia\nLis;Jan;1;1.3.2019");
        assertThat(roster.rows())
                .containsExactly(
                        new RosterRow(2, "Lis", "Jan", null, "1", LocalDate.of(2019, 3, 1), null, java.util.List.of()));
        assertThat(roster.problems()).isEmpty();
    }

    @Test
    void quotedCellsMayHoldDelimitersAndQuotes() {
        RosterReader.Roster roster = read(
                """
                Nazwisko;Imię;Klasa;Data urodzenia;Uwagi
                "Kowalska - Nowak";"Anna";"4 a";"2015-06-15";"tzw. ""Ania""; cicha"
                O'Connor;Liam \u00A0;4b;2015-06-15;mówią "Li"
                """);
        assertThat(roster.problems()).isEmpty();
        assertThat(roster.rows())
                .extracting(RosterRow::displayName)
                .containsExactly("Kowalska - Nowak Anna, 4a", "O'Connor Liam, 4b");
    }

    @Test
    void aRowIsNotShownByAccident() {
        assertThat(read(HEADER + ZOLC).rows()).hasToString("[RosterRow[line=2]]");
    }
}
