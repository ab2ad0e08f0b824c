package pl.legitymacje.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.register.NumberSeries;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.PersonName;

/** The register of cases. A case and its process change in one transaction, so they can never disagree. */
@Service
public class Cases {

    private final JdbcClient db;
    private final NumberSeries numbers;
    private final SchoolProfile school;
    private final Clock clock;

    Cases(JdbcClient db, NumberSeries numbers, SchoolProfile school, Clock clock) {
        this.db = db;
        this.numbers = numbers;
        this.school = school;
        this.clock = clock;
    }

    /**
     * Registers an application under the next case number.
     *
     * @throws Refused if a case about the same thing is open: two at once would replace the same card twice
     */
    @Transactional
    public CaseFile open(NewCase application) {
        about(application.subject()).ifPresent(open -> {
            throw new Refused(
                    "casefile.alreadyOpen", open.number(), open.procedure().label());
        });
        NumberSeries.Taken taken = numbers.next("case", school.numbers().caseFile());
        String number = taken.year() == null
                ? "SPR-%04d".formatted(taken.serial())
                : "SPR-%d-%04d".formatted(taken.year(), taken.serial());
        Applicant applicant = application.applicant();
        try {
            db.sql("insert into case_file (number, procedure_key, student_id, applicant_name, applicant_email,"
                            + " applicant_phone, channel, received_on, registered_at, registered_by, reason, reason_note,"
                            + " open_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            number,
                            application.procedure().name(),
                            application.studentId(),
                            applicant.name(),
                            applicant.email(),
                            applicant.phone(),
                            application.channel().name(),
                            application.receivedOn(),
                            clock.instant().atOffset(ZoneOffset.UTC),
                            application.registeredBy(),
                            application.reason() == null
                                    ? null
                                    : application.reason().name(),
                            application.reasonNote(),
                            application.subject())
                    .update();
        } catch (DuplicateKeyException openedMeanwhile) {
            throw new Refused(
                    "casefile.alreadyOpen", "–", application.procedure().label());
        }
        note(
                number,
                application.registeredBy(),
                "casefile.trail.registered",
                application.procedure().label(),
                application.channel().label());
        return get(number);
    }

    /**
     * The case of that number.
     *
     * @throws Refused if there is none, or what was in it is erased
     */
    public CaseFile get(String number) {
        return db.sql("select * from case_file where number = ?")
                .param(number)
                .query((row, index) -> {
                    LocalDate erasedOn = row.getObject("erased_on", LocalDate.class);
                    if (erasedOn != null) {
                        throw new Refused("casefile.erased", number, erasedOn);
                    }
                    return caseFile(row, index);
                })
                .optional()
                .orElseThrow(() -> new Refused("casefile.unknown", number));
    }

    /** Whether there is an open case of that number. */
    public boolean isOpen(String number) {
        return byNumber(List.of(number)).stream().anyMatch(CaseFile::open);
    }

    /** The cases of these numbers; numbers unknown are left out. */
    public List<CaseFile> byNumber(Collection<String> numbers) {
        return numbers.isEmpty()
                ? List.of()
                : db.sql("select * from case_file where number in (:numbers)")
                        .param("numbers", numbers)
                        .query(Cases::caseFile)
                        .list();
    }

    /**
     * The case of that number, which has to be open.
     *
     * @throws Refused if there is none, or it is closed
     */
    public CaseFile getOpen(String number) {
        CaseFile caseFile = get(number);
        if (!caseFile.open()) {
            throw new Refused("casefile.closed", number, caseFile.outcome().label());
        }
        return caseFile;
    }

