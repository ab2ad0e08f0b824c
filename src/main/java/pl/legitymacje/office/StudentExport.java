package pl.legitymacje.office;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.thymeleaf.templatemode.TemplateMode;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.fee.PaymentProof;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.mail.MailKind;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.StrictTemplates;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/**
 * The one export of all data held on a student (RODO art. 15, domain §8): a summary to read, every row of every table as JSON
 * with its keys explained, the photos and the mails. Codes of mobile cards are never in it, nor other people's cases.
 *
 * <p>The rows are read as they are, so that no column can be forgotten; a test compares the tables here with the database.
 */
@Component
class StudentExport {

    /**
     * A table with rows about a student.
     *
     * @param rows which ones: a condition with the parameter {@code student}
     * @param order the columns to sort by
     * @param leftOut columns that are not given away: secrets, what is computed from other columns, keys of ours
     */
    record Table(String name, String rows, String order, Set<String> leftOut) {}

    private static final String OF_STUDENT = "student_id = :student";
    private static final String OF_CASE = "case_number in (select number from case_file where " + OF_STUDENT + ")";
    private static final String OF_CARD = "card_number in (select number from student_card where " + OF_STUDENT + ")";
    private static final String PAID = "in (select payment_id from payment_part where " + OF_CASE + ")";

    private static final String OUTGOING_MAIL = "outgoing_mail";
    private static final String PAYMENT = "payment";
    private static final String PAYMENT_PROOF = "payment_proof";
    private static final String PAYMENT_TRAIL = "payment_trail";

    static final List<Table> TABLES = List.of(
            new Table("student", "id = :student", "id", Set.of("search_text")),
            new Table("student_former_data", OF_STUDENT, "id", Set.of("search_text")),
            new Table("guardian", OF_STUDENT, "position", Set.of()),
            new Table("student_departure", OF_STUDENT, "id", Set.of()),
            new Table("objection", OF_STUDENT, "id", Set.of("stands_for")),
            new Table("photo", OF_STUDENT, "received_at, id", Set.of()),
            new Table("case_file", OF_STUDENT, "registered_at, number", Set.of("open_key")),
            new Table("case_requirement", OF_CASE, "case_number, item", Set.of()),
            new Table("case_trail", OF_CASE, "id", Set.of()),
            new Table("certificate_application", OF_CASE, "case_number", Set.of("search_text")),
            new Table("certificate_duplicate", OF_CASE, "number", Set.of("search_text", "live_case")),
            new Table("student_card", OF_STUDENT, "assigned_at, number", Set.of("valid_for")),
            new Table("card_confirmation", OF_CARD, "card_number, school_year", Set.of()),
            // The stock's balance says nothing of the student.
            new Table("hologram_entry", OF_CARD, "id", Set.of("balance", "used_key")),
            // Codes are keys to a document, and only for the phone.
            new Table("mobile_card", OF_STUDENT, "id", Set.of("code", "qr_content", "live_key")),
            new Table("fee_claim", OF_CASE, "case_number", Set.of()),
            new Table(PAYMENT_PROOF, OF_CASE, "received_at, id", Set.of()),
            new Table("payment_part", OF_CASE, "payment_id, case_number", Set.of()),
            new Table(
                    PAYMENT,
                    "id " + PAID,
                    "id",
                    Set.of("search_text", "looks", "looks_ordinal", "bank_key", "kept_at")),
            new Table(PAYMENT_TRAIL, "payment_id " + PAID, "id", Set.of()),
            new Table(
                    OUTGOING_MAIL,
                    "(" + OF_CASE + " or " + OF_STUDENT + ")",
                    "id",
                    Set.of("html_body", "claimed_at", "thread_id")),
            // Which clerk looked is the clerk's data, not the child's (TSUE C-579/21).
            new Table("student_access", OF_STUDENT, "id", Set.of("who")));

    private static final Pattern CASE_NUMBER = Pattern.compile("\\bSPR-(?:\\d{4}-)?\\d{4,}\\b");

    private static final Set<String> SECRET_MAILS = Arrays.stream(MailKind.values())
            .filter(MailKind::secret)
            .map(MailKind::label)
            .collect(Collectors.toSet());

    /** A part of the summary: a table, under its heading. */
    record Section(String title, String note, List<String> heads, List<List<String>> rows) {}

