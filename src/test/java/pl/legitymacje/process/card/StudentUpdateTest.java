package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.casefile.TrailEntry;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.FormerData;
import pl.legitymacje.student.PersonalData;
import pl.legitymacje.student.Pesel;
import pl.legitymacje.student.RosterImport;
import pl.legitymacje.student.RosterUploads;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** An exchange puts the student's data right (S3 III): what is refused, what is written, and what keeps the former name. */
@OfficeTest
class StudentUpdateTest {

    private static final String API = "/camunda/api/office/";
    private static final String TASK = "userTask_updateStudent";
    private static final String HEADER =
            "Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2\n";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CaseStages stages;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Students students;

    @Autowired
    private RosterImport roster;

    @Autowired
    private RosterUploads uploads;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identity;

    @Autowired
    private MockMvc web;

    private Student student;
    private StudentCard original;

    @BeforeEach
    void aStudentWithACard() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
        String first = desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        desk.complete(first, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        made(first);
        original = cards.validOf(student.id()).orElseThrow();
        desk.opens("2026-11-23T10:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    // ---- what is refused

    @ParameterizedTest
    @CsvSource({
        "surname, '', brakuje pola „Nazwisko”",
        "surname, '  \u00a0 ', brakuje pola „Nazwisko”",
        "surname, Now4k, pole „Nazwisko” zawiera znaki",
        "surname, <b>Nowak</b>, pole „Nazwisko” zawiera znaki",
        "firstName, , brakuje pola „Imię”",
        "firstName, -, pole „Imię” zawiera znaki",
        "secondName, A/B, pole „Drugie imię” zawiera znaki",
        "birthDate, '', brakuje pola „Data urodzenia”",
        "birthDate, 2026-11-24, data urodzenia jest z przyszłości",
        "birthDate, 1901-01-01, data urodzenia jest z przyszłości albo sprzed",
        "birthDate, 2010-02-30, birthDate",
        "birthDate, wczoraj, birthDate",
        "pesel, 1526150123, PESEL musi mieć 11 cyfr",
        "pesel, 15261501231, błędną cyfrę kontrolną",
        "pesel, 15261501230, data urodzenia nie zgadza się z numerem PESEL"
    })
    void badDataAreRefusedAndTheTaskStays(String field, String value, String said) {
        for (String reason : List.of("DATA_CHANGE", "SCHOOL_ERROR")) {
            String number = exchange(reason);
            assertThatThrownBy(() -> desk.writesData(number, student, field, value, "dataCurrent", true))
                    .hasStackTraceContaining(Refused.class.getSimpleName())
                    .hasMessageContaining(said);
            assertNothingWritten(number);
            desk.withdraw(number, "Ewa", "2026-11-23");
        }
        assertThat(students.get(student.id())).isEqualTo(student);
    }

    @Test
    void whateverIsWrongIsToldAtOnce() {
        String number = exchange("DATA_CHANGE");
        assertThatThrownBy(() -> desk.writesData(number, student, "surname", "", "pesel", "12"))
                .hasMessageContaining(
                        "Danych ucznia nie zapisano, trzeba je poprawić: brakuje pola „Nazwisko”; PESEL musi mieć 11 cyfr");
        assertThatThrownBy(() -> desk.writesData(number, student, "surname", 17))
                .hasMessageContaining("surname");
        assertNothingWritten(number);
    }

    @Test
    void anotherStudentsPeselIsRefused() {
        Student other = desk.student();
        LocalDate born = LocalDate.of(2012, 3, 4);
        String pesel = pesel(born);
        String theirs = exchange("SCHOOL_ERROR", other);
        desk.writesData(theirs, other, "birthDate", born.toString(), "pesel", pesel);
        String number = exchange("DATA_CHANGE");
        assertThatThrownBy(() -> desk.writesData(number, student, "birthDate", born.toString(), "pesel", pesel))
                .hasMessageContaining("ten PESEL ma w ewidencji szkoły inny uczeń");
        assertNothingWritten(number);
    }

    @Test
    void aChangeThatChangesNothingIsRefusedUnlessTheClerkSaysThatItIsThere() {
        String number = exchange("DATA_CHANGE");
        assertThatThrownBy(() -> desk.writesData(number, student))
                .hasMessageContaining("Dane na liście uczniów są już");
        assertThatThrownBy(() -> desk.writesData(number, student, "dataCurrent", false))
                .hasMessageContaining("żadna z nich nie została zmieniona");
        assertThatThrownBy(() -> desk.writesData(number, student, "dataCurrent", "tak"))
                .hasMessageContaining("dataCurrent");
        assertNothingWritten(number);

        // A list with the new name came before the task was done, while the form lay open.
        rosterSays("Wcześniejsza", student);
        assertThatThrownBy(() -> desk.writesData(number, student, "dataVersion", 0L, "dataCurrent", true))
                .hasMessageContaining("Proszę otworzyć zadanie ponownie");
        assertThatThrownBy(() -> desk.writesData(number, student, "dataVersion", null, "dataCurrent", true))
                .hasMessageContaining("dataVersion");
        assertThat(desk.waitsIn(number)).containsExactly(TASK);
        student = students.get(student.id());
        desk.writesData(number, student, "dataCurrent", true);
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_printCard");
        assertThat(trail(number)).contains("Sprawdzono dane ucznia: są aktualne, nic nie zmieniono.");
        assertThat(students.get(student.id())).isEqualTo(student);
    }

    @Test
    void whoSendsTheSameFormSecondChangesNothing() {
        String number = exchange("DATA_CHANGE");
        String task = desk.task(number, TASK).getId();
        desk.writesData(number, student, "surname", "Pierwsza");
        Map<String, Object> second = OfficeDesk.map(
                "dataVersion",
                1L,
                "surname",
                "Druga",
                "firstName",
                "Jan",
                "birthDate",
                student.birthDate().toString());
        assertThatThrownBy(() -> tasks.complete(task, second)).isInstanceOf(RuntimeException.class);
        assertThat(students.get(student.id()).surname()).isEqualTo("Pierwsza");
        assertThat(students.formerData(student.id())).hasSize(1);
    }

    @RepeatedTest(3)
    void ofTwoClerksInTheSameInstantOneIsTold() throws Exception {
        String number = exchange("DATA_CHANGE");
        Task task = desk.task(number, TASK);
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService clerks = Executors.newFixedThreadPool(2);
        List<Future<Boolean>> both = new ArrayList<>();
        for (String surname : List.of("Lewa", "Prawa")) {
            both.add(clerks.submit(() -> {
                identity.setAuthentication("sekretariat", List.of("sekretariat"));
                start.await(10, TimeUnit.SECONDS);
                try {
                    tasks.complete(
                            task.getId(),
                            OfficeDesk.map(
                                    "dataVersion",
                                    0L,
                                    "surname",
                                    surname,
                                    "firstName",
                                    "Jan",
                                    "birthDate",
                                    student.birthDate().toString()));
                    return true;
                } catch (RuntimeException tooLate) {
                    return false;
                } finally {
                    identity.clearAuthentication();
                }
            }));
        }
        assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(true, false);
        clerks.shutdownNow();
        assertThat(students.get(student.id()).surname()).isEqualTo(both.get(0).get() ? "Lewa" : "Prawa");
        assertThat(students.formerData(student.id())).hasSize(1);
        assertThat(desk.asProgram(() -> history.createHistoricTaskInstanceQuery()
                        .processInstanceBusinessKey(number)
                        .taskDefinitionKey(TASK)
                        .finished()
                        .count()))
                .isEqualTo(1);
    }

    // ---- what is written

    @Test
    void aChangeOfNameFromTheTaskToTheRegister() throws Exception {
        desk.active(student);
        String number = exchange("DATA_CHANGE");
        // it is the office's task, and the school's clock goes on
        assertThat(stages.of(cases.get(number)).whom()).isEqualTo(CaseStages.Whom.OFFICE);
        assertThat(cases.get(number).deadline()).isEqualTo(LocalDate.of(2026, 12, 7));
        assertThat(desk.task(number, TASK).getDueDate()).isEqualTo(OfficeDesk.moment("2026-12-07T23:59"));
        assertThat(cards.ofCase(number)).isEmpty();

        desk.timeIs("2026-11-24T10:00");
        String pesel = pesel(student.birthDate());
        desk.writesData(number, student, "surname", " Zamężna - Nowa", "firstName", "Janina", "pesel", pesel);
        desk.jobsRun();

        Student now = students.get(student.id());
        assertThat(now.data())
                .isEqualTo(new PersonalData("Janina", null, "Zamężna - Nowa", student.birthDate(), new Pesel(pesel)));
        assertThat(now.guardians()).isEqualTo(student.guardians());
        assertThat(now.schoolClass()).isEqualTo(student.schoolClass());
        assertThat(students.formerData(student.id())).singleElement().satisfies(former -> {
            assertThat(former.data()).isEqualTo(student.data());
            assertThat(former.changedAt())
                    .isEqualTo(OfficeDesk.moment("2026-11-24T10:00").toInstant());
            assertThat(former)
                    .extracting(FormerData::caseNumber, FormerData::changedBy)
                    .containsExactly(number, "sekretariat");
        });
        assertThat(trail(number))
                .contains("Zmieniono dane ucznia: nazwisko: %s → Zamężna - Nowa; imię: Jan → Janina; uzupełniono PESEL."
                        .formatted(student.surname()));
        assertThat(desk.asProgram(() -> history.createHistoricVariableInstanceQuery()
                        .variableNameIn("surname", "firstName", "secondName", "birthDate", "pesel")
                        .list()))
                .isEmpty();

        // what is printed
        web.perform(get(API + "cases/" + number))
                .andExpect(jsonPath("$.student.surname").value("Zamężna - Nowa"))
                .andExpect(jsonPath("$.student.pesel").value(pesel))
                .andExpect(jsonPath("$.person").value("Janina Zamężna - Nowa"));
        made(number);
        desk.jobsRun();
        assertThat(desk.mailsTo(student.guardians().get(0).email()))
                .anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail)).contains("gotowa do odbioru", "Janina"));

