package pl.legitymacje.process.mobile;

import static pl.legitymacje.process.Vars.*;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import pl.legitymacje.casefile.CardEligibility;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.MobileRevocation;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Registration;
import pl.legitymacje.process.Reissue;
import pl.legitymacje.process.SchoolsClock;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.ReissueReason;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.Deadline;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.ObjectionForm;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The service tasks of the procedures about mobile cards: issue, revocation, objection (S3 V–VIII, S1). */
@Configuration(proxyBeanMethods = false)
class MobileSteps {

    /** How long somebody may ask for a new code in the same case, in days after the last one lapsed. */
    private static final int CODE_WAIT_DAYS = 30;

    private static final long URGENT = 90;
    private static final long ORDINARY = 50;

    private enum Activation {
        ACTIVATED,
        NEW_CODE
    }

    private enum NewCode {
        GIVEN,
        GIVEN_UP
    }

    private enum Stand {
        RAISED,
        TAKEN_BACK
    }

    private final SchoolProfile school;
    private final Students students;
    private final Objections objections;
    private final CardEligibility eligibility;
    private final MobileCards mobileCards;
    private final MobileRevocation revocation;
    private final Reissue reissue;
    private final Registration registration;
    private final Photos photos;
    private final Cases cases;
    private final RuntimeService engine;
    private final OfficeTime time;
    private final Clock clock;
    private final Actor actor;

    MobileSteps(
            SchoolProfile school,
            Students students,
            Objections objections,
            CardEligibility eligibility,
            MobileCards mobileCards,
            MobileRevocation revocation,
            Reissue reissue,
            Registration registration,
            Photos photos,
            Cases cases,
            @Lazy RuntimeService engine,
            OfficeTime time,
            Clock clock,
            Actor actor) {
        this.school = school;
        this.students = students;
        this.objections = objections;
        this.eligibility = eligibility;
        this.mobileCards = mobileCards;
        this.revocation = revocation;
        this.reissue = reissue;
        this.registration = registration;
        this.photos = photos;
        this.cases = cases;
        this.engine = engine;
        this.time = time;
        this.clock = clock;
        this.actor = actor;
    }

    // -------------------------------------------------------------------------------------------------------- the
    // issue

    @Bean
    JavaDelegate registerMobileCase() {
        return execution -> {
            Student student = students.lock(STUDENT_ID.get(execution));
            refuse(student, Procedure.MOBILE_CARD_ISSUE);
            CaseReason reason = Choice.of(CaseReason.class, execution, REASON);
            // Accepted once, a photo serves the card and the mobile card (S0).
            if (PHOTO_ID.find(execution).isEmpty()) {
                photos.acceptedOf(student.id()).ifPresent(onFile -> PHOTO_ID.set(execution, onFile.id()));
            }
            registration.register(execution, Procedure.MOBILE_CARD_ISSUE, student);
            mobileCards.apply(
                    student.id(),
                    CASE_NUMBER.get(execution),
                    reason == CaseReason.FIRST_ISSUE ? null : ReissueReason.valueOf(reason.name()),
                    actor.name());
        };
    }

    private void refuse(Student student, Procedure procedure) {
        eligibility.refusal(student, procedure).ifPresent(refusal -> {
            throw refusal;
        });
    }

    @Bean
    JavaDelegate recordMobileRegistration() {
        return execution -> {
            MobileCard registered = mobileCards.register(
                    of(execution).id(), time.notInFuture(REGISTERED_ON.get(execution)), actor.name());
            cases.note(
                    registered.caseNumber(),
                    actor.name(),
                    "process.trail.mobile.registered",
                    registered.registeredOn(),
                    registered.validUntil());
            giveCode(execution, registered.id());
            // From now on it is not the school that is waited for.
            SchoolsClock.stop(execution, cases);
        };
    }

