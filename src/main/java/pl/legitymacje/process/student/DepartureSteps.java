package pl.legitymacje.process.student;

import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.DepartureCases;
import pl.legitymacje.process.Ids;
import pl.legitymacje.process.MobileRevocation;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Withdrawal;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardReturn;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.DepartureReason;
import pl.legitymacje.student.Departures;
import pl.legitymacje.student.SchoolClass;
import pl.legitymacje.student.Student;

/** The service tasks of {@code student-departure} (S1, S3 VII.1). */
@Configuration(proxyBeanMethods = false)
class DepartureSteps {

    private final Departures departures;
    private final CardRegister cards;
    private final DepartureCases openCases;
    private final OfficeTime time;
    private final Actor actor;

    DepartureSteps(Departures departures, CardRegister cards, DepartureCases openCases, OfficeTime time, Actor actor) {
        this.departures = departures;
        this.cards = cards;
        this.openCases = openCases;
        this.time = time;
        this.actor = actor;
    }

    @Bean
    JavaDelegate recordDepartures() {
        return execution -> {
            DepartureReason reason = Choice.of(DepartureReason.class, execution, DEPARTURE_REASON);
            LocalDate on = time.notInFuture(LEFT_ON.get(execution));
            Collection<Long> leaving = Ids.of(execution, DEPARTING_STUDENTS);
            Collection<Long> returned = Ids.of(execution, RETURNED_CARDS);
            boolean wholeClass = SCHOOL_CLASS.find(execution).isPresent();
            if (leaving.isEmpty()) {
                throw new Refused("process.departure.nobody");
            }
            if (!leaving.containsAll(returned)) {
                throw new Refused("process.variable.wrong", RETURNED_CARDS.name());
            }
            if (wholeClass ? reason != DepartureReason.GRADUATION : leaving.size() > 1) {
                throw new Refused("process.variable.wrong", DEPARTING_STUDENTS.name());
            }
            for (long studentId : leaving) {
                Student student = leave(execution, studentId, reason, on);
                SCHOOL_CLASS.find(execution).map(SchoolClass::of).ifPresent(asked -> ofClass(student, asked));
                endCard(student, reason, on, returned.contains(studentId));
            }
            WHOLE_CLASS.set(execution, wholeClass);
            DEPARTED.set(execution, new ArrayList<>(leaving));
        };
    }

    /** Locks the student: first of all, as everybody does who then looks at the card. */
    private Student leave(DelegateExecution execution, long studentId, DepartureReason reason, LocalDate on) {
        return departures.leave(
                studentId,
                reason,
                on,
                NEW_SCHOOL.find(execution).orElse(null),
                DEPARTURE_NOTE.find(execution).orElse(null),
                actor.name());
    }

    private static void ofClass(Student student, String asked) {
        if (!student.schoolClass().equals(asked)) {
            throw new Refused("process.departure.otherClass", student.fullName(), student.schoolClass(), asked);
        }
    }

    private void endCard(Student student, DepartureReason reason, LocalDate on, boolean returned) {
        Optional<StudentCard> held =
                Optional.ofNullable(cards.confirmable(List.of(student.id())).get(student.id()));
        if (returned && held.isEmpty()) {
            throw new Refused("process.departure.noCard", student.fullName());
        }
        held.ifPresent(card -> {
            String number = card.number();
            if (card.issuedOn() != null && on.isBefore(card.issuedOn())) {
                throw new Refused("process.departure.beforeCard", student.fullName(), number, card.issuedOn(), on);
            }
            cards.invalidate(number, reason.label(), on);
            if (returned) {
                cards.giveBack(number, new CardReturn(on, Texts.of("process.departure.student"), actor.name(), null));
            }
        });
    }

    @Bean
    JavaDelegate revokeDeparted(MobileRevocation revocation) {
        return execution -> revocation.exOfficio(STUDENT_ID.get(execution), RevocationReason.LEFT_SCHOOL);
    }

    @Bean
    JavaDelegate listOpenCases() {
        return execution -> OPEN_CASES.set(
                execution, !openCases.of(Ids.of(execution, DEPARTING_STUDENTS)).isEmpty());
    }

    /** A case that has ended by itself meanwhile needs no decision any more. */
    @Bean
    JavaDelegate closeDepartedCases(Withdrawal withdrawal) {
        return execution -> {
            List<String> closed = Ids.texts(execution, CLOSED_CASES);
            List<String> carried = Ids.texts(execution, CARRIED_CASES);
            for (CaseFile open : openCases.of(Ids.of(execution, DEPARTING_STUDENTS))) {
                if (closed.contains(open.number()) == carried.contains(open.number())) {
                    throw new Refused("process.departure.undecided", open.number());
                }
                openCases
                        .onlyClose(open)
                        .filter(why -> carried.contains(open.number()))
                        .ifPresent(why -> {
                            throw new Refused("process.departure.cannotGoOn", open.number(), why);
                        });
                if (closed.contains(open.number())) {
                    withdrawal.withdraw(
                            open.number(),
                            Texts.of("process.departure.school"),
                            time.today(),
                            CLOSING_REASON.get(execution));
                }
            }
        };
    }

    /** What ended with the departure stays ended: a card that was invalid for a day may be anywhere. */
    @Bean
    JavaDelegate recordComeback() {
        return execution -> departures.comeBack(
                STUDENT_ID.get(execution),
                time.notInFuture(CAME_BACK_ON.get(execution)),
                COMEBACK_REASON.get(execution),
                actor.name());
    }
}
