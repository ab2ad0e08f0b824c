package pl.legitymacje.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.PersonName;

/**
 * The numbered, gap-free register of certificate duplicates (S3 IX): entered, prepared, approved by the principal, handed
 * over in person or by registered letter. It refuses every other order of moves.
 */
@Service
public class CertificateDuplicates {

    private final JdbcClient db;
    private final NumberSeries numbers;
    private final SchoolProfile school;
    private final Clock clock;

    CertificateDuplicates(JdbcClient db, NumberSeries numbers, SchoolProfile school, Clock clock) {
        this.db = db;
        this.numbers = numbers;
        this.school = school;
        this.clock = clock;
    }

    /**
     * Takes the next number for a duplicate.
     *
     * @throws Refused if the case has one already, something is missing, or the school year has not begun
     */
    @Transactional
    public CertificateDuplicate enter(NewCertificateDuplicate what) {
        String nameThen = Entered.text(what.nameThen(), "register.certificate.noName");
        String nameNow = Entered.text(what.nameNow(), "register.certificate.noName");
        String certificate = Entered.text(what.certificate(), "register.certificate.noCertificate");
        String schoolClass = Entered.text(what.schoolClass(), "register.certificate.noClass");
        if (what.schoolYear().firstDay().isAfter(LocalDate.now(clock))) {
            throw new Refused("register.certificate.futureYear", what.schoolYear());
        }
        ofCase(what.caseNumber()).ifPresent(known -> {
            throw new Refused("register.certificate.twice", what.caseNumber(), known.number());
        });
        NumberSeries.Taken taken = numbers.next("certificate", school.numbers().certificate());
        try {
            db.sql("insert into certificate_duplicate (number, serial, case_number, name_then, name_now, certificate,"
                            + " school_year, school_class, state, assigned_at, search_text, live_case)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            taken.written(),
                            taken.serial(),
                            what.caseNumber(),
                            nameThen,
                            nameNow,
                            certificate,
                            what.schoolYear().startYear(),
                            schoolClass,
                            CertificateState.ASSIGNED.name(),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            PersonName.folded(taken.written() + " " + nameThen + " " + nameNow),
                            what.caseNumber())
                    .update();
        } catch (DuplicateKeyException enteredMeanwhile) {
            throw new Refused("register.certificate.twice", what.caseNumber(), "–");
        }
        return get(taken.written());
    }

    /** Notes that the duplicate is written out; until the approval it may be corrected and noted again. */
    @Transactional
    public CertificateDuplicate prepare(String number, LocalDate on, Signatures signatures) {
        in(number, CertificateState.ASSIGNED, CertificateState.PREPARED);
        db.sql("update certificate_duplicate set state = ?, prepared_on = ?, signed_by = ? where number = ?")
                .params(
                        CertificateState.PREPARED.name(),
                        Entered.day(on, null, LocalDate.now(clock)),
                        signatures.surnames(),
                        number)
                .update();
        return get(number);
    }

    /** Enters the principal's approval and signature. */
    @Transactional
    public CertificateDuplicate approve(String number, LocalDate on, String by) {
        CertificateDuplicate prepared = in(number, CertificateState.PREPARED);
        db.sql("update certificate_duplicate set state = ?, approved_on = ?, approved_by = ? where number = ?")
                .params(
                        CertificateState.APPROVED.name(),
                        Entered.day(on, prepared.preparedOn(), LocalDate.now(clock)),
                        by,
                        number)
                .update();
        return get(number);
    }

    /**
     * Enters the hand-over in the office.
     *
     * @param authorisation what the written authorisation is, where somebody authorised takes it; else ignored
     */
    @Transactional
    public CertificateDuplicate handOver(String number, HandOver handOver, String authorisation) {
        CertificateDuplicate approved = in(number, CertificateState.APPROVED);
        db.sql("update certificate_duplicate set state = ?, handed_over_on = ?, handed_over_to = ?, handed_over_as = ?,"
                        + " handed_over_by = ?, authorisation = ? where number = ?")
                .params(
                        CertificateState.HANDED_OVER.name(),
                        Entered.day(handOver.on(), approved.approvedOn(), LocalDate.now(clock)),
                        Entered.text(handOver.to(), "register.certificate.nobody"),
                        handOver.as().name(),
                        handOver.by(),
                        handOver.as() == Receiver.AUTHORISED
                                ? Entered.text(authorisation, "register.certificate.noAuthorisation")
                                : null,
                        number)
                .update();
        return get(number);
    }

    /** Enters that it was posted by registered letter with acknowledgement of receipt. */
    @Transactional
    public CertificateDuplicate send(String number, String letterNumber, LocalDate on, String by) {
        CertificateDuplicate approved = in(number, CertificateState.APPROVED);
        db.sql("update certificate_duplicate set state = ?, letter_number = ?, sent_on = ?, sent_by = ?"
                        + " where number = ?")
                .params(
                        CertificateState.SENT.name(),
                        Entered.text(letterNumber, "register.certificate.noLetter"),
                        Entered.day(on, approved.approvedOn(), LocalDate.now(clock)),
                        by,
                        number)
                .update();
        return get(number);
    }

    /** Enters the day on which the letter was received, from the acknowledgement that came back. */
    @Transactional
    public CertificateDuplicate received(String number, LocalDate on) {
        CertificateDuplicate sent = in(number, CertificateState.SENT);
        db.sql("update certificate_duplicate set state = ?, received_on = ? where number = ?")
                .params(
                        CertificateState.HANDED_OVER.name(),
                        Entered.day(on, sent.letter().sentOn(), LocalDate.now(clock)),
                        number)
                .update();
        return get(number);
    }

