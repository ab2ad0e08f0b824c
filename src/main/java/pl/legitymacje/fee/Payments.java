package pl.legitymacje.fee;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.PersonName;

/**
 * Payments, which of them serves which case, and what became of the rest (S3 IV.4, domain §4).
 *
 * <p>A payment is recorded once. It serves one case, or several where a person splits it. What serves no case (paid too
 * much, twice, after the closing, by mistake) stays in {@link #unused} until a person settles it; each step leaves a
 * trail. Whoever moves money holds the claim's row, then the payment's, so two people cannot spend the same złoty.
 */
@Service
public class Payments {

    private final JdbcClient db;
    private final Claims claims;
    private final SchoolProfile school;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    Payments(JdbcClient db, Claims claims, SchoolProfile school, Clock clock, ApplicationEventPublisher events) {
        this.db = db;
        this.claims = claims;
        this.school = school;
        this.clock = clock;
        this.events = events;
    }

    /**
     * Records a payment, once. It is taken for one already on record if it has the same bank reference, or the same
     * amount, day, payer and title (whatever the case and diacritics) and not two different bank references.
     *
     * @return its id
     * @throws Refused if it is on record already, saying since when and by whom; or if something in it cannot be
     */
    @Transactional
    public long record(NewPayment payment) {
        return record(payment, false);
    }

    /**
     * Records a payment that looks like one on record, after a person has confirmed that it is another one.
     *
     * @return its id
     * @throws Refused as {@link #record(NewPayment)}; the same bank reference is the same payment all the same
     */
    @Transactional
    public long recordAnother(NewPayment payment) {
        return record(payment, true);
    }

    private long record(NewPayment payment, boolean another) {
        BigDecimal amount = Money.positive(payment.amount());
        String payer = given(payment.payer(), "fee.payment.noPayer");
        String title = given(payment.title(), "fee.payment.noTitle");
        String reference = payment.reference() == null || payment.reference().isBlank()
                ? null
                : payment.reference().strip();
        if (payment.paidOn().isAfter(LocalDate.now(clock))) {
            throw new Refused("fee.payment.future", payment.paidOn());
        }
        if (payment.source() == PaymentSource.STATEMENT && reference == null) {
            throw new Refused("fee.payment.noReference");
        }
        String bankKey = payment.source() == PaymentSource.CASH ? null : reference;
        String looks =
                amount + "|" + payment.paidOn() + "|" + PersonName.folded(payer) + "|" + PersonName.folded(title);
        if (bankKey != null) {
            read("p.bank_key = :value", bankKey).forEach(known -> {
                throw known(known);
            });
        }
        // Counted before looking: whoever records the same between here and the insert is met by the database.
        int ordinal = db.sql("select coalesce(max(looks_ordinal), 0) + 1 from payment where looks = ?")
                .param(looks)
                .query(Integer.class)
                .single();
        List<Payment> alike = read("p.looks = :value", looks);
        if (!another) {
            alike.stream()
                    .filter(known ->
                            known.source() == PaymentSource.CASH || known.reference() == null || bankKey == null)
                    .findFirst()
                    .ifPresent(known -> {
                        throw known(known);
                    });
        }
        KeyHolder id = new GeneratedKeyHolder();
        try {
            db.sql("insert into payment (amount, rest, paid_on, payer, title, source, reference, recorded_at,"
                            + " recorded_by, bank_key, looks, looks_ordinal, search_text)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            amount,
                            amount,
                            payment.paidOn(),
                            payer,
                            title,
                            payment.source().name(),
                            reference,
                            now(),
                            payment.recordedBy(),
                            bankKey,
                            looks,
                            ordinal,
                            PersonName.folded(payer + " " + title + " " + (reference == null ? "" : reference)))
                    .update(id, "id");
        } catch (DuplicateKeyException recordedMeanwhile) {
            throw new Refused("fee.payment.knownMeanwhile");
        }
        long paymentId = id.getKeyAs(Long.class);
        note(
                paymentId,
                payment.recordedBy(),
                "fee.trail.recorded",
                Money.written(amount),
                payment.paidOn(),
                payment.source().label());
        if (another && !alike.isEmpty()) {
            note(paymentId, payment.recordedBy(), "fee.trail.another", alike.size());
        }
        return paymentId;
    }

