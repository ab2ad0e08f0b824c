package pl.legitymacje.process.card;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Applicant;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.FirstCard;
import pl.legitymacje.casefile.NewCase;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Deadline;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The service tasks of {@code card-issue} (domain §6, S3 II). */
@Configuration(proxyBeanMethods = false)
class CardIssueSteps {

    private final SchoolProfile school;
    private final Students students;
    private final FirstCard firstCard;
    private final Cases cases;
    private final CardRegister cards;
    private final Photos photos;
    private final OfficeTime time;
    private final Actor actor;

    CardIssueSteps(
            SchoolProfile school,
            Students students,
            FirstCard firstCard,
            Cases cases,
            CardRegister cards,
            Photos photos,
            OfficeTime time,
            Actor actor) {
        this.school = school;
        this.students = students;
        this.firstCard = firstCard;
        this.cases = cases;
        this.cards = cards;
        this.photos = photos;
        this.time = time;
        this.actor = actor;
    }

    @Bean
    JavaDelegate registerCardIssue() {
        return execution -> {
            long studentId = STUDENT_ID.get(execution);
            // Two clerks at once: the second waits here and then sees what the first has registered.
            students.lock(studentId);
            Student student = students.get(studentId);
            firstCard.refusal(student).ifPresent(refusal -> {
                throw refusal;
            });
            LocalDate receivedOn = time.notInFuture(RECEIVED_ON.get(execution));
            boolean complete = PHOTO_ID.find(execution).isPresent();
            LocalDate deadline =
                    complete ? Deadline.after(receivedOn, school.deadlines().cardIssueDays()) : null;
            CaseFile caseFile = cases.open(new NewCase(
                    Procedure.CARD_ISSUE,
                    studentId,
                    applicant(execution, student),
                    Choice.of(Channel.class, execution, CHANNEL),
                    receivedOn,
                    deadline,
                    actor.name()));
            execution.setProcessBusinessKey(caseFile.number());
            CASE_NUMBER.set(execution, caseFile.number());
            DUE_AT.set(execution, deadline == null ? null : time.endOf(deadline));
            LocalDate photoUntil =
                    Deadline.after(time.today(), school.deadlines().completionDays());
            PHOTO_UNTIL.set(execution, photoUntil);
            PHOTO_DUE_AT.set(execution, time.morningAfter(photoUntil));
            PHOTO_ID.set(execution, PHOTO_ID.find(execution).orElse(null));
        };
    }

    @Bean
    JavaDelegate assignCardNumber() {
        return execution -> {
            PRINTING.set(execution, school.printing().name());
            // An outcome left over from a spoiled blank must not decide about the next one.
            CARD_OUTCOME.set(execution, null);
            StudentCard card = cards.assign(STUDENT_ID.get(execution), CASE_NUMBER.get(execution));
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

    /** When it is entered: found out only when the card has come, a wrong date could not be corrected any more. */
    @Bean
    TaskListener checkOrder() {
        return task -> time.notInFuture(ORDERED_ON.get(task));
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
            cards.ready(CARD_NUMBER.get(execution), orderedOn, readyOn);
            LocalDate collectUntil = time.today().plusDays(school.deadlines().collectReminderDays());
            COLLECT_REMINDER_AT.set(execution, time.morningAfter(collectUntil));
        };
    }

    @Bean
    JavaDelegate registerHandOver() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            LocalDate on = time.notInFuture(HANDED_OVER_ON.get(execution));
            StudentCard card = cards.get(CARD_NUMBER.get(execution));
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
            StudentCard issued = cards.issue(card.number(), handOver);
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
            cases.close(caseNumber, Outcome.CARD_ISSUED, actor.name());
        };
    }

    @Bean
    JavaDelegate closeUnexamined() {
        return execution -> cases.close(CASE_NUMBER.get(execution), Outcome.UNEXAMINED, actor.name());
    }

    @Bean
    JavaDelegate closeWithdrawn() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            cases.note(
                    caseNumber,
                    actor.name(),
                    "process.trail.withdrawn",
                    WITHDRAWN_BY.get(execution),
                    WITHDRAWN_ON.get(execution),
                    WITHDRAWAL_REASON.find(execution).orElse("–"));
            cards.ofCase(caseNumber)
                    .filter(card -> card.state() == CardState.ASSIGNED)
                    .ifPresent(card -> annul(execution, card.number(), Texts.of("process.annulled.withdrawn")));
            cases.close(caseNumber, Outcome.WITHDRAWN, actor.name());
        };
    }

    private void annul(DelegateExecution execution, String cardNumber, String reason) {
        cards.annul(cardNumber, reason);
        cases.note(CASE_NUMBER.get(execution), actor.name(), "process.trail.numberAnnulled", cardNumber, reason);
    }

    /** The applicant as the form has them; without one, the student's first guardian who can be reached by e-mail. */
    private static Applicant applicant(DelegateExecution execution, Student student) {
        return APPLICANT_NAME
                .find(execution)
                .map(name -> new Applicant(
                        name,
                        APPLICANT_EMAIL.find(execution).orElse(null),
                        APPLICANT_PHONE.find(execution).orElse(null)))
                .or(() -> firstGuardian(student))
                .orElseThrow(() -> new Refused("process.applicant.missing"));
    }

    static java.util.Optional<Applicant> firstGuardian(Student student) {
        return student.guardians().stream()
                .sorted(java.util.Comparator.comparing(guardian -> guardian.email() == null))
                .findFirst()
                .map(guardian -> new Applicant(guardian.name(), guardian.email(), guardian.phone()));
    }
}
