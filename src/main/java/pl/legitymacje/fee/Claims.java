package pl.legitymacje.fee;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;

/** What cases owe: at most one claim a case. */
@Service
public class Claims {

    private final JdbcClient db;
    private final Clock clock;

    Claims(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Enters what a case owes.
     *
     * @param amount in złoty, 0 for nothing
     * @throws Refused if the case has a claim already, or the amount is none
     */
    @Transactional
    public Claim claim(String caseNumber, FeeKind kind, BigDecimal amount, PaidFor forWhom) {
        if (kind != FeeKind.CERTIFICATE_DUPLICATE && forWhom.schoolClass() == null) {
            throw new IllegalArgumentException("A card is paid for under a class");
        }
        if (find(caseNumber).isPresent()) {
            throw new Refused("fee.claim.twice", caseNumber);
        }
        try {
            db.sql(
                            "insert into fee_claim (case_number, kind, amount, first_name, surname, school_class, state, made_at)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            caseNumber,
                            kind.name(),
                            Money.exact(amount),
                            forWhom.firstName(),
                            forWhom.surname(),
                            forWhom.schoolClass(),
                            ClaimState.OPEN.name(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException claimedMeanwhile) {
            throw new Refused("fee.claim.twice", caseNumber);
        }
        return get(caseNumber);
    }

    /** The claim of a case, if a fee was ever set for it. */
    public Optional<Claim> find(String caseNumber) {
        return read(caseNumber, "");
    }

    /**
     * The claim of a case.
     *
     * @throws Refused if no fee was set for it
     */
    public Claim get(String caseNumber) {
        return find(caseNumber).orElseThrow(() -> new Refused("fee.claim.unknown", caseNumber));
    }

    /** A claim, and what has to be put to it until it is paid, in złoty. */
    record Unpaid(Claim claim, BigDecimal lacking) {}

    /** The claims of open cases that are not paid in full, oldest first. */
    List<Unpaid> unpaid() {
        return db.sql("select c.*, c.amount - coalesce(p.paid, 0) as lacking from fee_claim c"
                        + " left join (select case_number, sum(amount) as paid from payment_part group by case_number) p"
                        + " on p.case_number = c.case_number"
                        + " where c.state = ? and c.amount > coalesce(p.paid, 0) order by c.made_at, c.case_number")
                .param(ClaimState.OPEN.name())
                .query((row, index) -> new Unpaid(row(row, index), Money.exact(row.getBigDecimal("lacking"))))
                .list();
    }

    /** The claim with its row locked until the caller's transaction ends: whoever moves its money comes by here first. */
    Claim lock(String caseNumber) {
        return read(caseNumber, " for update").orElseThrow(() -> new Refused("fee.claim.unknown", caseNumber));
    }

    void end(String caseNumber, ClaimState state) {
        db.sql("update fee_claim set state = ?, ended_on = ? where case_number = ?")
                .params(state.name(), LocalDate.ofInstant(clock.instant(), clock.getZone()), caseNumber)
                .update();
    }

    private Optional<Claim> read(String caseNumber, String lock) {
        return db.sql("select * from fee_claim where case_number = ?" + lock)
                .param(caseNumber)
                .query(Claims::row)
                .optional();
    }

    private static Claim row(ResultSet row, int index) throws SQLException {
        return new Claim(
                row.getString("case_number"),
                FeeKind.valueOf(row.getString("kind")),
                row.getBigDecimal("amount"),
                new PaidFor(row.getString("first_name"), row.getString("surname"), row.getString("school_class")),
                ClaimState.valueOf(row.getString("state")));
    }
}
