package pl.legitymacje.process.certificate;

import static java.util.stream.Collectors.toSet;
import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.CertificateApplications;
import pl.legitymacje.casefile.CollectionMethod;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Records;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Registration;
import pl.legitymacje.process.SchoolsClock;
import pl.legitymacje.process.Var;
import pl.legitymacje.register.CertificateDuplicate;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.register.NewCertificateDuplicate;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.Signatures;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.FormerData;
import pl.legitymacje.student.PersonName;
import pl.legitymacje.student.PersonalData;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The service tasks of {@code certificate-duplicate} (S3 IX). */
@Configuration(proxyBeanMethods = false)
class CertificateSteps {

    private enum AppliesAs {
        GRADUATE,
        GUARDIAN
    }

    private enum Delivery {
        DELIVERED,
        RETURNED
    }

    private final SchoolProfile school;
    private final Students students;
    private final Registration registration;
    private final CertificateApplications applications;
    private final CertificateDuplicates duplicates;
    private final Payments payments;
    private final Cases cases;
    private final OfficeTime time;
    private final Actor actor;

    CertificateSteps(
            SchoolProfile school,
            Students students,
            Registration registration,
            CertificateApplications applications,
            CertificateDuplicates duplicates,
            Payments payments,
            Cases cases,
            OfficeTime time,
            Actor actor) {
        this.school = school;
        this.students = students;
        this.registration = registration;
        this.applications = applications;
        this.duplicates = duplicates;
        this.payments = payments;
        this.cases = cases;
        this.time = time;
        this.actor = actor;
    }

    @Bean
    JavaDelegate registerCertificateCase() {
        return execution -> {
            CertificateApplication application = application(execution);
            Long studentId = STUDENT_ID.find(execution).orElse(null);
            if (studentId != null) {
                checkIsOnRecord(students.get(studentId), application);
            }
            registration.register(execution, application, applicant(execution, application), studentId);
            applications.add(CASE_NUMBER.get(execution), application);
            STUDENT_ID.set(execution, studentId);
            Var.forget(
                    execution,
                    FIRST_NAME,
                    SURNAME,
                    BIRTH_DATE,
                    NAME_THEN,
                    CERTIFICATE,
                    CERTIFICATE_YEAR,
                    CERTIFICATE_CLASS,
                    DELIVERY_ADDRESS);
        };
    }

    private CertificateApplication application(DelegateExecution execution) {
        String firstName = FIRST_NAME.get(execution);
        String surname = SURNAME.get(execution);
        LocalDate birthDate = time.notInFuture(BIRTH_DATE.get(execution));
        SchoolYear year = SchoolYear.parse(CERTIFICATE_YEAR.get(execution), time.today());
        if (!birthDate.isBefore(year.firstDay())) {
            throw new Refused("process.certificate.bornLater", year);
        }
        CollectionMethod collection = Choice.of(CollectionMethod.class, execution, COLLECTION);
        return new CertificateApplication(
                firstName,
                surname,
                birthDate,
                NAME_THEN.find(execution).orElse(firstName + " " + surname),
                CERTIFICATE.get(execution),
                year,
                CERTIFICATE_CLASS.get(execution),
                collection,
                CertificateApplications.addressed(
                        collection, DELIVERY_ADDRESS.find(execution).orElse(null)));
    }

    /** Whoever is chosen from the list bears a name on record, or bore it then and has changed it since (S3 IX.1). */
    private void checkIsOnRecord(Student student, CertificateApplication application) {
        Set<String> onRecord = Stream.concat(
                        Stream.of(student.data()),
                        students.formerData(student.id()).stream().map(FormerData::data))
                .map(PersonalData::name)
                .flatMap(name -> Stream.of(name.inShort(), name.inFull()))
                .map(PersonName::folded)
                .collect(toSet());
        if (!student.birthDate().equals(application.birthDate())
                || Stream.of(application.nameNow(), application.nameThen())
                        .map(PersonName::folded)
                        .noneMatch(onRecord::contains)) {
            throw new Refused("process.certificate.somebodyElse");
        }
    }

    /** Who is of age applies alone; for a minor a guardian does (S3 IX.1). The applicant's name. */
    private static String applicant(DelegateExecution execution, CertificateApplication application) {
        boolean ofAge = application.ofAge(RECEIVED_ON.get(execution));
        AppliesAs as = Choice.of(AppliesAs.class, execution, APPLICANT_AS);
        if (ofAge != (as == AppliesAs.GRADUATE)) {
            throw new Refused(ofAge ? "process.certificate.ofAge" : "process.certificate.minor");
        }
        return ofAge
                ? application.nameNow()
                : APPLICANT_NAME.find(execution).orElseThrow(() -> new Refused("process.applicant.missing"));
    }