    /** Enters that the letter came back undelivered: the duplicate lies in the office again, and can be handed over or sent. */
    @Transactional
    public CertificateDuplicate cameBack(String number, LocalDate on, String reason) {
        CertificateDuplicate sent = in(number, CertificateState.SENT);
        LocalDate day = Entered.day(on, sent.letter().sentOn(), LocalDate.now(clock));
        String why = Entered.text(reason, "register.noReason");
        String back = Texts.of(
                "register.certificate.cameBack",
                sent.letter().number(),
                sent.letter().sentOn(),
                day,
                why);
        db.sql("update certificate_duplicate set state = ?, letter_number = null, sent_on = null, sent_by = null,"
                        + " note = ? where number = ?")
                .params(CertificateState.APPROVED.name(), noted(sent, back), number)
                .update();
        return get(number);
    }

    private static String noted(CertificateDuplicate entry, String text) {
        return entry.note() == null ? text : entry.note() + " " + text;
    }

    /** Annuls the number of a duplicate that will not be handed over; the number is kept and not reused. */
    @Transactional
    public CertificateDuplicate annul(String number, String reason) {
        CertificateDuplicate entry =
                in(number, CertificateState.ASSIGNED, CertificateState.PREPARED, CertificateState.APPROVED);
        db.sql(
                        "update certificate_duplicate set state = ?, annulled_on = ?, note = ?, live_case = null where number = ?")
                .params(
                        CertificateState.ANNULLED.name(),
                        LocalDate.now(clock),
                        noted(entry, Entered.text(reason, "register.noReason")),
                        number)
                .update();
        return get(number);
    }

    /** The duplicate of a case, if it has one; annulled ones do not count. */
    public Optional<CertificateDuplicate> ofCase(String caseNumber) {
        return db.sql("select * from certificate_duplicate where live_case = ?")
                .param(caseNumber)
                .query(CertificateDuplicates::entry)
                .optional();
    }

    /**
     * The duplicate of that number.
     *
     * @throws Refused if there is none
     */
    public CertificateDuplicate get(String number) {
        return read(number, "");
    }

    /**
     * Erases the people in entries whose years of keeping are over (B50, domain §8); numbers and days stay.
     *
     * @return how many entries
     */
    @Transactional
    public int eraseDue() {
        LocalDate today = LocalDate.now(clock);
        return db.sql("update certificate_duplicate set name_then = '', name_now = '', signed_by = null,"
                        + " handed_over_to = null, authorisation = null, letter_number = null, note = null,"
                        + " search_text = lower(number), erased_on = :today"
                        + " where erased_on is null and assigned_at < :from")
                .param("today", today)
                .param(
                        "from",
                        school.retention()
                                .certificatesFrom(today)
                                .atStartOfDay(clock.getZone())
                                .toOffsetDateTime())
                .update();
    }

    /**
     * A page of the register, the latest number first.
     *
     * @param text words of a number or of the names then and now, whatever the case and diacritics; blank for all
     */
    public Page<CertificateDuplicate> search(String text, int page) {
        StringBuilder condition = new StringBuilder("certificate_duplicate where 1 = 1");
        Map<String, Object> words = new HashMap<>();
        for (String word : PersonName.folded(text).split(" ", -1)) {
            String name = "word" + words.size();
            condition.append(" and search_text like :").append(name);
            words.put(name, "%" + word + "%");
        }
        return Page.read(
                db, condition.toString(), "assigned_at desc, serial desc", words, CertificateDuplicates::entry, page);
    }

    /** The entry, locked until the transaction ends, which has to be in one of these states. */
    private CertificateDuplicate in(String number, CertificateState... states) {
        CertificateDuplicate entry = read(number, " for update");
        if (!List.of(states).contains(entry.state())) {
            throw new Refused(
                    "register.certificate.impossible", number, entry.state().label());
        }
        return entry;
    }

    private CertificateDuplicate read(String number, String lock) {
        return db.sql("select * from certificate_duplicate where number = ?" + lock)
                .param(number)
                .query(CertificateDuplicates::entry)
                .optional()
                .orElseThrow(() -> new Refused("register.certificate.unknown", number));
    }

    private static CertificateDuplicate entry(ResultSet row, int index) throws SQLException {
        LocalDate preparedOn = row.getObject("prepared_on", LocalDate.class);
        LocalDate handedOverOn = row.getObject("handed_over_on", LocalDate.class);
        LocalDate sentOn = row.getObject("sent_on", LocalDate.class);
        return new CertificateDuplicate(
                row.getString("number"),
                row.getLong("serial"),
                new NewCertificateDuplicate(
                        row.getString("case_number"),
                        row.getString("name_then"),
                        row.getString("name_now"),
                        row.getString("certificate"),
                        new SchoolYear(row.getInt("school_year")),
                        row.getString("school_class")),
                CertificateState.valueOf(row.getString("state")),
                row.getObject("assigned_at", OffsetDateTime.class).toInstant(),
                preparedOn,
                preparedOn == null ? null : new Signatures(row.getString("signed_by")),
                row.getObject("approved_on", LocalDate.class),
                row.getString("approved_by"),
                handedOverOn == null
                        ? null
                        : new HandOver(
                                handedOverOn,
                                row.getString("handed_over_to"),
                                Receiver.valueOf(row.getString("handed_over_as")),
                                row.getString("handed_over_by")),
                row.getString("authorisation"),
                sentOn == null
                        ? null
                        : new CertificateDuplicate.Letter(
                                row.getString("letter_number"),
                                sentOn,
                                row.getString("sent_by"),
                                row.getObject("received_on", LocalDate.class)),
                row.getObject("annulled_on", LocalDate.class),
                row.getString("note"));
    }
}
