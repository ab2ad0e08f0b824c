package pl.legitymacje.office;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.process.Actor;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.StudentAccess;
import pl.legitymacje.student.Students;

/** A student's page, whoever left or graduated included, and the export of all that is held on one. Who looks is recorded. */
@RestController
@RequestMapping(OfficeDoor.PATH + "/students")
class StudentPageEndpoint {

    private static final int MOST_FOUND = 50;

    /** {@code formerly}: names that the student bore before. */
    record Found(
            long id,
            String name,
            List<String> formerly,
            String schoolClass,
            LocalDate birthDate,
            boolean attends,
            String status) {}

    private final Students students;
    private final StudentPages pages;
    private final StudentExport export;
    private final StudentAccess access;
    private final Actor actor;
    private final IdentityService identity;

    StudentPageEndpoint(
            Students students,
            StudentPages pages,
            StudentExport export,
            StudentAccess access,
            Actor actor,
            IdentityService identity) {
        this.students = students;
        this.pages = pages;
        this.export = export;
        this.access = access;
        this.actor = actor;
        this.identity = identity;
    }

    /** At most {@value #MOST_FOUND}: whoever gets as many has to type more letters. */
    @GetMapping("/everyone")
    List<Found> find(@RequestParam("q") String part) {
        List<Student> found = students.searchEveryone(part, MOST_FOUND);
        Map<Long, List<String>> formerly = students.formerNames(found);
        return found.stream()
                .map(student -> new Found(
                        student.id(),
                        student.name().listed(),
                        formerly.getOrDefault(student.id(), List.of()),
                        student.schoolClass(),
                        student.birthDate(),
                        student.attends(),
                        student.status().label()))
                .toList();
    }

    @OnlyFor({Role.OFFICE, Role.PRINCIPAL})
    @GetMapping("/{id}")
    StudentPage page(@PathVariable long id) {
        StudentPage page = pages.of(id, byOffice());
        access.note(id, actor.name(), StudentAccess.Kind.LOOKED);
        return page;
    }

    /** A ZIP file. The principal, who looks at cases, needs no copy of everything. */
    @OnlyFor(Role.OFFICE)
    @GetMapping("/{id}/export")
    ResponseEntity<byte[]> export(@PathVariable long id) {
        students.get(id);
        access.note(id, actor.name(), StudentAccess.Kind.EXPORTED);
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "zip"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("dane-ucznia-" + id + ".zip")
                                .build()
                                .toString())
                .body(export.of(id));
    }

    private boolean byOffice() {
        return identity.getCurrentAuthentication().getGroupIds().contains(Role.OFFICE.group());
    }
}
