package pl.legitymacje.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * The numbered, gap-free register of student cards (ewidencja wydanych legitymacji, S3 II.5). It refuses moves that
 * cannot be: a second valid card for a student, an exchange without the old card, a duplicate of a card that was replaced.
 */
@Service
public class CardRegister {

    private static final String SERIES = "card";

    /** The student's names of this moment, for the columns first_name, second_name and surname. */
    private static final String NAMES = "(select first_name from student where id = :student),"
            + " (select second_name from student where id = :student), (select surname from student where id = :student)";

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

    /** Takes the next number for a student's first card. */
    @Transactional
    public StudentCard assign(long studentId, String caseNumber) {
        return assign(studentId, caseNumber, CardKind.FIRST, null);
    }

    /**
     * Takes the next number for a student's card.
     *
     * @param replaces the number of the card in whose place it is made, null for a first card
     * @throws Refused if that card cannot be replaced, as {@link #replaceable} tells
     */
    @Transactional
    public StudentCard assign(long studentId, String caseNumber, CardKind kind, String replaces) {
        if ((kind == CardKind.FIRST) != (replaces == null)) {
            throw new IllegalArgumentException("Exchange and duplicate replace a card, a first card replaces none");
        }
        if (replaces != null) {
            checkReplaceable(lock(replaces), studentId);
        }
        NumberSeries.Taken taken = numbers.next(SERIES, school.numbers().card());
        db.sql("insert into student_card (number, serial, student_id, first_name, second_name, surname, case_number,"
                        + " kind, replaces, state, assigned_at) values (:number, :serial, :student, "
                        + NAMES
                        + ", :case, :kind, :replaces, :state, :at)")
                .param("number", taken.written())
                .param("serial", taken.serial())
                .param("student", studentId)
                .param("case", caseNumber)
                .param("kind", kind.name())
                .param("replaces", replaces)
                .param("state", CardState.ASSIGNED.name())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return get(taken.written());
    }

    /**
     * Enters a card that was handed over before this register was kept here (S3 I: paper, or issued up to 12.07.2024), so
     * that it can be exchanged, duplicated, invalidated or given back.
     *
     * @param number as it stands on the card; it may not be one that this register gives
     * @param by user name of the clerk
     * @throws Refused if the number is no old one or already there, the days cannot be, or the student has a valid card
     */
    @Transactional
    public StudentCard registerExisting(
            long studentId, String number, LocalDate issuedOn, LocalDate validUntil, boolean paper, String by) {
        String written = Entered.text(number, "register.existing.noNumber");
        LocalDate today = LocalDate.now(clock);
        Entered.day(issuedOn, null, today);
        if (validUntil.isBefore(issuedOn)) {
            throw new Refused("register.day.early", validUntil, issuedOn);
        }
        // No card is valid beyond the school year in which its validity was last confirmed (S3 II.4).
        LocalDate longest = SchoolYear.cardValidUntil(today);
        if (validUntil.isAfter(longest)) {
            throw new Refused("register.existing.tooLong", validUntil, longest);
        }
        if (find(written).isPresent()) {
            throw new Refused("register.existing.known", written);
        }
        if (numbers.owns(SERIES, school.numbers().card(), written)) {
            throw new Refused("register.existing.ours", written);
        }
        lapseOverdue(studentId);
        boolean valid = !validUntil.isBefore(today);
        try {
            db.sql("insert into student_card (number, student_id, first_name, second_name, surname, kind, paper, state,"
                            + " assigned_at, issued_on, valid_until, valid_for, lapse_told_at, note) values (:number,"
                            + " :student, " + NAMES
                            + ", :kind, :paper, :state, :at, :issued, :until, :for, :told, :note)")
                    .param("number", written)
                    .param("student", studentId)
                    .param("kind", CardKind.FIRST.name())
                    .param("paper", paper)
                    .param("state", (valid ? CardState.ISSUED : CardState.LAPSED).name())
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .param("issued", issuedOn)
                    .param("until", validUntil)
                    .param("for", valid ? studentId : null)
                    .param("told", valid ? null : clock.instant().atOffset(ZoneOffset.UTC))
                    .param("note", Texts.of("register.existing.note", today, by))
                    .update();
        } catch (DuplicateKeyException secondValidCard) {
            throw new Refused("register.existing.hasValid", written);
        }
        return get(written);
    }

