package pl.legitymacje.register;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/**
 * The register of mobile cards (mLegitymacje, S3 V–VIII). What happens in the government system is entered here by hand;
 * codes are recorded, never invented, and erased when used, lapsed or revoked.
 *
 * <p>A student has at most one mobile card in the government system, and beside it at most one application: the one that
 * is issued again stands until its successor is registered. Every move is made only from a state that allows it. A
 * revocation wins over whatever else is reported at the same moment: it is possible after each of those moves, and none
 * of them after it.
 */
@Service
public class MobileCards {

    /** Where a code may be given, and may have been used although the office heard of it late. */
    private static final String CODE_LAPSED = "(state = 'LAPSED' and lapse = 'CODE')";

    private static final String LIVE = "state in ('REGISTERED', 'CODE_GIVEN', 'ACTIVE')";

    private static final String ERASE = "code = null, qr_content = null,"
            + " code_erased_at = case when code is null then code_erased_at else :now end";

    private final JdbcClient db;
    private final CardRegister cards;
    private final Students students;
    private final Objections objections;
    private final SchoolProfile school;
    private final Clock clock;

    MobileCards(
            JdbcClient db,
            CardRegister cards,
            Students students,
            Objections objections,
            SchoolProfile school,
            Clock clock) {
        this.db = db;
        this.cards = cards;
        this.students = students;
        this.objections = objections;
        this.school = school;
        this.clock = clock;
    }

    /**
     * The valid card of which a mobile card could be asked for today.
     *
     * @param reissue why it would be issued again (S3 VIII); null for a first mobile card
     * @throws Refused if the student has no valid card, a guardian's objection stands, there is another application, or –
     *     for a first one – a mobile card already
     */
    public StudentCard applicable(long studentId, ReissueReason reissue) {
        StudentCard card = eligible(studentId);
        refuseSecond(studentId, reissue);
        ofKey(applied(studentId)).ifPresent(open -> {
            throw new Refused("register.mobile.appliedAlready", open.caseNumber());
        });
        return card;
    }

    private void refuseSecond(long studentId, ReissueReason reissue) {
        if (reissue == null) {
            liveOf(studentId).ifPresent(live -> {
                throw new Refused("register.mobile.already", live.label());
            });
        }
    }

    /**
     * Enters an application (S3 VI.1).
     *
     * @throws Refused as {@link #applicable} tells, or if the case has asked for one already
     */
    @Transactional
    public MobileCard apply(long studentId, String caseNumber, ReissueReason reissue, String by) {
        students.lock(studentId);
        StudentCard card = applicable(studentId, reissue);
        GeneratedKeyHolder id = new GeneratedKeyHolder();
        try {
            db.sql("insert into mobile_card (student_id, card_number, case_number, reissue_reason, state, applied_at,"
                            + " applied_by, live_key) values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            studentId,
                            card.number(),
                            caseNumber,
                            reissue == null ? null : reissue.name(),
                            MobileCardState.APPLIED.name(),
                            now(),
                            by,
                            applied(studentId))
                    .update(id, "id");
        } catch (DuplicateKeyException sameCase) {
            throw new Refused("register.mobile.appliedAlready", caseNumber);
        }
        return get(id.getKeyAs(Long.class));
    }

    /** Ends an application that came to nothing: withdrawn, refused, left unexamined. */
    @Transactional
    public MobileCard drop(long id, String why, String by) {
        move(
                id,
                db.sql("update mobile_card set state = 'DROPPED', ended_on = :today, ended_by = :by, note = :why,"
                                + " live_key = null where id = :id and state = 'APPLIED'")
                        .param("today", today())
                        .param("by", by)
                        .param("why", Entered.text(why, "register.noReason"))
                        .param("id", id)
                        .update());
        return get(id);
    }

