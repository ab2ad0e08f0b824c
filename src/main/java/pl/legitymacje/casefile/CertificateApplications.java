package pl.legitymacje.casefile;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.PersonName;

/** What is asked for in the cases about certificates, and what the office found in its records. */
@Service
public class CertificateApplications {

    /**
     * What the office found.
     *
     * @param note what exactly is missing, in the office's words; null where the records are there
     * @param formerSchool the school that was closed down, else null
     */
    public record Found(Records records, String note, String formerSchool) {}

    private final JdbcClient db;

    CertificateApplications(JdbcClient db) {
        this.db = db;
    }

    /** Keeps what a case asks for. */
    @Transactional
    public void add(String caseNumber, CertificateApplication application) {
        db.sql(
                        "insert into certificate_application (case_number, first_name, surname, birth_date, name_then, certificate,"
                                + " school_year, school_class, collection, delivery_address, search_text)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        caseNumber,
                        application.firstName(),
                        application.surname(),
                        application.birthDate(),
                        application.nameThen(),
                        application.certificate(),
                        application.schoolYear().startYear(),
                        application.schoolClass(),
                        application.collection().name(),
                        application.deliveryAddress(),
                        PersonName.folded(application.nameNow() + " " + application.nameThen()))
                .update();
    }

    /** Notes what the records say; may be corrected until the case goes on. */
    @Transactional
    public void found(String caseNumber, Found found) {
        if (found.records() != Records.PRESENT && blank(found.note())) {
            throw new Refused("casefile.certificate.noRecordsNote");
        }
        if (found.records() == Records.SCHOOL_LIQUIDATED && blank(found.formerSchool())) {
            throw new Refused("casefile.certificate.noFormerSchool");
        }
        db.sql("update certificate_application set records = ?, records_note = ?, former_school = ?"
                        + " where case_number = ?")
                .params(found.records().name(), found.note(), found.formerSchool(), caseNumber)
                .update();
    }

    /**
     * Notes how the duplicate is to be handed over now.
     *
     * @throws Refused if it is to be posted, and there is no address
     */
    @Transactional
    public void collect(String caseNumber, CollectionMethod how, String address) {
        db.sql("update certificate_application set collection = ?, delivery_address = ? where case_number = ?")
                .params(how.name(), addressed(how, address), caseNumber)
                .update();
    }

    /**
     * The address, if one is needed.
     *
     * @throws Refused if it is needed and blank
     */
    public static String addressed(CollectionMethod how, String address) {
        if (how != CollectionMethod.POST) {
            return null;
        }
        if (blank(address)) {
            throw new Refused("casefile.certificate.noAddress");
        }
        return address.strip();
    }

    /** What a case asks for; empty if it is not about a certificate. */
    public Optional<CertificateApplication> of(String caseNumber) {
        return Optional.ofNullable(of(List.of(caseNumber)).get(caseNumber));
    }

    /** What cases ask for, by case number; those about something else are left out. */
    public Map<String, CertificateApplication> of(Collection<String> caseNumbers) {
        return caseNumbers.isEmpty()
                ? Map.of()
                : db
                        .sql("select * from certificate_application where case_number in (:numbers)")
                        .param("numbers", caseNumbers)
                        .query((row, index) -> Map.entry(
                                row.getString("case_number"),
                                new CertificateApplication(
                                        row.getString("first_name"),
                                        row.getString("surname"),
                                        row.getObject("birth_date", LocalDate.class),
                                        row.getString("name_then"),
                                        row.getString("certificate"),
                                        new SchoolYear(row.getInt("school_year")),
                                        row.getString("school_class"),
                                        CollectionMethod.valueOf(row.getString("collection")),
                                        row.getString("delivery_address"))))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the office found in the records; empty before it looked. */
    public Optional<Found> found(String caseNumber) {
        return db.sql("select * from certificate_application where case_number = ? and records is not null")
                .param(caseNumber)
                .query((row, index) -> new Found(
                        Records.valueOf(row.getString("records")),
                        row.getString("records_note"),
                        row.getString("former_school")))
                .optional();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
