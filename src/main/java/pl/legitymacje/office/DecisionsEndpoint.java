package pl.legitymacje.office;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.PrincipalDesk;
import pl.legitymacje.process.PrincipalDesk.Waiting;

/** What waits for the principal's decision, with all that is needed to decide. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class DecisionsEndpoint {

    /**
     * @param kind {@link PrincipalDesk.Kind}
     * @param state what the case waits for now
     */
    record Decision(
            String taskId,
            String kind,
            LocalDateTime since,
            String question,
            String answer,
            String state,
            @JsonUnwrapped CaseFacts.Facts facts) {}

    /**
     * @param user who looks
     * @param mayDecide whether the engine lets them decide
     * @param overdue how many of them are past their deadline
     */
    record Decisions(
            String user, boolean mayDecide, LocalDate today, int total, int overdue, List<Decision> decisions) {}

    private final PrincipalDesk desk;
    private final Cases cases;
    private final CaseFacts facts;
    private final CaseStages stages;
    private final Rights rights;
    private final Actor actor;
    private final Clock clock;

    DecisionsEndpoint(
            PrincipalDesk desk,
            Cases cases,
            CaseFacts facts,
            CaseStages stages,
            Rights rights,
            Actor actor,
            Clock clock) {
        this.desk = desk;
        this.cases = cases;
        this.facts = facts;
        this.stages = stages;
        this.rights = rights;
        this.actor = actor;
        this.clock = clock;
    }

    /** The oldest deadline first, cases without one last. */
    @GetMapping("/decisions")
    Decisions decisions() {
        List<Waiting> waiting = desk.waiting();
        List<CaseFile> files = cases.byNumber(waiting.stream()
                .map(Waiting::caseNumber)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<String, CaseFacts.Facts> factsOf = facts.of(files);
        Map<String, CaseStages.Stage> stageOf = stages.of(files);
        List<Decision> decisions = waiting.stream()
                .filter(task -> factsOf.containsKey(task.caseNumber()))
                .map(task -> new Decision(
                        task.taskId(),
                        task.kind().name(),
                        LocalDateTime.ofInstant(task.since(), clock.getZone()),
                        task.question(),
                        task.answer(),
                        stageOf.get(task.caseNumber()).text(),
                        factsOf.get(task.caseNumber())))
                .sorted(Comparator.comparing(
                        decision -> decision.facts().deadline(), Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        LocalDate today = LocalDate.now(clock);
        return new Decisions(
                actor.name(),
                rights.mayDecide(),
                today,
                decisions.size(),
                (int) decisions.stream()
                        .map(decision -> decision.facts().deadline())
                        .filter(deadline -> deadline != null && deadline.isBefore(today))
                        .count(),
                decisions);
    }
}
