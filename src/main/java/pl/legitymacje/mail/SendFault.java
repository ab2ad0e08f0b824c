package pl.legitymacje.mail;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;

/** Reads what Spring and Angus Mail throw: is the recipient refused for good, or is it worth trying again? */
final class SendFault {

    /** Replies that speak of us, not of the recipient: wrong order, no or wrong login, encryption wanted. */
    private static final Set<Integer> ABOUT_US = Set.of(503, 523, 530, 534, 535, 538);

    private static final int LONGEST = 500;

    private SendFault() {}

    /**
     * Whether the server took the message all the same: Spring also throws when nothing but the good-bye went wrong,
     * and then names no message that failed.
     */
    static boolean accepted(MailException fault) {
        return fault instanceof MailSendException sending
                && sending.getFailedMessages().isEmpty();
    }

    /** {@link Undeliverable} if a person has to look at it, {@link MailNotSent} if it is to be tried again. */
    static RuntimeException of(MailException fault) {
        List<Throwable> chain = chain(fault);
        for (Throwable link : chain) {
            if (link instanceof SMTPAddressFailedException address && forGood(address.getReturnCode())) {
                return new Undeliverable("mail.undeliverable.recipientRefused", reply(address));
            }
            if (link instanceof SMTPSendFailedException send
                    && forGood(send.getReturnCode())
                    // A refused MAIL FROM is the school's own address, not the recipient's.
                    && !send.getCommand().toUpperCase(Locale.ROOT).startsWith("MAIL")) {
                return new Undeliverable("mail.undeliverable.messageRefused", reply(send));
            }
        }
        return new MailNotSent(chain.stream()
                .map(link -> link.getClass().getSimpleName() + ": " + reply(link))
                .collect(Collectors.joining("; ")));
    }

    private static boolean forGood(int code) {
        return code >= 500 && code <= 599 && !ABOUT_US.contains(code);
    }

    private static List<Throwable> chain(MailException fault) {
        List<Throwable> chain = new ArrayList<>();
        Throwable first = fault;
        if (fault instanceof MailSendException sending && sending.getMessageExceptions().length > 0) {
            first = sending.getMessageExceptions()[0];
        }
        for (Throwable link = first; link != null && !chain.contains(link); ) {
            chain.add(link);
            link = link instanceof MessagingException messaging ? messaging.getNextException() : link.getCause();
        }
        return chain;
    }

    /** What the server said, on one line, without the addresses that it repeats. */
    private static String reply(Throwable fault) {
        String said = String.valueOf(fault.getMessage())
                .replaceAll("\\S*@\\S*", "<...>")
                .replaceAll("[\\s\\p{Cc}]+", " ")
                .strip();
        return said.length() <= LONGEST ? said : said.substring(0, LONGEST);
    }
}
