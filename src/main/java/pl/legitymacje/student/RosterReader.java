package pl.legitymacje.student;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import pl.legitymacje.school.MailAddress;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/**
 * Reads a roster as Librus and Vulcan export it (domain §2): CSV in UTF-8, Windows-1250 or ISO-8859-2, parted by semicolons,
 * commas or tabs, with a header row whose names are taken leniently.
 *
 * <p>A file that is no roster at all is refused. A row with something wrong in it is listed, with its line and all that is
 * wrong; the others are read.
 */
final class RosterReader {

    /** Far above any school's roster; below what would hurt. */
    static final int MAX_BYTES = 5 * 1024 * 1024;

    private static final int MAX_ROWS = 20_000;

    private static final Charset WINDOWS_1250 = Charset.forName("windows-1250");
    private static final Charset ISO_8859_2 = Charset.forName("ISO-8859-2");
    /** Read by people only: two numbers, an extension, when to call – all of it is kept. */
    private static final Pattern PHONE = Pattern.compile("(?=(\\P{Nd}*\\p{Nd}){6}).{6,60}");

    /** What registers of pupils write where there is nothing. */
    private static final Set<String> NOTHING = Set.of("brak", "nie ma", "-", "–", "—");

    private static final List<DateTimeFormatter> DATES = List.of(date("uuuu-MM-dd"), date("d.M.uuuu"));

    /** The columns, in the order in which the roster has them; the header decides where each one stands. */
    private enum Column {
        SURNAME("Nazwisko", true),
        FIRST_NAME("Imię", true),
        SECOND_NAME("Drugie imię", false),
        SCHOOL_CLASS("Klasa", true),
        BIRTH_DATE("Data urodzenia", true),
        PESEL("PESEL", false),
        GUARDIAN_1("Opiekun 1", false),
        EMAIL_1("E-mail 1", false),
        PHONE_1("Telefon 1", false),
        GUARDIAN_2("Opiekun 2", false),
        EMAIL_2("E-mail 2", false),
        PHONE_2("Telefon 2", false);

        final String heading;
        final boolean required;

        Column(String heading, boolean required) {
            this.heading = heading;
            this.required = required;
        }

        /** Without case, diacritics, spaces and signs: "E-mail 1" is "email1". */
        static String key(String heading) {
            return PersonName.folded(heading).replace(" ", "");
        }
    }

    /** What a file holds. */
    record Roster(
            List<RosterRow> rows, List<RosterProblem> problems, List<Unread> unread, List<String> ignoredColumns) {}

    /** A row that was not taken, as its words: whoever it names is on the roster all the same. */
    record Unread(String words) {

        static Unread of(Stream<String> cells) {
            return new Unread(" " + PersonName.folded(cells.collect(joining(" "))) + " ");
        }

        boolean names(Student student) {
            return (says(student.surname()) && says(student.firstName()))
                    || (student.pesel() != null && says(student.pesel().digits()));
        }

        private boolean says(String what) {
            return words.contains(" " + PersonName.folded(what) + " ");
        }

        /** No personal data: records end up in log lines. */
        @Override
        public String toString() {
            return "Unread";
        }
    }

    private final LocalDate today;
    private final List<RosterRow> rows = new ArrayList<>();
    private final List<RosterProblem> problems = new ArrayList<>();
    private final List<Unread> unread = new ArrayList<>();
    private final List<String> ignoredColumns = new ArrayList<>();
    private final Map<Column, Integer> columns = new EnumMap<>(Column.class);
    private int width;

    private RosterReader(LocalDate today) {
        this.today = today;
    }

    /**
     * @param today births after this day are wrong
     * @throws Refused {@code student.roster.*} if the file is no roster
     */
    static Roster read(byte[] content, LocalDate today) {
        RosterReader reader = new RosterReader(today);
        reader.read(text(content));
        return new Roster(reader.rows, reader.problems, reader.unread, reader.ignoredColumns);
    }

    // --- bytes to text ---

