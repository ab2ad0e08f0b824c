package pl.legitymacje.process;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.AccountDetails;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.Payments;

/** What an applicant still owes in a case, for mails and letters alike. */
@Component
public class Owed {

    private final Requirements requirements;
    private final Payments payments;

    Owed(Requirements requirements, Payments payments) {
        this.requirements = requirements;
        this.payments = payments;
    }

    public List<Requirement> items(String caseNumber) {
        return requirements.owed(caseNumber);
    }

    /** How to pay, where the fee is among what is owed. */
    public Optional<AccountDetails> fee(String caseNumber) {
        return items(caseNumber).contains(Requirement.PAYMENT)
                ? Optional.of(payments.accountDetails(caseNumber))
                : Optional.empty();
    }

    /** What has been received of the fee, with its currency; empty for nothing. */
    public Optional<String> received(String caseNumber) {
        return Optional.ofNullable(Money.ifAny(payments.status(caseNumber).paid()));
    }

    /** Whether the applicant has told of a payment, with a proof or without, of which nothing was found when it was looked for. */
    public boolean notFound(String caseNumber) {
        return received(caseNumber).isEmpty()
                && requirements.of(List.of(caseNumber)).getOrDefault(caseNumber, List.of()).stream()
                        .anyMatch(needed -> needed.item() == Requirement.PAYMENT
                                && needed.state().owed()
                                && needed.on() != null);
    }
}