    private void giveCode(DelegateExecution execution, long id) {
        CodeChannel channel = Choice.of(CodeChannel.class, execution, CODE_CHANNEL);
        MobileCard card = mobileCards.giveCode(
                id,
                channel,
                ACTIVATION_CODE.find(execution).orElse(null),
                QR_CONTENT.find(execution).orElse(null),
                CODE_GENERATED_AT.find(execution).map(this::instant).orElseGet(clock::instant),
                CODE_VALID_UNTIL.find(execution).map(this::instant).orElse(null),
                actor.name());
        execution.removeVariable(ACTIVATION_CODE.name());
        execution.removeVariable(QR_CONTENT.name());
        // Whoever takes the code from ZPE can take the next one there as well, as long as the mobile card is valid.
        Instant code = card.codeValidUntil();
        Instant lapses = code == null || day(code).equals(card.validUntil())
                ? time.morningAfter(card.validUntil()).toInstant()
                : code;
        CODE_LAPSES_AT.set(execution, Date.from(lapses.plusMillis(1))); // a date knows no parts of it
        boolean never =
                code == null || code.minus(school.mobile().codeWarning()).isBefore(clock.instant());
        CODE_WARN_AT.set(
                execution,
                Date.from(
                        never
                                ? lapses.plus(Duration.ofDays(1))
                                : code.minus(school.mobile().codeWarning())));
        LocalDate wait = day(lapses).plusDays(CODE_WAIT_DAYS);
        CODE_WAIT_UNTIL.set(execution, time.morningAfter(wait.isBefore(card.validUntil()) ? wait : card.validUntil()));
        ACTIVATION.set(execution, null);
        cases.note(card.caseNumber(), actor.name(), "process.trail.mobile.code." + channel);
    }

    @Bean
    TaskListener noteCodeHandedOver() {
        return task -> cases.note(
                CASE_NUMBER.get(task),
                actor.name(),
                "process.trail.mobile.handedOver",
                HANDED_OVER_TO.get(task),
                mobileCards
                        .handOver(of(task).id(), time.notInFuture(HANDED_OVER_ON.get(task)))
                        .codeHandedOn());
    }

    @Bean
    JavaDelegate markCodeWarned() {
        return execution ->
                CODE_WARNED.set(execution, mobileCards.warn(of(execution).id()));
    }

    @Bean
    JavaDelegate lapseMobileCode() {
        return execution -> {
            MobileCard before = of(execution);
            if (mobileCards.lapseCode(before.id())) {
                cases.note(before.caseNumber(), Actor.PROGRAM, "process.trail.mobile.lapsed");
            }
            // It may have lapsed in the night, and the mobile card with it.
            MobileCard card = of(execution);
            CODE_RENEWABLE.set(execution, card.takesCode() && !card.validUntil().isBefore(time.today()));
        };
    }

    @Bean
    JavaDelegate registerMobileActivation() {
        return execution -> {
            MobileCard active = mobileCards.activate(
                    of(execution).id(), time.notInFuture(ACTIVATED_ON.get(execution)), actor.name());
            PHOTO_ID.find(execution)
                    .ifPresent(photo -> photos.keepUntil(
                            photo,
                            active.activatedOn().plusDays(school.retention().photoDays())));
            cases.note(active.caseNumber(), actor.name(), "process.trail.mobile.activated", active.activatedOn());
            cases.close(active.caseNumber(), Outcome.MOBILE_CARD_ACTIVE, actor.name());
        };
    }

    /** A choice that is none would be taken for the other one. */
    @Bean
    TaskListener checkActivation() {
        return task -> Choice.of(Activation.class, task, ACTIVATION);
    }

    @Bean
    JavaDelegate recordNewMobileCode() {
        return execution -> {
            if (Choice.of(NewCode.class, execution, NEW_CODE) == NewCode.GIVEN) {
                giveCode(execution, of(execution).id());
            }
        };
    }

    @Bean
    JavaDelegate closeMobileUnused() {
        return execution -> {
            letGo(of(execution));
            cases.close(CASE_NUMBER.get(execution), Outcome.MOBILE_CARD_UNUSED, actor.name());
        };
    }

    private void letGo(MobileCard card) {
        if (mobileCards.letGo(card.id())) {
            cases.note(card.caseNumber(), actor.name(), "process.trail.mobile.letGo");
        }
    }

    /** Nothing is left to be issued: a guardian objects, or it was revoked before it was active. */
    @Bean
    JavaDelegate closeMobileEnded() {
        return execution -> {
            MobileCard card = of(execution);
            boolean objected = objections.standing(card.studentId()).isPresent();
            Outcome outcome = objected ? Outcome.OBJECTED : Outcome.MOBILE_CARD_REVOKED;
            if (card.state() == MobileCardState.APPLIED) {
                mobileCards.drop(card.id(), outcome.label(), actor.name());
            }
            letGo(card);
            OBJECTED.set(execution, objected);
            cases.close(card.caseNumber(), outcome, actor.name());
        };
    }

