package pl.legitymacje.fee;

import java.math.BigDecimal;

/**
 * What a case owes (S3 IV.3, IX.3).
 *
 * @param amount in złoty, 0.00 for free of charge
 */
public record Claim(String caseNumber, FeeKind kind, BigDecimal amount, PaidFor forWhom, ClaimState state) {

    /** What is owed as things stand: nothing once the claim was cancelled. */
    public BigDecimal owed() {
        return state == ClaimState.CANCELLED ? Money.ZERO : amount;
    }

    /** Whether payments can be put to it. */
    public boolean open() {
        return state == ClaimState.OPEN;
    }

    /** The transfer's title that the school asks for. */
    public String title() {
        return kind.title(forWhom.firstName() + " " + forWhom.surname(), forWhom.schoolClass());
    }
}
