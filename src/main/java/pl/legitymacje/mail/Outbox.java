package pl.legitymacje.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;

/**
 * The mails that we owe: written in the transaction of what they tell of, sent afterwards, each once.
 *
 * <p>"Once" is as near as SMTP comes to it. Whoever sends first claims the row, and marks it sent as soon as the server
 * took the mail; both at once, in transactions of their own. If everything dies between the server's yes and the mark,
 * the mail goes out again when the claim has lapsed, with the same Message-ID, so that it is recognisable.
 */
@Service
public class Outbox {

    /** What {@link #send} did. */
    public enum Delivery {
        /** the mail server took the mail just now */
        SENT,
        /** it had taken it before; nothing was done */
        ALREADY_SENT
    }

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final JdbcClient jdbc;
    private final JavaMailSender smtp;
    private final TransactionTemplate ownTransaction;
    private final Clock clock;
    private final SchoolProfile school;
    private final Letters letters;
    private final Duration lease;

    /**
     * @param lease how long a claim holds: longer than it takes to send a mail or to give up, given the timeouts under
     *     {@code spring.mail.properties}
     */
    Outbox(
            JdbcClient jdbc,
            JavaMailSender smtp,
            PlatformTransactionManager transactions,
            Clock clock,
            SchoolProfile school,
            @Value("${mail.lease:PT2M}") Duration lease) {
        this.jdbc = jdbc;
        this.smtp = smtp;
        this.ownTransaction = new TransactionTemplate(transactions);
        this.ownTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
        this.school = school;
        this.letters = new Letters(school);
        this.lease = lease;
    }

