package pl.legitymacje.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.IDN;
import pl.legitymacje.school.MailAddress;

/** E-mail addresses as people write them, made fit for SMTP or refused clearly. */
final class Addresses {

    private Addresses() {}

    /**
     * The one address in a field: white space around it and a comma or semicolon after it are forgiven, a display name
     * is dropped, an international domain is written in ASCII.
     *
     * @throws Undeliverable if there is none, more than one, or one that no mail server could take
     */
    static InternetAddress recipient(String field) {
        String one = field.strip().replaceAll("[\\s,;]+$", "");
        if (one.isEmpty()) {
            throw new Undeliverable("mail.undeliverable.noAddress");
        }
        InternetAddress address = only(one);
        String written = address.getAddress();
        int at = written.lastIndexOf('@');
        if (at < 1) {
            throw new Undeliverable("mail.undeliverable.wrongAddress");
        }
        String local = written.substring(0, at);
        if (!local.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new Undeliverable("mail.undeliverable.foreignLetters");
        }
        try {
            String domain = IDN.toASCII(written.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            String ascii = local + "@" + domain;
            if (!MailAddress.isValid(ascii)) {
                throw new Undeliverable("mail.undeliverable.wrongAddress");
            }
            return new InternetAddress(ascii, true);
        } catch (AddressException | IllegalArgumentException e) {
            throw new Undeliverable("mail.undeliverable.wrongAddress");
        }
    }

    private static InternetAddress only(String field) {
        // Jakarta Mail reads only commas as separators.
        if (field.chars().filter(c -> c == '@').count() > 1) {
            throw new Undeliverable("mail.undeliverable.severalAddresses");
        }
        try {
            InternetAddress[] found = InternetAddress.parse(field, false);
            if (found.length != 1 || found[0].isGroup()) {
                throw new Undeliverable("mail.undeliverable.wrongAddress");
            }
            return found[0];
        } catch (AddressException e) {
            throw new Undeliverable("mail.undeliverable.wrongAddress");
        }
    }
}