    /**
     * Sets the last day for the school: null while it is not the school that is waited for, and no day before one that a
     * delay notice has promised.
     *
     * @return the last day
     */
    @Transactional
    public LocalDate deadline(String number, LocalDate deadline) {
        if (deadline == null) {
            db.sql("update case_file set deadline = null, escalated_for = null where number = ?")
                    .param(number)
                    .update();
            return null;
        }
        LocalDate last = db.sql("select promised_on from case_file where number = ?")
                .param(number)
                .query((row, index) -> Optional.ofNullable(row.getObject("promised_on", LocalDate.class)))
                .optional()
                .flatMap(promised -> promised)
                .filter(deadline::isBefore)
                .orElse(deadline);
        db.sql("update case_file set deadline = ? where number = ?")
                .params(last, number)
                .update();
        return last;
    }

    /** Every open case, the one whose deadline comes first first; those without one last. */
    public List<CaseFile> everyOpen() {
        return db.sql("select * from case_file where outcome is null order by deadline nulls last, number")
                .query(Cases::caseFile)
                .list();
    }

    /** The cases that have ended since the beginning of a day, whatever their outcome. */
    public List<CaseFile> closedSince(LocalDate day) {
        return db.sql("select * from case_file where closed_at >= ?")
                .param(day.atStartOfDay(clock.getZone()).toOffsetDateTime())
                .query(Cases::caseFile)
                .list();
    }

    /** The student's open case about a card, whatever its procedure. */
    public Optional<CaseFile> openOf(long studentId) {
        return openOf(studentId, Procedure.CARD_ISSUE);
    }

    /** The student's open case about the same as this procedure is. */
    public Optional<CaseFile> openOf(long studentId, Procedure procedure) {
        return about(NewCase.of(studentId, procedure));
    }

    private Optional<CaseFile> about(String subject) {
        return db.sql("select * from case_file where open_key = ?")
                .param(subject)
                .query(Cases::caseFile)
                .optional();
    }

    /** All cases of a student, the latest first. */
    public List<CaseFile> ofStudent(long studentId) {
        return db.sql("select * from case_file where student_id = ? order by registered_at desc, number desc")
                .param(studentId)
                .query(Cases::caseFile)
                .list();
    }

    /** Notes that and why the application is refused; the case goes on to its end. */
    @Transactional
    public void refused(String number, String by, String reasons) {
        db.sql("update case_file set refusal_reasons = ? where number = ?")
                .params(reasons, number)
                .update();
        note(number, by, "casefile.trail.refused", reasons);
    }

    /** From now on the case writes to this address. */
    @Transactional
    public void correctEmail(String number, String email, String by) {
        db.sql("update case_file set applicant_email = ? where number = ?")
                .params(email, number)
                .update();
        note(number, by, "casefile.trail.emailCorrected");
    }

    /** Notes which photo the case works with. */
    @Transactional
    public void photo(String number, String photoId) {
        db.sql("update case_file set photo_id = ? where number = ?")
                .params(photoId, number)
                .update();
    }

    /** Notes which mobile card a revocation is about. */
    @Transactional
    public void mobileCard(String number, long mobileCardId) {
        db.sql("update case_file set mobile_card_id = ? where number = ?")
                .params(mobileCardId, number)
                .update();
    }

    /**
     * Ends a case.
     *
     * @throws Refused if it has already ended
     */
    @Transactional
    public void close(String number, Outcome outcome, String by) {
        getOpen(number);
        db.sql("update case_file set outcome = ?, closed_at = ?, open_key = null where number = ?")
                .params(outcome.name(), clock.instant().atOffset(ZoneOffset.UTC), number)
                .update();
        note(number, by, "casefile.trail.closed", outcome.label());
    }