    /**
     * Enters that the office registered the card in the government system, as the copy of the student's card that is valid
     * today, and valid as long as it. Whatever earlier one the government system may still have ends in the same act.
     *
     * @throws Refused if it is no application, the student has no valid card any more, an objection stands, or the student
     *     has a mobile card and this is no re-issue
     */
    @Transactional
    public MobileCard register(long id, LocalDate on, String by) {
        MobileCard application = get(id);
        students.lock(application.studentId());
        StudentCard card = lockedEligible(application.studentId());
        LocalDate day = Entered.day(on, day(application.appliedAt()), today(), "register.mobile.early.application");
        refuseSecond(application.studentId(), application.reissueReason());
        supersede(application, day, by);
        move(
                id,
                db.sql("update mobile_card set state = 'REGISTERED', registered_on = :on, registered_by = :by,"
                                + " card_number = :card, valid_until = :validUntil, live_key = :key"
                                + " where id = :id and state = 'APPLIED'")
                        .param("on", day)
                        .param("by", by)
                        .param("card", card.number())
                        .param("validUntil", card.validUntil())
                        .param("key", live(application.studentId()))
                        .param("id", id)
                        .update());
        return get(id);
    }

    private void supersede(MobileCard successor, LocalDate on, String by) {
        db.sql("update mobile_card set state = 'REVOKED', revocation_reason = :reason, ended_on = :on, ended_by = :by,"
                        + " note = :note, live_key = null, " + ERASE
                        + " where student_id = :student and id <> :id and (" + LIVE + " or state = 'LAPSED')")
                .param("reason", RevocationReason.REISSUED.name())
                .param("on", on)
                .param("by", by)
                .param("note", Texts.of("register.mobile.supersededBy", successor.caseNumber()))
                .param("now", now())
                .param("student", successor.studentId())
                .param("id", successor.id())
                .update();
    }

    /**
     * Records the code that the government system gave, or a new one on request, which takes the place of the last. With
     * {@link CodeChannel#ZPE} there is none: from now on the student can take it there.
     *
     * @param code as typed or pasted; null for ZPE
     * @param qr what the QR picture says, or null
     * @param generatedAt when the government system made it
     * @param validUntil as the government system says; null to count the school's {@code code-validity} for the channel,
     *     but no longer than the mobile card itself is valid
     * @throws Refused if the code cannot be one, its times cannot be, the school gives none like this, or the mobile card
     *     takes none: not registered, over, on the phone, revoked, or the plastic card is no longer valid
     */
    @Transactional
    public MobileCard giveCode(
            long id, CodeChannel channel, String code, String qr, Instant generatedAt, Instant validUntil, String by) {
        if (!school.mobile().allows(channel)) {
            throw new Refused("register.mobile.code.channel");
        }
        MobileCard card = get(id);
        students.lock(card.studentId());
        StudentCard plastic = lockedEligible(card.studentId());
        if (!plastic.number().equals(card.cardNumber())) {
            throw new Refused("register.mobile.otherCard", card.cardNumber(), plastic.number());
        }
        if (card.validUntil() != null && card.validUntil().isBefore(today())) {
            throw new Refused("register.mobile.over", card.validUntil());
        }
        if (generatedAt.isAfter(clock.instant())) {
            throw new Refused("register.mobile.code.future");
        }
        if (card.registeredOn() != null) {
            Entered.day(day(generatedAt), card.registeredOn(), today(), "register.mobile.early.registration");
        }
        ActivationCode given = channel.knowsCode() ? checked(card, channel, code, qr, generatedAt, validUntil) : null;
        if (given == null && (isGiven(code) || isGiven(qr))) {
            throw new Refused("register.mobile.code.inZpe");
        }
        int changed;
        try {
            changed = db.sql("update mobile_card set state = 'CODE_GIVEN', code_channel = :channel, code = :code,"
                            + " qr_content = :qr, codes_given = codes_given + 1, code_given_at = :generated,"
                            + " code_given_by = :by, code_handed_on = :handed, code_valid_until = :until,"
                            + " code_warned_at = null,"
                            + " code_erased_at = null, lapse = null, lapsed_at = null, live_key = :key"
                            + " where id = :id and (state in ('REGISTERED', 'CODE_GIVEN') or " + CODE_LAPSED + ")")
                    .param("channel", channel.name())
                    .param("code", given == null ? null : given.code(), Types.VARCHAR)
                    .param("qr", given == null ? null : given.qr(), Types.VARCHAR)
                    .param("generated", generatedAt.atOffset(ZoneOffset.UTC))
                    .param("by", by)
                    .param("handed", channel.handsOver() ? null : today(), Types.DATE)
                    .param(
                            "until",
                            given == null ? null : given.validUntil().atOffset(ZoneOffset.UTC),
                            Types.TIMESTAMP_WITH_TIMEZONE)
                    .param("key", live(card.studentId()))
                    .param("id", id)
                    .update();
        } catch (DuplicateKeyException another) {
            throw new Refused("register.mobile.another");
        }
        move(id, changed);
        return get(id);
    }

