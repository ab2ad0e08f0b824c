package pl.legitymacje.process.shared;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.mail.DueCase;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.CaseStages.Whom;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.WorkingDays;

/** What the office is told each working day: which cases are late, due, and waiting for whom (domain.md §5). */
@Component
class DeadlineDigest {

    private final Cases cases;
    private final CaseStages stages;
    private final SchoolProfile school;

    DeadlineDigest(Cases cases, CaseStages stages, SchoolProfile school) {
        this.cases = cases;
        this.stages = stages;
        this.school = school;
    }

    /** Whether there is one that day. */
    boolean wanted(LocalDate day) {
        return school.deadlines().digest() && WorkingDays.isWorkingDay(day);
    }

    /** The variables of the mail; empty if there is no case to be told of. */
    Optional<Map<String, Object>> on(LocalDate day) {
        List<DueCase> late = new ArrayList<>();
        List<DueCase> soon = new ArrayList<>();
        List<DueCase> applicants = new ArrayList<>();
        List<DueCase> decisions = new ArrayList<>();
        long later = 0;
        List<CaseFile> open = cases.everyOpen();
        Map<String, CaseStages.Stage> stageOf = stages.of(open);
        for (CaseFile caseFile : open) {
            CaseStages.Stage stage = stageOf.get(caseFile.number());
            List<DueCase> part = stage.whom() == Whom.APPLICANT
                    ? applicants
                    : isLate(caseFile, day)
                            ? late
                            : isSoon(caseFile, day) ? soon : stage.whom() == Whom.PRINCIPAL ? decisions : null;
            if (part == null) {
                later++;
            } else {
                part.add(new DueCase(
                        caseFile.number(),
                        caseFile.procedure().label(),
                        caseFile.deadline(),
                        stages.described(caseFile, stage)));
            }
        }
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(Map.of(
                        "day", day,
                        "late", late,
                        "soon", soon,
                        "applicants", applicants,
                        "decisions", decisions,
                        "later", later));
    }

    private static boolean isLate(CaseFile caseFile, LocalDate day) {
        return caseFile.deadline() != null && caseFile.deadline().isBefore(day);
    }

    /** From the day of the first reminder on. */
    private boolean isSoon(CaseFile caseFile, LocalDate day) {
        return caseFile.deadline() != null
                && school.deadlines().staffRemindersWorkingDays().stream()
                        .anyMatch(days -> !day.isBefore(WorkingDays.before(caseFile.deadline(), days)));
    }
}
