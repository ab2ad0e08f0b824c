package pl.legitymacje.process.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.AtOnce;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Departures;
import pl.legitymacje.student.Status;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** Who leaves: card invalid, mobile card revoked ex officio, open cases decided by a person (S1, S3 VII.1). */
@OfficeTest
class StudentDepartureTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Students students;

    @Autowired
    private Departures departures;

    @Autowired
    private CardRegister cards;

    @Autowired
    private MobileCards mobileCards;

    @Autowired
    private Cases cases;

    @Autowired
    private TaskService tasks;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identity;

    @Autowired
    private MockMvc web;

    private Student student;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @ParameterizedTest
    @CsvSource({
        "departingStudents, '', zaznaczyć",
        "departingStudents, x, departingStudents",
        "departingStudents, -5, ucznia",
        "departingStudents, 'ID,-5', departingStudents",
        "departureReason, '', departureReason",
        "departureReason, BORED, departureReason",
        "leftOn, 2026-11-24, przyszłości",
        "leftOn, 2026-11-01, wcześniejszej",
        "leftOn, '', leftOn",
        "returnedCards, -5, returnedCards",
        "schoolClass, 9t, departingStudents"
    })
    void whatCannotBeIsRefusedAndChangesNothing(String field, String value, String says) {
        card(student);
        assertThatThrownBy(() -> leave(field, value.replace("ID", Long.toString(student.id()))))
                .hasMessageContaining(says);
        assertThat(students.get(student.id()).attends()).isTrue();
        assertThat(cards.validOf(student.id())).isPresent();
    }

    @Test
    void whoHasNoCardCannotReturnOneAndNobodyLeavesTwice() {
        assertThatThrownBy(() -> leave("returnedCards", Long.toString(student.id())))
                .hasMessageContaining(student.fullName())
                .hasMessageContaining("nie ma legitymacji");
        assertThat(ends(leave())).containsExactly("endEvent_studentLeft");
        assertThatThrownBy(this::leave).hasMessageContaining("już nie uczęszcza");
    }

    @Test
    void whoCannotHaveLeftThenIsNamedWithWhatHappened() {
        card(student);
        assertThatThrownBy(() -> leave("leftOn", "2026-11-19"))
                .hasMessageContaining(student.fullName())
                .hasMessageContaining(number(student))
                .hasMessageContaining("20.11.2026");
    }

    @Test
    void nobodyGraduatesWithAnotherClass() {
        Student other = desk.student("8z", "");
        assertThatThrownBy(() -> graduate("8y", "GRADUATION", Long.toString(other.id())))
                .hasMessageContaining(other.fullName())
                .hasMessageContaining("8z");
        assertThat(students.get(other.id()).attends()).isTrue();
        graduate(" VIII z", "GRADUATION", Long.toString(other.id()));
        assertThat(students.get(other.id()).status()).isEqualTo(Status.GRADUATED);
    }

    /** A mobile card, an exchange and a duplicate need the card that ended with the departure. */
    @ParameterizedTest
    @CsvSource({
        "mlegitymacja-issue, FIRST_ISSUE, mLegitymację",
        "card-duplicate, LOST, duplikat",
        "card-exchange, SCHOOL_ERROR, zastąpić"
    })
    void whatCannotGoOnCanOnlyBeClosed(String process, String reason, String why) throws Exception {
        card(student);
        Map<String, Object> form = desk.application(student, null);
        form.putAll(OfficeDesk.map("reason", reason, "attachments", "APPLICATION"));
        String number = desk.caseNumber(desk.start(process, form));
        ProcessInstance departure = leave();
        desk.jobsRun();
        Task task = decision(departure);
        web.perform(get("/camunda/api/office/departures/" + task.getId() + "/cases"))
                .andExpect(jsonPath("$[0].studentId").value(student.id()))
                .andExpect(jsonPath("$[0].onlyClose").value(org.hamcrest.Matchers.containsString(why)));
        assertThatThrownBy(() -> decide(task, null, number))
                .hasMessageContaining(number)
                .hasMessageContaining(why);
        decide(task, number, null);
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
    }

    @ParameterizedTest
    @CsvSource({
        "cameBackOn, 2026-11-22, 23.11.2026",
        "cameBackOn, 2026-11-24, przyszłości",
        "comebackReason, '', comebackReason",
        "studentId, -5, ucznia"
    })
    void aReturnThatCannotBeIsRefused(String field, String value, String says) {
        leave();
        assertThatThrownBy(() -> comeBack(field, value)).hasMessageContaining(says);
        assertThat(students.get(student.id()).attends()).isFalse();
    }

    @Test
    void whoHasNotLeftCannotComeBack() {
        assertThatThrownBy(this::comeBack)
                .hasMessageContaining(student.fullName())
                .hasMessageContaining("uczęszcza");
    }

    @Test
    void aMistakenDepartureIsTakenBackAndItsCasesNeedNoDecision() throws Exception {
        String issue = issueCase(student);
        ProcessInstance departure = leave();
        desk.jobsRun();
        web.perform(get("/camunda/api/office/students/" + student.id() + "/departure"))
                .andExpect(jsonPath("$.leftOn").value("2026-11-23"))
                .andExpect(jsonPath("$.reason").value("przejście do innej szkoły"));
        assertThat(ends(comeBack())).containsExactly("endEvent_cameBack");
        assertThat(students.get(student.id()).attends()).isTrue();
        assertThat(departures.last(student.id()).orElseThrow().returnedBy()).isNotBlank();
        web.perform(get("/camunda/api/office/departures/" + decision(departure).getId() + "/cases"))
                .andExpect(jsonPath("$", hasSize(0)));
        tasks.complete(decision(departure).getId());
        assertThat(cases.get(issue).open()).isTrue();
    }

    /** The card stays ended, and what needed it has to be closed; a first one is begun anew. */
    @Test
    void aReturnDoesNotBringTheCardBack() throws Exception {
        card(student);
        String mobile = mobileCase();
        ProcessInstance departure = leave();
        desk.jobsRun();
        comeBack();
        Task task = decision(departure);
        assertThatThrownBy(() -> tasks.complete(task.getId())).hasMessageContaining(mobile);
        decide(task, mobile, null);
        assertThat(cases.get(mobile).open()).isFalse();
        assertThat(cards.validOf(student.id())).isEmpty();
        assertThat(cases.get(issueCase(student)).open()).isTrue();
    }

    @Test
    void theCardEndsReturnedOrNotAndTheMobileCardIsRevoked() throws Exception {
        card(student);
        desk.active(student);
        web.perform(get("/camunda/api/office/students/" + student.id() + "/departure"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.cardNumber").value(number(student)));
        ProcessInstance departure = leave("returnedCards", Long.toString(student.id()), "newSchool", "SP nr 2");
        assertThat(cards.get(number(student)).state()).isEqualTo(CardState.INVALID);
        assertThat(cards.get(number(student)).endReason()).contains("przejście do innej szkoły");
        assertThat(cards.get(number(student)).returned().to()).isEqualTo("sekretariat");
        assertThat(departures.last(student.id()).orElseThrow().newSchool()).isEqualTo("SP nr 2");
        desk.jobsRun();
        CaseFile revocation = revocation(student);
        assertThat(ends(departure)).containsExactly("endEvent_studentLeft");
        desk.complete(revocation.number(), "userTask_revokeMobileCard", "revokedOn", "2026-11-23");
        assertThat(mobileCards.ofStudent(student.id()).get(0).revocationReason())
                .isEqualTo(RevocationReason.LEFT_SCHOOL);

        Student other = desk.student();
        card(other);
        student = other;
        leave();
        assertThat(cards.get(number(other)).state()).isEqualTo(CardState.INVALID);
        assertThat(cards.get(number(other)).returned()).isNull();
        desk.jobsRun();
        assertThat(revocation(other)).isNull();
    }

    @Test
    void openCasesAreDecidedOneByOneAndCertificatesAreLeftAlone() throws Exception {
        String issue = issueCase(student);
        String certificate = certificateCase();
        ProcessInstance departure = leave();
        desk.jobsRun();
        Task task = decision(departure);
        web.perform(get("/camunda/api/office/departures/" + task.getId() + "/cases"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$", hasSize(1)))
                .andExpect(jsonPath("$[0].number").value(issue));
        assertThatThrownBy(() -> decide(task, null, null)).hasMessageContaining("zdecydować o sprawie " + issue);
        assertThatThrownBy(() -> decide(task, issue, issue)).hasMessageContaining("zdecydować o sprawie " + issue);
        assertThatThrownBy(() -> tasks.complete(task.getId(), OfficeDesk.map("closedCases", issue)))
                .hasMessageContaining("closingReason");
        assertThat(cases.get(issue).open()).isTrue();
        decide(task, issue, null);
        assertThat(cases.get(issue).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(cases.trail(issue)).anyMatch(entry -> entry.what().contains("Powód: Uczeń odszedł."));
        assertThat(cases.get(certificate).open()).isTrue();
        assertThat(ends(departure)).containsExactly("endEvent_studentLeft");
        desk.jobsRun();
        assertThat(desk.subjectsTo(student.guardians().get(0).email()))
                .filteredOn(subject -> subject.contains("wycofan"))
                .hasSize(1);
    }

    @Test
    void aCaseMayGoOnAndOneThatEndedMeanwhileNeedsNoDecision() {
        String issue = issueCase(student);
        ProcessInstance departure = leave();
        desk.jobsRun();
        decide(decision(departure), null, issue);
        assertThat(cases.get(issue).open()).isTrue();

        student = desk.student();
        String other = issueCase(student);
        departure = leave();
        desk.jobsRun();
        desk.withdraw(other, "Ewa Próbna", "2026-11-23");
        tasks.complete(decision(departure).getId());
        assertThat(ends(departure)).containsExactly("endEvent_studentLeft");
    }

    @Test
    void aClassGraduatesAtOnceAndWhoRepeatsTheYearStays() throws Exception {
        String schoolClass = desk.schoolClass();
        Student first = desk.student(schoolClass, "a" + System.nanoTime() + "@rodzice.example");
        Student second = desk.student(schoolClass, "");
        Student repeats = desk.student(schoolClass, "");
        List.of(first, second, repeats).forEach(this::card);
        desk.active(first);
        web.perform(get("/camunda/api/office/classes/" + schoolClass + "/departure"))
                .andExpect(jsonPath("$", hasSize(3)));
        assertThatThrownBy(() -> graduate(schoolClass, "TRANSFER", first.id() + "," + second.id()))
                .hasMessageContaining("departingStudents");
        assertThatThrownBy(() -> graduate(schoolClass, "GRADUATION", first.id() + ",-4"))
                .hasMessageContaining("ucznia");
        assertThat(students.inClass(schoolClass)).hasSize(3);
        ProcessInstance departure = graduate(schoolClass, "GRADUATION", first.id() + "," + second.id());
        desk.jobsRun();
        assertThat(ends(departure)).containsExactly("endEvent_classGraduated");
        assertThat(students.get(first.id()).status()).isEqualTo(Status.GRADUATED);
        assertThat(students.inClass(schoolClass)).extracting(Student::id).containsExactly(repeats.id());
        assertThat(cards.validOf(second.id())).isEmpty();
        assertThat(cards.validOf(repeats.id())).isPresent();
        assertThat(revocation(first)).isNotNull();
        assertThat(revocation(second)).isNull();
    }

    @Test
    void whoComesBackNeedsAFirstCardAnew() {
        card(student);
        leave();
        desk.jobsRun();
        assertThatThrownBy(() -> issueCase(student)).hasMessageContaining("nie uczęszcza");
        desk.timeIs("2026-11-24T09:00");
        desk.enrolled(student, "9t");
        assertThat(students.get(student.id()).attends()).isTrue();
        assertThat(cards.validOf(student.id())).isEmpty();
        Map<String, Object> duplicate = desk.application(student, null);
        duplicate.put("reason", "LOST");
        assertThatThrownBy(() -> desk.start("card-duplicate", duplicate)).hasMessageContaining("legitymacj");
        assertThat(cases.get(issueCase(student)).open()).isTrue();
    }

    @RepeatedTest(3)
    void twoClerksRecordTheSameDepartureOnce() throws Exception {
        card(student);
        desk.active(student);
        Runnable clerk = () -> {
            identity.setAuthentication("sekretariat", List.of("sekretariat"));
            try {
                leave();
            } catch (RuntimeException tooLate) {
                throw new Refused("process.departure.nobody");
            } finally {
                identity.clearAuthentication();
            }
        };
        assertThat(AtOnce.done(List.of(clerk, clerk))).isEqualTo(1);
        desk.jobsRun();
        assertThat(departures.history(student.id())).hasSize(1);
        assertThat(revocation(student)).isNotNull();
    }

    // ---- the desk

    private ProcessInstance leave(Object... more) {
        return desk.leave(Long.toString(student.id()), "TRANSFER", "2026-11-23", more);
    }

    private ProcessInstance comeBack(Object... more) {
        return desk.start(
                "student-comeback",
                OfficeDesk.map(OfficeDesk.with(
                        new Object[] {
                            "studentId",
                            student.id(),
                            "cameBackOn",
                            "2026-11-23",
                            "comebackReason",
                            "Pomyłka we wpisie."
                        },
                        more)));
    }

    /** A mobile card's case, open beside a valid card. */
    private String mobileCase() {
        Map<String, Object> form = desk.application(student, null);
        form.putAll(OfficeDesk.map("reason", "FIRST_ISSUE", "attachments", "APPLICATION"));
        return desk.caseNumber(desk.start("mlegitymacja-issue", form));
    }

    private ProcessInstance graduate(String schoolClass, String reason, String ids) {
        return leave("schoolClass", schoolClass, "departureReason", reason, "departingStudents", ids);
    }

    private Task decision(ProcessInstance departure) {
        return tasks.createTaskQuery().processInstanceId(departure.getId()).singleResult();
    }

    private void decide(Task task, String closed, String carried) {
        tasks.complete(
                task.getId(),
                OfficeDesk.map("closedCases", closed, "carriedCases", carried, "closingReason", "Uczeń odszedł."));
    }

    private List<String> ends(ProcessInstance departure) {
        desk.jobsRun();
        return desk.asProgram(() ->
                history
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(departure.getId())
                        .finished()
                        .list()
                        .stream()
                        .map(HistoricActivityInstance::getActivityId)
                        .filter(id -> id.startsWith("endEvent_"))
                        .toList());
    }

    private String issueCase(Student applicant) {
        return desk.caseNumber(desk.start("card-issue", desk.application(applicant, desk.goodPhoto(applicant))));
    }

    private String certificateCase() {
        Map<String, Object> form = desk.application(student, null);
        form.putAll(OfficeDesk.map(
                "firstName", student.firstName(),
                "surname", student.surname(),
                "birthDate", student.birthDate().toString(),
                "certificate", "świadectwo promocyjne " + student.id(),
                "certificateYear", "2023/2024",
                "certificateClass", "6b",
                "applicantAs", "GUARDIAN",
                "collection", "IN_PERSON",
                "attachments", "APPLICATION,PAYMENT"));
        return desk.caseNumber(desk.start("certificate-duplicate", form));
    }

    private void card(Student holder) {
        cards.registerExisting(
                holder.id(), number(holder), LocalDate.of(2026, 11, 20), LocalDate.of(2027, 9, 30), false, "test");
    }

    private static String number(Student holder) {
        return "D/" + holder.id();
    }

    private CaseFile revocation(Student holder) {
        return cases.openOf(holder.id(), Procedure.MOBILE_CARD_REVOCATION).orElse(null);
    }
}
