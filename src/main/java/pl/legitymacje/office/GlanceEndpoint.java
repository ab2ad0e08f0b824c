package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.process.CaseRulesTable;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.Troubles;
import pl.legitymacje.school.SchoolYear;

/** The office at a glance, for the principal: how much there is, what is late, how long it takes, what went wrong. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class GlanceEndpoint {

    /** How these ended says nothing of the school's pace. */
    private static final Set<Outcome> LEFT_BY_APPLICANT = EnumSet.of(Outcome.WITHDRAWN, Outcome.UNEXAMINED);

    record StageShown(String text, String whom, long cases) {}

    record ProcedureShown(String name, int open, int late, List<StageShown> stages) {}

    /**
     * How long a procedure takes.
     *
     * @param closed cases that ended this school year
     * @param medianDays from the application to the end, in calendar days
     * @param deadlineDays the school's days by its rules, the most that any reason gives
     */
    record Pace(String name, int closed, double medianDays, int deadlineDays) {}

    record FailedMail(String caseNumber, String subject, LocalDateTime at, String failure) {}

    record FailedStep(
            String jobId, String process, String step, String caseNumber, LocalDateTime since, String message) {}

    /**
     * @param waiting open cases by {@link CaseStages.Whom}
     * @param mailsBeingRepeated mails that the program goes on trying to send
     * @param mayRetry whether the engine lets whoever looks repeat a failed step
     */
    record Glance(
            LocalDate today,
            String schoolYear,
            int open,
            int late,
            Map<CaseStages.Whom, Long> waiting,
            List<ProcedureShown> procedures,
            List<Pace> pace,
            List<FailedMail> failedMails,
            int mailsBeingRepeated,
            List<FailedStep> failedSteps,
            boolean mayRetry) {}

    private final Cases cases;
    private final CaseStages stages;
    private final CaseRulesTable rules;
    private final Outbox outbox;
    private final Troubles troubles;
    private final Rights rights;
    private final Clock clock;

    GlanceEndpoint(
            Cases cases,
            CaseStages stages,
            CaseRulesTable rules,
            Outbox outbox,
            Troubles troubles,
            Rights rights,
            Clock clock) {
        this.cases = cases;
        this.stages = stages;
        this.rules = rules;
        this.outbox = outbox;
        this.troubles = troubles;
        this.rights = rights;
        this.clock = clock;
    }

    @GetMapping("/glance")
    Glance glance() {
        LocalDate today = LocalDate.now(clock);
        SchoolYear year = SchoolYear.of(today);
        List<CaseFile> open = cases.everyOpen();
        Map<String, CaseStages.Stage> stageOf = stages.of(open);
        Map<CaseStages.Whom, Long> waiting = new EnumMap<>(CaseStages.Whom.class);
        Arrays.stream(CaseStages.Whom.values()).forEach(whom -> waiting.put(whom, 0L));
        open.forEach(file -> waiting.merge(stageOf.get(file.number()).whom(), 1L, Long::sum));
        return new Glance(
                today,
                year.toString(),
                open.size(),
                late(open, today),
                waiting,
                byProcedure(open).entrySet().stream()
                        .map(entry -> new ProcedureShown(
                                entry.getKey().label(),
                                entry.getValue().size(),
                                late(entry.getValue(), today),
                                stages(entry.getValue(), stageOf)))
                        .toList(),
                pace(cases.closedSince(year.firstDay())),
                outbox.byId(troubles.mailsToTellByHand()).stream()
                        .map(mail -> new FailedMail(
                                mail.caseNumber(),
                                mail.subject(),
                                LocalDateTime.ofInstant(mail.createdAt(), clock.getZone()),
                                mail.failure().orElse(null)))
                        .toList(),
                outbox.beingRepeated(),
                troubles.failedSteps().stream()
                        .map(step -> new FailedStep(
                                step.jobId(),
                                step.process(),
                                step.step(),
                                step.caseNumber(),
                                LocalDateTime.ofInstant(step.since(), clock.getZone()),
                                step.message()))
                        .toList(),
                rights.mayRetry());
    }

    @PostMapping("/failed-steps/{jobId}/retry")
    @OnlyFor({Role.PRINCIPAL, Role.ADMINISTRATOR})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void tryAgain(@PathVariable String jobId) {
        troubles.tryAgain(jobId);
    }

    private static Map<Procedure, List<CaseFile>> byProcedure(List<CaseFile> files) {
        return files.stream().collect(Collectors.groupingBy(CaseFile::procedure, TreeMap::new, Collectors.toList()));
    }

    private static int late(List<CaseFile> files, LocalDate today) {
        return (int) files.stream()
                .filter(file -> file.deadline() != null && file.deadline().isBefore(today))
                .count();
    }

    private static List<StageShown> stages(List<CaseFile> files, Map<String, CaseStages.Stage> stageOf) {
        return files.stream()
                .map(file -> stageOf.get(file.number()))
                .collect(Collectors.groupingBy(
                        stage -> new Place(stage.text(), stage.whom()), LinkedHashMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> new StageShown(
                        entry.getKey().text(), entry.getKey().whom().name(), entry.getValue()))
                .sorted(Comparator.comparing(StageShown::cases).reversed())
                .toList();
    }

    private record Place(String text, CaseStages.Whom whom) {}

    private List<Pace> pace(List<CaseFile> closed) {
        List<CaseFile> done = closed.stream()
                .filter(file -> !LEFT_BY_APPLICANT.contains(file.outcome()))
                .toList();
        return byProcedure(done).entrySet().stream()
                .map(entry -> new Pace(
                        entry.getKey().label(),
                        entry.getValue().size(),
                        median(entry.getValue().stream()
                                .mapToLong(this::days)
                                .sorted()
                                .toArray()),
                        rules.mostDays(entry.getKey())))
                .toList();
    }

    private long days(CaseFile file) {
        return ChronoUnit.DAYS.between(file.receivedOn(), LocalDate.ofInstant(file.closedAt(), clock.getZone()));
    }

    static double median(long[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }
}
