package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.CertificateApplications;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.Records;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.mail.FeeDue;
import pl.legitymacje.mail.MailKind;
import pl.legitymacje.mail.Missing;
import pl.legitymacje.mail.PhotoNeeds;
import pl.legitymacje.mail.Remedy;
import pl.legitymacje.photo.PhotoRules;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.RefusalReason;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.HigherAuthority;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Owed;
import pl.legitymacje.process.Reissue;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.ReissueReason;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.Plain;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** Finds what a mail says: each variable that its kind declares, out of the case and the process. */
@Component
class MailContents {

    private final Students students;
    private final Photos photos;
    private final PhotoRules photoRules;
    private final CardRegister cards;
    private final Owed owed;
    private final CertificateApplications applications;
    private final CertificateDuplicates certificates;
    private final HigherAuthority authority;
    private final MobileCards mobileCards;
    private final Objections objections;
    private final Payments payments;
    private final CaseStages stages;
    private final OfficeTime time;
    private final Clock clock;

    MailContents(
            Students students,
            Photos photos,
            PhotoRules photoRules,
            CardRegister cards,
            Owed owed,
            CertificateApplications applications,
            CertificateDuplicates certificates,
            HigherAuthority authority,
            MobileCards mobileCards,
            Objections objections,
            Payments payments,
            CaseStages stages,
            OfficeTime time,
            Clock clock) {
        this.students = students;
        this.photos = photos;
        this.photoRules = photoRules;
        this.cards = cards;
        this.owed = owed;
        this.applications = applications;
        this.certificates = certificates;
        this.authority = authority;
        this.mobileCards = mobileCards;
        this.objections = objections;
        this.payments = payments;
        this.stages = stages;
        this.time = time;
        this.clock = clock;
    }

