package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.CertificateApplications;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.AccountDetails;
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
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Students;

/** Finds what a mail says: each variable that its kind declares, out of the case and the process. */
@Component
class MailContents {

    private final Students students;
    private final Photos photos;
    private final PhotoRules photoRules;
    private final CardRegister cards;
    private final CertificateApplications applications;
    private final CertificateDuplicates certificates;
    private final Requirements requirements;
    private final Payments payments;
    private final CaseStages stages;
    private final OfficeTime time;

    MailContents(
            Students students,
            Photos photos,
            PhotoRules photoRules,
            CardRegister cards,
            CertificateApplications applications,
            CertificateDuplicates certificates,
            Requirements requirements,
            Payments payments,
            CaseStages stages,
            OfficeTime time) {
        this.students = students;
        this.photos = photos;
        this.photoRules = photoRules;
        this.cards = cards;
        this.applications = applications;
        this.certificates = certificates;
        this.requirements = requirements;
        this.payments = payments;
        this.stages = stages;
        this.time = time;
    }

    Map<String, Object> of(MailKind kind, CaseFile caseFile, VariableScope scope) {
        String number = caseFile.number();
        Map<String, Supplier<Object>> known = Map.ofEntries(
                entry("firstName", () -> firstName(caseFile)),
                entry("procedure", () -> caseFile.procedure().label()),
                entry("missing", () -> missing(number, COMPLETION_UNTIL.find(scope))),
                entry("photo", this::photoNeeds),
                entry("fees", () -> fees(number)),
                entry("amount", () -> Money.written(payments.status(number).paid())),
                entry(
                        "reasons",
                        () -> kind == MailKind.CASE_REFUSED
                                ? List.of(caseFile.refusalReasons())
                                : photoReasons(caseFile)),
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
                entry(
                        "reason",
                        () -> kind == MailKind.DELAY_NOTICE
                                ? DELAY_REASON.get(scope)
                                : Texts.of("process.impossible."
                                        + applications
                                                .found(number)
                                                .orElseThrow()
                                                .records())));
        return kind.variables().keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> known.get(name).get()));
    }

    private String firstName(CaseFile caseFile) {
        return applications
                .of(caseFile.number())
                .map(CertificateApplication::firstName)
                .orElseGet(() -> students.get(caseFile.studentId()).firstName());
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
        return requirements.owed(caseNumber).stream()
                .map(item -> item == Requirement.PHOTO ? Missing.photo(last) : Missing.other(item.label(), last))
                .toList();
    }

    private List<FeeDue> fees(String caseNumber) {
        if (!requirements.owed(caseNumber).contains(Requirement.PAYMENT)) {
            return List.of();
        }
        AccountDetails account = payments.accountDetails(caseNumber);
        return List.of(
                new FeeDue(account.amount(), account.holder(), account.bank(), account.number(), account.title()));
    }

    private static List<String> bring(CaseFile caseFile) {
        String identity = Texts.of("process.bring.identity");
        return caseFile.procedure() == Procedure.CARD_EXCHANGE
                ? List.of(Texts.of("process.bring.oldCard"), identity)
                : List.of(identity);
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
        return photo.reasons().stream()
                .map(reason ->
                        new Remedy(reason == RefusalReason.OTHER ? photo.note() : reason.reason(), reason.remedy()))
                .toList();
    }
}
