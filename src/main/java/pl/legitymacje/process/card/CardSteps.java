package pl.legitymacje.process.card;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.CardEligibility;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.MobileRevocation;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Registration;
import pl.legitymacje.process.Reissue;
import pl.legitymacje.process.SchoolsClock;
import pl.legitymacje.process.Var;
import pl.legitymacje.register.CardKind;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardReturn;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.PersonalData;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The service tasks of the procedures about the student card: issue, exchange, duplicate, return (S3 II–IV). */
@Configuration(proxyBeanMethods = false)
class CardSteps {

    private static final Map<Procedure, CardKind> KINDS = Map.of(
            Procedure.CARD_ISSUE, CardKind.FIRST,
            Procedure.CARD_EXCHANGE, CardKind.EXCHANGE,
            Procedure.CARD_DUPLICATE, CardKind.DUPLICATE);

    private static final Map<CardKind, Outcome> OUTCOMES = Map.of(
            CardKind.FIRST, Outcome.CARD_ISSUED,
            CardKind.EXCHANGE, Outcome.CARD_EXCHANGED,
            CardKind.DUPLICATE, Outcome.CARD_DUPLICATED);

    /** What a card is made of (S3 I). */
    private enum Carrier {
        PAPER,
        PLASTIC
    }

    private final SchoolProfile school;
    private final Students students;
    private final CardEligibility eligibility;
    private final Registration registration;
    private final Payments payments;
    private final Cases cases;
    private final CardRegister cards;
    private final Photos photos;
    private final MobileRevocation revocation;
    private final Reissue reissue;
    private final OfficeTime time;
    private final Actor actor;

    CardSteps(
            SchoolProfile school,
            Students students,
            CardEligibility eligibility,
            Registration registration,
            Payments payments,
            Cases cases,
            CardRegister cards,
            Photos photos,
            MobileRevocation revocation,
            Reissue reissue,
            OfficeTime time,
            Actor actor) {
        this.school = school;
        this.students = students;
        this.eligibility = eligibility;
        this.registration = registration;
        this.payments = payments;
        this.cases = cases;
        this.cards = cards;
        this.photos = photos;
        this.revocation = revocation;
        this.reissue = reissue;
        this.time = time;
        this.actor = actor;
    }

    @Bean
    JavaDelegate registerCardCase() {
        return execution -> {
            Procedure procedure =
                    Procedure.ofProcess(execution.getProcessDefinitionId().replaceFirst(":.*", ""));
            long studentId = STUDENT_ID.get(execution);
            // Two clerks at once: the second waits here and then sees what the first has registered.
            Student student = students.lock(studentId);
            eligibility.refusal(student, procedure).ifPresent(refusal -> {
                throw refusal;
            });
            CardKind kind = KINDS.get(procedure);
            CARD_KIND.set(execution, kind.name());
            REPLACED_CARD.set(
                    execution,
                    kind == CardKind.FIRST ? null : cards.replaceable(studentId).number());
            registration.register(execution, procedure, student);
        };
    }