    // --------------------------------------------------------------------------------------------------- the
    // revocation

    @Bean
    JavaDelegate registerRevocationCase() {
        return execution -> {
            Student student = students.lock(STUDENT_ID.get(execution));
            refuse(student, Procedure.MOBILE_CARD_REVOCATION);
            RevocationReason reason = Choice.of(RevocationReason.class, execution, REASON);
            registration.register(execution, Procedure.MOBILE_CARD_REVOCATION, student);
            String caseNumber = CASE_NUMBER.get(execution);
            LocalDate deadline = Deadline.after(
                    cases.get(caseNumber).receivedOn(),
                    DEADLINE_DAYS.get(execution).intValue());
            cases.deadline(caseNumber, deadline);
            DUE_AT.set(execution, time.endOf(deadline));
            URGENCY.set(execution, reason.urgent() ? URGENT : ORDINARY);
            cases.mobileCard(
                    caseNumber,
                    mobileCards.revocableOf(student.id()).orElseThrow().id());
        };
    }

    @Bean
    JavaDelegate recordMobileRevocation() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            CaseFile revocation = cases.get(caseNumber);
            // The case before the mobile card, as where it is reported active at this moment.
            cases.lock(mobileCards.get(revocation.mobileCardId()).caseNumber());
            MobileCard card = mobileCards.get(revocation.mobileCardId());
            LocalDate on = time.notInFuture(REVOKED_ON.get(execution));
            // It may have been revoked meanwhile, by another case or by its successor's registration.
            if (card.revocable()) {
                card = mobileCards.revoke(
                        card.id(),
                        Choice.of(RevocationReason.class, execution, REASON),
                        on,
                        REVOCATION_NOTE.find(execution).orElse(null),
                        actor.name());
            }
            cases.note(caseNumber, actor.name(), "process.trail.mobile.revoked", card.endedOn());
            REISSUE.set(execution, reissue.answer(execution, revocation).name());
            cases.close(caseNumber, Outcome.MOBILE_CARD_REVOKED, actor.name());
            endIssue(card);
        };
    }

    @Bean
    JavaDelegate startMobileReissue() {
        return execution -> reissue.start(execution, cases.get(CASE_NUMBER.get(execution)));
    }

    /** Ends the case in which the mobile card is still being issued, if there is one. */
    private void endIssue(MobileCard card) {
        if (cases.isOpen(card.caseNumber())) {
            engine.createMessageCorrelation("mobileCardEnded")
                    .processInstanceBusinessKey(card.caseNumber())
                    .correlateAll();
        }
    }

    // ---------------------------------------------------------------------------------------------------- the
    // objection

    @Bean
    JavaDelegate recordObjection() {
        return execution -> {
            long studentId = STUDENT_ID.get(execution);
            String by = OBJECTION_BY.get(execution);
            LocalDate on = time.notInFuture(OBJECTION_ON.get(execution));
            switch (Choice.of(Stand.class, execution, OBJECTION)) {
                case RAISED -> {
                    objections.record(
                            studentId, by, on, Choice.of(ObjectionForm.class, execution, OBJECTION_FORM), actor.name());
                    openIssue(studentId).ifPresent(this::endIssue);
                    revocation.exOfficio(studentId, RevocationReason.OBJECTION);
                }
                case TAKEN_BACK -> objections.takeBack(studentId, by, on, actor.name());
            }
        };
    }

    private Optional<MobileCard> openIssue(long studentId) {
        return cases.openOf(studentId, Procedure.MOBILE_CARD_ISSUE)
                .map(CaseFile::number)
                .flatMap(mobileCards::ofCase);
    }

    private MobileCard of(VariableScope scope) {
        String caseNumber = CASE_NUMBER.get(scope);
        return mobileCards.ofCase(caseNumber).orElseThrow(() -> new Refused("casefile.unknown", caseNumber));
    }

    private Instant instant(LocalDateTime moment) {
        return moment.atZone(clock.getZone()).toInstant();
    }

    private LocalDate day(Instant moment) {
        return LocalDate.ofInstant(moment, clock.getZone());
    }
}
