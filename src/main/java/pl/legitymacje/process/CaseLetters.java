package pl.legitymacje.process;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.CertificateApplications;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Records;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.fee.Money;
import pl.legitymacje.letter.DueFee;
import pl.legitymacje.letter.LetterKind;
import pl.legitymacje.letter.PdfLetters;
import pl.legitymacje.register.CardKind;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicate;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.CertificateState;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Deadline;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/**
 * Prints the letters of a case: finds each variable that a kind declares out of the case, its process and the registers.
 * A letter that does not fit the state of the case is refused.
 */
@Service
public class CaseLetters {

    /** A case's letters; forms and register pages are no part of a case. */
    private static final List<LetterKind> KINDS = List.of(
            LetterKind.HAND_OVER_RECEIPT,
            LetterKind.CALL_TO_COMPLETE,
            LetterKind.REFUSAL,
            LetterKind.DELAY_NOTICE,
            LetterKind.STATEMENT_NO_RECORDS,
            LetterKind.STATEMENT_SCHOOL_LIQUIDATED);

    /** The least that a call on paper gives (KPA art. 64 § 2). */
    private static final int CALL_DAYS = 7;

    private static final int LONGEST_REASON = 4000;

    /** A delay's reason and new deadline, which no register knows: the principal decides them. Either may be null. */
    public record Delay(String reason, LocalDate newDeadline) {

        /** For every letter but a delay notice. */
        public static final Delay NONE = new Delay(null, null);
    }

    /** A document that lies ready or was handed over; {@code handOver} is null before that. */
    private record Document(
            String name, String number, String student, String schoolClass, HandOver handOver, String note) {}

    private final Cases cases;
    private final Students students;
    private final CardRegister cards;
    private final CertificateDuplicates certificates;
    private final CertificateApplications applications;
    private final Owed owed;
    private final CaseRulesTable rules;
    private final SchoolProfile school;
    private final HigherAuthority authority;
    private final Delays delays;
    private final PdfLetters letters;
    private final RuntimeService instances;
    private final OfficeTime time;
    private final Actor actor;

    CaseLetters(
            Cases cases,
            Students students,
            CardRegister cards,
            CertificateDuplicates certificates,
            CertificateApplications applications,
            Owed owed,
            CaseRulesTable rules,
            SchoolProfile school,
            HigherAuthority authority,
            Delays delays,
            PdfLetters letters,
            RuntimeService instances,
            OfficeTime time,
            Actor actor) {
        this.cases = cases;
        this.students = students;
        this.cards = cards;
        this.certificates = certificates;
        this.applications = applications;
        this.owed = owed;
        this.rules = rules;
        this.school = school;
        this.authority = authority;
        this.delays = delays;
        this.letters = letters;
        this.instances = instances;
        this.time = time;
        this.actor = actor;
    }

