package pl.legitymacje.process.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.student.RosterUploads;
import pl.legitymacje.student.Students;

/** The roster as a process: looked at first, then taken or thrown away. */
@OfficeTest
class RosterImportProcessTest {

    private static final String HEADER =
            "Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2\n";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private RosterUploads uploads;

    @Autowired
    private Students students;

    @Autowired
    private TaskService tasks;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void nothingChangesBeforeTheClerkHasConfirmed() {
        Task task = confirmation("Nowakowska;Idalia;;3x;2017-05-05;;Jan Nowakowski;jan@rodzice.example;;;;\n");
        assertThat(students.search("Idalia", 5)).isEmpty();
        tasks.complete(task.getId(), OfficeDesk.map("rosterDecision", "APPLY"));
        assertThat(students.search("Idalia", 5)).hasSize(1);
    }

    @Test
    void aRejectedFileIsThrownAway() {
        Task task = confirmation("Odrzucony;Teofil;;3x;2017-05-05;;;;;;;\n");
        assertThatThrownBy(() -> tasks.complete(task.getId())).hasMessageContaining("rosterDecision");
        assertThatThrownBy(() -> tasks.complete(task.getId(), OfficeDesk.map("rosterDecision", "MAYBE")))
                .hasMessageContaining("rosterDecision");
        long rosterId = (Long) tasks.getVariable(task.getId(), "rosterId");
        tasks.complete(task.getId(), OfficeDesk.map("rosterDecision", "REJECT"));
        assertThat(students.search("Teofil", 5)).isEmpty();
        assertThatThrownBy(() -> uploads.plan(rosterId)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void whatIsNoRosterStartsNothing() {
        assertThatThrownBy(() -> desk.start("roster-import", OfficeDesk.map("rosterId", 987654L)))
                .isInstanceOf(RuntimeException.class);
        assertThatThrownBy(() -> uploads.keep("lista.xlsx", new byte[] {'P', 'K', 3, 4}, "sekretariat"))
                .isInstanceOf(RuntimeException.class);
    }

    private Task confirmation(String rows) {
        long id = uploads.keep("lista.csv", (HEADER + rows).getBytes(StandardCharsets.UTF_8), "sekretariat");
        ProcessInstance instance = desk.start("roster-import", OfficeDesk.map("rosterId", id));
        return tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
    }
}