    /**
     * Erases what is held on people in the cases whose years of keeping are over (B5, domain §8). Number, procedure, days
     * and outcome stay, for the register has no gaps.
     *
     * @return their numbers
     */
    @Transactional
    public List<String> eraseDue() {
        LocalDate today = LocalDate.now(clock);
        List<String> due = db.sql("select number from case_file where erased_on is null and closed_at < ? for update")
                .param(school.retention()
                        .casesFrom(today)
                        .atStartOfDay(clock.getZone())
                        .toOffsetDateTime())
                .query(String.class)
                .list();
        for (String number : due) {
            for (String table : List.of("case_trail", "case_requirement", "certificate_application")) {
                db.sql("delete from " + table + " where case_number = ?")
                        .param(number)
                        .update();
            }
            db.sql("update case_file set student_id = null, applicant_name = '', applicant_email = null,"
                            + " applicant_phone = null, reason_note = null, refusal_reasons = null, photo_id = null,"
                            + " mobile_card_id = null, erased_on = ? where number = ?")
                    .params(today, number)
                    .update();
        }
        return due;
    }

    /**
     * Writes down that something happened: the sentence of a key in {@link Texts}, with its arguments. Until the
     * transaction ends, others who have something to write about this case wait.
     */
    @Transactional
    public void note(String number, String who, String key, Object... arguments) {
        // The insert alone would let two in, and on PostgreSQL neither of them could then close the case: a deadlock.
        lock(number);
        db.sql("insert into case_trail (case_number, at, who, what) values (?, ?, ?, ?)")
                .params(number, clock.instant().atOffset(ZoneOffset.UTC), who, Texts.of(key, arguments))
                .update();
    }

    /** Until the transaction ends, others who have something to do with this case wait; those who were first are seen. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(String number) {
        db.sql("select number from case_file where number = ? for update")
                .param(number)
                .query(String.class)
                .optional();
    }

    /** What happened in a case, oldest first. */
    public List<TrailEntry> trail(String number) {
        return db.sql("select at, who, what from case_trail where case_number = ? order by id")
                .param(number)
                .query((row, index) -> new TrailEntry(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("who"),
                        row.getString("what")))
                .list();
    }

    /**
     * A page of the register, the latest case first.
     *
     * @param text part of a case number, or of the name of somebody who is on no roster; blank for all
     * @param studentIds students whose cases are looked for as well
     * @param onlyOpen leave closed cases out
     */
    public Page<CaseFile> search(String text, Collection<Long> studentIds, boolean onlyOpen, int page) {
        // An empty list is no SQL; no student has this id.
        Collection<Long> students = studentIds.isEmpty() ? List.of(-1L) : studentIds;
        String pattern = "%" + text.strip().toUpperCase(Locale.ROOT) + "%";
        // Signs alone name nobody.
        String folded = PersonName.folded(text);
        String name = folded.isEmpty() ? "" : "%" + folded + "%";
        return Page.read(
                db,
                "case_file where (number like :number or student_id in (:students) or number in"
                        + " (select case_number from certificate_application where search_text like :name))"
                        + (onlyOpen ? " and open_key is not null" : ""),
                "registered_at desc, number desc",
                Map.of("number", pattern, "students", students, "name", name),
                Cases::caseFile,
                page);
    }

    private static CaseFile caseFile(ResultSet row, int index) throws SQLException {
        String reason = row.getString("reason");
        String outcome = row.getString("outcome");
        OffsetDateTime closedAt = row.getObject("closed_at", OffsetDateTime.class);
        return new CaseFile(
                row.getString("number"),
                Procedure.valueOf(row.getString("procedure_key")),
                row.getObject("student_id", Long.class),
                new Applicant(
                        row.getString("applicant_name"),
                        row.getString("applicant_email"),
                        row.getString("applicant_phone")),
                Channel.valueOf(row.getString("channel")),
                row.getObject("received_on", LocalDate.class),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                row.getString("registered_by"),
                reason == null ? null : CaseReason.valueOf(reason),
                row.getString("reason_note"),
                row.getObject("deadline", LocalDate.class),
                row.getString("photo_id"),
                row.getObject("mobile_card_id", Long.class),
                row.getString("refusal_reasons"),
                outcome == null ? null : Outcome.valueOf(outcome),
                closedAt == null ? null : closedAt.toInstant());
    }
}
