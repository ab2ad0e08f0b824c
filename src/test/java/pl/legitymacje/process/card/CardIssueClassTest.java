package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.student.RosterImport;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** Cards for a whole class: a case each, and the ones skipped with the reason. */
@OfficeTest
class CardIssueClassTest {

    private static final String ROSTER =
            """
            Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2
            Ćwik;Ola;;2z;2018-03-01;;Ewa Ćwik;ewa.cwik@rodzice.example;;;;
            Żak;Jan;;2z;2018-04-01;;Adam Żak;;000 111 222;;;
            Bez;Opiekuna;;2z;2018-05-01;;;;;;;
            Lis;Ada;;2z;2018-06-01;;Iga Lis;iga.lis@rodzice.example;;;;
            """;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private Students students;

    @Autowired
    private RosterImport roster;

    @Autowired
    private TaskService tasks;

    @Autowired
    private RuntimeService runtime;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void aCaseEachAndTheSkippedWithTheirReason() {
        roster.apply(ROSTER.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Map<String, Student> pupils = students.inClass("2z").stream()
                .collect(java.util.stream.Collectors.toMap(Student::surname, pupil -> pupil));
        desk.start("card-issue", desk.application(pupils.get("Lis"), null));

        ProcessInstance instance = desk.start("card-issue-class", OfficeDesk.map("schoolClass", "2z"));
        desk.jobsRun();

        CaseFile ola = cases.openOf(pupils.get("Ćwik").id()).orElseThrow();
        assertThat(ola.applicant().name()).isEqualTo("Ewa Ćwik");
        assertThat(ola.channel()).isEqualTo(Channel.EX_OFFICIO);
        assertThat(desk.subjectsTo("ewa.cwik@rodzice.example")).containsExactly("Sprawa zarejestrowana");
        CaseFile jan = cases.openOf(pupils.get("Żak").id()).orElseThrow();
        assertThat(desk.waitsIn(jan.number())).containsExactly("userTask_awaitCompletion", "userTask_notifyByHand");
        assertThat(cases.openOf(pupils.get("Bez").id())).isEmpty();

        Task result =
                tasks.createTaskQuery().processInstanceId(instance.getId()).singleResult();
        assertThat(result.getTaskDefinitionKey()).isEqualTo("userTask_readResult");
        assertThat((String) tasks.getVariable(result.getId(), "skippedStudents"))
                .contains(pupils.get("Bez").id() + "=Uczeń nie ma w danych żadnego opiekuna")
                .contains(pupils.get("Lis").id() + "=Toczy się już sprawa")
                .doesNotContain("Ada");
        tasks.complete(result.getId());
        assertThat(desk.asProgram(() -> runtime.createProcessInstanceQuery()
                        .processInstanceId(instance.getId())
                        .count()))
                .isZero();

        // a second time nobody is left
        desk.start("card-issue-class", OfficeDesk.map("schoolClass", "2z"));
        assertThat(students.inClass("2z")).hasSize(4);
        assertThat(cases.ofStudent(pupils.get("Ćwik").id())).hasSize(1);
    }

    @Test
    void anUnknownClassIsRefused() {
        assertThatThrownBy(() -> desk.start("card-issue-class", OfficeDesk.map("schoolClass", "9x")))
                .hasMessageContaining("W klasie 9x nie ma żadnego ucznia");
        assertThatThrownBy(() -> desk.start("card-issue-class", Map.of())).hasMessageContaining("schoolClass");
    }
}