    private ActivationCode checked(
            MobileCard card, CodeChannel channel, String code, String qr, Instant generatedAt, Instant validUntil) {
        String normal = ActivationCode.code(code);
        Student student = students.get(card.studentId());
        if (student.pesel() != null && normal.equals(student.pesel().digits())) {
            throw new Refused("register.mobile.code.pesel");
        }
        Instant last = card.validUntil() == null ? Instant.MAX : lastMinute(card.validUntil());
        if (validUntil != null && validUntil.isAfter(last)) {
            throw new Refused("register.mobile.code.pastCard", card.validUntil());
        }
        Instant counted = generatedAt.plus(school.mobile().codeValidity().of(channel));
        Instant until = validUntil != null ? validUntil : counted.isAfter(last) ? last : counted;
        if (!until.isAfter(clock.instant())) {
            throw new Refused("register.mobile.code.over");
        }
        return new ActivationCode(normal, ActivationCode.qr(qr), until);
    }

    /** The last minute of a day, here. */
    private Instant lastMinute(LocalDate day) {
        return day.plusDays(1).atStartOfDay(clock.getZone()).minusMinutes(1).toInstant();
    }

    /**
     * Enters that the printed code is in the guardian's or the student's hands.
     *
     * @throws Refused if there is no code to be used any more, or the day cannot be
     */
    @Transactional
    public MobileCard handOver(long id, LocalDate on) {
        MobileCard card = get(id);
        if (card.codeGivenAt() != null) {
            Entered.day(on, day(card.codeGivenAt()), today(), "register.mobile.early.code");
        }
        move(
                id,
                db.sql("update mobile_card set code_handed_on = :on where id = :id and state = 'CODE_GIVEN'")
                        .param("on", on)
                        .param("id", id)
                        .update());
        return get(id);
    }

    private static boolean isGiven(String text) {
        return text != null && !text.isBlank();
    }

    /** The code that can be used now, for the office's eyes; empty where there is none, or none any more. */
    public Optional<ActivationCode> codeOf(long id) {
        return db.sql("select code, qr_content, code_valid_until from mobile_card where id = :id and code is not null"
                        + " and code_valid_until > :now")
                .param("id", id)
                .param("now", now())
                .query((row, index) -> new ActivationCode(
                        row.getString("code"), row.getString("qr_content"), instant(row, "code_valid_until")))
                .optional();
    }

    /**
     * Enters that the card is on the student's phone. The office may hear of it after the code has lapsed here.
     *
     * @throws Refused if no code was given or it was over by that day, the card was revoked, or another one was issued
     */
    @Transactional
    public MobileCard activate(long id, LocalDate on, String by) {
        MobileCard card = get(id);
        if (card.codeGivenAt() != null) {
            Entered.day(on, day(card.codeGivenAt()), today(), "register.mobile.early.code");
        }
        if (card.codeValidUntil() != null && on.isAfter(day(card.codeValidUntil()))) {
            throw new Refused("register.mobile.activatedLate", day(card.codeValidUntil()));
        }
        int changed;
        try {
            changed = db.sql("update mobile_card set state = 'ACTIVE', activated_on = :on, activated_by = :by,"
                            + " lapse = null, lapsed_at = null, live_key = :key, " + ERASE
                            + " where id = :id and (state = 'CODE_GIVEN' or " + CODE_LAPSED + ")")
                    .param("on", on)
                    .param("by", by)
                    .param("key", live(card.studentId()))
                    .param("now", now())
                    .param("id", id)
                    .update();
        } catch (DuplicateKeyException another) {
            throw new Refused("register.mobile.another");
        }
        move(id, changed);
        return get(id);
    }

