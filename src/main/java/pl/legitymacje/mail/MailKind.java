package pl.legitymacje.mail;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;

/**
 * The mails that an applicant may get (domain.md §7), and those that the program writes to the office; and the variables
 * that each one needs.
 *
 * <p>A kind's texts are the templates {@code mail/<label>.txt} and {@code mail/<label>.html} and the subject
 * {@code mail.<label>.subject}. Beside these variables a template sees {@code caseNumber} (null where it is about none) and
 * {@code school} (the {@link SchoolProfile}), and nothing else: a mail carries no surname, class, PESEL, photo or code (domain.md §8), but
 * for the title of a transfer ({@link FeeDue}) and for {@link #MOBILE_CODE}.
 */
public enum MailKind {
    /**
     * {@code missing} and {@code fees} may be empty: if both are, there is nothing that the applicant has to do. {@code
     * exOfficio}: nobody has applied, the school does it of itself. {@code photoUnusable}: the photo that came cannot be used,
     * which another mail explains.
     */
    APPLICATION_RECEIVED(Map.of(
            "firstName", Value.LINE,
            "procedure", Value.LINE,
            "exOfficio", Value.YES_NO,
            "photoUnusable", Value.YES_NO,
            "missing", Value.MISSING_THINGS,
            "photo", Value.PHOTO_NEEDS,
            "fees", Value.FEES_DUE)),
    /**
     * All that the applicant owes, in one mail (KPA art. 64 § 2). {@code reasons}: why a photo was refused, if one was;
     * {@code fees}: how to pay what {@code missing} lists as a fee.
     */
    CALL_TO_COMPLETE(Map.of(
            "firstName", Value.LINE,
            "procedure", Value.LINE,
            "missing", Value.SOME_MISSING_THINGS,
            "reasons", Value.REMEDIES,
            "photo", Value.PHOTO_NEEDS,
            "fees", Value.FEES_DUE)),
    /** The one reminder; {@code missing} bears the last dates, after which the case is left unexamined. */
    COMPLETION_REMINDER(Map.of(
            "firstName", Value.LINE,
            "procedure", Value.LINE,
            "missing", Value.SOME_MISSING_THINGS,
            "photo", Value.PHOTO_NEEDS,
            "fees", Value.FEES_DUE)),
    /** {@code until}: the last day for a new photo. */
    PHOTO_REFUSED(Map.of(
            "firstName", Value.LINE,
            "reasons", Value.SOME_REMEDIES,
            "until", Value.DAY,
            "photo", Value.PHOTO_NEEDS)),
    PHOTO_ACCEPTED(Map.of("firstName", Value.LINE)),
    /** {@code amount}: what was paid and taken for this case, with its currency. */
    FEE_RECEIVED(Map.of("firstName", Value.LINE, "procedure", Value.LINE, "amount", Value.LINE)),
    /** The document is being made; another mail comes when it is ready. */
    CASE_APPROVED(Map.of("firstName", Value.LINE, "procedure", Value.LINE)),
    /** {@code reasons}: the principal's, line by line; {@code paid}: what was paid in the case, with its currency, or nothing. */
    CASE_REFUSED(Map.of(
            "firstName", Value.LINE,
            "procedure", Value.LINE,
            "reasons", Value.SOME_LINES,
            "paid", Value.LINES)),
    /** KPA art. 36. {@code reason}: a sentence; {@code newDate}: by when the case will be settled. */
    DELAY_NOTICE(Map.of("firstName", Value.LINE, "procedure", Value.LINE, "reason", Value.LINE, "newDate", Value.DAY)),
    /** {@code bring}: what to have along, as nouns in a list; may be empty. */
    CARD_READY(Map.of("firstName", Value.LINE, "bring", Value.LINES)),
    /** {@code document} in the nominative; {@code readySince}: the day on which it became ready. */
    COLLECT_REMINDER(
            Map.of("firstName", Value.LINE, "document", Value.LINE, "readySince", Value.DAY, "bring", Value.LINES)),
    /** {@code bring}: as for a card (S3 IX.5). */
    CERTIFICATE_READY(Map.of("firstName", Value.LINE, "bring", Value.LINES)),
    /** By registered letter with acknowledgement (S3 IX.5); {@code trackingNumber} is the post's. */
    CERTIFICATE_SENT(Map.of("firstName", Value.LINE, "trackingNumber", Value.LINE)),
    /**
     * No records, not enough of them, or a school that was closed down; {@code reason}: which of these, a sentence. {@code
     * superintendent}: for a school that was closed down, whom to ask instead, name and address; else nothing.
     */
    CERTIFICATE_NOT_POSSIBLE(Map.of(
            "firstName", Value.LINE,
            "reason", Value.LINE,
            "superintendent", Value.LINES,
            "paid", Value.LINES)),
    /** {@code missing}: what did not come in time. */
    CASE_UNEXAMINED(Map.of(
            "firstName", Value.LINE,
            "procedure", Value.LINE,
            "missing", Value.SOME_MISSING_THINGS,
            "paid", Value.LINES)),
    CASE_WITHDRAWN(Map.of("firstName", Value.LINE, "procedure", Value.LINE, "paid", Value.LINES)),
    /**
     * The slip with the code lies in the office, or, {@code inHand}, is given by the school without being fetched. {@code qr}:
     * whether a QR code is on it; {@code codeUntil}: when the code lapses; {@code bring}: as for a card.
     */
    MOBILE_CODE_READY(Map.of(
            "firstName", Value.LINE,
            "codeUntil", Value.MOMENT,
            "inHand", Value.YES_NO,
            "qr", Value.YES_NO,
            "bring", Value.LINES)),
    /** The student takes the code from ZPE (S0). */
    MOBILE_CODE_IN_ZPE(Map.of("firstName", Value.LINE)),
    /** The only mail with a code, for schools that chose that (domain §7). {@code code}: in groups, as it is read. */
    MOBILE_CODE(Map.of("firstName", Value.LINE, "code", Value.LINE, "codeUntil", Value.MOMENT, "qr", Value.YES_NO)),
    MOBILE_CODE_LAPSING(Map.of("firstName", Value.LINE, "codeUntil", Value.MOMENT)),
    /** {@code askUntil}: the last day on which a new code can be asked for without a new application. */
    MOBILE_CODE_LAPSED(Map.of("firstName", Value.LINE, "askUntil", Value.DAY)),
    /** No code was used, and the case is closed. */
    MOBILE_CARD_UNUSED(Map.of("firstName", Value.LINE)),
    /**
     * {@code reason}: a sentence; {@code reissue}: whether another one is offered; {@code applied}: whether it has been
     * applied for already.
     */
    MOBILE_CARD_REVOKED(
            Map.of("firstName", Value.LINE, "reason", Value.LINE, "reissue", Value.YES_NO, "applied", Value.YES_NO)),
    /** S3 VIII. {@code reason}: why now, a sentence. */
    MOBILE_REISSUE_OFFERED(About.STUDENT, Map.of("firstName", Value.LINE, "reason", Value.LINE)),
    /** A guardian's objection was recorded on {@code objectionOn}; the application cannot be granted. */
    MOBILE_OBJECTION(Map.of("firstName", Value.LINE, "objectionOn", Value.DAY)),
    /** The card is to be brought for its confirmation by {@code until} (S3 II.4). */
    VALIDITY_REMINDER(About.STUDENT, Map.of("firstName", Value.LINE, "until", Value.DAY)),
    /** {@code validUntil}: its last valid day. */
    CARD_LAPSED(About.STUDENT, Map.of("firstName", Value.LINE, "validUntil", Value.DAY)),
    /** To the office: a deadline comes near. {@code waiting}: for whom and what the case waits. */
    DEADLINE_REMINDER(true, Map.of("procedure", Value.LINE, "lastDay", Value.DAY, "waiting", Value.LINE)),
    /** To the office, each working day: what is late, due, and waited for; {@code later}: how many more are open. */
    DEADLINE_DIGEST(
            About.DAY,
            true,
            Map.of(
                    "day", Value.DAY,
                    "late", Value.DUE_CASES,
                    "soon", Value.DUE_CASES,
                    "applicants", Value.DUE_CASES,
                    "decisions", Value.DUE_CASES,
                    "later", Value.COUNT));

