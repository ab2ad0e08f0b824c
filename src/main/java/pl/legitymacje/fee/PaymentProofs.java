package pl.legitymacje.fee;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Sha256;

/**
 * The proofs of payment of cases that owe something. A proof pays nothing by itself: a person looks at it and records the
 * payment. Whoever changes the proofs of a case locks its claim first, so that they are counted right and none comes after the
 * end.
 */
@Service
public class PaymentProofs {

    /** So many at most lie with a case at a time. */
    public static final int MOST = 5;

    /** How long a file is kept whose application was never sent. */
    private static final Duration ABANDONED = Duration.ofDays(7);

    private static final String PROOFS =
            "select p.*, c.ended_on from payment_proof p left join fee_claim c on c.case_number = p.case_number";

    private final Claims claims;
    private final SchoolProfile school;
    private final JdbcClient db;
    private final Clock clock;

    PaymentProofs(Claims claims, SchoolProfile school, JdbcClient db, Clock clock) {
        this.claims = claims;
        this.school = school;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Takes a file in, for an application that is no case yet.
     *
     * @param by the user who adds it
     * @throws Refused if it is no whole PDF, JPEG or PNG, or too large
     */
    @Transactional
    public PaymentProof receive(String fileName, byte[] content, String by) {
        ProofFile file = ProofFile.read(content);
        String id = UUID.randomUUID().toString();
        db.sql("insert into payment_proof (id, file_name, kind, size, sha256, received_at, received_by)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(id, Plain.fileName(fileName), file.kind().name(), content.length, Sha256.of(content), now(), by)
                .update();
        db.sql("insert into payment_proof_file (proof_id, content) values (?, ?)")
                .params(id, file.content())
                .update();
        return get(id);
    }

    /**
     * Takes a file in and puts it to a case.
     *
     * @throws Refused as {@link #receive(String, byte[], String)} and {@link #attach}, or if the same file is there already
     */
    @Transactional
    public PaymentProof receive(String caseNumber, String fileName, byte[] content, String by) {
        open(caseNumber);
        String sha256 = Sha256.of(content);
        if (ofCase(caseNumber).stream()
                .anyMatch(proof -> proof.present() && proof.sha256().equals(sha256))) {
            throw new Refused("fee.proof.twice");
        }
        PaymentProof proof = receive(fileName, content, by);
        attach(caseNumber, List.of(proof.id()));
        return get(proof.id());
    }

    /**
     * Puts files that were taken in before to the case that the application has become.
     *
     * @throws Refused if there is no such file any more, it lies with another case, they are too many, or the case owes nothing
     *     or has ended
     */
    @Transactional
    public void attach(String caseNumber, Collection<String> ids) {
        open(caseNumber);
        for (String id : ids) {
            int changed = db.sql("update payment_proof set case_number = ? where id = ? and case_number is null"
                            + " and removed_at is null")
                    .params(caseNumber, id)
                    .update();
            if (changed == 0) {
                throw new Refused(get(id).present() ? "fee.proof.elsewhere" : "fee.proof.removed");
            }
        }
        if (ofCase(caseNumber).stream().filter(PaymentProof::present).count() > MOST) {
            throw new Refused("fee.proof.tooMany", MOST);
        }
    }

    /**
     * Deletes a file that was added by mistake; that it was there, and its hash, stay.
     *
     * @return the proof as it was
     * @throws Refused if there is none, somebody has removed it already, or its case has ended
     */
    @Transactional
    public PaymentProof remove(String id, String by) {
        PaymentProof proof = get(id);
        if (proof.caseNumber() != null) {
            open(proof.caseNumber());
        }
        int changed = db.sql("update payment_proof set removed_at = :now, removed_by = :by"
                        + " where id = :id and case_number is not distinct from :case and removed_at is null")
                .param("now", now())
                .param("by", by)
                .param("id", id)
                .param("case", proof.caseNumber(), Types.VARCHAR)
                .update();
        if (changed == 0) {
            throw new Refused("fee.proof.removed");
        }
        db.sql("delete from payment_proof_file where proof_id = ?").param(id).update();
        return proof;
    }

    /** No proof is added to, or taken from, a case that has ended: what was decided was decided with it. */
    private void open(String caseNumber) {
        if (!claims.lock(caseNumber).open()) {
            throw new Refused("fee.proof.closed", caseNumber);
        }
    }

    /**
     * The proof of this id.
     *
     * @throws Refused {@code fee.proof.unknown}
     */
    public PaymentProof get(String id) {
        return db.sql(PROOFS + " where p.id = ?")
                .param(id)
                .query(PaymentProofs::proof)
                .optional()
                .orElseThrow(() -> new Refused("fee.proof.unknown"));
    }

    /**
     * The file.
     *
     * @throws Refused {@code fee.proof.unknown}, or {@code fee.proof.removed}
     */
    public byte[] content(String id) {
        get(id);
        return db.sql("select content from payment_proof_file where proof_id = ?")
                .param(id)
                .query((row, index) -> row.getBytes("content"))
                .optional()
                .orElseThrow(() -> new Refused("fee.proof.removed"));
    }

    /** The proofs of a case, removed ones too, as they came. */
    public List<PaymentProof> ofCase(String caseNumber) {
        return ofCases(List.of(caseNumber));
    }

    /** The proofs of these cases, removed ones too, as they came. */
    public List<PaymentProof> ofCases(Collection<String> caseNumbers) {
        return caseNumbers.isEmpty()
                ? List.of()
                : db.sql(PROOFS + " where p.case_number in (:numbers) order by p.received_at, p.id")
                        .param("numbers", caseNumbers)
                        .query(PaymentProofs::proof)
                        .list();
    }

    /** Whether the same file lies, or lay, with a case other than these. */
    public boolean servesOthers(PaymentProof proof, Collection<String> caseNumbers) {
        return db.sql("select count(*) from payment_proof where sha256 = :sha256 and case_number not in (:numbers)")
                        .param("sha256", proof.sha256())
                        .param("numbers", caseNumbers)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** The last day on which {@link #eraseDue} leaves the file of a case; empty while the case is open. */
    public Optional<LocalDate> lastDay(PaymentProof proof) {
        return Optional.ofNullable(proof.caseEndedOn())
                .map(day -> day.plusDays(school.retention().photoDays()));
    }

    /**
     * Deletes the files whose case ended so many days ago as original photos are kept (RODO art. 5), and those that never came
     * to a case. Their hashes stay.
     *
     * @return how many files were deleted
     */
    @Transactional
    public int eraseDue() {
        Instant now = clock.instant();
        int erased = db.sql(
                        """
                        update payment_proof set removed_at = :now
                        where removed_at is null
                          and (case_number in (select case_number from fee_claim where ended_on < :ended)
                               or (case_number is null and received_at < :abandoned))
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param(
                        "ended",
                        LocalDate.ofInstant(now, clock.getZone())
                                .minusDays(school.retention().photoDays()))
                .param("abandoned", now.minus(ABANDONED).atOffset(ZoneOffset.UTC))
                .update();
        db.sql("delete from payment_proof_file where proof_id in"
                        + " (select id from payment_proof where removed_at is not null)")
                .update();
        return erased;
    }

    /** Deletes what was left of proofs whose case was forgotten ({@link Payments#forget}), or that came to none before a day. */
    @Transactional
    public void forget(LocalDate before) {
        OffsetDateTime limit = before.atStartOfDay(clock.getZone()).toOffsetDateTime();
        for (String delete : List.of(
                "delete from payment_proof_file where proof_id in (select id from payment_proof where %s)",
                "delete from payment_proof where %s")) {
            db.sql(delete.formatted("case_number in (select case_number from fee_claim where erased_on is not null)"
                            + " or (case_number is null and removed_at < :limit)"))
                    .param("limit", limit)
                    .update();
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static PaymentProof proof(ResultSet row, int index) throws SQLException {
        OffsetDateTime removedAt = row.getObject("removed_at", OffsetDateTime.class);
        return new PaymentProof(
                row.getString("id"),
                row.getString("case_number"),
                row.getString("file_name"),
                ProofKind.valueOf(row.getString("kind")),
                row.getLong("size"),
                row.getString("sha256"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("received_by"),
                removedAt == null ? null : removedAt.toInstant(),
                row.getString("removed_by"),
                row.getObject("ended_on", LocalDate.class));
    }
}