    /**
     * Enters that the office revoked it in the government system (S3 VII). One whose code lapsed here may still have been
     * activated, and can be revoked as well.
     *
     * @param note the office's own words, or null
     * @throws Refused if it was never registered or is revoked already, or the day cannot be
     */
    @Transactional
    public MobileCard revoke(long id, RevocationReason reason, LocalDate on, String note, String by) {
        MobileCard card = get(id);
        Entered.day(on, card.registeredOn(), today(), "register.mobile.early.registration");
        move(
                id,
                db.sql("update mobile_card set state = 'REVOKED', revocation_reason = :reason, ended_on = :on,"
                                + " ended_by = :by, note = :note, live_key = null, " + ERASE + " where id = :id and ("
                                + LIVE + " or state = 'LAPSED')")
                        .param("reason", reason.name())
                        .param("on", on)
                        .param("by", by)
                        .param("note", isGiven(note) ? note.strip() : null, Types.VARCHAR)
                        .param("now", now())
                        .param("id", id)
                        .update());
        return get(id);
    }

    /**
     * Lets a code lapse whose time is over.
     *
     * @return whether this call did it: not if its time is not over, or it was used, replaced, revoked or has lapsed already
     */
    @Transactional
    public boolean lapseCode(long id) {
        return lapse(id, "CODE", "state = 'CODE_GIVEN' and code_valid_until <= :now")
                        .update()
                == 1;
    }

    /**
     * Lets a code go that nobody is to use any more: its case has ended. The student can have another mobile card then; the
     * government system still knows this one.
     *
     * @return whether there was one
     */
    @Transactional
    public boolean letGo(long id) {
        return lapse(id, "CODE", "state in ('REGISTERED', 'CODE_GIVEN')").update() == 1;
    }

    /** Lets every code lapse whose time is over; the mobile cards whose code lapsed in this very call. */
    @Transactional
    public List<MobileCard> lapseCodes() {
        return each(
                db.sql("select id from mobile_card where state = 'CODE_GIVEN' and code_valid_until <= :now order by id")
                        .param("now", now()),
                this::lapseCode);
    }

    /**
     * Lets every mobile card lapse whose own validity ended before a day; those that lapsed in this very call. Where the
     * plastic card lapsed too, it is still to be revoked ex officio (S3 VII.1), which is possible afterwards.
     */
    @Transactional
    public List<MobileCard> lapseValidity(LocalDate today) {
        return each(
                db.sql("select id from mobile_card where " + LIVE + " and valid_until < :today order by id")
                        .param("today", today),
                id -> lapse(id, "VALIDITY", LIVE + " and valid_until < :today")
                                .param("today", today)
                                .update()
                        == 1);
    }

    /** Lets one lapse, if it is still as it is expected to be; with its code. */
    private JdbcClient.StatementSpec lapse(long id, String why, String ifStill) {
        return db.sql("update mobile_card set state = 'LAPSED', lapse = :why, lapsed_at = :now, live_key = null, "
                        + ERASE + " where id = :id and " + ifStill)
                .param("why", why)
                .param("now", now())
                .param("id", id);
    }

    /** The codes that lapse by an instant and of which nobody was warned yet. */
    public List<MobileCard> codesLapsingBy(Instant until) {
        return db.sql("select * from mobile_card where state = 'CODE_GIVEN' and code_valid_until > :now"
                        + " and code_valid_until <= :until and code_warned_at is null order by code_valid_until, id")
                .param("now", now())
                .param("until", until.atOffset(ZoneOffset.UTC))
                .query(MobileCards::card)
                .list();
    }

