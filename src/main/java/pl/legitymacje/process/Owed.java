package pl.legitymacje.process;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.AccountDetails;
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
}