    private Refused known(Payment payment) {
        return new Refused(
                "fee.payment.known",
                Money.written(payment.amount()),
                payment.paidOn(),
                LocalDate.ofInstant(payment.recordedAt(), clock.getZone()),
                payment.recordedBy());
    }

    /**
     * Puts a payment, or a part of it, to a case. More than is owed may be put: {@link #status} tells it.
     *
     * @throws Refused if the case owes nothing or has ended, the payment serves a case already (then it is
     *     {@link #split}), or has less left than {@code amount}
     */
    @Transactional
    public void use(long paymentId, String caseNumber, BigDecimal amount, String by) {
        payable(caseNumber);
        Payment payment = lock(paymentId);
        payment.parts().stream()
                .filter(part -> !part.caseNumber().equals(caseNumber))
                .findFirst()
                .ifPresent(other -> {
                    throw new Refused("fee.payment.otherCase", other.caseNumber());
                });
        give(payment, caseNumber, amount, by, "fee.trail.used");
    }

    /**
     * Divides a payment on purpose: each case gets its part, beside what other cases have of the payment already.
     *
     * @param parts złoty by case number
     * @throws Refused if one of the cases owes nothing, has ended or has a part already, or the parts are more than is left
     */
    @Transactional
    public void split(long paymentId, Map<String, BigDecimal> parts, String by) {
        if (parts.isEmpty()) {
            throw new Refused("fee.payment.noParts");
        }
        // always in the same order, so that two people who split at once do not wait for each other
        Map<String, BigDecimal> sorted = new TreeMap<>(parts);
        sorted.keySet().forEach(this::payable);
        sorted.forEach((caseNumber, amount) -> give(lock(paymentId), caseNumber, amount, by, "fee.trail.split"));
    }

    /**
     * Puts to a case, of a payment that a person has chosen for it, what the case still lacks; at most what is left.
     *
     * @return what was put, in złoty
     * @throws Refused if the case lacks nothing or has ended, has a part of this payment already, or nothing is left
     */
    @Transactional
    public BigDecimal cover(long paymentId, String caseNumber, String by) {
        payable(caseNumber);
        Payment payment = lock(paymentId);
        BigDecimal lacking = lacking(caseNumber);
        if (payment.rest().signum() == 0) {
            throw new Refused("fee.payment.usedUp");
        }
        BigDecimal part = lacking.min(payment.rest());
        give(payment, caseNumber, part, by, payment.parts().isEmpty() ? "fee.trail.used" : "fee.trail.split");
        return part;
    }

    /**
     * What has to be put to a case until its fee is paid, in złoty.
     *
     * @throws Refused if that is nothing
     */
    public BigDecimal lacking(String caseNumber) {
        FeeStatus status = status(caseNumber);
        return switch (status.state()) {
            case UNPAID, TOO_LITTLE -> status.difference();
            case NOTHING_OWED, PAID, TOO_MUCH -> throw new Refused("fee.claim.paid", caseNumber);
        };
    }

    private void payable(String caseNumber) {
        Claim claim = claims.lock(caseNumber);
        if (!claim.open()) {
            throw new Refused("fee.claim.closed", caseNumber);
        }
        if (claim.owed().signum() == 0) {
            throw new Refused("fee.claim.free", caseNumber);
        }
    }

    private void give(Payment payment, String caseNumber, BigDecimal amount, String by, String key) {
        BigDecimal part = Money.positive(amount);
        if (payment.parts().stream().anyMatch(known -> known.caseNumber().equals(caseNumber))) {
            throw new Refused("fee.payment.usedHere", caseNumber);
        }
        if (part.compareTo(payment.rest()) > 0) {
            throw new Refused("fee.payment.tooLittleLeft", Money.written(payment.rest()), Money.written(part));
        }
        db.sql("insert into payment_part (payment_id, case_number, amount, used_at) values (?, ?, ?, ?)")
                .params(payment.id(), caseNumber, part, now())
                .update();
        db.sql("update payment set rest = rest - ? where id = ?")
                .params(part, payment.id())
                .update();
        note(payment.id(), by, key, Money.written(part), caseNumber);
    }

