package pl.legitymacje.mail;

import pl.legitymacje.school.Plain;

/**
 * A fee that is still owed, as a transfer form asks for it (S3 IV.4, IX.6); each part is ready to be copied.
 *
 * <p>The title bears the child's full name and class, since S3 IV.4 wants them there: the one place in a mail where they
 * may stand (domain.md §7).
 *
 * @param amount what is still to be paid, with its currency: "9,00 zł"
 * @param account the number as people write it: "08 9108 0006 …"
 * @param received what has been received of the fee, likewise; null for nothing
 * @param notFound whether the applicant has told of a payment that is not on the account yet
 */
public record FeeDue(
        String amount, String holder, String bank, String account, String title, String received, boolean notFound) {

    public FeeDue {
        amount = Plain.line("amount", amount);
        holder = Plain.line("holder", holder);
        bank = Plain.line("bank", bank);
        account = Plain.line("account", account);
        title = Plain.line("title", title);
        received = received == null ? null : Plain.line("received", received);
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "FeeDue " + amount;
    }
}
