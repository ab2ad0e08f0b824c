package pl.legitymacje.demo;

import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pl.legitymacje.school.Texts;

/**
 * A mail in a mailbox, as the page shows it. Anybody can have sent it, so everything in it may be missing or broken.
 *
 * @param text the text version, empty if there is none
 * @param html the HTML version, empty if there is none; not to be trusted
 * @param attachments the names of what is attached
 */
public record ReceivedMail(
        long uid,
        ZonedDateTime received,
        String subject,
        String from,
        String to,
        String date,
        String messageId,
        String text,
        String html,
        List<String> attachments) {

    static ReceivedMail of(StoredMessage stored, ZoneId zone) {
        MimeMessage message = stored.getMimeMessage();
        Bodies bodies = new Bodies();
        try {
            bodies.collect(message, 0);
        } catch (MessagingException | IOException | RuntimeException e) {
            bodies.text.append(Texts.of("demo.mailbox.unreadable"));
        }
        return new ReceivedMail(
                stored.getUid(),
                stored.getReceivedDate().toInstant().atZone(zone),
                header(message, "Subject"),
                addresses(message, "From"),
                addresses(message, "To"),
                header(message, "Date"),
                header(message, "Message-ID"),
                bodies.text.toString(),
                bodies.html.toString(),
                bodies.attachments);
    }

    private static String header(Message message, String name) {
        try {
            String[] values = message.getHeader(name);
            return values == null ? "" : MimeUtility.decodeText(MimeUtility.unfold(values[0]));
        } catch (MessagingException | IOException e) {
            return Texts.of("demo.mailbox.unreadable");
        }
    }

    private static String addresses(MimeMessage message, String name) {
        try {
            Address[] addresses =
                    name.equals("From") ? message.getFrom() : message.getRecipients(Message.RecipientType.TO);
            return addresses == null
                    ? ""
                    : Stream.of(addresses)
                            .map(address -> ((InternetAddress) address).toUnicodeString())
                            .collect(Collectors.joining(", "));
        } catch (MessagingException e) {
            return header(message, name);
        }
    }

    private static final class Bodies {

        /** Deeper than any honest mail goes. */
        private static final int DEEPEST = 20;

        private final StringBuilder text = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final List<String> attachments = new ArrayList<>();

        private void collect(Part part, int depth) throws MessagingException, IOException {
            String file = part.getFileName();
            if (file != null || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
                attachments.add(
                        file == null ? Texts.of("demo.mailbox.unnamedAttachment") : MimeUtility.decodeText(file));
            } else if (part.isMimeType("multipart/*") && depth < DEEPEST) {
                Multipart parts = (Multipart) part.getContent();
                for (int i = 0; i < parts.getCount(); i++) {
                    collect(parts.getBodyPart(i), depth + 1);
                }
            } else if (part.isMimeType("text/plain")) {
                text.append(part.getContent());
            } else if (part.isMimeType("text/html")) {
                html.append(part.getContent());
            } else {
                attachments.add(part.getContentType());
            }
        }
    }
}
