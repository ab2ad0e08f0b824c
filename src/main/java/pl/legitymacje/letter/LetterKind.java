package pl.legitymacje.letter;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pl.legitymacje.school.Texts;

/**
 * The letters that the office prints, and the variables that each one needs.
 *
 * <p>A kind's text is the template {@code letter/<label>.html}, its heading {@code letter.<label>.title}. Beside these
 * variables a template sees {@code school} (the {@link pl.legitymacje.school.SchoolProfile}), and nothing else.
 * {@code date} is the letter's own date, {@code addressee} its reader's name and address, line by line.
 */
public enum LetterKind {
    /**
     * For a card or another document handed over (domain.md §6). {@code document} in the nominative; {@code receiver}
     * took it as {@code capacity}: printed before the hand-over, these and the day are left to be written in by hand.
     * {@code note} tells what becomes of the document that this one replaces.
     */
    HAND_OVER_RECEIPT(
            Map.of(
                    "caseNumber", Value.LINE,
                    "date", Value.DAY,
                    "document", Value.LINE,
                    "number", Value.LINE,
                    "student", Value.LINE,
                    "schoolClass", Value.LINE),
            Map.of(
                    "handedOverOn", Value.DAY,
                    "receiver", Value.LINE,
                    "capacity", Value.LINE,
                    "note", Value.LINE)),
    /**
     * That a certificate's duplicate cannot be made, and the court's way (domain.md §6). {@code certificate} in the
     * nominative; {@code nameThen} is the name borne at that time.
     */
    STATEMENT_NO_RECORDS(with(certificate(), Map.of("records", Value.RECORDS, "legalBasis", Value.TEXT))),
    /** That the certificate is another, liquidated school's: its duplicate is the superintendent's matter. */
    STATEMENT_SCHOOL_LIQUIDATED(with(
            certificate(),
            Map.of(
                    "liquidatedSchool", Value.LINE,
                    "superintendent", Value.LINE,
                    "superintendentAddress", Value.LINE,
                    "legalBasis", Value.TEXT))),
    /** Why it takes longer (KPA art. 36), and the right to a ponaglenie (art. 37) to {@code higherAuthority}. */
    DELAY_NOTICE(with(
            answer(),
            Map.of(
                    "deadline", Value.DAY,
                    "newDeadline", Value.DAY,
                    "reason", Value.TEXT,
                    "higherAuthority", Value.LINE))),
    /** The principal's refusal; {@code student} is whom it is about, {@code appeal} tells what can be done against it. */
    REFUSAL(with(
            answer(),
            Map.of(
                    "student", Value.LINE,
                    "reasons", Value.SOME_LINES,
                    "legalBasis", Value.TEXT,
                    "appeal", Value.TEXT))),
    /** What is missing (KPA art. 64 § 2), {@code until} at least 7 days after {@code date}; {@code fees} may be empty. */
    CALL_TO_COMPLETE(with(answer(), Map.of("missing", Value.SOME_LINES, "until", Value.DAY, "fees", Value.FEES))),
    /** Exchange of a card (S3 III, annex 1). */
    FORM_1(Map.of(), with(form(), Map.of("cardNumber", Value.LINE, "reason", Value.EXCHANGE_REASON, "fee", Value.FEE))),
    /** Duplicate of a card (S3 IV, annex 2). */
    FORM_2(Map.of(), with(form(), Map.of("cardNumber", Value.LINE, "reason", Value.LOSS_REASON, "fee", Value.FEE))),
    /** A mobile card (S3 V, annex 3). */
    FORM_3(Map.of(), with(form(), Map.of("cardNumber", Value.LINE, "fee", Value.FEE))),
    /** Revocation of a mobile card (S3 VII, annex 4). */
    FORM_4(Map.of(), with(form(), Map.of("cardNumber", Value.LINE, "reason", Value.REVOCATION_REASON))),
    /** Duplicate of a certificate (S3 IX, annex 5); {@code deliveryAddress} is for collection by post. */
    FORM_5(
            Map.of(),
            with(
                    form(),
                    Map.of(
                            "certificate", Value.LINE,
                            "schoolYear", Value.LINE,
                            "nameThen", Value.LINE,
                            "collection", Value.COLLECTION,
                            "deliveryAddress", Value.LINE,
                            "fee", Value.FEE))),
    /**
     * A mobile card's code for the guardian (S3 VI). {@code code} in groups as it is read aloud, {@code until} the moment at
     * which it lapses, {@code qr} what the QR picture says.
     */
    MOBILE_CARD_SLIP(
            Map.of(
                    "caseNumber", Value.LINE,
                    "date", Value.DAY,
                    "student", Value.LINE,
                    "schoolClass", Value.LINE,
                    "code", Value.LINE,
                    "until", Value.MOMENT),
            Map.of("qr", Value.QR)),
    /**
     * A register as a table on lying pages; {@code title} is its heading, {@code date} the day it shows, {@code note} says
     * what of the register it is, where it is not all.
     */
    REGISTER_PRINTOUT(Map.of("title", Value.LINE, "date", Value.DAY, "page", Value.PAGE), Map.of("note", Value.LINE));