    private final JdbcClient db;
    private final Students students;
    private final StudentPages pages;
    private final Cases cases;
    private final Photos photos;
    private final PaymentProofs proofs;
    private final SchoolProfile school;
    private final ObjectMapper json;
    private final Clock clock;
    private final StrictTemplates templates = new StrictTemplates("office", TemplateMode.HTML, ".html");

    StudentExport(
            JdbcClient db,
            Students students,
            StudentPages pages,
            Cases cases,
            Photos photos,
            PaymentProofs proofs,
            SchoolProfile school,
            ObjectMapper json,
            Clock clock) {
        this.db = db;
        this.students = students;
        this.pages = pages;
        this.cases = cases;
        this.photos = photos;
        this.proofs = proofs;
        this.school = school;
        this.json = json;
        this.clock = clock;
    }

    /**
     * The export as a ZIP file.
     *
     * @throws Refused if there is no such student
     */
    @Transactional(readOnly = true)
    byte[] of(long studentId) {
        Student student = students.get(studentId);
        Map<String, List<Map<String, Object>>> data = data(student);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(file, StandardCharsets.UTF_8)) {
            add(zip, "podsumowanie.html", summary(student));
            add(zip, "dane.json", written(data));
            int number = 0;
            for (StoredPhoto photo : photos.ofStudent(studentId)) {
                byte[] original = original(photo);
                if (original != null) {
                    number++;
                    add(zip, "zdjecia/" + number + " " + safe(photo.fileName()), original);
                }
            }
            number = 0;
            for (PaymentProof proof : handedIn(data)) {
                number++;
                add(zip, "potwierdzenia/" + number + proof.kind().ending(), proofs.content(proof.id()));
            }
            for (Map<String, Object> mail : data.get(OUTGOING_MAIL)) {
                String text =
                        "%s%n%s%n%n%s".formatted(mail.get("recipient"), mail.get("subject"), mail.get("text_body"));
                add(
                        zip,
                        "wiadomosci/%s %s.txt".formatted(mail.get("id"), safe((String) mail.get("subject"))),
                        text.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException cannotHappenInMemory) {
            throw new UncheckedIOException(cannotHappenInMemory);
        }
        return file.toByteArray();
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /** What a sender called it, made harmless as a file's name. */
    private static String safe(String name) {
        String harmless = name.replaceAll("[^\\p{L}\\p{N} ._()\\[\\]-]", "_").strip();
        return harmless.isEmpty() || harmless.matches("\\.+") ? "_" : harmless;
    }

    /** Null where the picture was deleted, or was too large to be kept. */
    private byte[] original(StoredPhoto photo) {
        try {
            return photos.original(photo.id());
        } catch (Refused notThere) {
            return null;
        }
    }

    /** Not those that prove what was paid for another child as well: they name both. */
    private List<PaymentProof> handedIn(Map<String, List<Map<String, Object>>> data) {
        List<String> own = data.get("case_file").stream()
                .map(row -> (String) row.get("number"))
                .toList();
        return proofs.ofCases(own).stream()
                .filter(PaymentProof::present)
                .filter(proof -> !proofs.servesOthers(proof, own))
                .toList();
    }

    // ---- the rows

    private Map<String, List<Map<String, Object>>> data(Student student) {
        Set<String> own =
                cases.ofStudent(student.id()).stream().map(CaseFile::number).collect(Collectors.toSet());
        Set<Object> shared = Set.copyOf(db.sql("select distinct payment_id from payment_part where payment_id " + PAID
                        + " and not (" + OF_CASE + ")")
                .param("student", student.id())
                .query(Long.class)
                .list());
        Predicate<Object> aboutOthers = text -> namesAnother(student, (String) text);
        Map<String, List<Map<String, Object>>> data = new LinkedHashMap<>();
        for (Table table : TABLES) {
            List<Map<String, Object>> rows = rows(table, student.id());
            for (Map<String, Object> row : rows) {
                switch (table.name()) {
                    case PAYMENT -> {
                        // What it was in all, and how it was called, is about the others as well.
                        omit(row, "amount", whole -> shared.contains(row.get("id")));
                        omit(row, "rest", whole -> shared.contains(row.get("id")));
                        omit(row, "title", aboutOthers.or(title -> shared.contains(row.get("id"))));
                    }
                    case PAYMENT_TRAIL ->
                        omit(
                                row,
                                "what",
                                aboutOthers.or(what -> namesCase((String) what, number -> !own.contains(number))
                                        || (shared.contains(row.get("payment_id"))
                                                && !namesCase((String) what, own::contains))));
                    case PAYMENT_PROOF -> omit(row, "file_name", aboutOthers);
                    case OUTGOING_MAIL -> {
                        if (SECRET_MAILS.contains(row.get("kind"))) {
                            row.put("text_body", Texts.of("office.export.secret"));
                        }
                    }
                    default -> {}
                }
                row.replaceAll((column, value) -> value instanceof String text
                        ? CASE_NUMBER
                                .matcher(text)
                                .replaceAll(found -> own.contains(found.group())
                                        ? found.group()
                                        : Texts.of("office.export.otherCase"))
                        : value);
            }
            data.put(table.name(), rows);
        }
        return data;
    }

    private static void omit(Map<String, Object> row, String column, Predicate<Object> about) {
        if (about.test(row.get(column))) {
            row.put(column, Texts.of("office.export.omitted"));
        }
    }

    private static boolean namesCase(String text, Predicate<String> which) {
        return CASE_NUMBER.matcher(text).results().map(MatchResult::group).anyMatch(which);
    }

    private boolean namesAnother(Student student, String text) {
        return students.namedIn(text).stream().anyMatch(named -> named.id() != student.id());
    }

    private List<Map<String, Object>> rows(Table table, long studentId) {
        return db
                .sql("select * from " + table.name() + " where " + table.rows() + " order by " + table.order())
                .param("student", studentId)
                .query()
                .listOfRows()
                .stream()
                .map(row -> {
                    Map<String, Object> given = new LinkedHashMap<>();
                    row.forEach((column, value) -> {
                        String key = column.toLowerCase(Locale.ROOT);
                        if (!table.leftOut().contains(key)) {
                            given.put(key, plain(value));
                        }
                    });
                    return given;
                })
                .toList();
    }

    /** As JSON knows it, and the same whichever database says it. */
    private Object plain(Object value) {
        if (value instanceof OffsetDateTime time) {
            return moment(time.toInstant());
        }
        if (value instanceof Timestamp time) {
            return moment(time.toInstant());
        }
        if (value instanceof Date day) {
            return day.toLocalDate().toString();
        }
        return value instanceof BigDecimal amount ? amount.toPlainString() : value;
    }

    private String moment(Instant at) {
        return at.atZone(clock.getZone()).toOffsetDateTime().toString();
    }

    private byte[] written(Map<String, List<Map<String, Object>>> data) {
        Map<String, Object> tables = new LinkedHashMap<>();
        for (Table table : TABLES) {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("opis", Texts.of("export." + table.name()));
            Map<String, String> keys = new LinkedHashMap<>();
            data.get(table.name()).stream()
                    .flatMap(row -> row.keySet().stream())
                    .distinct()
                    .forEach(column -> keys.put(column, Texts.of("export." + table.name() + "." + column)));
            shown.put("klucze", keys);
            shown.put("wiersze", data.get(table.name()));
            tables.put(table.name(), shown);
        }
        try {
            return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(tables);
        } catch (JsonProcessingException fault) {
            throw new IllegalStateException(fault);
        }
    }

    // ---- the summary

    private byte[] summary(Student student) {
        StudentPage page = pages.of(student.id(), false);
        List<Section> sections = List.of(
                section(
                        Texts.of("office.export.student"),
                        null,
                        Texts.of("office.export.studentHeads"),
                        List.of(row(
                                page.name(),
                                page.birthDate(),
                                student.pesel() == null ? null : student.pesel().digits(),
                                page.schoolClass(),
                                page.status()))),
                section(
                        Texts.of("office.export.formerly"),
                        null,
                        Texts.of("office.export.formerlyHeads"),
                        page.formerly().stream()
                                .map(one ->
                                        row(one.name(), one.until(), String.join("; ", one.what()), one.caseNumber()))
                                .toList()),
                section(
                        Texts.of("office.export.guardians"),
                        Texts.of("office.export.guardiansNote"),
                        Texts.of("office.export.guardiansHeads"),
                        page.guardians().stream()
                                .map(one -> row(one.name(), one.email(), one.phone()))
                                .toList()),
                section(
                        Texts.of("office.export.departures"),
                        null,
                        Texts.of("office.export.departuresHeads"),
                        page.departures().stream()
                                .map(one ->
                                        row(one.leftOn(), one.reason(), one.newSchool(), one.note(), one.returnedOn()))
                                .toList()),
                section(
                        Texts.of("office.export.cards"),
                        null,
                        Texts.of("office.export.cardsHeads"),
                        page.cards().stream()
                                .map(one -> row(
                                        one.number(),
                                        one.kind() + ", " + one.carrier(),
                                        one.state(),
                                        one.issuedOn(),
                                        one.validUntil(),
                                        Stream.concat(one.confirmations().stream(), one.fate().stream())
                                                .collect(Collectors.joining("; "))))
                                .toList()),
                section(
                        Texts.of("office.export.mobileCards"),
                        Texts.of("office.export.mobileCardsNote"),
                        Texts.of("office.export.mobileCardsHeads"),
                        page.mobileCards().stream()
                                .map(one -> row(
                                        one.cardNumber(),
                                        one.state(),
                                        one.registeredOn(),
                                        one.codeGivenOn(),
                                        one.activatedOn(),
                                        one.validUntil(),
                                        one.endedOn(),
                                        one.endReason()))
                                .toList()),
                section(
                        Texts.of("office.export.objections"),
                        null,
                        Texts.of("office.export.objectionsHeads"),
                        page.objections().stream()
                                .map(one -> row(
                                        one.raisedOn(),
                                        one.raisedBy(),
                                        one.form(),
                                        one.takenBackOn(),
                                        one.takenBackBy()))
                                .toList()),
                section(
                        Texts.of("office.export.photos"),
                        null,
                        Texts.of("office.export.photosHeads"),
                        page.photos().stream()
                                .map(one -> row(
                                        one.receivedOn(),
                                        one.verdict(),
                                        String.join("; ", one.reasons()),
                                        one.deletion()))
                                .toList()),
                section(
                        Texts.of("office.export.cases"),
                        null,
                        Texts.of("office.export.casesHeads"),
                        page.cases().stream()
                                .map(one -> row(
                                        one.number(),
                                        one.procedure(),
                                        one.receivedOn(),
                                        one.outcome() == null ? one.waits() : one.outcome(),
                                        one.closedOn()))
                                .toList()),
                section(
                        Texts.of("office.export.certificates"),
                        null,
                        Texts.of("office.export.certificatesHeads"),
                        page.certificates().stream()
                                .map(one -> row(
                                        one.number(),
                                        one.certificate(),
                                        one.schoolYear(),
                                        one.schoolClass(),
                                        one.state()))
                                .toList()),
                section(
                        Texts.of("office.export.payments"),
                        Texts.of("office.export.paymentsNote"),
                        Texts.of("office.export.paymentsHeads"),
                        page.payments().stream()
                                .map(one -> row(one.paidOn(), one.amount(), one.payer(), one.means(), one.caseNumber()))
                                .toList()),
                section(
                        Texts.of("office.export.proofs"),
                        Texts.of("office.export.proofsNote"),
                        Texts.of("office.export.proofsHeads"),
                        page.proofs().stream()
                                .map(one -> row(one.receivedOn(), one.kind(), one.caseNumber(), one.deletion()))
                                .toList()),
                section(
                        Texts.of("office.export.mails"),
                        null,
                        Texts.of("office.export.mailsHeads"),
                        page.mails().stream()
                                .map(one -> row(one.at().toLocalDate(), one.subject(), one.recipient(), one.delivery()))
                                .toList()));
        return templates
                .render(
                        "student-export",
                        Map.of(
                                "school",
                                school,
                                "name",
                                page.name(),
                                "date",
                                LocalDate.now(clock),
                                "sections",
                                sections))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Section section(String title, String note, String heads, List<List<String>> rows) {
        return new Section(title, note, List.of(heads.split(";", -1)), rows);
    }

    private static List<String> row(Object... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell instanceof LocalDate day ? Texts.of("office.day", day) : Objects.toString(cell, "–"))
                .toList();
    }
}