    /**
     * The card in whose place an exchange or a duplicate would be made for a student: the valid one, else the one that
     * lapsed last.
     *
     * @throws Refused if the student has none, it has been replaced or made invalid, or another is being made in its place
     */
    public StudentCard replaceable(long studentId) {
        StudentCard last = db.sql("select * from student_card where student_id = ? and issued_on is not null"
                        + " order by case when valid_for is null then 1 else 0 end, issued_on desc, assigned_at desc"
                        + " fetch first 1 row only")
                .param(studentId)
                .query(CardRegister::card)
                .optional()
                .orElseThrow(() -> new Refused("register.noCard"));
        checkReplaceable(last, studentId);
        return last;
    }

    private void checkReplaceable(StudentCard old, long studentId) {
        if (old.studentId() != studentId) {
            throw new Refused("register.otherStudent", old.number());
        }
        Optional<StudentCard> instead = db.sql("select * from student_card where replaces = ? and state <> ?")
                .params(old.number(), CardState.ANNULLED.name())
                .query(CardRegister::card)
                .optional();
        instead.ifPresent(other -> {
            throw new Refused(
                    other.state() == CardState.ASSIGNED ? "register.replacementInMaking" : "register.replaced",
                    old.number(),
                    other.number());
        });
        boolean anotherIsValid = validOf(studentId)
                .filter(valid -> !valid.number().equals(old.number()))
                .isPresent();
        if (anotherIsValid || !wasValid(old)) {
            throw new Refused(
                    "register.notReplaceable", old.number(), old.state().label());
        }
    }

