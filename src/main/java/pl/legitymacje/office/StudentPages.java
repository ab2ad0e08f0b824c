package pl.legitymacje.office;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.PaymentProof;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.mail.OutgoingMail;
import pl.legitymacje.photo.PhotoStatus;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Departure;
import pl.legitymacje.student.Departures;
import pl.legitymacje.student.FormerData;
import pl.legitymacje.student.Objection;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.PersonalData;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.StudentAccess;
import pl.legitymacje.student.Students;

/** Puts a {@link StudentPage} together from all the rooms that know something of the student. */
@Component
class StudentPages {

    private final Students students;
    private final Departures departures;
    private final Objections objections;
    private final StudentAccess access;
    private final CardRegister cards;
    private final MobileCards mobileCards;
    private final CertificateDuplicates certificates;
    private final Photos photos;
    private final Cases cases;
    private final CaseStages stages;
    private final Payments payments;
    private final PaymentProofs proofs;
    private final Outbox outbox;
    private final Clock clock;

    StudentPages(
            Students students,
            Departures departures,
            Objections objections,
            StudentAccess access,
            CardRegister cards,
            MobileCards mobileCards,
            CertificateDuplicates certificates,
            Photos photos,
            Cases cases,
            CaseStages stages,
            Payments payments,
            PaymentProofs proofs,
            Outbox outbox,
            Clock clock) {
        this.students = students;
        this.departures = departures;
        this.objections = objections;
        this.access = access;
        this.cards = cards;
        this.mobileCards = mobileCards;
        this.certificates = certificates;
        this.photos = photos;
        this.cases = cases;
        this.stages = stages;
        this.payments = payments;
        this.proofs = proofs;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * All that is known of a student now.
     *
     * @param exportable whether whoever looks may take the export
     * @throws Refused if there is no such student
     */
    @Transactional(readOnly = true)
    StudentPage of(long studentId, boolean exportable) {
        Student student = students.get(studentId);
        List<CaseFile> files = cases.ofStudent(studentId);
        List<StoredPhoto> pictures = photos.ofStudent(studentId);
        return new StudentPage(
                studentId,
                student.documentName(),
                formerly(student),
                student.schoolClass(),
                student.birthDate(),
                student.status().label(),
                student.attends(),
                departures.history(studentId).stream().map(StudentPages::shown).toList(),
                student.guardians(),
                cards(studentId),
                mobileCards.ofStudent(studentId).stream().map(this::shown).toList(),
                objections(studentId),
                pictures.stream().map(this::shown).toList(),
                photos.acceptedOf(studentId).map(StoredPhoto::id).orElse(null),
                cases(files),
                files.stream().flatMap(file -> certificate(file).stream()).toList(),
                files.stream().flatMap(this::payments).toList(),
                proofs.ofCases(files.stream().map(CaseFile::number).toList()).stream()
                        .map(this::shown)
                        .toList(),
                files.stream()
                        .flatMap(file -> outbox.of(file.number()).stream())
                        .sorted(Comparator.comparing(OutgoingMail::id).reversed())
                        .map(this::shown)
                        .toList(),
                files.stream()
                        .flatMap(this::steps)
                        .sorted(Comparator.comparing(StudentPage.Step::at).reversed())
                        .toList(),
                access.of(studentId).stream()
                        .map(look -> new StudentPage.AccessShown(
                                time(look.at()), look.who(), look.what().label()))
                        .toList(),
                exportable);
    }

    private List<StudentPage.FormerShown> formerly(Student student) {
        List<StudentPage.FormerShown> shown = new ArrayList<>();
        PersonalData after = student.data();
        for (FormerData former : students.formerData(student.id())) {
            PersonalData before = former.data();
            shown.add(new StudentPage.FormerShown(
                    before.name().inFull(),
                    day(former.changedAt()),
                    before.changes(after),
                    former.caseNumber(),
                    former.changedBy()));
            after = before;
        }
        return shown;
    }

    private static StudentPage.DepartureShown shown(Departure departure) {
        return new StudentPage.DepartureShown(
                departure.reason().label(),
                departure.leftOn(),
                departure.newSchool(),
                departure.note(),
                departure.returnedOn());
    }

    private List<StudentPage.CardShown> cards(long studentId) {
        String valid = cards.validOf(studentId).map(StudentCard::number).orElse(null);
        return cards.ofStudent(studentId).stream()
                .map(card -> shown(card, card.number().equals(valid)))
                .sorted(Comparator.comparing(card -> !card.valid()))
                .toList();
    }

    private StudentPage.CardShown shown(StudentCard card, boolean valid) {
        return new StudentPage.CardShown(
                card.number(),
                card.name().inFull(),
                card.carrier(),
                card.kind().label(),
                card.state().label(),
                valid,
                card.issuedOn(),
                card.handedOverTo(),
                card.validUntil(),
                cards.confirmations(card.number()).stream()
                        .map(one -> Texts.of(
                                "office.student.confirmed",
                                one.schoolYear().toString(),
                                one.mark().label(),
                                one.on()))
                        .toList(),
                fate(card));
    }

    private static List<String> fate(StudentCard card) {
        List<String> lines = new ArrayList<>();
        if (card.replaces() != null) {
            lines.add(Texts.of("office.student.card.replaces", card.replaces()));
        }
        if (card.annulledOn() != null) {
            lines.add(Texts.of("office.student.card.annulled", card.annulledOn(), card.note()));
        } else if (card.note() != null) {
            lines.add(card.note());
        }
        if (card.endedOn() != null) {
            lines.add(Texts.of("office.student.card.ended", card.endedOn(), card.endReason()));
        }
        if (card.returned() != null) {
            lines.add(Texts.of(
                    "office.student.card.returned",
                    card.returned().on(),
                    card.returned().by()));
        }
        return lines;
    }

    private StudentPage.MobileShown shown(MobileCard mobile) {
        boolean live =
                switch (mobile.state()) {
                    case REGISTERED, CODE_GIVEN, ACTIVE -> true;
                    case APPLIED, DROPPED, LAPSED, REVOKED -> false;
                };
        return new StudentPage.MobileShown(
                mobile.label(),
                live,
                mobile.cardNumber(),
                mobile.caseNumber(),
                mobile.registeredOn(),
                mobile.codeHandedOn(),
                mobile.activatedOn(),
                mobile.validUntil(),
                mobile.endedOn() == null ? day(mobile.lapsedAt()) : mobile.endedOn(),
                MobileRegisterEndpoint.endReason(mobile));
    }

    private List<StudentPage.ObjectionShown> objections(long studentId) {
        Optional<Long> standing = objections.standing(studentId).map(Objection::id);
        return objections.history(studentId).stream()
                .map(objection -> new StudentPage.ObjectionShown(
                        standing.filter(id -> id == objection.id()).isPresent(),
                        objection.raisedBy(),
                        objection.raisedOn(),
                        objection.form().label(),
                        objection.takenBack() == null
                                ? null
                                : objection.takenBack().by(),
                        objection.takenBack() == null
                                ? null
                                : objection.takenBack().on()))
                .toList();
    }

    private StudentPage.PhotoShown shown(StoredPhoto photo) {
        return new StudentPage.PhotoShown(
                photo.id(),
                day(photo.receivedAt()),
                verdict(photo.status()),
                photo.status() == PhotoStatus.ACCEPTED,
                day(photo.decidedAt()),
                photos.whyRefused(photo),
                deletion(photo),
                !photo.erased() && photos.pictured(photo.id()));
    }

    private static String verdict(PhotoStatus status) {
        return Texts.of(
                switch (status) {
                    case RECEIVED -> "office.student.photo.received";
                    case REFUSED_BY_MACHINE -> "office.student.photo.refusedByMachine";
                    case ACCEPTED -> "office.student.photo.accepted";
                    case REFUSED_BY_CLERK -> "office.student.photo.refusedByClerk";
                });
    }

    private String deletion(StoredPhoto photo) {
        return photo.erased()
                ? Texts.of("office.student.photo.erased", day(photo.erasedAt()))
                : photos.lastDay(photo)
                        .map(day -> Texts.of("office.student.photo.keptUntil", day))
                        .orElseGet(() -> Texts.of("office.student.photo.keptForCard"));
    }

    private List<StudentPage.CaseShown> cases(List<CaseFile> files) {
        Map<String, CaseStages.Stage> stageOf = stages.of(files);
        return files.stream()
                .sorted(Comparator.comparing(file -> !file.open()))
                .map(file -> new StudentPage.CaseShown(
                        file.number(),
                        file.procedure().label(),
                        file.reason() == null ? null : file.reason().label(),
                        file.receivedOn(),
                        file.deadline(),
                        file.open() ? stages.described(file, stageOf.get(file.number())) : null,
                        file.open() ? null : file.outcome().label(),
                        day(file.closedAt())))
                .toList();
    }

    private Optional<StudentPage.CertificateShown> certificate(CaseFile file) {
        return certificates
                .ofCase(file.number())
                .map(duplicate -> new StudentPage.CertificateShown(
                        duplicate.number(),
                        file.number(),
                        duplicate.what().certificate(),
                        duplicate.what().schoolYear().toString(),
                        duplicate.what().schoolClass(),
                        duplicate.state().label()));
    }

    private Stream<StudentPage.PaymentShown> payments(CaseFile file) {
        return payments.ofCase(file.number()).stream().flatMap(payment -> payment.parts().stream()
                .filter(part -> part.caseNumber().equals(file.number()))
                .map(part -> new StudentPage.PaymentShown(
                        payment.paidOn(),
                        Money.written(part.amount()),
                        payment.payer(),
                        payment.source().label(),
                        file.number())));
    }

    private StudentPage.ProofShown shown(PaymentProof proof) {
        return new StudentPage.ProofShown(
                proof.id(),
                day(proof.receivedAt()),
                proof.receivedBy(),
                proof.kind().name(),
                proof.caseNumber(),
                deletion(proof),
                proof.present());
    }

    private String deletion(PaymentProof proof) {
        return proof.present()
                ? proofs.lastDay(proof)
                        .map(day -> Texts.of("office.student.proof.keptUntil", day))
                        .orElseGet(() -> Texts.of("office.student.proof.kept"))
                : Texts.of("office.student.proof.removed", day(proof.removedAt()));
    }

    private StudentPage.MailShown shown(OutgoingMail mail) {
        return new StudentPage.MailShown(
                time(mail.createdAt()),
                mail.subject(),
                mail.recipient(),
                mail.sentAt()
                        .map(at -> Texts.of("office.student.mail.sent", day(at)))
                        .or(() -> mail.failure().map(why -> Texts.of("office.student.mail.failed", why)))
                        .orElseGet(() -> Texts.of("office.student.mail.waiting")),
                mail.failure().isPresent(),
                mail.caseNumber());
    }

    private Stream<StudentPage.Step> steps(CaseFile file) {
        // Reversed here, so that of two steps in the same instant the later stands first after the sort, which is
        // stable.
        List<StudentPage.Step> steps = new ArrayList<>(cases.trail(file.number()).stream()
                .map(entry -> new StudentPage.Step(time(entry.at()), file.number(), entry.who(), entry.what()))
                .toList());
        Collections.reverse(steps);
        return steps.stream();
    }

    private LocalDate day(Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, clock.getZone());
    }

    private LocalDateTime time(Instant at) {
        return LocalDateTime.ofInstant(at, clock.getZone());
    }
}
