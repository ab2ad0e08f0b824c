package pl.legitymacje.office;

import static pl.legitymacje.process.Vars.SKIPPED_STUDENTS;
import static pl.legitymacje.process.Vars.STARTED_STUDENTS;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.camunda.bpm.engine.TaskService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** What starting cards for a whole class did: the cases, and who was skipped and why. */
@RestController
@OnlyFor(Role.OFFICE)
@RequestMapping(OfficeDoor.PATH + "/class-results")
class ClassResultEndpoint {

    /** {@code caseNumber} is null if the case has already ended. */
    record Started(long studentId, String name, String caseNumber) {}

    record Skipped(long studentId, String name, String reason) {}

    record ClassResult(List<Started> started, List<Skipped> skipped) {}

    private final TaskService tasks;
    private final Students students;
    private final Cases cases;

    ClassResultEndpoint(TaskService tasks, Students students, Cases cases) {
        this.tasks = tasks;
        this.students = students;
        this.cases = cases;
    }

    @GetMapping("/{taskId}")
    ClassResult result(@PathVariable String taskId) {
        return new ClassResult(
                lines(taskId, STARTED_STUDENTS.name(), ",")
                        .map(id -> started(Long.parseLong(id)))
                        .toList(),
                lines(taskId, SKIPPED_STUDENTS.name(), "\n")
                        .map(line -> line.split("=", 2))
                        .map(line -> skipped(Long.parseLong(line[0]), line[1]))
                        .toList());
    }

    private Stream<String> lines(String taskId, String variable, String separator) {
        String text = (String) tasks.getVariable(taskId, variable);
        return text == null || text.isEmpty() ? Stream.empty() : Arrays.stream(text.split(separator));
    }

    private Started started(long studentId) {
        Optional<CaseFile> open = cases.openOf(studentId);
        return new Started(
                studentId, name(studentId), open.map(CaseFile::number).orElse(null));
    }

    private Skipped skipped(long studentId, String reason) {
        return new Skipped(studentId, name(studentId), reason);
    }

    private String name(long studentId) {
        return students.find(studentId).map(Student::fullName).orElse("–");
    }
}
