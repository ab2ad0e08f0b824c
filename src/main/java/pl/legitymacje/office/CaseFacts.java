package pl.legitymacje.office;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.Applicant;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.CertificateApplications;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.casefile.Requirements.Needed;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.PaymentProof;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.office.PaymentProofsEndpoint.ProofShown;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** What cases are about and what of them was verified, in as many queries for a hundred of them as for one. */
@Component
class CaseFacts {

    /**
     * What an application needs.
     *
     * @param by who verified it, or took it in where there is nothing to verify; null while nobody has
     * @param on when
     * @param received whether that is the day it came, by whoever took it in: nobody notes another for papers
     * @param detail how much was paid; else null
     */
    record RequirementShown(
            String item,
            String label,
            String state,
            String stateLabel,
            String by,
            LocalDate on,
            boolean received,
            String detail) {}

    /**
     * @param person whom it is about; empty if nobody knows
     * @param personDetail the class, or the date of birth of somebody who is not on the roster
     * @param subject which certificate; else null
     * @param picture what there is of the photo to look at in small: {@code portrait}; {@code preview} where the machine
     *     refused it; null where there is neither
     * @param proofs of payment, removed ones too
     */
    record Facts(
            String number,
            String procedure,
            String procedureName,
            String person,
            String personDetail,
            String subject,
            Applicant applicant,
            String channel,
            LocalDate receivedOn,
            LocalDate deadline,
            String photoId,
            String picture,
            String reason,
            String reasonNote,
            List<RequirementShown> requirements,
            List<ProofShown> proofs) {}

    private final Students students;
    private final CertificateApplications applications;
    private final Requirements requirements;
    private final Photos photos;
    private final Payments payments;
    private final PaymentProofs proofs;
    private final Clock clock;

    CaseFacts(
            Students students,
            CertificateApplications applications,
            Requirements requirements,
            Photos photos,
            Payments payments,
            PaymentProofs proofs,
            Clock clock) {
        this.students = students;
        this.applications = applications;
        this.requirements = requirements;
        this.photos = photos;
        this.payments = payments;
        this.proofs = proofs;
        this.clock = clock;
    }

    /** The facts of one case. */
    Facts of(CaseFile file) {
        return of(List.of(file)).get(file.number());
    }

    /** The facts of each case, by its number. */
    Map<String, Facts> of(Collection<CaseFile> files) {
        List<String> numbers = files.stream().map(CaseFile::number).toList();
        Map<Long, Student> pupils = students.byId(
                files.stream().map(CaseFile::studentId).filter(Objects::nonNull).toList());
        Map<String, CertificateApplication> asked = applications.of(numbers);
        Map<String, List<Needed>> needed = requirements.of(numbers);
        Map<String, StoredPhoto> pictures =
                photos
                        .byId(files.stream()
                                .map(CaseFile::photoId)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(StoredPhoto::id, Function.identity()));
        List<Payment> paid = payments.ofCases(numbers);
        Map<String, List<ProofShown>> handedIn = proofs.ofCases(numbers).stream()
                .collect(Collectors.groupingBy(
                        PaymentProof::caseNumber,
                        Collectors.mapping(proof -> ProofShown.of(proof, clock), Collectors.toList())));
        return files.stream().collect(Collectors.toMap(CaseFile::number, file -> {
            Student pupil = file.studentId() == null ? null : pupils.get(file.studentId());
            StoredPhoto picture = file.photoId() == null ? null : pictures.get(file.photoId());
            List<RequirementShown> verified = needed.getOrDefault(file.number(), List.of()).stream()
                    .map(item -> shown(file.number(), item, picture, paid))
                    .toList();
            return facts(
                    file,
                    pupil,
                    asked.get(file.number()),
                    kindOf(picture),
                    verified,
                    handedIn.getOrDefault(file.number(), List.of()));
        }));
    }

    private String kindOf(StoredPhoto photo) {
        if (photo == null || photo.erased()) {
            return null;
        }
        return photo.passed() ? "portrait" : photos.pictured(photo.id()) ? "preview" : null;
    }

    private static Facts facts(
            CaseFile file,
            Student pupil,
            CertificateApplication asked,
            String picture,
            List<RequirementShown> verified,
            List<ProofShown> handedIn) {
        return new Facts(
                file.number(),
                file.procedure().processId(),
                file.procedure().label(),
                asked != null ? asked.nameNow() : pupil != null ? pupil.fullName() : "",
                asked != null
                        ? Texts.of("office.person.born", asked.birthDate())
                        : pupil != null ? Texts.of("office.person.class", pupil.schoolClass()) : "",
                asked == null
                        ? null
                        : Texts.of(
                                "office.case.certificate",
                                asked.certificate(),
                                asked.schoolYear(),
                                asked.schoolClass(),
                                asked.nameThen()),
                file.applicant(),
                file.channel().label(),
                file.receivedOn(),
                file.deadline(),
                file.photoId(),
                picture,
                file.reason() == null ? null : file.reason().label(),
                file.reasonNote(),
                verified,
                handedIn);
    }

    private RequirementShown shown(String number, Needed needed, StoredPhoto picture, List<Payment> paid) {
        boolean verified = needed.state() == RequirementState.ACCEPTED || needed.state() == RequirementState.REFUSED;
        String by = verified ? needed.by() : null;
        LocalDate on = verified ? needed.on() : null;
        boolean received = on != null;
        String detail = null;
        if (needed.item() == Requirement.PHOTO && picture != null && picture.decidedAt() != null) {
            by = picture.decidedBy();
            on = LocalDate.ofInstant(picture.decidedAt(), clock.getZone());
            received = false;
        }
        if (needed.item() == Requirement.PAYMENT) {
            List<Payment> here = paid.stream()
                    .filter(payment -> part(payment, number).signum() > 0)
                    .toList();
            if (!here.isEmpty()) {
                Payment last = here.get(here.size() - 1);
                by = last.recordedBy();
                on = LocalDate.ofInstant(last.recordedAt(), clock.getZone());
                received = false;
                detail = Money.written(
                        here.stream().map(payment -> part(payment, number)).reduce(Money.ZERO, BigDecimal::add));
            }
        }
        return new RequirementShown(
                needed.item().name(),
                needed.item().label(),
                needed.state().name(),
                needed.state().label(),
                by,
                on,
                received,
                detail);
    }

    private static BigDecimal part(Payment payment, String number) {
        return payment.parts().stream()
                .filter(part -> part.caseNumber().equals(number))
                .map(Payment.Part::amount)
                .reduce(Money.ZERO, BigDecimal::add);
    }
}