    /**
     * The kind of a case's letter with this label.
     *
     * @throws Refused if there is none
     */
    public static LetterKind kind(String label) {
        return KINDS.stream()
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new Refused("process.letter.unknown", label));
    }

    /** A letter's name as buttons bear it. */
    public static String label(LetterKind kind) {
        return Texts.of("process.letter.label." + kind.label());
    }

    /** What a letter's file is called: without personal data. */
    public static String fileName(LetterKind kind, String caseNumber) {
        return caseNumber + "-" + Texts.of("process.letter.file." + kind.label()) + ".pdf";
    }

    /** The letters that can be printed as the case stands, and need no more to be known than the case does. */
    public List<LetterKind> fitting(CaseFile file) {
        return KINDS.stream().filter(kind -> fits(kind, file)).toList();
    }

    private boolean fits(LetterKind kind, CaseFile file) {
        try {
            variables(kind, file, Delay.NONE);
            return true;
        } catch (Refused unfit) {
            return false;
        }
    }

    /**
     * Prints a letter, and writes into the case's trail that it was printed.
     *
     * @throws Refused if there is no such case, or the letter does not fit its state
     */
    @Transactional
    public byte[] print(LetterKind kind, String caseNumber, Delay delay) {
        byte[] pdf = letters.pdf(kind, variables(kind, cases.get(caseNumber), delay));
        cases.note(caseNumber, actor.name(), "process.trail.letter", label(kind));
        return pdf;
    }

    private Map<String, Object> variables(LetterKind kind, CaseFile file, Delay delay) {
        String number = file.number();
        Map<String, Supplier<Object>> known = Map.ofEntries(
                entry("caseNumber", file::number),
                entry("date", time::today),
                entry("addressee", () -> addressee(file)),
                entry("receivedOn", file::receivedOn),
                entry("procedure", () -> file.procedure().label()),
                entry("missing", () -> missing(number)),
                entry("fees", () -> owed
                        .fee(number)
                        .map(account -> new DueFee(
                                Money.parse(account.amount()),
                                account.title(),
                                owed.received(number).orElse(null)))
                        .stream()
                        .toList()),
                entry("until", () -> until(number)),
                entry("reasons", () -> reasons(file)),
                entry("legalBasis", () -> rules.rules(file.procedure(), file.reason(), file.receivedOn())
                        .legalBasis()),
                entry("appeal", () -> Texts.of("process.letter.appeal", authority.higherAuthority())),
                entry("higherAuthority", authority::higherAuthority),
                entry("deadline", () -> deadline(file)),
                entry("newDeadline", () -> newDeadline(file, delay)),
                entry("reason", () -> reason(delay)));
        Map<String, Object> found = new HashMap<>(
                switch (kind) {
                    case HAND_OVER_RECEIPT -> receipt(file);
                    case REFUSAL -> Map.of("student", person(file));
                    case STATEMENT_NO_RECORDS, STATEMENT_SCHOOL_LIQUIDATED -> statement(kind, file);
                    default -> Map.of();
                });
        kind.variables().keySet().stream()
                .filter(name -> !found.containsKey(name))
                .sorted() // so that of two objections it is always the same one that is heard
                .forEach(name -> found.put(name, known.get(name).get()));
        return found;
    }

    private static Map.Entry<String, Supplier<Object>> entry(String name, Supplier<Object> value) {
        return Map.entry(name, value);
    }

    /** With the address where one was given, for a certificate by post; else it is written on the envelope. */
    private List<String> addressee(CaseFile file) {
        return Stream.concat(
                        Stream.of(file.applicant().name()),
                        applications.of(file.number()).map(CertificateApplication::deliveryAddress).stream())
                .toList();
    }

    // ---- the receipt

    private Map<String, Object> receipt(CaseFile file) {
        Document document = card(file)
                .or(() -> certificates.ofCase(file.number()).flatMap(CaseLetters::certificate))
                .orElseThrow(() -> new Refused("process.letter.unfit.noDocument", file.number()));
        Map<String, Object> found = new HashMap<>(Map.of(
                "document", document.name(),
                "number", document.number(),
                "student", document.student(),
                "schoolClass", document.schoolClass()));
        found.put("note", document.note());
        HandOver handOver = document.handOver();
        if (handOver != null) {
            found.put("handedOverOn", handOver.on());
            found.put("receiver", handOver.to());
            found.put("capacity", handOver.as().label());
        }
        return found;
    }

    /** The case's card, once it is made. */
    private Optional<Document> card(CaseFile file) {
        return cards.ofCase(file.number())
                .filter(card -> card.readyOn() != null)
                .map(card -> {
                    Student student = students.get(card.studentId());
                    return new Document(
                            Texts.of("process.letter.document." + card.kind().name()),
                            card.number(),
                            card.name().inFull(),
                            student.schoolClass(),
                            handOver(card),
                            card.kind() == CardKind.FIRST
                                    ? null
                                    : Texts.of(
                                            "process.letter.note." + card.kind().name(), card.replaces()));
                });
    }

    private static HandOver handOver(StudentCard card) {
        return card.handedOverTo() == null
                ? null
                : new HandOver(card.issuedOn(), card.handedOverTo(), card.handedOverAs(), card.handedOverBy());
    }

    /** The case's certificate, once it is signed; one that went by post is receipted on the post's own form. */
    private static Optional<Document> certificate(CertificateDuplicate entry) {
        return entry.state() == CertificateState.APPROVED || entry.handOver() != null
                ? Optional.of(new Document(
                        Texts.of(
                                "process.letter.document.certificate",
                                entry.what().certificate()),
                        entry.number(),
                        entry.what().nameNow(),
                        entry.what().schoolClass(),
                        entry.handOver(),
                        null))
                : Optional.empty();
    }

    // ---- the call to complete

    private List<String> missing(String caseNumber) {
        List<String> missing =
                owed.items(caseNumber).stream().map(Requirement::label).toList();
        if (missing.isEmpty()) {
            throw nothingOwed(caseNumber);
        }
        return missing;
    }

    private static Refused nothingOwed(String caseNumber) {
        return new Refused("process.letter.unfit.nothingOwed", caseNumber);
    }

    /**
     * The day the mails name, or later where that would be fewer than 7 days: as long as the case is not closed before it,
     * since a letter may not promise what the process does not keep.
     */
    private LocalDate until(String caseNumber) {
        ProcessInstance waiting = Optional.ofNullable(instances
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(caseNumber, "case-completion")
                        .singleResult())
                .orElseThrow(() -> nothingOwed(caseNumber));
        LocalDate called = read(waiting, COMPLETION_UNTIL).orElseThrow(() -> nothingOwed(caseNumber));
        boolean lastCall = read(waiting, REMINDED).orElse(false);
        LocalDate closes = lastCall
                ? called
                : Deadline.after(called.plusDays(1), school.deadlines().lastCallDays());
        LocalDate earliest = Deadline.after(time.today(), CALL_DAYS);
        if (earliest.isAfter(closes)) {
            throw new Refused("process.letter.unfit.closesSoon", caseNumber, closes);
        }
        return called.isAfter(earliest) ? called : earliest;
    }

    private <T> Optional<T> read(ProcessInstance instance, Var<T> variable) {
        return variable.read(instances.getVariable(instance.getId(), variable.name()));
    }

    // ---- refusal and delay

    private static List<String> reasons(CaseFile file) {
        if (file.outcome() != Outcome.REFUSED) {
            throw new Refused("process.letter.unfit.notRefused", file.number());
        }
        return Plain.lines(file.refusalReasons());
    }

    private static LocalDate deadline(CaseFile file) {
        if (!file.open() || file.deadline() == null) {
            throw new Refused("process.letter.unfit.noDeadline", file.number());
        }
        return file.deadline();
    }

    private LocalDate newDeadline(CaseFile file, Delay delay) {
        LocalDate deadline = deadline(file);
        LocalDate given = delay.newDeadline();
        if (given == null) {
            throw new Refused("process.letter.delay.incomplete");
        }
        delays.check(deadline, given);
        return given;
    }

    private static String reason(Delay delay) {
        if (delay.reason() == null || Plain.lines(delay.reason()).isEmpty()) {
            throw new Refused("process.letter.delay.incomplete");
        }
        if (delay.reason().length() > LONGEST_REASON) {
            throw new Refused("process.letter.delay.longReason", LONGEST_REASON);
        }
        return delay.reason();
    }

    // ---- certificates

    /** Why a duplicate cannot be made here, once the records have said so. */
    private Map<String, Object> statement(LetterKind kind, CaseFile file) {
        CertificateApplications.Found found = applications
                .found(file.number())
                .filter(it -> kind == statement(it.records()))
                .orElseThrow(() -> new Refused("process.letter.unfit.noStatement", file.number(), label(kind)));
        CertificateApplication asked = applications.of(file.number()).orElseThrow();
        Map<String, Object> said = new HashMap<>(Map.of(
                "certificate", asked.certificate(),
                "schoolYear", asked.schoolYear().toString(),
                "schoolClass", asked.schoolClass(),
                "nameThen", asked.nameThen()));
        said.putAll(
                kind == LetterKind.STATEMENT_NO_RECORDS
                        ? Map.of("records", found.records().name())
                        : Map.of(
                                "liquidatedSchool", found.formerSchool(),
                                "superintendent", authority.higherAuthority(),
                                "superintendentAddress", authority.higherAuthorityAddress()));
        return said;
    }

    /** The statement that a finding calls for; null for none. */
    private static LetterKind statement(Records records) {
        return switch (records) {
            case PRESENT -> null;
            case MISSING, INSUFFICIENT -> LetterKind.STATEMENT_NO_RECORDS;
            case SCHOOL_LIQUIDATED -> LetterKind.STATEMENT_SCHOOL_LIQUIDATED;
        };
    }

    /** Whom the case is about. */
    private String person(CaseFile file) {
        return applications
                .of(file.number())
                .map(CertificateApplication::nameNow)
                .orElseGet(() -> students.get(file.studentId()).documentName());
    }
}