        // the register: each entry bears the name that its card bears
        StudentCard exchanged = cards.validOf(student.id()).orElseThrow();
        assertThat(exchanged.name().listed()).isEqualTo("Zamężna - Nowa Janina");
        assertThat(cards.get(original.number()).name()).isEqualTo(student.name());
        assertThat(cards.get(original.number()).state()).isEqualTo(CardState.EXCHANGED);
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CARD_EXCHANGED);
        for (String q : List.of(student.surname(), "zamezna nowa")) {
            assertThat(register(q))
                    .contains(Map.entry(exchanged.number(), "Zamężna - Nowa Janina"))
                    .contains(Map.entry(original.number(), student.surname() + " Jan"));
        }
        String csv = web.perform(get(API + "cards.csv").param("q", original.number()))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(csv).contains(student.surname() + " Jan").doesNotContain("Zamężna");

        // the student's page and both searches
        web.perform(get(API + "students/" + student.id()))
                .andExpect(jsonPath("$.name").value("Janina Zamężna - Nowa"))
                .andExpect(jsonPath("$.formerly[0].name").value(student.fullName()))
                .andExpect(jsonPath("$.formerly[0].until").value("2026-11-24"))
                .andExpect(jsonPath("$.formerly[0].caseNumber").value(number))
                .andExpect(jsonPath("$.cards[?(@.number == '" + original.number() + "')].name")
                        .value(student.fullName()))
                .andExpect(
                        jsonPath("$.history[*].text", Matchers.hasItem(Matchers.startsWith("Zmieniono dane ucznia"))));
        for (String search : List.of("students", "students/everyone")) {
            web.perform(get(API + search).param("q", student.surname()))
                    .andExpect(jsonPath("$[?(@.id == " + student.id() + ")].formerly[0]")
                            .value(student.fullName()));
        }
        web.perform(get(API + "cases").param("q", student.surname()))
                .andExpect(content().string(Matchers.containsString(number)));

        // the mobile card went with the old one
        assertThat(cases.openOf(student.id(), Procedure.MOBILE_CARD_REVOCATION)).isPresent();
    }

    @Test
    void theSchoolsErrorIsConfirmedOrCorrected() {
        String confirmed = exchange("SCHOOL_ERROR");
        desk.writesData(confirmed, student);
        desk.jobsRun();
        assertThat(desk.waitsIn(confirmed)).containsExactly("userTask_printCard");
        assertThat(students.formerData(student.id())).isEmpty();
        made(confirmed);

        LocalDate born = student.birthDate().minusYears(1);
        String corrected = exchange("SCHOOL_ERROR");
        desk.writesData(corrected, student, "secondName", "Żegota", "birthDate", born.toString());
        assertThat(students.get(student.id()).documentName()).isEqualTo("Jan Żegota " + student.surname());
        assertThat(trail(corrected)).anyMatch(text -> text.contains("drugie imię: – → Żegota; data urodzenia:"));
        assertThat(students.formerData(student.id()).get(0).data()).isEqualTo(student.data());
    }

    /** What is right on the list at the printer is what the card bears, and what comes later it does not. */
    @Test
    void aCardBearsTheNameOfTheDayItIsMade() {
        String number = exchange("SCHOOL_ERROR");
        desk.writesData(number, student);
        desk.jobsRun();
        rosterSays("Poprawiona", student);
        made(number);
        StudentCard card = cards.validOf(student.id()).orElseThrow();
        assertThat(card.name().surname()).isEqualTo("Poprawiona");
        rosterSays("Późniejsza", student);
        assertThat(cards.get(card.number()).name().surname()).isEqualTo("Poprawiona");
        assertThat(cards.get(original.number()).name().surname()).isEqualTo(student.surname());
    }

    @Test
    void aListThatStillBearsTheFormerNameIsToldApart() throws Exception {
        String number = exchange("DATA_CHANGE");
        desk.writesData(number, student, "surname", "Zamężna");
        long list = uploads.keep(
                "lista.csv",
                (HEADER + "%s;Jan;;9t;%s;;;;;;;\n".formatted(student.surname(), student.birthDate()))
                        .getBytes(StandardCharsets.UTF_8),
                "sekretariat");
        web.perform(get(API + "rosters/" + list))
                .andExpect(jsonPath("$.added").isEmpty())
                .andExpect(jsonPath("$.changed").isEmpty())
                .andExpect(jsonPath("$.former[0].line").value(2))
                .andExpect(jsonPath("$.former[0].name").value("Zamężna Jan, 9t"))
                .andExpect(jsonPath("$.former[0].reason").value(Matchers.containsString(number)));
        long before = students.searchEveryone("jan 9t", 5000).size();
        desk.enrolled(student, "9u");
        Student now = students.get(student.id());
        assertThat(now.surname()).isEqualTo("Zamężna");
        assertThat(now.schoolClass()).isEqualTo("9u");
        assertThat(students.inClass("9u")).hasSize(1);
        desk.enrolled(now, "9t");
        assertThat(students.searchEveryone("jan 9t", 5000)).hasSize((int) before);
    }

    // ---- steps

    /** Whom the card register names on each card that a search finds, by the card's number. */
    private Map<String, String> register(String q) throws Exception {
        Map<String, String> names = new HashMap<>();
        new ObjectMapper()
                .readTree(web.perform(get(API + "cards").param("q", q))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .get("rows")
                .forEach(row ->
                        names.put(row.get("number").asText(), row.get("student").asText()));
        return names;
    }

    private String exchange(String reason) {
        return exchange(reason, student);
    }

    private String exchange(String reason, Student whose) {
        if (cards.validOf(whose.id()).isEmpty()) {
            cards.registerExisting(
                    whose.id(),
                    "STARA-" + whose.id(),
                    LocalDate.of(2026, 9, 1),
                    LocalDate.of(2027, 9, 30),
                    true,
                    "ania");
        }
        Map<String, Object> form = desk.application(whose, desk.goodPhoto(whose));
        form.put("reason", reason);
        form.put("reasonNote", "nazwisko po ślubie mamy");
        form.put("attachments", "APPLICATION,PROOF_OF_CHANGE");
        String number = desk.caseNumber(desk.start("card-exchange", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.decide(number, "decision", "APPROVED");
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly(TASK);
        return number;
    }

    /** Printed and handed over. */
    private void made(String number) {
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        desk.jobsRun();
        Object[] form = {
            "handedOverOn",
            cards.ofCase(number).orElseThrow().readyOn().toString(),
            "handedOverTo",
            "Ewa Próbna",
            "handedOverAs",
            "GUARDIAN",
            "receiptSigned",
            true
        };
        desk.complete(
                number,
                "userTask_handOver",
                cards.ofCase(number).orElseThrow().replaces() == null
                        ? form
                        : OfficeDesk.with(form, "oldCardReturned", true));
    }

    private void assertNothingWritten(String number) {
        assertThat(desk.waitsIn(number)).containsExactly(TASK);
        assertThat(students.get(student.id())).isEqualTo(student);
        assertThat(students.formerData(student.id())).isEmpty();
        assertThat(trail(number)).noneMatch(text -> text.contains("dane ucznia"));
    }

    private List<String> trail(String number) {
        return cases.trail(number).stream().map(TrailEntry::what).toList();
    }

    /** The roster has no way to rename somebody without a PESEL, so this student gets one first. */
    private void rosterSays(String surname, Student whose) {
        Student known = students.get(whose.id());
        String pesel =
                known.pesel() == null ? pesel(known.birthDate()) : known.pesel().digits();
        for (String name : List.of(known.surname(), surname)) {
            roster.apply(
                    (HEADER + "%s;Jan;;%s;%s;%s;;;;;;\n".formatted(name, known.schoolClass(), known.birthDate(), pesel))
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(students.get(whose.id()).surname()).isEqualTo(surname);
    }

    /** A PESEL of that day which no other test uses. */
    private static String pesel(LocalDate born) {
        String ten = "%02d%02d%02d".formatted(born.getYear() % 100, born.getMonthValue() + 20, born.getDayOfMonth())
                + DateTimeFormatter.ofPattern("1DDD").format(born);
        int[] weights = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += weights[i] * Character.digit(ten.charAt(i), 10);
        }
        return ten + (10 - sum % 10) % 10;
    }
}