    /** The office has compared the data with the document, before a number is taken and anything is printed (S3 III). */
    @Bean
    JavaDelegate updateStudentData() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            PersonalData data = PersonalData.entered(
                    FIRST_NAME.find(execution).orElse(null),
                    SECOND_NAME.find(execution).orElse(null),
                    SURNAME.find(execution).orElse(null),
                    BIRTH_DATE.find(execution).orElse(null),
                    PESEL.find(execution).orElse(null),
                    time.today());
            Var.forget(execution, FIRST_NAME, SECOND_NAME, SURNAME, BIRTH_DATE, PESEL);
            List<String> changed = students.change(
                    STUDENT_ID.get(execution), data, DATA_VERSION.get(execution), caseNumber, actor.name());
            if (!changed.isEmpty()) {
                cases.note(caseNumber, actor.name(), "process.trail.dataChanged", String.join("; ", changed));
                return;
            }
            if (cases.get(caseNumber).reason() == CaseReason.DATA_CHANGE
                    && !DATA_CURRENT.find(execution).orElse(false)) {
                throw new Refused("process.data.unchanged");
            }
            cases.note(caseNumber, actor.name(), "process.trail.dataConfirmed");
        };
    }

    @Bean
    JavaDelegate assignCardNumber() {
        return execution -> {
            PRINTING.set(execution, school.printing().name());
            // An outcome left over from a spoiled blank must not decide about the next one.
            CARD_OUTCOME.set(execution, null);
            StudentCard card = cards.assign(
                    STUDENT_ID.get(execution),
                    CASE_NUMBER.get(execution),
                    Choice.of(CardKind.class, execution, CARD_KIND),
                    REPLACED_CARD.find(execution).orElse(null));
            CARD_NUMBER.set(execution, card.number());
            cases.note(card.caseNumber(), actor.name(), "process.trail.numberAssigned", card.number());
        };
    }

    @Bean
    JavaDelegate annulCardNumber() {
        return execution -> {
            if (!CARD_OUTCOME.get(execution).equals("SPOILED")) {
                throw new Refused("process.variable.wrong", CARD_OUTCOME.name());
            }
            annul(execution, CARD_NUMBER.get(execution), SPOILED_REASON.get(execution));
            SPOILED_REASON.set(execution, null);
        };
    }

    /** When it is entered: found out only when the card has come, neither a wrong date nor a wrong name could be corrected. */
    @Bean
    TaskListener checkOrder() {
        return task -> {
            time.notInFuture(ORDERED_ON.get(task));
            cards.made(CARD_NUMBER.get(task));
        };
    }

    @Bean
    JavaDelegate registerCardReady() {
        return execution -> {
            LocalDate orderedOn =
                    ORDERED_ON.find(execution).map(time::notInFuture).orElse(null);
            LocalDate readyOn =
                    RECEIVED_CARD_ON.find(execution).map(time::notInFuture).orElseGet(time::today);
            if (orderedOn != null && readyOn.isBefore(orderedOn)) {
                throw new Refused("process.card.readyBeforeOrder");
            }
            if (orderedOn == null) {
                cards.made(CARD_NUMBER.get(execution));
            }
            cards.ready(CARD_NUMBER.get(execution), orderedOn, readyOn);
            LocalDate collectUntil = time.today().plusDays(school.deadlines().collectReminderDays());
            COLLECT_REMINDER_AT.set(execution, time.morningAfter(collectUntil));
            // From now on it is not the school that is waited for.
            SchoolsClock.stop(execution, cases);
        };
    }

    @Bean
    JavaDelegate registerHandOver() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            LocalDate on = time.notInFuture(HANDED_OVER_ON.get(execution));
            StudentCard card = cards.get(CARD_NUMBER.get(execution));
            // The student before the card, as wherever both are locked: the mobile card's end follows in this
            // transaction.
            students.lock(card.studentId());
            if (card.readyOn() != null && on.isBefore(card.readyOn())) {
                throw new Refused("process.handOver.beforeReady", card.readyOn());
            }
            if (!RECEIPT_SIGNED.get(execution)) {
                throw new Refused("process.handOver.noReceipt");
            }
            HandOver handOver = new HandOver(
                    on,
                    HANDED_OVER_TO.get(execution),
                    Choice.of(Receiver.class, execution, HANDED_OVER_AS),
                    actor.name());
            StudentCard issued = cards.issue(
                    card.number(), handOver, OLD_CARD_RETURNED.find(execution).orElse(false));
            photos.keepUntil(
                    PHOTO_ID.get(execution), on.plusDays(school.retention().photoDays()));
            cases.note(
                    caseNumber,
                    actor.name(),
                    "process.trail.handedOver",
                    issued.number(),
                    handOver.to(),
                    handOver.as().label(),
                    issued.validUntil());
            CardKind kind = Choice.of(CardKind.class, execution, CARD_KIND);
            REISSUE_OFFERED.set(
                    execution,
                    REISSUE_OFFERED.find(execution).orElse(false) && reissue.askedAtHandOver(cases.get(caseNumber)));
            if (kind != CardKind.FIRST) {
                revocation.exOfficio(
                        issued.studentId(),
                        kind == CardKind.EXCHANGE ? RevocationReason.CARD_EXCHANGED : RevocationReason.CARD_DUPLICATED);
            }
            payments.close(caseNumber, actor.name());
            cases.close(caseNumber, OUTCOMES.get(kind), actor.name());
        };
    }

    @Bean
    JavaDelegate registerCardReturn() {
        return execution -> {
            CardReturn back = new CardReturn(
                    time.notInFuture(RETURNED_ON.get(execution)), RETURNED_BY.get(execution), actor.name(), null);
            String number = CARD_NUMBER.get(execution);
            long studentId = cards.get(number).studentId();
            boolean valid = cards.validOf(studentId)
                    .filter(card -> card.number().equals(number))
                    .isPresent();
            cases.openOf(studentId)
                    .filter(open -> valid && open.procedure() == Procedure.CARD_DUPLICATE)
                    .ifPresent(open -> {
                        throw new Refused("process.return.duplicatePending", number, open.number());
                    });
            StudentCard card = cards.giveBack(number, back);
            if (card.caseNumber() != null) { // a card from before this register belongs to no case
                cases.note(
                        card.caseNumber(),
                        actor.name(),
                        "process.trail.cardReturned",
                        card.number(),
                        back.on(),
                        back.by());
            }
        };
    }

    /** A card that was handed over before this register was kept (S3 I). */
    @Bean
    JavaDelegate registerOldCard() {
        return execution -> {
            Student student = students.lock(STUDENT_ID.get(execution));
            LocalDate issuedOn = ISSUED_ON.get(execution);
            if (!student.attends()) {
                throw new Refused("process.cardEntry.notAttending");
            }
            if (issuedOn.isBefore(student.birthDate())) {
                throw new Refused("process.cardEntry.beforeBirth", issuedOn);
            }
            cards.registerExisting(
                    student.id(),
                    CARD_NUMBER.get(execution),
                    issuedOn,
                    VALID_UNTIL.get(execution),
                    Choice.of(Carrier.class, execution, CARRIER) == Carrier.PAPER,
                    actor.name());
        };
    }

    private void annul(DelegateExecution execution, String cardNumber, String reason) {
        cards.annul(cardNumber, reason);
        cases.note(CASE_NUMBER.get(execution), actor.name(), "process.trail.numberAnnulled", cardNumber, reason);
    }
}