    /**
     * Takes back from a case what a payment gave it, also after the case has ended; somebody has to settle it then.
     *
     * @throws Refused if the payment does not serve this case, or no reason is given
     */
    @Transactional
    public void release(long paymentId, String caseNumber, String reason, String by) {
        String why = given(reason, "fee.release.noReason");
        claims.lock(caseNumber);
        BigDecimal part = lock(paymentId).parts().stream()
                .filter(known -> known.caseNumber().equals(caseNumber))
                .findFirst()
                .orElseThrow(() -> new Refused("fee.payment.notUsedHere", caseNumber))
                .amount();
        takeBack(paymentId, caseNumber, part, part, why, by);
    }

    /**
     * Takes back what a case has been given beyond what it owes, from the latest payment first; somebody has to settle it
     * then. Nothing happens where nothing is too much.
     *
     * @return what was taken back, in złoty
     */
    @Transactional
    public BigDecimal releaseSurplus(String caseNumber, String by) {
        claims.lock(caseNumber);
        return takeSurplusBack(caseNumber, Texts.of("fee.release.surplus"), by);
    }

    /**
     * Ends the claim of a case that got its document: no payment can be put to it any more, and what was too much is taken
     * back for somebody to settle. A case without a claim is left alone.
     *
     * @throws Refused if the claim has ended already
     */
    @Transactional
    public void close(String caseNumber, String by) {
        end(caseNumber, ClaimState.CLOSED, Texts.of("fee.release.surplus"), by);
    }

    /**
     * Ends the claim of a case that ended without a document (withdrawn, refused, left unexamined): nothing is owed, and all
     * that was paid is taken back for somebody to settle. A case without a claim is left alone.
     *
     * @return what was taken back, in złoty
     * @throws Refused if the claim has ended already, or no reason is given
     */
    @Transactional
    public BigDecimal cancel(String caseNumber, String reason, String by) {
        return end(caseNumber, ClaimState.CANCELLED, given(reason, "fee.release.noReason"), by);
    }

    private BigDecimal end(String caseNumber, ClaimState state, String reason, String by) {
        if (claims.find(caseNumber).isEmpty()) {
            return Money.ZERO;
        }
        if (!claims.lock(caseNumber).open()) {
            throw new Refused("fee.claim.closed", caseNumber);
        }
        claims.end(caseNumber, state);
        return takeSurplusBack(caseNumber, reason, by);
    }

    private BigDecimal takeSurplusBack(String caseNumber, String reason, String by) {
        FeeStatus status = status(caseNumber);
        if (status.state() != FeeStatus.State.TOO_MUCH) {
            return Money.ZERO;
        }
        db.sql("select id from payment where id in (select payment_id from payment_part where case_number = ?)"
                        + " order by id for update")
                .param(caseNumber)
                .query(row -> {});
        List<Map.Entry<Long, BigDecimal>> latestFirst = db.sql("select payment_id, amount from payment_part"
                        + " where case_number = ? order by used_at desc, payment_id desc")
                .param(caseNumber)
                .query((row, index) -> Map.entry(row.getLong("payment_id"), row.getBigDecimal("amount")))
                .list();
        BigDecimal left = status.difference();
        for (Map.Entry<Long, BigDecimal> part : latestFirst) {
            BigDecimal back = part.getValue().min(left);
            if (back.signum() > 0) {
                takeBack(part.getKey(), caseNumber, part.getValue(), back, reason, by);
                left = left.subtract(back);
            }
        }
        return status.difference();
    }

    private void takeBack(
            long paymentId, String caseNumber, BigDecimal part, BigDecimal back, String reason, String by) {
        if (back.compareTo(part) == 0) {
            db.sql("delete from payment_part where payment_id = ? and case_number = ?")
                    .params(paymentId, caseNumber)
                    .update();
        } else {
            db.sql("update payment_part set amount = amount - ? where payment_id = ? and case_number = ?")
                    .params(back, paymentId, caseNumber)
                    .update();
        }
        // free money needs a new decision, whatever was decided about an earlier rest
        db.sql("update payment set rest = rest + ?, kept_at = null where id = ?")
                .params(back, paymentId)
                .update();
        note(paymentId, by, "fee.trail.released", Money.written(back), caseNumber, reason);
        events.publishEvent(new MoneyFreed(paymentId));
    }

    /** Erases for whom a case's fee was; only for one whose years of keeping are over. */
    @Transactional
    public void forget(String caseNumber) {
        db.sql("update fee_claim set first_name = '', surname = '', school_class = null, erased_on = ?"
                        + " where case_number = ?")
                .params(LocalDate.now(clock), caseNumber)
                .update();
    }