    private static boolean wasValid(StudentCard card) {
        return card.state() == CardState.ISSUED || card.state() == CardState.LAPSED;
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

    /** Notes that the card is printed or ordered now: it bears the student's name of this moment. */
    @Transactional
    public void made(String number) {
        StudentCard card = lock(number);
        if (card.state() != CardState.ASSIGNED) {
            throw impossible(card);
        }
        db.sql("update student_card set (first_name, second_name, surname) ="
                        + " (select first_name, second_name, surname from student where id = :student)"
                        + " where number = :number")
                .param("student", card.studentId())
                .param("number", number)
                .update();
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

    /** Enters the hand-over of a card in whose act no old one was given back. */
    @Transactional
    public StudentCard issue(String number, HandOver handOver) {
        return issue(number, handOver, false);
    }

    /**
     * Enters the hand-over: from now on the card is valid, to 30 September after the school year of its issue, and the one
     * that it replaces is not (S3 III, IV).
     *
     * @param oldCardReturned whether the replaced card was given back in the same act; an exchange needs it
     * @throws Refused if the card is not in the making, the old one was not given back in an exchange or cannot be
     *     replaced any more, or the student has another valid card
     */
    @Transactional
    public StudentCard issue(String number, HandOver handOver, boolean oldCardReturned) {
        StudentCard card = lock(number);
        if (card.state() != CardState.ASSIGNED) {
            throw impossible(card);
        }
        if (handOver.as() == Receiver.GRADUATE) {
            throw new Refused("register.cardForGraduate");
        }
        lapseOverdue(card.studentId());
        if (card.replaces() != null) {
            replace(card, handOver, oldCardReturned);
        } else if (oldCardReturned) {
            throw new IllegalArgumentException("A first card replaces none that could be given back");
        }
        try {
            db.sql("update student_card set state = ?, issued_on = ?, valid_until = ?, handed_over_to = ?,"
                            + " handed_over_as = ?, handed_over_by = ?, valid_for = student_id where number = ?")
                    .params(
                            CardState.ISSUED.name(),
                            handOver.on(),
                            SchoolYear.cardValidUntil(handOver.on()),
                            handOver.to(),
                            handOver.as().name(),
                            handOver.by(),
                            number)
                    .update();
        } catch (DuplicateKeyException secondValidCard) {
            throw new Refused("register.secondValidCard", number);
        }
        return get(number);
    }

    private void replace(StudentCard card, HandOver handOver, boolean oldCardReturned) {
        StudentCard old = lock(card.replaces());
        if (!wasValid(old)) {
            throw new Refused(
                    "register.notReplaceable", old.number(), old.state().label());
        }
        if (card.kind() == CardKind.EXCHANGE && !oldCardReturned && old.returned() == null) {
            throw new Refused("register.oldCardMissing", old.number(), card.number());
        }
        CardState state = card.kind() == CardKind.EXCHANGE ? CardState.EXCHANGED : CardState.DUPLICATED;
        end(
                old.number(),
                state,
                handOver.on(),
                Texts.of("register.reason." + card.kind().name(), card.number()));
        if (oldCardReturned && old.returned() == null) {
            enterReturn(old.number(), new CardReturn(handOver.on(), handOver.to(), handOver.by(), null));
        }
    }

    /**
     * Makes a card invalid before its time, because the student left or for another reason.
     *
     * @throws Refused if it was never valid or its validity was ended already, or the day or the reason cannot be
     */
    @Transactional
    public void invalidate(String number, String reason, LocalDate on) {
        StudentCard card = lock(number);
        if (!wasValid(card)) {
            throw impossible(card);
        }
        end(
                number,
                CardState.INVALID,
                Entered.day(on, card.issuedOn(), LocalDate.now(clock)),
                Entered.text(reason, "register.noReason"));
    }

    private void end(String number, CardState state, LocalDate on, String reason) {
        db.sql("update student_card set state = ?, ended_on = ?, end_reason = ?, valid_for = null where number = ?")
                .params(state.name(), on, reason, number)
                .update();
    }

    /**
     * Confirms a card's validity for the school year of a day: it is valid to 30 September after that year (S3 II.4). That
     * day is the end of a validity and no deadline of a procedure: on a Saturday it stays where it is (KPA art. 57 § 4
     * does not move it). A card that has lapsed meanwhile is valid again.
     *
     * @param mark a hologram on a card, a stamp on an old one of paper
     * @param on the day of the confirmation
     * @param by user name of the clerk
     * @return whether this call confirmed it: not if it is valid for that school year already
     * @throws Refused if it is neither valid nor lapsed, was given back, the student has another valid one, or the day or
     *     the mark cannot be
     */
    @Transactional
    public boolean confirm(String number, Confirmation mark, LocalDate on, String by) {
        StudentCard card = lock(number);
        if (!wasValid(card) || card.returned() != null) {
            throw impossible(card);
        }
        if (card.paper() != (mark == Confirmation.STAMP)) {
            throw new Refused(card.paper() ? "register.confirm.paper" : "register.confirm.plastic", number);
        }
        LocalDate day = Entered.day(on, card.issuedOn(), LocalDate.now(clock));
        LocalDate validUntil = SchoolYear.cardValidUntil(day);
        if (!card.validUntil().isBefore(validUntil)) {
            return false;
        }
        if (validUntil.isBefore(LocalDate.now(clock))) {
            throw new Refused("register.confirm.over", validUntil);
        }
        lapseOverdue(card.studentId());
        try {
            db.sql("update student_card set state = ?, valid_until = ?, valid_for = student_id, lapse_told_at = null"
                            + " where number = ?")
                    .params(CardState.ISSUED.name(), validUntil, number)
                    .update();
        } catch (DuplicateKeyException secondValidCard) {
            throw new Refused("register.secondValidCard", number);
        }
        db.sql("insert into card_confirmation (card_number, school_year, mark, confirmed_on, confirmed_by)"
                        + " values (?, ?, ?, ?, ?)")
                .params(number, SchoolYear.of(day).startYear(), mark.name(), day, by)
                .update();
        return true;
    }

    /** When and how a card's validity was confirmed, the latest school year first. */
    public List<CardConfirmation> confirmations(String number) {
        return db.sql("select * from card_confirmation where card_number = ? order by school_year desc")
                .param(number)
                .query((row, index) -> new CardConfirmation(
                        row.getString("card_number"),
                        new SchoolYear(row.getInt("school_year")),
                        Confirmation.valueOf(row.getString("mark")),
                        row.getObject("confirmed_on", LocalDate.class),
                        row.getString("confirmed_by")))
                .list();
    }

    /**
     * The cards whose validity can be confirmed or already is: each student's valid one, else the one that lapsed last and
     * is still in their hands. Students without are left out.
     */
    public Map<Long, StudentCard> confirmable(Collection<Long> studentIds) {
        return studentIds.isEmpty()
                ? Map.of()
                : db
                        .sql("select * from student_card where student_id in (:students) and returned_on is null"
                                + " and state in ('ISSUED', 'LAPSED') order by issued_on, assigned_at")
                        .param("students", studentIds)
                        .query(CardRegister::card)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(
                                StudentCard::studentId,
                                card -> card,
                                (earlier, later) -> earlier.state() == CardState.ISSUED ? earlier : later));
    }

    /**
     * Lets every card lapse whose validity ended before a day, 30 September above all (S3 II.4).
     *
     * @return the cards whose lapse nobody was told yet, each once however often and by how many this is called
     */
    @Transactional
    public List<StudentCard> lapse(LocalDate today) {
        db.sql("update student_card set state = ?, valid_for = null where state = ? and valid_until < ?")
                .params(CardState.LAPSED.name(), CardState.ISSUED.name(), today)
                .update();
        return db
                .sql(
                        "select * from student_card where state = ? and lapse_told_at is null order by assigned_at, number")
                .param(CardState.LAPSED.name())
                .query(CardRegister::card)
                .list()
                .stream()
                .filter(card -> db.sql("update student_card set lapse_told_at = ? where number = ? and state = ?"
                                        + " and lapse_told_at is null")
                                .params(
                                        clock.instant().atOffset(ZoneOffset.UTC),
                                        card.number(),
                                        CardState.LAPSED.name())
                                .update()
                        == 1)
                .toList();
    }

    /**
     * Enters that a card which is no longer valid came back, for example an original that was found again after its
     * duplicate had been handed over (S3 IV.5).
     *
     * @throws Refused if the card is valid or was never handed over, has come back already, or the day cannot be
     */
    @Transactional
    public StudentCard giveBack(String number, CardReturn back) {
        lapseOverdue(get(number).studentId());
        StudentCard card = lock(number);
        switch (card.state()) {
            case ASSIGNED, ANNULLED -> throw impossible(card);
            case ISSUED -> throw new Refused("register.return.valid", number);
            case LAPSED, EXCHANGED, DUPLICATED, INVALID -> {
                if (card.returned() != null) {
                    throw new Refused(
                            "register.return.twice", number, card.returned().on());
                }
            }
        }
        Entered.day(back.on(), card.issuedOn(), LocalDate.now(clock));
        Entered.text(back.by(), "register.return.nobody");
        enterReturn(number, back);
        return get(number);
    }

    private void enterReturn(String number, CardReturn back) {
        db.sql("update student_card set returned_on = ?, returned_by = ?, returned_to = ?, return_note = ?"
                        + " where number = ?")
                .params(back.on(), back.by(), back.to(), back.note(), number)
                .update();
    }

    /** The student's valid card, if there is one today. */
    public Optional<StudentCard> validOf(long studentId) {
        return db.sql("select * from student_card where valid_for = ? and valid_until >= ?")
                .params(studentId, LocalDate.now(clock))
                .query(CardRegister::card)
                .optional();
    }

    /** All cards of a student, the latest number first. */
    public List<StudentCard> ofStudent(long studentId) {
        return db.sql("select * from student_card where student_id = ? order by assigned_at desc, serial desc")
                .param(studentId)
                .query(CardRegister::card)
                .list();
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
        return find(number).orElseThrow(() -> new Refused("register.unknown", number));
    }

    private Optional<StudentCard> find(String number) {
        return db.sql("select * from student_card where number = ?")
                .param(number)
                .query(CardRegister::card)
                .optional();
    }

    StudentCard lock(String number) {
        return db.sql("select * from student_card where number = ? for update")
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
        // An empty list is no SQL; no student has this id.
        Collection<Long> students = studentIds.isEmpty() ? List.of(-1L) : studentIds;
        String pattern = number.isBlank() ? "%" : number.strip() + "%";
        return Page.read(
                db,
                "student_card where number like :number or student_id in (:students)",
                "assigned_at desc, serial desc",
                Map.of("number", pattern, "students", students),
                CardRegister::card,
                page);
    }

    private void lapseOverdue(long studentId) {
        db.sql("update student_card set state = ?, valid_for = null where valid_for = ? and valid_until < ?")
                .params(CardState.LAPSED.name(), studentId, LocalDate.now(clock))
                .update();
    }

    private void move(String number, int changed) {
        if (changed == 0) {
            throw impossible(get(number));
        }
    }

    private static Refused impossible(StudentCard card) {
        return new Refused("register.impossible", card.number(), card.state().label());
    }

    private static StudentCard card(ResultSet row, int index) throws SQLException {
        String as = row.getString("handed_over_as");
        LocalDate returnedOn = row.getObject("returned_on", LocalDate.class);
        return new StudentCard(
                row.getString("number"),
                row.getObject("serial", Long.class),
                row.getLong("student_id"),
                new PersonName(row.getString("first_name"), row.getString("second_name"), row.getString("surname")),
                row.getString("case_number"),
                CardKind.valueOf(row.getString("kind")),
                row.getString("replaces"),
                row.getBoolean("paper"),
                CardState.valueOf(row.getString("state")),
                row.getObject("assigned_at", OffsetDateTime.class).toInstant(),
                row.getObject("ordered_on", LocalDate.class),
                row.getObject("ready_on", LocalDate.class),
                row.getObject("issued_on", LocalDate.class),
                row.getObject("valid_until", LocalDate.class),
                row.getString("handed_over_to"),
                as == null ? null : Receiver.valueOf(as),
                row.getString("handed_over_by"),
                row.getObject("ended_on", LocalDate.class),
                row.getString("end_reason"),
                returnedOn == null
                        ? null
                        : new CardReturn(
                                returnedOn,
                                row.getString("returned_by"),
                                row.getString("returned_to"),
                                row.getString("return_note")),
                row.getObject("annulled_on", LocalDate.class),
                row.getString("note"));
    }
}