    private static String text(byte[] content) {
        if (content.length == 0) {
            throw new Refused("student.roster.empty");
        }
        if (content.length > MAX_BYTES) {
            throw new Refused("student.roster.tooLarge", MAX_BYTES / 1024 / 1024);
        }
        if (startsWith(content, 'P', 'K', 3, 4) || startsWith(content, 0xD0, 0xCF, 0x11, 0xE0)) {
            throw new Refused("student.roster.spreadsheet");
        }
        if (startsWith(content, '%', 'P', 'D', 'F')) {
            throw new Refused("student.roster.pdf");
        }
        String text = decoded(content);
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && "\r\n\t\f".indexOf(c) < 0)) {
            throw new Refused("student.roster.notText");
        }
        if (text.isBlank()) {
            throw new Refused("student.roster.empty");
        }
        return text;
    }

    private static String decoded(byte[] content) {
        if (startsWith(content, 0xEF, 0xBB, 0xBF)) {
            return new String(content, 3, content.length - 3, StandardCharsets.UTF_8);
        }
        if (startsWith(content, 0xFF, 0xFE) || startsWith(content, 0xFE, 0xFF)) {
            return new String(content, StandardCharsets.UTF_16); // Excel's "Unicode text"
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(content, eightBit(content));
        }
    }

    /** The two Polish encodings differ in ą, ś and ź only; where the one has these letters, the other has signs. */
    private static Charset eightBit(byte[] content) {
        int windows = 0;
        int iso = 0;
        for (byte signed : content) {
            switch (signed & 0xFF) {
                case 0xB9, 0xA5, 0x9C, 0x8C, 0x9F, 0x8F -> windows++;
                case 0xB1, 0xA1, 0xB6, 0xA6, 0xBC, 0xAC -> iso++;
                default -> {}
            }
        }
        return iso > windows ? ISO_8859_2 : WINDOWS_1250;
    }

    private static boolean startsWith(byte[] content, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= content.length || (content[i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    // --- text to rows ---

    private void read(String text) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(false) // else lines cannot be counted
                .setTrailingData(true)
                .get();
        long line = 0;
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            for (Iterator<CSVRecord> records = parser.iterator(); records.hasNext(); ) {
                CSVRecord record = records.next();
                long startsAt = line + 1;
                line = parser.getCurrentLineNumber();
                if (isBlank(record) || isExcelHint(record)) {
                    continue;
                }
                if (columns.isEmpty()) {
                    header(record);
                } else if (rows.size() + problems.size() == MAX_ROWS) {
                    throw new Refused("student.roster.tooManyRows", MAX_ROWS);
                } else {
                    row(record, Math.toIntExact(startsAt));
                }
            }
        } catch (UncheckedIOException | IOException e) {
            throw new Refused("student.roster.quotes", line + 1);
        }
        if (rows.isEmpty() && problems.isEmpty()) {
            throw new Refused("student.roster.headerOnly");
        }
    }

    /** The sign that parts the header's columns. */
    private static char delimiter(String text) {
        String header = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("sep="))
                .findFirst()
                .orElse("");
        char best = ';';
        for (char candidate : new char[] {',', '\t'}) {
            if (count(header, candidate) > count(header, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String text, char sign) {
        return text.chars().filter(c -> c == sign).count();
    }

    private static boolean isBlank(CSVRecord record) {
        return record.stream().allMatch(cell -> PersonalData.tidy(cell) == null);
    }

    private static boolean isExcelHint(CSVRecord record) {
        return record.get(0).startsWith("sep=");
    }

    private void header(CSVRecord record) {
        width = record.size();
        for (int i = 0; i < width; i++) {
            String heading = PersonalData.tidy(record.get(i));
            Column column = null;
            for (Column candidate : Column.values()) {
                if (heading != null && Column.key(heading).equals(Column.key(candidate.heading))) {
                    column = candidate;
                }
            }
            if (column == null) {
                if (heading != null) {
                    ignoredColumns.add(heading);
                }
            } else if (columns.put(column, i) != null) {
                throw new Refused("student.roster.columnTwice", column.heading);
            }
        }
        if (columns.isEmpty()) {
            throw new Refused("student.roster.noHeader");
        }
        List<String> missing = new ArrayList<>();
        for (Column column : Column.values()) {
            if (column.required && !columns.containsKey(column)) {
                missing.add(column.heading);
            }
        }
        if (!missing.isEmpty()) {
            throw new Refused("student.roster.columnsMissing", String.join(", ", missing));
        }
    }

    private void row(CSVRecord record, int line) {
        if (record.size() == 1 && width > 1 && record.get(0).matches(".*[;,\t].*")) {
            untaken(record, line, Texts.of("student.roster.row.delimiter"));
            return;
        }
        Set<String> wrong = new LinkedHashSet<>();
        if (record.size() > width && record.stream().skip(width).anyMatch(cell -> PersonalData.tidy(cell) != null)) {
            wrong.add(Texts.of("student.roster.row.tooManyColumns"));
        }
        String surname = name(record, Column.SURNAME, true, wrong);
        String firstName = name(record, Column.FIRST_NAME, true, wrong);
        String secondName = name(record, Column.SECOND_NAME, false, wrong);
        String schoolClass = cell(record, Column.SCHOOL_CLASS);
        if (schoolClass == null) {
            wrong.add(Texts.of("student.data.missing", Column.SCHOOL_CLASS.heading));
        } else if (schoolClass.length() > 20) {
            wrong.add(Texts.of("student.roster.row.class"));
        }
        LocalDate birthDate = birthDate(record, wrong);
        Pesel pesel = PersonalData.pesel(cell(record, Column.PESEL), birthDate, wrong);
        List<Guardian> guardians = new ArrayList<>();
        guardian(record, Column.GUARDIAN_1, Column.EMAIL_1, Column.PHONE_1, guardians, wrong);
        guardian(record, Column.GUARDIAN_2, Column.EMAIL_2, Column.PHONE_2, guardians, wrong);
        if (wrong.isEmpty()) {
            rows.add(new RosterRow(
                    line, surname, firstName, secondName, SchoolClass.of(schoolClass), birthDate, pesel, guardians));
        } else {
            untaken(record, line, String.join("; ", wrong));
        }
    }

    private void untaken(CSVRecord record, int line, String reason) {
        problems.add(new RosterProblem(line, reason));
        unread.add(Unread.of(record.stream()));
    }

    private String name(CSVRecord record, Column column, boolean required, Set<String> wrong) {
        return PersonalData.name(cell(record, column), column.heading, required, wrong);
    }

    private LocalDate birthDate(CSVRecord record, Set<String> wrong) {
        String written = cell(record, Column.BIRTH_DATE);
        if (written == null) {
            wrong.add(Texts.of("student.data.missing", Column.BIRTH_DATE.heading));
            return null;
        }
        for (DateTimeFormatter form : DATES) {
            try {
                LocalDate date = LocalDate.parse(written, form);
                PersonalData.checkBirth(date, today, wrong);
                return date;
            } catch (DateTimeException e) {
                // the next form, then the reason below
            }
        }
        wrong.add(Texts.of("student.roster.row.birthDate"));
        return null;
    }

    private void guardian(
            CSVRecord record,
            Column nameColumn,
            Column emailColumn,
            Column phoneColumn,
            List<Guardian> guardians,
            Set<String> wrong) {
        String name = name(record, nameColumn, false, wrong);
        String email = contact(record, emailColumn);
        String phone = contact(record, phoneColumn);
        if (email != null && !MailAddress.isValid(email)) {
            wrong.add(Texts.of("student.roster.row.email", emailColumn.heading));
        }
        if (phone != null && !PHONE.matcher(phone).matches()) {
            wrong.add(Texts.of("student.roster.row.phone", phoneColumn.heading));
        }
        if (name != null) {
            guardians.add(new Guardian(name, email, phone));
        } else if (email != null || phone != null) {
            wrong.add(Texts.of("student.roster.row.guardianWithoutName", nameColumn.heading));
        }
    }

    private String contact(CSVRecord record, Column column) {
        String written = cell(record, column);
        return written == null || NOTHING.contains(written.toLowerCase(Locale.ROOT)) ? null : written;
    }

    private String cell(CSVRecord record, Column column) {
        Integer index = columns.get(column);
        return index == null || index >= record.size() ? null : PersonalData.tidy(record.get(index));
    }

    private static DateTimeFormatter date(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
    }
}