    /**
     * Deletes for good the payments that were recorded before a day and of which nothing is left to decide, once
     * {@link #forget} was said of every case that they served.
     *
     * @return how many
     */
    @Transactional
    public int forgetSettled(LocalDate before) {
        List<Long> due = db.sql(
                        "select id from payment where rest = 0 and recorded_at < ? and not exists (select 1 from"
                                + " payment_part part join fee_claim claim on claim.case_number = part.case_number"
                                + " where part.payment_id = payment.id and claim.erased_on is null) for update")
                .param(before.atStartOfDay(clock.getZone()).toOffsetDateTime())
                .query(Long.class)
                .list();
        for (long payment : due) {
            db.sql("delete from payment_part where payment_id = ?")
                    .param(payment)
                    .update();
            db.sql("delete from payment_trail where payment_id = ?")
                    .param(payment)
                    .update();
            db.sql("delete from payment where id = ?").param(payment).update();
        }
        return due.size();
    }

    /**
     * Writes down what a person has decided about the rest of a payment. Once refunded, passed on or found to be a wrong
     * entry, nothing of it is left; what is kept for later can still be put to a case.
     *
     * @param note what was done and on what ground: "przelew zwrotny 23.11.2026"
     * @throws Refused if nothing is left, no note is given, or a wrong entry still serves a case
     */
    @Transactional
    public void settle(long paymentId, Settlement how, String note, String by) {
        String why = given(note, "fee.settle.noNote");
        Payment payment = lock(paymentId);
        if (payment.rest().signum() == 0) {
            throw new Refused("fee.settle.nothing");
        }
        switch (how) {
            case REFUNDED, PASSED_ON ->
                db.sql("update payment set rest = 0, kept_at = null where id = ?")
                        .param(paymentId)
                        .update();
            case KEPT_FOR_LATER ->
                db.sql("update payment set kept_at = ? where id = ?")
                        .params(now(), paymentId)
                        .update();
            case WRONG_ENTRY -> {
                if (payment.rest().compareTo(payment.amount()) != 0) {
                    throw new Refused("fee.settle.stillUsed");
                }
                // the true payment may be recorded under the same reference
                db.sql("update payment set rest = 0, kept_at = null, bank_key = null, looks = null where id = ?")
                        .param(paymentId)
                        .update();
            }
        }
        note(paymentId, by, "fee.trail.settled", how.label(), Money.written(payment.rest()), why);
    }

    /** What a case owes and what serves it; a case without a claim owes nothing. */
    public FeeStatus status(String caseNumber) {
        BigDecimal owed = claims.find(caseNumber).map(Claim::owed).orElse(Money.ZERO);
        BigDecimal paid = db.sql("select coalesce(sum(amount), 0.00) from payment_part where case_number = ?")
                .param(caseNumber)
                .query(BigDecimal.class)
                .single();
        return FeeStatus.of(owed, Money.exact(paid));
    }

    /**
     * What the payer of a case is to transfer: what is still missing, or the whole fee where nothing is missing any more.
     *
     * @throws Refused if no fee was set for the case
     */
    public AccountDetails accountDetails(String caseNumber) {
        Claim claim = claims.get(caseNumber);
        FeeStatus status = status(caseNumber);
        BigDecimal amount = status.state() == FeeStatus.State.TOO_LITTLE ? status.difference() : claim.amount();
        return new AccountDetails(
                school.account().holder(),
                school.account().bank(),
                school.account().formatted(),
                Money.written(amount),
                claim.title());
    }

    /**
     * The payment of that id.
     *
     * @throws Refused if there is none
     */
    public Payment get(long paymentId) {
        return read("p.id = :value", paymentId).stream()
                .findFirst()
                .orElseThrow(() -> new Refused("fee.payment.unknown"));
    }

    /** The payments that serve a case, oldest first. */
    public List<Payment> ofCase(String caseNumber) {
        return read("p.id in (select payment_id from payment_part where case_number = :value)", caseNumber);
    }

    /** The payments that serve any of these cases, oldest first. */
    public List<Payment> ofCases(Collection<String> caseNumbers) {
        return caseNumbers.isEmpty()
                ? List.of()
                : read("p.id in (select payment_id from payment_part where case_number in (:value))", caseNumbers);
    }