    /** Marks that the warning about this code is written; whether this call did it, so that each code gets one. */
    @Transactional
    public boolean warn(long id) {
        return db.sql("update mobile_card set code_warned_at = :now where id = :id and state = 'CODE_GIVEN'"
                                + " and code_valid_until > :now and code_warned_at is null")
                        .param("now", now())
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * The mobile card of that id.
     *
     * @throws Refused if there is none
     */
    public MobileCard get(long id) {
        return db.sql("select * from mobile_card where id = ?")
                .param(id)
                .query(MobileCards::card)
                .optional()
                .orElseThrow(() -> new Refused("register.mobile.unknown"));
    }

    /** The one that a case asked for, if any. */
    public Optional<MobileCard> ofCase(String caseNumber) {
        return db.sql("select * from mobile_card where case_number = ?")
                .param(caseNumber)
                .query(MobileCards::card)
                .optional();
    }

    /** The one in the government system that can be used or activated now: registered, code given, active. */
    public Optional<MobileCard> liveOf(long studentId) {
        return ofKey(live(studentId));
    }

    /** The one that the government system still has, so that it would have to be revoked there; the latest, if any. */
    public Optional<MobileCard> revocableOf(long studentId) {
        return ofStudent(studentId).stream().filter(MobileCard::revocable).findFirst();
    }

    /** All of a student's, the latest application first. */
    public List<MobileCard> ofStudent(long studentId) {
        return db.sql("select * from mobile_card where student_id = ? order by id desc")
                .param(studentId)
                .query(MobileCards::card)
                .list();
    }

    /** All copies of a plastic card, the latest application first. */
    public List<MobileCard> ofCard(String cardNumber) {
        return db.sql("select * from mobile_card where card_number = ? order by id desc")
                .param(cardNumber)
                .query(MobileCards::card)
                .list();
    }

    /**
     * A page of the register, the latest application first.
     *
     * @param number the beginning of a card's number to look for, or blank for all
     * @param studentIds students whose mobile cards are looked for as well
     */
    public Page<MobileCard> search(String number, Collection<Long> studentIds, int page) {
        return Page.read(
                db,
                "mobile_card where card_number like :number or student_id in (:students)",
                "applied_at desc, id desc",
                Map.of(
                        "number", number.isBlank() ? "%" : number.strip() + "%",
                        // An empty list is no SQL; no student has this id.
                        "students", studentIds.isEmpty() ? List.of(-1L) : studentIds),
                MobileCards::card,
                page);
    }

    private StudentCard eligible(long studentId) {
        objections.standing(studentId).ifPresent(objection -> {
            throw new Refused("register.mobile.objection", objection.raisedOn());
        });
        return cards.validOf(studentId).orElseThrow(() -> new Refused("register.mobile.noValidCard"));
    }

    /** The same, the card locked until the transaction ends: whoever ends it meanwhile sees what is done here, or is seen. */
    private StudentCard lockedEligible(long studentId) {
        cards.lock(eligible(studentId).number());
        return eligible(studentId);
    }

    private Optional<MobileCard> ofKey(String key) {
        return db.sql("select * from mobile_card where live_key = ?")
                .param(key)
                .query(MobileCards::card)
                .optional();
    }

    private static String applied(long studentId) {
        return studentId + "/applied";
    }

    private static String live(long studentId) {
        return studentId + "/live";
    }

    private List<MobileCard> each(JdbcClient.StatementSpec candidates, LongPredicate move) {
        return candidates.query(Long.class).list().stream()
                .filter(move::test)
                .map(this::get)
                .toList();
    }

    private void move(long id, int changed) {
        if (changed == 0) {
            throw new Refused("register.mobile.impossible", get(id).label());
        }
    }

    private LocalDate today() {
        return LocalDate.now(clock);
    }

    private LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, clock.getZone());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static <E extends Enum<E>> E word(ResultSet row, String column, Class<E> words) throws SQLException {
        String word = row.getString(column);
        return word == null ? null : Enum.valueOf(words, word);
    }

    private static MobileCard card(ResultSet row, int index) throws SQLException {
        return new MobileCard(
                row.getLong("id"),
                row.getLong("student_id"),
                row.getString("card_number"),
                row.getString("case_number"),
                word(row, "reissue_reason", ReissueReason.class),
                MobileCardState.valueOf(row.getString("state")),
                instant(row, "applied_at"),
                row.getString("applied_by"),
                row.getObject("registered_on", LocalDate.class),
                row.getString("registered_by"),
                row.getObject("valid_until", LocalDate.class),
                row.getInt("codes_given"),
                word(row, "code_channel", CodeChannel.class),
                instant(row, "code_given_at"),
                row.getString("code_given_by"),
                row.getObject("code_handed_on", LocalDate.class),
                instant(row, "code_valid_until"),
                instant(row, "code_warned_at"),
                instant(row, "code_erased_at"),
                row.getObject("activated_on", LocalDate.class),
                row.getString("activated_by"),
                word(row, "lapse", MobileCard.Lapse.class),
                instant(row, "lapsed_at"),
                row.getObject("ended_on", LocalDate.class),
                row.getString("ended_by"),
                word(row, "revocation_reason", RevocationReason.class),
                row.getString("note"));
    }
}