    /** What a mail is about, and so to whose records it belongs. */
    public enum About {
        CASE,
        /** A student, in no case. */
        STUDENT,
        /** A day: the office's own. */
        DAY
    }

    /** What a variable holds. */
    public enum Value {
        /** a {@link String}, not blank */
        LINE(String.class),
        /** a {@link List} of {@link String}s, which may be empty */
        LINES(String.class, 0),
        /** a {@link List} of at least one {@link String} */
        SOME_LINES(String.class, 1),
        /** a {@link LocalDate} */
        DAY(LocalDate.class),
        /** a {@link LocalDateTime} at the school's clock */
        MOMENT(LocalDateTime.class),
        /** a {@link Boolean} */
        YES_NO(Boolean.class),
        /** a {@link List} of {@link Missing}, which may be empty */
        MISSING_THINGS(Missing.class, 0),
        /** a {@link List} of at least one {@link Missing} */
        SOME_MISSING_THINGS(Missing.class, 1),
        /** a {@link List} of {@link Remedy}s, which may be empty */
        REMEDIES(Remedy.class, 0),
        /** a {@link List} of at least one {@link Remedy} */
        SOME_REMEDIES(Remedy.class, 1),
        /** a {@link List} of {@link FeeDue}s, which may be empty */
        FEES_DUE(FeeDue.class, 0),
        /** a {@link List} of {@link DueCase}s, which may be empty */
        DUE_CASES(DueCase.class, 0),
        /** a {@link Long} */
        COUNT(Long.class),
        /** a {@link PhotoNeeds} */
        PHOTO_NEEDS(PhotoNeeds.class);

