package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.CaseRules.DeadlineFrom;
import pl.legitymacje.process.Choice;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.process.Registration;
import pl.legitymacje.process.SchoolsClock;
import pl.legitymacje.school.Deadline;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;

/**
 * The service tasks of {@code case-completion}: two clocks, of which one runs. The applicant's from a call to complete,
 * the school's while nothing is owed (KPA art. 35, 64 § 2).
 */
@Configuration(proxyBeanMethods = false)
class CompletionSteps {

    private enum Call {
        COMPLETE,
        /** Nothing is owed, but what came meanwhile has not been looked at. */
        VERIFY,
        PHOTO,
        ALL,
        NONE
    }

    private final SchoolProfile school;
    private final Cases cases;
    private final Requirements requirements;
    private final Photos photos;
    private final OfficeTime time;
    private final Clock clock;
    private final Actor actor;

    CompletionSteps(
            SchoolProfile school,
            Cases cases,
            Requirements requirements,
            Photos photos,
            OfficeTime time,
            Clock clock,
            Actor actor) {
        this.school = school;
        this.cases = cases;
        this.requirements = requirements;
        this.photos = photos;
        this.time = time;
        this.clock = clock;
        this.actor = actor;
    }

    @Bean
    JavaDelegate planVerification() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            takeWhatCame(execution);
            Map<Requirement, RequirementState> items = requirements.of(caseNumber);
            VERIFY_PHOTO.set(execution, items.get(Requirement.PHOTO) == RequirementState.SUPPLIED);
            VERIFY_FEE.set(execution, items.get(Requirement.PAYMENT) == RequirementState.SUPPLIED);
            if (requirements.owed(caseNumber).isEmpty()) {
                runSchoolsClock(execution);
            }
        };
    }

    @Bean
    JavaDelegate listMissing() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            List<Requirement> owed = requirements.owed(caseNumber);
            if (owed.isEmpty() && unseen(requirements.of(caseNumber))) {
                CALL.set(execution, Call.VERIFY.name());
                return;
            }
            if (owed.isEmpty()) {
                CALL.set(execution, Call.COMPLETE.name());
                COMPLETE.set(execution, true);
                return;
            }
            stopSchoolsClock(execution);
            CALL.set(execution, call(execution, owed).name());
            COMPLETION_DUE_AT.set(execution, time.morningAfter(COMPLETION_UNTIL.get(execution)));
        };
    }

    @Bean
    JavaDelegate setLastDate() {
        return execution -> {
            LocalDate last = Deadline.after(time.today(), school.deadlines().lastCallDays());
            REMINDED.set(execution, true);
            COMPLETION_UNTIL.set(execution, last);
            COMPLETION_CLOSES_AT.set(execution, time.morningAfter(last));
        };
    }

    @Bean
    JavaDelegate reportIncomplete() {
        return execution -> COMPLETE.set(execution, false);
    }

    /** What the clerk or a message has brought since the last round; nothing at all is no completion. */
    private void takeWhatCame(DelegateExecution execution) {
        String caseNumber = CASE_NUMBER.get(execution);
        Map<Requirement, RequirementState> before = requirements.of(caseNumber);
        boolean waited = OWED_SINCE.find(execution).isPresent();
        List<Requirement> came = Registration.items(execution, SUPPLIED_ITEMS);
        boolean newPhoto =
                owed(before, Requirement.PHOTO) && PHOTO_ID.find(execution).isPresent();
        if (waited && came.isEmpty() && !newPhoto && !unseen(before)) {
            throw new Refused("process.completion.nothing");
        }
        SUPPLIED_ITEMS.set(execution, null);
        if (newPhoto) {
            requirements.supplied(
                    caseNumber,
                    Requirement.PHOTO,
                    Requirement.PHOTO.onArrival(),
                    LocalDate.ofInstant(photos.get(PHOTO_ID.get(execution)).receivedAt(), clock.getZone()));
        }
        for (Requirement item : came) {
            if (item != Requirement.PHOTO && owed(before, item)) {
                requirements.came(caseNumber, item, time.today(), actor.name());
            }
        }
    }

    private static boolean unseen(Map<Requirement, RequirementState> items) {
        return items.containsValue(RequirementState.SUPPLIED);
    }

    private static boolean owed(Map<Requirement, RequirementState> items, Requirement item) {
        return items.containsKey(item) && items.get(item).owed();
    }

    /**
     * The first call went out with the confirmation of the application; another one only if something was found wanting.
     * What is found wanting is told once: after that it is simply missing.
     */
    private Call call(DelegateExecution execution, List<Requirement> owed) {
        String caseNumber = CASE_NUMBER.get(execution);
        List<Requirement> refused = requirements.of(caseNumber).entrySet().stream()
                .filter(entry -> entry.getValue() == RequirementState.REFUSED)
                .map(Map.Entry::getKey)
                .toList();
        boolean inTime = !COMPLETION_UNTIL.get(execution).isBefore(time.today());
        boolean reminded = REMINDED.find(execution).orElse(false);
        if (refused.isEmpty() && (inTime || reminded)) {
            REMINDED.set(execution, reminded);
            return Call.NONE;
        }
        refused.forEach(item -> requirements.judged(caseNumber, item, RequirementState.MISSING));
        if (refused.contains(Requirement.PHOTO)) {
            PHOTO_ID.set(execution, null);
        }
        REMINDED.set(execution, false);
        COMPLETION_UNTIL.set(
                execution, Deadline.after(time.today(), school.deadlines().completionDays()));
        return refused.contains(Requirement.PHOTO) && owed.equals(List.of(Requirement.PHOTO)) ? Call.PHOTO : Call.ALL;
    }

    /** The applicant has given all they owe: the days on which they owed something are added to the school's. */
    private void runSchoolsClock(DelegateExecution execution) {
        CaseFile caseFile = cases.get(CASE_NUMBER.get(execution));
        OWED_SINCE
                .find(execution)
                .ifPresent(since -> DAYS_OWED.set(
                        execution,
                        DAYS_OWED.find(execution).orElse(0L) + ChronoUnit.DAYS.between(since, time.today())));
        OWED_SINCE.set(execution, null);
        int days = DEADLINE_DAYS.get(execution).intValue();
        LocalDate deadline =
                switch (Choice.of(DeadlineFrom.class, execution, DEADLINE_FROM)) {
                    case APPLICATION ->
                        Deadline.after(
                                caseFile.receivedOn(),
                                days + DAYS_OWED.find(execution).orElse(0L).intValue());
                    case COMPLETE ->
                        Deadline.after(
                                Stream.of(caseFile.receivedOn(), requirements.lastSuppliedOn(caseFile.number()))
                                        .filter(Objects::nonNull)
                                        .max(LocalDate::compareTo)
                                        .orElseThrow(),
                                days);
                };
        DUE_AT.set(execution, time.endOf(cases.deadline(caseFile.number(), deadline)));
    }

    private void stopSchoolsClock(DelegateExecution execution) {
        if (OWED_SINCE.find(execution).isEmpty()) {
            OWED_SINCE.set(execution, time.today());
        }
        DUE_AT.set(execution, null);
        SchoolsClock.stop(execution, cases);
    }
}
