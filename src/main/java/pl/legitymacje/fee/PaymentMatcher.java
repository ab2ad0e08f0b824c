package pl.legitymacje.fee;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Which open case a payment may be meant for, and which payment may be a case's: candidates for a person to choose from. */
@Service
public class PaymentMatcher {

    private final Claims claims;
    private final Payments payments;

    PaymentMatcher(Claims claims, Payments payments) {
        this.claims = claims;
        this.payments = payments;
    }

    /** An open case, and what it lacks in złoty. */
    public record CaseThatLacks(Claim claim, BigDecimal lacking, Fit fit) {}

    /** A payment of which something is left. */
    public record PaymentWithRest(Payment payment, Fit fit) {}

    /** The open cases whose fee is not yet paid, the best fit first, among equals the oldest. */
    public List<CaseThatLacks> casesFor(Payment payment) {
        return claims.unpaid().stream()
                .filter(unpaid -> payment.parts().stream().noneMatch(part -> part.caseNumber()
                        .equals(unpaid.claim().caseNumber())))
                .map(unpaid -> new CaseThatLacks(
                        unpaid.claim(), unpaid.lacking(), Fit.of(payment, unpaid.claim(), unpaid.lacking())))
                .sorted(Comparator.comparing(CaseThatLacks::fit))
                .toList();
    }

    /**
     * The payments of which something is left and that are not on this case already, the best fit first; none if the case
     * lacks nothing.
     */
    public List<PaymentWithRest> paymentsFor(String caseNumber) {
        FeeStatus status = payments.status(caseNumber);
        Claim claim = claims.find(caseNumber).orElse(null);
        if (claim == null || !claim.open() || status.paid().compareTo(status.owed()) >= 0) {
            return List.of();
        }
        return Stream.concat(payments.unused().stream(), payments.keptForLater().stream())
                .filter(payment -> payment.parts().stream()
                        .noneMatch(part -> part.caseNumber().equals(caseNumber)))
                .map(payment -> new PaymentWithRest(payment, Fit.of(payment, claim, status.difference())))
                .sorted(Comparator.comparing(PaymentWithRest::fit))
                .toList();
    }
}