    @Bean
    JavaDelegate recordRecords() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            Records records = Choice.of(Records.class, execution, RECORDS);
            CertificateApplications.Found found = new CertificateApplications.Found(
                    records,
                    RECORDS_NOTE.find(execution).orElse(null),
                    FORMER_SCHOOL.find(execution).orElse(null));
            applications.found(caseNumber, found);
            cases.note(
                    caseNumber,
                    actor.name(),
                    "process.trail.records",
                    records.label(),
                    found.note() == null ? "–" : found.note());
            Var.forget(execution, RECORDS_NOTE, FORMER_SCHOOL);
        };
    }

    @Bean
    JavaDelegate assignCertificateNumber() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            CertificateApplication application = applications.of(caseNumber).orElseThrow();
            String number = duplicates
                    .enter(new NewCertificateDuplicate(
                            caseNumber,
                            application.nameThen(),
                            application.nameNow(),
                            application.certificate(),
                            application.schoolYear(),
                            application.schoolClass()))
                    .number();
            CERTIFICATE_NUMBER.set(execution, number);
            cases.note(caseNumber, actor.name(), "process.trail.certificateNumber", number);
        };
    }

    @Bean
    JavaDelegate registerCertificatePrepared() {
        return execution -> duplicates.prepare(
                CERTIFICATE_NUMBER.get(execution),
                time.notInFuture(PREPARED_ON.get(execution)),
                SIGNATURES_ILLEGIBLE.find(execution).orElse(false)
                        ? Signatures.ILLEGIBLE
                        : Signatures.of(SIGNED_BY.find(execution).orElse(null)));
    }

    /** In the principal's own transaction: the register says who approved. */
    @Bean
    JavaDelegate registerCertificateApproved() {
        return execution -> {
            duplicates.approve(CERTIFICATE_NUMBER.get(execution), time.today(), actor.name());
            waitForCollection(execution);
        };
    }

    /** From now on it is not the school that is waited for, unless the duplicate has still to be posted. */
    private void waitForCollection(DelegateExecution execution) {
        LocalDate collectUntil = time.today().plusDays(school.deadlines().collectReminderDays());
        COLLECT_REMINDER_AT.set(execution, time.morningAfter(collectUntil));
        if (Choice.of(CollectionMethod.class, execution, COLLECTION) != CollectionMethod.POST) {
            SchoolsClock.stop(execution, cases);
        }
    }

    @Bean
    JavaDelegate registerCertificateHandOver() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            LocalDate on = time.notInFuture(HANDED_OVER_ON.get(execution));
            Receiver as = Choice.of(Receiver.class, execution, HANDED_OVER_AS);
            if (as == Receiver.GUARDIAN
                    && applications.of(caseNumber).orElseThrow().ofAge(on)) {
                throw new Refused("process.certificate.guardianOfAge");
            }
            if (!RECEIPT_SIGNED.get(execution)) {
                throw new Refused("process.handOver.noReceipt");
            }
            CertificateDuplicate handedOver = duplicates.handOver(
                    CERTIFICATE_NUMBER.get(execution),
                    new HandOver(on, HANDED_OVER_TO.get(execution), as, actor.name()),
                    AUTHORISATION.find(execution).orElse(null));
            cases.note(
                    caseNumber,
                    actor.name(),
                    "process.trail.certificateHandedOver",
                    handedOver.number(),
                    handedOver.handOver().to(),
                    as.label());
            close(caseNumber, Outcome.CERTIFICATE_DUPLICATED);
        };
    }

    @Bean
    JavaDelegate registerCertificateSent() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            CertificateDuplicate.Letter letter = duplicates
                    .send(
                            CERTIFICATE_NUMBER.get(execution),
                            LETTER_NUMBER.get(execution),
                            time.notInFuture(SENT_ON.get(execution)),
                            actor.name())
                    .letter();
            SchoolsClock.stop(execution, cases);
            cases.note(caseNumber, actor.name(), "process.trail.certificateSent", letter.number(), letter.sentOn());
        };
    }

    @Bean
    JavaDelegate registerCertificateDelivery() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            String number = CERTIFICATE_NUMBER.get(execution);
            switch (Choice.of(Delivery.class, execution, DELIVERY)) {
                case DELIVERED -> {
                    LocalDate on = duplicates
                            .received(number, time.notInFuture(DELIVERED_ON.get(execution)))
                            .letter()
                            .receivedOn();
                    cases.note(caseNumber, actor.name(), "process.trail.certificateDelivered", on);
                    close(caseNumber, Outcome.CERTIFICATE_DUPLICATED);
                }
                case RETURNED -> {
                    LocalDate on = time.notInFuture(DELIVERED_ON.get(execution));
                    String why = RETURN_REASON.get(execution);
                    duplicates.cameBack(number, on, why);
                    cases.note(caseNumber, actor.name(), "process.trail.certificateCameBack", on, why);
                    applications.collect(
                            caseNumber,
                            Choice.of(CollectionMethod.class, execution, COLLECTION),
                            DELIVERY_ADDRESS.find(execution).orElse(null));
                    waitForCollection(execution);
                    Var.forget(execution, DELIVERY_ADDRESS);
                }
            }
        };
    }

    @Bean
    JavaDelegate closeImpossible() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            CertificateApplications.Found found = applications.found(caseNumber).orElseThrow();
            cases.note(
                    caseNumber,
                    actor.name(),
                    "process.trail.statement",
                    time.notInFuture(STATEMENT_ON.get(execution)),
                    found.records().label());
            MONEY_BACK.set(
                    execution,
                    Money.ifAny(payments.cancel(caseNumber, found.records().label(), actor.name())));
            cases.close(
                    caseNumber,
                    found.records() == Records.SCHOOL_LIQUIDATED
                            ? Outcome.CERTIFICATE_ELSEWHERE
                            : Outcome.CERTIFICATE_NOT_POSSIBLE,
                    actor.name());
        };
    }

    private void close(String caseNumber, Outcome outcome) {
        payments.close(caseNumber, actor.name());
        cases.close(caseNumber, outcome, actor.name());
    }
}