    Map<String, Object> of(MailKind kind, CaseFile caseFile, VariableScope scope) {
        String number = caseFile.number();
        Map<String, Supplier<Object>> known = Map.ofEntries(
                entry("firstName", () -> firstName(caseFile)),
                entry("procedure", () -> caseFile.procedure().label()),
                entry("exOfficio", () -> caseFile.channel() == Channel.EX_OFFICIO),
                entry("photoUnusable", () -> PHOTO_ID.find(scope)
                        .map(photos::get)
                        .filter(photo -> !photo.passed())
                        .isPresent()),
                entry("missing", () -> missing(number, COMPLETION_UNTIL.find(scope))),
                entry("photo", this::photoNeeds),
                entry("fees", () -> fees(number)),
                entry("amount", () -> Money.written(payments.status(number).paid())),
                entry(
                        "reasons",
                        () -> kind == MailKind.CASE_REFUSED
                                ? Plain.lines(caseFile.refusalReasons())
                                : photoReasons(caseFile)),
                entry("paid", () -> MONEY_BACK.find(scope).stream().toList()),
                entry("superintendent", () -> superintendent(number)),
                entry("until", () -> COMPLETION_UNTIL.get(scope)),
                entry("bring", () -> bring(caseFile)),
                entry("newDate", () -> NEW_DEADLINE.get(scope)),
                entry("lastDay", caseFile::deadline),
                entry("waiting", () -> stages.described(caseFile, stages.of(caseFile))),
                entry("document", () -> caseFile.procedure().document()),
                entry("readySince", () -> readySince(number)),
                entry(
                        "trackingNumber",
                        () -> certificates.ofCase(number).orElseThrow().letter().number()),
                entry("codeUntil", () -> LocalDateTime.ofInstant(mobile(number).codeValidUntil(), clock.getZone())),
                entry("code", () -> code(number)),
                entry("inHand", () -> mobile(number).channel() == CodeChannel.SLIP),
                entry("qr", () -> mobileCards
                        .codeOf(mobile(number).id())
                        .filter(code -> code.qr() != null)
                        .isPresent()),
                entry("askUntil", () -> askUntil(scope)),
                entry("reissue", () -> REISSUE.get(scope).equals(Reissue.Answer.OFFER.name())),
                entry("applied", () -> REISSUE.get(scope).equals(Reissue.Answer.APPLIED.name())),
                entry("objectionOn", () -> objectionOn(caseFile)),
                entry("reason", () -> reason(kind, caseFile, scope)));
        return kind.variables().keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> known.get(name).get()));
    }

    /** The same for a mail that is about a student and no case: about {@code cardNumber}, else the card in their hands. */
    Map<String, Object> of(Student student, VariableScope scope, MailKind kind) {
        StudentCard card = CARD_NUMBER.find(scope).map(cards::get).orElseGet(() -> cards.confirmable(
                        List.of(student.id()))
                .get(student.id()));
        Map<String, Object> known = Map.of(
                "firstName", student.firstName(),
                "until", card.validUntil(),
                "validUntil", card.validUntil(),
                // A kind of card is in hand only where a new one was handed over.
                "reason",
                        CARD_KIND
                                .find(scope)
                                .map(issued -> ReissueReason.NEW_CARD)
                                .orElse(ReissueReason.VALIDITY_CONFIRMED)
                                .sentence());
        return kind.variables().keySet().stream().collect(Collectors.toMap(name -> name, known::get));
    }

    private String firstName(CaseFile caseFile) {
        return applications
                .of(caseFile.number())
                .map(CertificateApplication::firstName)
                .orElseGet(() -> students.get(caseFile.studentId()).firstName());
    }

    private String reason(MailKind kind, CaseFile caseFile, VariableScope scope) {
        if (kind == MailKind.DELAY_NOTICE) {
            return DELAY_REASON.get(scope);
        }
        return kind == MailKind.MOBILE_CARD_REVOKED
                ? RevocationReason.valueOf(caseFile.reason().name()).sentence()
                : Texts.of("process.impossible."
                        + applications.found(caseFile.number()).orElseThrow().records());
    }

    private List<String> superintendent(String caseNumber) {
        return applications.found(caseNumber).orElseThrow().records() == Records.SCHOOL_LIQUIDATED
                ? List.of(authority.higherAuthority(), authority.higherAuthorityAddress())
                : List.of();
    }

    private MobileCard mobile(String caseNumber) {
        return mobileCards.ofCase(caseNumber).orElseThrow();
    }

    /** The case ends on the morning after. */
    private LocalDate askUntil(VariableScope scope) {
        return LocalDate.ofInstant(CODE_WAIT_UNTIL.get(scope).toInstant(), clock.getZone())
                .minusDays(1);
    }

    private String code(String caseNumber) {
        return mobileCards.codeOf(mobile(caseNumber).id()).orElseThrow().grouped();
    }

    private LocalDate objectionOn(CaseFile caseFile) {
        return objections.standing(caseFile.studentId()).orElseThrow().raisedOn();
    }

    private LocalDate readySince(String caseNumber) {
        return cards.ofCase(caseNumber)
                .map(StudentCard::readyOn)
                .orElseGet(() -> certificates.ofCase(caseNumber).orElseThrow().approvedOn());
    }

    private static Map.Entry<String, Supplier<Object>> entry(String name, Supplier<Object> value) {
        return Map.entry(name, value);
    }

    /** {@code until} is absent once the case has ended: then the last day of the register's is past anyway. */
    private List<Missing> missing(String caseNumber, Optional<LocalDate> until) {
        LocalDate last = until.orElseGet(time::today);
        return owed.items(caseNumber).stream()
                .map(item -> item == Requirement.PHOTO ? Missing.photo(last) : Missing.other(item.label(), last))
                .toList();
    }

    private List<FeeDue> fees(String caseNumber) {
        return owed
                .fee(caseNumber)
                .map(account -> new FeeDue(
                        account.amount(),
                        account.holder(),
                        account.bank(),
                        account.number(),
                        account.title(),
                        owed.received(caseNumber).orElse(null),
                        owed.notFound(caseNumber)))
                .stream()
                .toList();
    }

    private static List<String> bring(CaseFile caseFile) {
        return switch (caseFile.procedure()) {
            case CARD_ISSUE, CARD_DUPLICATE -> List.of(Texts.of("process.bring.identity.card"));
            case CARD_EXCHANGE -> List.of(Texts.of("process.bring.oldCard"), Texts.of("process.bring.identity.card"));
            case CERTIFICATE_DUPLICATE ->
                List.of(Texts.of("process.bring.identity.certificate"), Texts.of("process.bring.authorisation"));
            case MOBILE_CARD_ISSUE, MOBILE_CARD_REVOCATION -> List.of(Texts.of("process.bring.identity.mobile"));
        };
    }

    private PhotoNeeds photoNeeds() {
        return new PhotoNeeds(photoRules.minWidth(), photoRules.minHeight(), (int)
                photoRules.maxSize().toMegabytes());
    }

    /** Why the last photo was refused; nothing where it was not. */
    private List<Remedy> photoReasons(CaseFile caseFile) {
        if (caseFile.photoId() == null) {
            return List.of();
        }
        StoredPhoto photo = photos.get(caseFile.photoId());
        if (!photo.passed()) {
            return photos.report(photo.id()).refusals().stream()
                    .map(finding -> new Remedy(finding.reason(), finding.remedy()))
                    .toList();
        }
        Stream<Remedy> readyMade = photo.reasons().stream()
                .filter(reason -> reason != RefusalReason.OTHER)
                .map(reason -> new Remedy(reason.reason(), reason.remedy()));
        // the clerk's own words, with whatever reason they were written
        Stream<Remedy> own =
                Stream.ofNullable(photo.note()).map(note -> new Remedy(sentence(note), RefusalReason.OTHER.remedy()));
        return Stream.concat(readyMade, own).toList();
    }

    /** Ended by a full stop where the writer left none: another sentence follows. */
    private static String sentence(String words) {
        return words.matches("(?s).*[.!?…]\\s*") ? words : words.strip() + ".";
    }
}
