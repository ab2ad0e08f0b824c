package pl.legitymacje.process.card;

import static java.util.function.Predicate.not;
import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.Ids;
import pl.legitymacje.process.MobileRevocation;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Reissue;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.Confirmations;
import pl.legitymacje.register.HologramEntry;
import pl.legitymacje.register.Holograms;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.SchoolClass;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The service tasks of {@code card-validity}, its September, {@code card-lapse} and {@code hologram-stock} (S3 II.4, VII.1). */
@Configuration(proxyBeanMethods = false)
class ValiditySteps {

    private static final String VALIDITY = "card-validity";

    private final RuntimeService engine;
    private final Students students;
    private final Reissue reissue;
    private final CardRegister cards;
    private final MobileCards mobileCards;
    private final Cases cases;
    private final Confirmations confirmations;
    private final Holograms holograms;
    private final OfficeTime time;
    private final Actor actor;

    ValiditySteps(
            @Lazy RuntimeService engine,
            Students students,
            Reissue reissue,
            CardRegister cards,
            MobileCards mobileCards,
            Cases cases,
            Confirmations confirmations,
            Holograms holograms,
            OfficeTime time,
            Actor actor) {
        this.engine = engine;
        this.students = students;
        this.reissue = reissue;
        this.cards = cards;
        this.mobileCards = mobileCards;
        this.cases = cases;
        this.confirmations = confirmations;
        this.holograms = holograms;
        this.time = time;
        this.actor = actor;
    }

    // ---- a class

    /** Classes that need it and are not at it: on 1 September all, later those that a roster made meanwhile. */
    @Bean
    JavaDelegate startValidityRounds() {
        return execution -> {
            confirmations.turn();
            students.classes().stream()
                    .filter(not(schoolClass -> due(schoolClass).isEmpty()))
                    .filter(not(schoolClass -> running(schoolClass, execution.getProcessInstanceId())))
                    .forEach(schoolClass ->
                            engine.startProcessInstanceByKey(VALIDITY, Map.of(SCHOOL_CLASS.name(), schoolClass)));
        };
    }

    @Bean
    JavaDelegate openValidityRound(SchoolProfile school) {
        return execution -> {
            // Two at once: the second waits here, and then sees what the first has started.
            confirmations.turn();
            String schoolClass = SchoolClass.of(SCHOOL_CLASS.get(execution));
            if (students.inClass(schoolClass).isEmpty()) {
                throw new Refused("process.class.empty", schoolClass);
            }
            if (running(schoolClass, execution.getProcessInstanceId())) {
                throw new Refused("process.validity.running", schoolClass);
            }
            if (due(schoolClass).isEmpty()) {
                throw new Refused("process.validity.nobody", schoolClass);
            }
            SCHOOL_CLASS.set(execution, schoolClass);
            LocalDate lastDay = time.today().with(TemporalAdjusters.lastDayOfMonth());
            MONTH_OVER_AT.set(execution, time.morningAfter(lastDay));
            REMINDER_CYCLE.set(
                    execution, "0 0 8 " + Ids.joined(school.deadlines().validityReminders()) + " 9 ?");
        };
    }

    private boolean running(String schoolClass, String but) {
        return engine
                .createProcessInstanceQuery()
                .processDefinitionKey(VALIDITY)
                .variableValueEquals(SCHOOL_CLASS.name(), schoolClass)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .anyMatch(not(but::equals));
    }

    private Map<Long, StudentCard> due(String schoolClass) {
        return confirmations.due(
                students.inClass(schoolClass).stream().map(Student::id).toList());
    }