        private final Class<?> type;
        private final boolean list;
        private final int atLeast;

        Value(Class<?> type) {
            this.type = type;
            this.list = false;
            this.atLeast = 1;
        }

        Value(Class<?> type, int atLeast) {
            this.type = type;
            this.list = true;
            this.atLeast = atLeast;
        }

        boolean allows(Object value) {
            return list
                    ? value instanceof List<?> items
                            && items.size() >= atLeast
                            && items.stream().allMatch(type::isInstance)
                    : type.isInstance(value);
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final Map<String, Value> variables;

    private final About about;
    private final boolean toOffice;

    MailKind(Map<String, Value> variables) {
        this(About.CASE, variables);
    }

    MailKind(About about, Map<String, Value> variables) {
        this(about, false, variables);
    }

    MailKind(boolean toOffice, Map<String, Value> variables) {
        this(About.CASE, toOffice, variables);
    }

    MailKind(About about, boolean toOffice, Map<String, Value> variables) {
        this.about = about;
        this.toOffice = toOffice;
        this.variables = Map.copyOf(variables);
    }

    public About about() {
        return about;
    }

    /** Whether it goes to the school's own address rather than to an applicant. */
    public boolean toOffice() {
        return toOffice;
    }

    /** Whether such a mail holds a secret: then its words are not kept once it is sent. */
    public boolean secret() {
        return this == MOBILE_CODE;
    }

    /** The name that models and templates use: {@code card-ready} for {@link #CARD_READY}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The subject line of a mail of this kind; {@code about}: the case's number, or the day of a mail about no case. */
    public String subject(Object about) {
        return Texts.of("mail." + label() + ".subject", about);
    }

    /** The variables that have to be given, exactly these. */
    public Map<String, Value> variables() {
        return variables;
    }

    /**
     * The kind with this {@link #label()}.
     *
     * @throws IllegalArgumentException if there is none: a fault of the model that names it
     */
    public static MailKind labelled(String label) {
        for (MailKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no mail called " + label);
    }
}
