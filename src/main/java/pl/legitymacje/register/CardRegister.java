package pl.legitymacje.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.SchoolYear;

/**
 * The numbered, gap-free register of student cards (ewidencja wydanych legitymacji, S3 II.5). It refuses moves that
 * cannot be: a second valid card for a student, handing over a card that was annulled or already handed over.
 */
@Service
public class CardRegister {

    private static final int PAGE_SIZE = 50;

    private final JdbcClient db;
    private final NumberSeries numbers;
    private final SchoolProfile school;
    private final Clock clock;

    CardRegister(JdbcClient db, NumberSeries numbers, SchoolProfile school, Clock clock) {
        this.db = db;
        this.numbers = numbers;
        this.school = school;
        this.clock = clock;
    }

    /** Takes the next number for a student's card. */
    @Transactional
    public StudentCard assign(long studentId, String caseNumber) {
        NumberSeries.Taken taken = numbers.next("card", school.numbers().card());
        String number = taken.year() == null ? "" + taken.serial() : taken.serial() + "/" + taken.year();
        db.sql("insert into student_card (number, serial, student_id, case_number, state, assigned_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        number,
                        taken.serial(),
                        studentId,
                        caseNumber,
                        CardState.ASSIGNED.name(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return get(number);
    }

    /** Annuls the number of a card that will not be handed over; the number is kept and not reused. */
    @Transactional
    public void annul(String number, String reason) {
        move(
                number,
                db.sql("update student_card set state = ?, annulled_on = ?, note = ? where number = ? and state = ?")
                        .params(
                                CardState.ANNULLED.name(),
                                LocalDate.now(clock),
                                reason,
                                number,
                                CardState.ASSIGNED.name())
                        .update());
    }

    /** Notes that the card lies ready in the office. {@code orderedOn} is null where the school prints itself. */
    @Transactional
    public void ready(String number, LocalDate orderedOn, LocalDate readyOn) {
        move(
                number,
                db.sql("update student_card set ordered_on = ?, ready_on = ? where number = ? and state = ?")
                        .params(orderedOn, readyOn, number, CardState.ASSIGNED.name())
                        .update());
    }

    /**
     * Enters the hand-over: from now on the card is valid, to 30 September after the school year of its issue.
     *
     * @throws Refused if the card is not in the making, or the student has another valid card
     */
    @Transactional
    public StudentCard issue(String number, HandOver handOver) {
        StudentCard card = get(number);
        lapseOverdue(card.studentId());
        try {
            move(
                    number,
                    db.sql("update student_card set state = ?, issued_on = ?, valid_until = ?, handed_over_to = ?,"
                                    + " handed_over_as = ?, handed_over_by = ?, valid_for = student_id"
                                    + " where number = ? and state = ?")
                            .params(
                                    CardState.ISSUED.name(),
                                    handOver.on(),
                                    SchoolYear.cardValidUntil(handOver.on()),
                                    handOver.to(),
                                    handOver.as().name(),
                                    handOver.by(),
                                    number,
                                    CardState.ASSIGNED.name())
                            .update());
        } catch (DuplicateKeyException secondValidCard) {
            throw new Refused("register.secondValidCard", number);
        }
        return get(number);
    }

    /** The student's valid card, if there is one today. */
    public Optional<StudentCard> validOf(long studentId) {
        return db.sql("select * from student_card where valid_for = ? and valid_until >= ?")
                .params(studentId, LocalDate.now(clock))
                .query(CardRegister::card)
                .optional();
    }

    /** The card a case has in the making or has handed over, if any; annulled numbers do not count. */
    public Optional<StudentCard> ofCase(String caseNumber) {
        return db.sql("select * from student_card where case_number = ? and state <> ?")
                .params(caseNumber, CardState.ANNULLED.name())
                .query(CardRegister::card)
                .optional();
    }

    /**
     * The card of that number.
     *
     * @throws Refused if there is none
     */
    public StudentCard get(String number) {
        return db.sql("select * from student_card where number = ?")
                .param(number)
                .query(CardRegister::card)
                .optional()
                .orElseThrow(() -> new Refused("register.unknown", number));
    }

    /**
     * A page of the register, the latest number first.
     *
     * @param number part of a number to look for, or blank for all
     * @param studentIds students whose cards are looked for as well
     */
    public Page<StudentCard> search(String number, Collection<Long> studentIds, int page) {
        String where = " where number like :number or student_id in (:students)";
        // An empty list is no SQL; no student has this id.
        Collection<Long> students = studentIds.isEmpty() ? List.of(-1L) : studentIds;
        String pattern = number.isBlank() ? "%" : number.strip() + "%";
        long total = db.sql("select count(*) from student_card" + where)
                .param("number", pattern)
                .param("students", students)
                .query(Long.class)
                .single();
        List<StudentCard> rows = db.sql("select * from student_card" + where
                        + " order by assigned_at desc, serial desc offset :from rows fetch next :size rows only")
                .param("number", pattern)
                .param("students", students)
                .param("from", (long) page * PAGE_SIZE)
                .param("size", PAGE_SIZE)
                .query(CardRegister::card)
                .list();
        return new Page<>(total, page, PAGE_SIZE, rows);
    }

    private void lapseOverdue(long studentId) {
        db.sql("update student_card set state = ?, valid_for = null where valid_for = ? and valid_until < ?")
                .params(CardState.LAPSED.name(), studentId, LocalDate.now(clock))
                .update();
    }

    private void move(String number, int changed) {
        if (changed == 0) {
            throw new Refused("register.impossible", number, get(number).state().label());
        }
    }

    private static StudentCard card(ResultSet row, int index) throws SQLException {
        String as = row.getString("handed_over_as");
        return new StudentCard(
                row.getString("number"),
                row.getLong("serial"),
                row.getLong("student_id"),
                row.getString("case_number"),
                CardState.valueOf(row.getString("state")),
                row.getObject("assigned_at", OffsetDateTime.class).toInstant(),
                row.getObject("ordered_on", LocalDate.class),
                row.getObject("ready_on", LocalDate.class),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("handed_over_to"),
                as == null ? null : Receiver.valueOf(as),
                row.getString("handed_over_by"),
                row.getObject("annulled_on", LocalDate.class),
                row.getString("note"));
    }
}
