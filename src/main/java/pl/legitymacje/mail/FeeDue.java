package pl.legitymacje.mail;

import pl.legitymacje.school.Plain;

/**
 * A fee that is still owed, as a transfer form asks for it (S3 IV.4, IX.6); each part is ready to be copied.
 *
 * <p>The title bears the child's full name and class, since S3 IV.4 wants them there: the one place in a mail where they
 * may stand (domain.md §7).
 *
 * @param amount with its currency: "9,00 zł"
 * @param account the number as people write it: "08 9108 0006 …"
 */
public record FeeDue(String amount, String holder, String bank, String account, String title) {

    public FeeDue {
        amount = Plain.line("amount", amount);
        holder = Plain.line("holder", holder);
        bank = Plain.line("bank", bank);
        account = Plain.line("account", account);
        title = Plain.line("title", title);
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "FeeDue " + amount;
    }
}