    /** The payments of which something serves no case, and nobody has decided yet what becomes of it; oldest first. */
    public List<Payment> unused() {
        return read("p.rest > :value and p.kept_at is null", 0);
    }

    /** The payments of which something is kept for a later case, oldest first. */
    public List<Payment> keptForLater() {
        return read("p.rest > :value and p.kept_at is not null", 0);
    }

    /** What was done with a payment, oldest first. */
    public List<Payment.Step> trail(long paymentId) {
        return db.sql("select at, who, what from payment_trail where payment_id = ? order by id")
                .param(paymentId)
                .query((row, index) -> step(row))
                .list();
    }

    private static Payment.Step step(ResultSet row) throws SQLException {
        return new Payment.Step(
                row.getObject("at", OffsetDateTime.class).toInstant(), row.getString("who"), row.getString("what"));
    }

    /**
     * A page of all payments, the latest first.
     *
     * @param text words of payer, title or reference, whatever the case and diacritics, or a case number; blank for all
     */
    public Page<Payment> search(String text, int page) {
        StringBuilder condition = new StringBuilder("payment p where 1 = 1");
        Map<String, Object> words = new HashMap<>();
        for (String word : PersonName.folded(text).split(" ", -1)) {
            String name = "word" + words.size();
            condition.append(" and search_text like :").append(name);
            words.put(name, "%" + word + "%");
        }
        condition.append(
                " or exists (select 1 from payment_part q where q.payment_id = p.id and q.case_number = :number)");
        words.put("number", text.strip().toUpperCase(Locale.ROOT));
        Page<Long> found =
                Page.read(db, condition.toString(), "id desc", words, (row, index) -> row.getLong("id"), page);
        if (found.rows().isEmpty()) {
            return found.map(id -> get(id));
        }
        Map<Long, Payment> payments = read("p.id in (:value)", found.rows()).stream()
                .collect(Collectors.toMap(Payment::id, Function.identity()));
        return found.map(payments::get);
    }

    /** The last step of the trail of each of these payments, by its id. */
    public Map<Long, Payment.Step> lastSteps(Collection<Long> paymentIds) {
        return paymentIds.isEmpty()
                ? Map.of()
                : db
                        .sql(
                                "select payment_id, at, who, what from payment_trail where id in (select max(id) from payment_trail"
                                        + " where payment_id in (:ids) group by payment_id)")
                        .param("ids", paymentIds)
                        .query((row, index) -> Map.entry(row.getLong("payment_id"), step(row)))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * The payment, with its row locked until the caller's transaction ends: nobody moves its money meanwhile.
     *
     * @throws Refused if there is none
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Payment lock(long paymentId) {
        db.sql("select id from payment where id = ? for update")
                .param(paymentId)
                .query(row -> {});
        return get(paymentId);
    }

    private List<Payment> read(String condition, Object value) {
        Map<Long, List<Payment.Part>> parts = db
                .sql(
                        "select q.payment_id, q.case_number, q.amount from payment_part q join payment p on p.id = q.payment_id"
                                + " where " + condition + " order by q.case_number")
                .param("value", value)
                .query((row, index) -> Map.entry(
                        row.getLong("payment_id"),
                        new Payment.Part(row.getString("case_number"), row.getBigDecimal("amount"))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return db.sql("select p.* from payment p where " + condition + " order by p.id")
                .param("value", value)
                .query((row, index) -> payment(row, parts.getOrDefault(row.getLong("id"), List.of())))
                .list();
    }

    private static Payment payment(ResultSet row, List<Payment.Part> parts) throws SQLException {
        return new Payment(
                row.getLong("id"),
                row.getBigDecimal("amount"),
                row.getBigDecimal("rest"),
                row.getObject("paid_on", LocalDate.class),
                row.getString("payer"),
                row.getString("title"),
                PaymentSource.valueOf(row.getString("source")),
                row.getString("reference"),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("recorded_by"),
                row.getObject("kept_at", OffsetDateTime.class) != null,
                parts);
    }

    private void note(long paymentId, String who, String key, Object... arguments) {
        db.sql("insert into payment_trail (payment_id, at, who, what) values (?, ?, ?, ?)")
                .params(paymentId, now(), who, Texts.of(key, arguments))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static String given(String text, String refusal) {
        if (text == null || text.isBlank()) {
            throw new Refused(refusal);
        }
        return text.strip();
    }
}
