package pl.legitymacje.office;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import pl.legitymacje.process.Actor;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.RosterPlan;
import pl.legitymacje.student.RosterProblem;
import pl.legitymacje.student.RosterUploads;
import pl.legitymacje.student.Student;

/** The roster file: handed in from a form, and what it would change. */
@RestController
@OnlyFor(Role.OFFICE)
@RequestMapping(OfficeDoor.PATH + "/rosters")
class RostersEndpoint {

    /** {@code studentId}: null for somebody new. */
    record Pupil(Long studentId, String name, String schoolClass) {}

    record Changed(long studentId, String name, String what) {}

    record Doubtful(String name, String reason) {}

    record FormerShown(int line, long studentId, String name, String reason) {}

    record RosterShown(
            long id,
            List<Pupil> added,
            List<Changed> changed,
            int unchanged,
            List<Pupil> missing,
            List<Doubtful> ambiguous,
            List<FormerShown> former,
            List<RosterProblem> problems) {}

    private final RosterUploads uploads;
    private final Actor actor;

    RostersEndpoint(RosterUploads uploads, Actor actor) {
        this.uploads = uploads;
        this.actor = actor;
    }

    @PostMapping
    RosterShown handIn(@RequestParam(name = "file", required = false) MultipartFile file) throws IOException {
        if (file == null) {
            throw new Refused("office.upload.missing");
        }
        return roster(uploads.keep(file.getOriginalFilename(), file.getBytes(), actor.name()));
    }

    @GetMapping("/{id}")
    RosterShown roster(@PathVariable long id) {
        RosterPlan plan = uploads.plan(id);
        return new RosterShown(
                id,
                plan.added().stream()
                        .map(row -> new Pupil(null, row.firstName() + " " + row.surname(), row.schoolClass()))
                        .toList(),
                plan.changed().stream()
                        .map(change -> new Changed(
                                change.before().id(), change.before().displayName(), String.join(", ", change.what())))
                        .toList(),
                plan.unchanged(),
                plan.missing().stream()
                        .map(student -> new Pupil(student.id(), student.fullName(), student.schoolClass()))
                        .toList(),
                plan.ambiguous().stream()
                        .map(doubt -> new Doubtful(doubt.row().displayName(), candidates(doubt)))
                        .toList(),
                plan.former().stream()
                        .map(row -> new FormerShown(
                                row.line(), row.student().id(), row.student().displayName(), row.reason()))
                        .toList(),
                plan.problems());
    }

    private static String candidates(RosterPlan.Ambiguity doubt) {
        return Texts.of(
                "office.roster.ambiguous",
                doubt.candidates().stream().map(Student::displayName).collect(Collectors.joining("; ")));
    }
}