    /** What a variable holds. */
    public enum Value {
        /** a {@link String}, not blank, on one line */
        LINE,
        /** a {@link String}, not blank; each of its lines becomes a paragraph */
        TEXT,
        /** a {@link List} of at least one {@link String} */
        SOME_LINES,
        /** a {@link LocalDate} */
        DAY,
        /** a {@link LocalDateTime} at the school's clock */
        MOMENT,
        /** a {@link String}, not blank, which a QR picture shall say */
        QR,
        /** a {@link DueFee} */
        FEE,
        /** a {@link List} of {@link DueFee}, which may be empty */
        FEES,
        /** a {@link RegisterPage} */
        PAGE,
        RECORDS("MISSING", "INSUFFICIENT"),
        EXCHANGE_REASON("ERROR", "DATA_CHANGE"),
        LOSS_REASON("LOST", "DESTROYED", "STOLEN"),
        REVOCATION_REASON("DAMAGED", "NOT_WORKING", "DEVICE_LOST", "DEVICE_STOLEN"),
        COLLECTION("IN_PERSON", "AUTHORISED", "POST");

        @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
        private final Set<String> words;

        Value(String... words) {
            this.words = Set.of(words);
        }

        boolean allows(Object value) {
            return switch (this) {
                case LINE, TEXT, QR -> value instanceof String;
                case SOME_LINES -> allAre(String.class, value) && !((List<?>) value).isEmpty();
                case DAY -> value instanceof LocalDate;
                case MOMENT -> value instanceof LocalDateTime;
                case FEE -> value instanceof DueFee;
                case FEES -> allAre(DueFee.class, value);
                case PAGE -> value instanceof RegisterPage;
                case RECORDS, EXCHANGE_REASON, LOSS_REASON, REVOCATION_REASON, COLLECTION ->
                    value instanceof String word && words.contains(word);
            };
        }

        /** The words of which the value must be one; none where it is not a word to choose. */
        public Set<String> words() {
            return words;
        }

        private static boolean allAre(Class<?> type, Object value) {
            return value instanceof List<?> items && items.stream().allMatch(type::isInstance);
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // copies that cannot be changed
    private final Map<String, Value> variables;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, Value> optional;

    LetterKind(Map<String, Value> variables) {
        this(variables, Map.of());
    }

    LetterKind(Map<String, Value> variables, Map<String, Value> optional) {
        this.variables = Map.copyOf(variables);
        this.optional = Map.copyOf(optional);
    }

    /** The name that models and templates use: {@code delay-notice} for {@link #DELAY_NOTICE}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The heading that every letter of this kind bears; a register's printout bears the register's. */
    public String title() {
        return Texts.of("letter." + label() + ".title");
    }

    /** The variables that have to be given. */
    public Map<String, Value> variables() {
        return variables;
    }

    /** The variables that may be given: the fields of a form, which stays empty where there are none. */
    public Map<String, Value> optional() {
        return optional;
    }

    /**
     * The kind with this {@link #label()}.
     *
     * @throws IllegalArgumentException if there is none: a fault of the model that names it
     */
    public static LetterKind labelled(String label) {
        for (LetterKind kind : values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("There is no letter called " + label);
    }

    private static Map<String, Value> with(Map<String, Value> some, Map<String, Value> more) {
        Map<String, Value> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static Map<String, Value> addressed() {
        return Map.of(
                "caseNumber", Value.LINE,
                "date", Value.DAY,
                "addressee", Value.SOME_LINES,
                "receivedOn", Value.DAY);
    }

    private static Map<String, Value> answer() {
        return with(addressed(), Map.of("procedure", Value.LINE));
    }

    private static Map<String, Value> certificate() {
        return with(
                addressed(),
                Map.of(
                        "certificate", Value.LINE,
                        "schoolYear", Value.LINE,
                        "schoolClass", Value.LINE,
                        "nameThen", Value.LINE));
    }

    private static Map<String, Value> form() {
        return Map.of(
                "caseNumber", Value.LINE,
                "date", Value.DAY,
                "student", Value.LINE,
                "schoolClass", Value.LINE,
                "birthDate", Value.DAY,
                "pesel", Value.LINE,
                "applicant", Value.LINE,
                "applicantAddress", Value.LINE,
                "applicantPhone", Value.LINE,
                "applicantMail", Value.LINE);
    }
}