    /**
     * Writes a mail and keeps it for {@link #send}, in the caller's transaction. The address is not judged here, so
     * that a wrong one is found in one place only: when the mail is sent.
     *
     * @param recipient one e-mail address as it stands in the roster
     * @param variables exactly those that the kind declares
     * @return the mail's id
     * @throws IllegalArgumentException if the variables are not those, or the case number is none: a program's fault
     */
    @Transactional
    public long post(MailKind kind, String caseNumber, String recipient, Map<String, ?> variables) {
        if (!caseNumber.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}./_-]*")) {
            throw new IllegalArgumentException("Not a case number");
        }
        return insert(
                kind,
                caseNumber,
                null,
                "<" + UUID.randomUUID() + domain(),
                "<" + caseNumber.replaceAll("[^A-Za-z0-9-]", "_") + domain(),
                recipient,
                letters.write(kind, caseNumber, variables));
    }

    /**
     * The same for a mail to the office that belongs to no case but to a day, and is written once that day.
     *
     * @return the mail's id; empty if that day's has been written before
     */
    @Transactional
    public Optional<Long> postDaily(MailKind kind, LocalDate day, Map<String, ?> variables) {
        return once(kind, null, "", day, "<" + kind.label() + domain(), school.mail(), variables);
    }

    /**
     * The same for a mail to a guardian that is about a student and no case, and is written once that day.
     *
     * @return the mail's id; empty if that day's about this student has been written before
     */
    @Transactional
    public Optional<Long> postAbout(
            MailKind kind, long studentId, LocalDate day, String recipient, Map<String, ?> variables) {
        String student = "student-" + studentId;
        return once(kind, studentId, "-" + student, day, "<" + student + domain(), recipient, variables);
    }

    private Optional<Long> once(
            MailKind kind,
            Long studentId,
            String whose,
            LocalDate day,
            String threadId,
            String recipient,
            Map<String, ?> variables) {
        String messageId = "<" + kind.label() + "-" + day + whose + domain();
        boolean written = jdbc.sql("select count(*) from outgoing_mail where message_id = :messageId")
                        .param("messageId", messageId)
                        .query(Long.class)
                        .single()
                > 0;
        return written
                ? Optional.empty()
                : Optional.of(insert(
                        kind, null, studentId, messageId, threadId, recipient, letters.write(kind, day, variables)));
    }

    /** The end of every Message-ID of ours. */
    private String domain() {
        return school.mail().substring(school.mail().indexOf('@')) + ">";
    }

    private long insert(
            MailKind kind,
            String caseNumber,
            Long studentId,
            String messageId,
            String threadId,
            String recipient,
            Letters.Letter letter) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(
                        """
                insert into outgoing_mail (message_id, thread_id, case_number, student_id, kind, recipient, subject,
                    text_body, html_body, created_at)
                values (:messageId, :threadId, :caseNumber, :studentId, :kind, :recipient, :subject, :text, :html, :createdAt)""")
                .param("messageId", messageId)
                .param("threadId", threadId)
                .param("caseNumber", caseNumber)
                .param("studentId", studentId, Types.BIGINT)
                .param("kind", kind.label())
                .param(
                        "recipient",
                        recipient.replaceAll("[\\p{Cc}\\p{Z}]+", " ").strip())
                .param("subject", letter.subject())
                .param("text", letter.text())
                .param("html", letter.html())
                .param("createdAt", now().atOffset(ZoneOffset.UTC))
                .update(key, "id");
        long id = key.getKeyAs(Long.class);
        LOG.info("Mail {} ({}) of case {} posted", id, kind.label(), caseNumber);
        return id;
    }

    /**
     * Sends a mail that was posted in a transaction that has been committed. May be called again at any time and by
     * several at once.
     *
     * @throws Undeliverable if it can never be sent; said again at each further call, without asking the server
     * @throws MailNotSent if it could not be sent now, or somebody else is just sending it: to be tried again
     */
    public Delivery send(long id) {
        Instant claim = now();
        OutgoingMail mail = ownTransaction.execute(status -> claim(id, claim));
        if (mail.sentAt().isPresent()) {
            return Delivery.ALREADY_SENT;
        }
        try {
            smtp.send(mime(mail));
        } catch (MailException fault) {
            if (!SendFault.accepted(fault)) {
                throw failed(mail, claim, SendFault.of(fault));
            }
        } catch (Undeliverable wrongAddress) {
            throw failed(mail, claim, wrongAddress);
        }
        ownTransaction.executeWithoutResult(status -> {
            jdbc.sql("update outgoing_mail set sent_at = :now, last_error = null where id = :id")
                    .param("now", now().atOffset(ZoneOffset.UTC))
                    .param("id", id)
                    .update();
            if (mail.kind().secret()) {
                erase(id);
            }
        });
        LOG.info("Mail {} of case {} sent", id, mail.caseNumber());
        return Delivery.SENT;
    }

    /**
     * One mail.
     *
     * @throws Refused {@code mail.posted.unknown} if there is none, or the transaction that posted it has not been committed
     */
    @Transactional(readOnly = true)
    public OutgoingMail get(long id) {
        return jdbc.sql("select * from outgoing_mail where id = :id")
                .param("id", id)
                .query(Outbox::mail)
                .optional()
                .orElseThrow(() -> new Refused("mail.posted.unknown"));
    }

    /** The mails of these ids; ids unknown are left out. */
    @Transactional(readOnly = true)
    public List<OutgoingMail> byId(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql("select * from outgoing_mail where id in (:ids) order by id")
                        .param("ids", ids)
                        .query(Outbox::mail)
                        .list();
    }

    /** How many mails have been tried in vain and will be tried again. */
    @Transactional(readOnly = true)
    public int beingRepeated() {
        return jdbc.sql("select count(*) from outgoing_mail"
                        + " where sent_at is null and failure is null and last_error is not null")
                .query(Integer.class)
                .single();
    }

    /** A case's mails, oldest first. */
    @Transactional(readOnly = true)
    public List<OutgoingMail> of(String caseNumber) {
        return jdbc.sql("select * from outgoing_mail where case_number = :caseNumber order by id")
                .param("caseNumber", caseNumber)
                .query(Outbox::mail)
                .list();
    }

    /** The mails about a student that belong to no case, oldest first. */
    @Transactional(readOnly = true)
    public List<OutgoingMail> about(long studentId) {
        return jdbc.sql("select * from outgoing_mail where student_id = :studentId order by id")
                .param("studentId", studentId)
                .query(Outbox::mail)
                .list();
    }

    /** Notes how a mail that could not be delivered was told by other means; {@code how} is a sentence. */
    @Transactional
    public void told(long id, String how) {
        jdbc.sql("update outgoing_mail set told = :how where id = :id")
                .param("how", how)
                .param("id", id)
                .update();
    }

    /** The mail, now ours to send, or one that was sent before. */
    private OutgoingMail claim(long id, Instant claim) {
        int claimed = jdbc.sql(
                        """
                update outgoing_mail set claimed_at = :claim, attempts = attempts + 1
                where id = :id and sent_at is null and failure is null
                    and (claimed_at is null or claimed_at <= :lapsed)""")
                .param("claim", claim.atOffset(ZoneOffset.UTC))
                .param("lapsed", claim.minus(lease).atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
        OutgoingMail mail = get(id);
        mail.failure().ifPresent(reason -> {
            throw new Undeliverable("mail.undeliverable.known", reason);
        });
        if (claimed == 0 && mail.sentAt().isEmpty()) {
            throw new MailNotSent("Mail " + id + " is being sent by somebody else, or was when they died");
        }
        return mail;
    }

    /**
     * Deletes a case's mails for good; only for one whose years of keeping are over.
     *
     * @return how many
     */
    @Transactional
    public int forget(String caseNumber) {
        return jdbc.sql("delete from outgoing_mail where case_number = ?")
                .param(caseNumber)
                .update();
    }

    /**
     * Deletes for good the mails that belong to no case and were written before a day.
     *
     * @return how many
     */
    @Transactional
    public int forgetOthers(LocalDate before) {
        return jdbc.sql("delete from outgoing_mail where case_number is null and created_at < ?")
                .param(before.atStartOfDay(clock.getZone()).toOffsetDateTime())
                .update();
    }

    /** Its words are gone, that it was sent stays. */
    private void erase(long id) {
        String erased = Texts.of("mail.posted.erased");
        jdbc.sql("update outgoing_mail set text_body = :erased, html_body = :erased where id = :id")
                .param("erased", erased)
                .param("id", id)
                .update();
    }

    /** Notes why it failed; what is to be tried again is free to be claimed at once. */
    private RuntimeException failed(OutgoingMail mail, Instant claim, RuntimeException why) {
        boolean forGood = why instanceof Undeliverable;
        // Only our own claim: if it lapsed meanwhile, the mail is somebody else's by now.
        ownTransaction.executeWithoutResult(status -> {
            int ours = jdbc.sql(
                            forGood
                                    ? "update outgoing_mail set failure = :why where id = :id and claimed_at = :claim"
                                    : """
                                update outgoing_mail set last_error = :why, claimed_at = null
                                where id = :id and claimed_at = :claim""")
                    .param("why", why.getMessage())
                    .param("id", mail.id())
                    .param("claim", claim.atOffset(ZoneOffset.UTC))
                    .update();
            if (forGood && ours == 1 && mail.kind().secret()) {
                erase(mail.id());
            }
        });
        LOG.warn("Mail {} of case {} not sent{}", mail.id(), mail.caseNumber(), forGood ? " and never will be" : "");
        return why;
    }

    private MimeMessage mime(OutgoingMail mail) {
        InternetAddress recipient = Addresses.recipient(mail.recipient());
        try {
            InternetAddress office = new InternetAddress(school.mail(), school.name(), "UTF-8");
            MimeMessage message = smtp.createMimeMessage();
            message.setFrom(office);
            message.setReplyTo(new InternetAddress[] {office});
            message.setRecipient(MimeMessage.RecipientType.TO, recipient);
            message.setSubject(mail.subject(), "UTF-8");
            message.setSentDate(Date.from(mail.createdAt()));
            message.setHeader("Message-ID", mail.messageId());
            message.setHeader("References", mail.threadId());
            // RFC 3834: nobody's machine should answer this.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("Content-Language", "pl");
            message.setContent(new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html")));
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new IllegalStateException("Mail " + mail.id() + " cannot be put together", e);
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, "UTF-8", subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    /** As precise as both databases keep it, so that a claim can be recognised. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static OutgoingMail mail(ResultSet row, int number) throws SQLException {
        return new OutgoingMail(
                row.getLong("id"),
                row.getString("message_id"),
                row.getString("thread_id"),
                row.getString("case_number"),
                row.getObject("student_id", Long.class),
                MailKind.labelled(row.getString("kind")),
                row.getString("recipient"),
                row.getString("subject"),
                row.getString("text_body"),
                row.getString("html_body"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                Optional.ofNullable(row.getString("last_error")),
                Optional.ofNullable(row.getObject("sent_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                Optional.ofNullable(row.getString("failure")),
                Optional.ofNullable(row.getString("told")));
    }
}
