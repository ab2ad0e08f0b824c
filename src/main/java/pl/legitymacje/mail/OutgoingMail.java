package pl.legitymacje.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * A mail that we owe somebody, or have sent.
 *
 * @param messageId made when the mail was posted; every attempt to send it carries the same one
 * @param threadId the root that all mails of a case refer to, so that mail programs show them together
 * @param caseNumber null for a mail that belongs to no case
 * @param studentId the student whom a mail about no case is about, else null
 * @param attempts how often sending was begun
 * @param lastError what went wrong at the last attempt that failed for technical reasons; without personal data
 * @param sentAt when our mail server took it
 * @param failure why it can never be sent, a Polish sentence for the clerk
 * @param told how the guardian was told by other means, where it belongs to no case
 */
public record OutgoingMail(
        long id,
        String messageId,
        String threadId,
        String caseNumber,
        Long studentId,
        MailKind kind,
        String recipient,
        String subject,
        String text,
        String html,
        Instant createdAt,
        int attempts,
        Optional<String> lastError,
        Optional<Instant> sentAt,
        Optional<String> failure,
        Optional<String> told) {

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "OutgoingMail " + id;
    }
}