    @Bean
    JavaDelegate confirmValidity() {
        return execution -> {
            Collection<Long> ticked = Ids.of(execution, CONFIRMED_STUDENTS);
            int spoiled = number(SPOILED_HOLOGRAMS.find(execution).orElse(0L));
            boolean nothing = ticked.isEmpty() && spoiled == 0;
            if (nothing && !due(SCHOOL_CLASS.get(execution)).isEmpty()) {
                throw new Refused("process.validity.nothing");
            }
            List<Long> confirmed = confirmations
                    .confirm(
                            ticked,
                            spoiled,
                            SPOILED_HOLOGRAMS_REASON.find(execution).orElse(null),
                            actor.name())
                    .stream()
                    .map(StudentCard::studentId)
                    .toList();
            REISSUE_MAILS.set(
                    execution,
                    new ArrayList<>(Ids.of(execution, OFFERED_STUDENTS).stream()
                            .filter(confirmed::contains)
                            .filter(id -> reissue.offerable(students.get(id)))
                            .toList()));
            SOMEBODY_LEFT.set(execution, !due(SCHOOL_CLASS.get(execution)).isEmpty());
            // What this form said must not speak for the next one.
            execution.removeVariables(List.of(
                    CONFIRMED_STUDENTS.name(),
                    OFFERED_STUDENTS.name(),
                    SPOILED_HOLOGRAMS.name(),
                    SPOILED_HOLOGRAMS_REASON.name()));
        };
    }

    /** A card that has lapsed already was told of then. */
    @Bean
    JavaDelegate listUnconfirmed() {
        return execution -> REMINDER_MAILS.set(
                execution,
                due(SCHOOL_CLASS.get(execution)).values().stream()
                        .filter(card -> card.state() == CardState.ISSUED)
                        .map(StudentCard::studentId)
                        .collect(Collectors.toCollection(ArrayList::new)));
    }

    @Bean
    JavaDelegate closeValidityRound() {
        return execution -> LEFT_STUDENTS.set(
                execution, Ids.joined(due(SCHOOL_CLASS.get(execution)).keySet()));
    }

    // ---- the lapse

    @Bean
    JavaDelegate lapseCards() {
        return execution -> {
            LAPSED_CARDS.set(
                    execution,
                    cards.lapse(time.today()).stream()
                            .map(StudentCard::number)
                            .collect(Collectors.toCollection(ArrayList::new)));
            mobileCards.lapseValidity(time.today());
            // Where a case waits for the code, it does so itself at the code's last minute; here are all others.
            mobileCards.lapseCodes().stream()
                    .filter(mobile -> cases.isOpen(mobile.caseNumber()))
                    .forEach(mobile -> cases.note(mobile.caseNumber(), Actor.PROGRAM, "process.trail.mobile.lapsed"));
        };
    }

    /** Local: several cards are looked at beside each other. It may have been confirmed, or replaced, since it lapsed. */
    @Bean
    JavaDelegate lookAtLapsedCard() {
        return execution -> {
            StudentCard card = cards.get(CARD_NUMBER.get(execution));
            execution.setVariableLocal(STUDENT_ID.name(), card.studentId());
            execution.setVariableLocal(
                    STILL_LAPSED.name(),
                    card.state() == CardState.LAPSED
                            && cards.validOf(card.studentId()).isEmpty());
        };
    }

    @Bean
    JavaDelegate revokeLapsed(MobileRevocation revocation) {
        return execution -> revocation.exOfficio(STUDENT_ID.get(execution), RevocationReason.CARD_LAPSED);
    }

    // ---- the stock

    /** What is out of all bounds stays so, for the register to refuse. */
    private static int number(long typed) {
        return (int) Math.max(-1, Math.min(typed, Integer.MAX_VALUE));
    }

    @Bean
    JavaDelegate recordHolograms() {
        return execution -> {
            int count = number(HOLOGRAM_COUNT.get(execution));
            LocalDate on = HOLOGRAM_ON.get(execution);
            String note = HOLOGRAM_NOTE.find(execution).orElse(null);
            switch (Choice.of(HologramEntry.Kind.class, execution, HOLOGRAM_ENTRY)) {
                case RECEIVED -> holograms.receive(count, on, actor.name());
                case SPOILED -> holograms.spoil(count, note, on, actor.name());
                case COUNTED -> holograms.count(count, note, on, actor.name());
                // Only ever together with the card that bears it.
                case USED -> throw new Refused("process.variable.wrong", HOLOGRAM_ENTRY.name());
            }
        };
    }
}
