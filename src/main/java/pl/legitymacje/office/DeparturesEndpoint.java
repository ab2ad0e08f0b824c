package pl.legitymacje.office;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.TaskService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.DepartureCases;
import pl.legitymacje.process.Vars;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.student.Departure;
import pl.legitymacje.student.DepartureReason;
import pl.legitymacje.student.Departures;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** Who may leave with a class, and which cases of those who left are still open (S1). */
@RestController
@RequestMapping(OfficeDoor.PATH)
class DeparturesEndpoint {

    /**
     * @param cardNumber of the card in their hands, valid or lapsed; or null
     * @param leftOn of whoever has left already, with the reason; else null
     */
    record Leaver(long studentId, String name, String cardNumber, LocalDate leftOn, String reason) {}

    /** {@code onlyClose}: why it cannot go on; null where it can. */
    record OpenCase(String number, long studentId, String name, String procedure, String stage, String onlyClose) {}

    private final TaskService tasks;
    private final Students students;
    private final Departures departures;
    private final CardRegister cards;
    private final DepartureCases openCases;
    private final CaseStages stages;

    DeparturesEndpoint(
            TaskService tasks,
            Students students,
            Departures departures,
            CardRegister cards,
            DepartureCases openCases,
            CaseStages stages) {
        this.tasks = tasks;
        this.students = students;
        this.departures = departures;
        this.cards = cards;
        this.openCases = openCases;
        this.stages = stages;
    }

    @GetMapping("/classes/{schoolClass}/departure")
    List<Leaver> ofClass(@PathVariable String schoolClass) {
        return leavers(students.inClass(schoolClass));
    }

    @GetMapping("/students/{id}/departure")
    Leaver one(@PathVariable long id) {
        return leavers(List.of(students.get(id))).get(0);
    }

    private List<Leaver> leavers(List<Student> leaving) {
        var held = cards.confirmable(leaving.stream().map(Student::id).toList());
        return leaving.stream()
                .map(student -> {
                    StudentCard card = held.get(student.id());
                    Optional<Departure> left = student.attends() ? Optional.empty() : departures.last(student.id());
                    return new Leaver(
                            student.id(),
                            student.surname() + " " + student.firstName(),
                            card == null ? null : card.number(),
                            left.map(Departure::leftOn).orElse(null),
                            left.map(Departure::reason)
                                    .map(DepartureReason::label)
                                    .orElse(null));
                })
                .toList();
    }

    /** What has to be decided in a task; what has ended meanwhile is left out. */
    @GetMapping("/departures/{taskId}/cases")
    List<OpenCase> toDecide(@PathVariable String taskId) {
        String ids = (String) tasks.getVariable(taskId, Vars.DEPARTING_STUDENTS.name());
        List<CaseFile> open =
                openCases.of(Arrays.stream(ids.split(",")).map(Long::valueOf).toList());
        var stageOf = stages.of(open);
        return open.stream()
                .map(file -> new OpenCase(
                        file.number(),
                        file.studentId(),
                        students.get(file.studentId()).displayName(),
                        file.procedure().label(),
                        stageOf.get(file.number()).text(),
                        openCases.onlyClose(file).orElse(null)))
                .toList();
    }
}
