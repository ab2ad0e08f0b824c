package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.Confirmation;
import pl.legitymacje.register.Holograms;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/**
 * A school's autumn, from 1 September to 15 October: the clock goes day by day, whatever is due is run, the office does
 * what it does, and each evening the registers are held against the rules (S3 II.4, IV.5, V.4, VII.1, VIII).
 */
@OfficeTest
class AutumnTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 9, 1);
    private static final LocalDate LAST = LocalDate.of(2026, 10, 15);
    private static final List<String> NIGHTLY = List.of("card-validity-september", "card-lapse");

    private static final String REMINDER = "Przypomnienie: legitymacja do potwierdzenia";
    private static final String LAPSED = "Legitymacja szkolna straciła ważność";
    private static final String REVOKED = "mLegitymacja unieważniona";
    private static final String OFFER = "mLegitymację można wydać ponownie";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Students students;

    @Autowired
    private CardRegister cards;

    @Autowired
    private MobileCards mobileCards;

    @Autowired
    private Holograms holograms;

    @Autowired
    private Cases cases;

    @Autowired
    private TaskService tasks;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private JdbcClient db;

    private final Map<String, Student> people = new HashMap<>();
    private String schoolClass;

    @AfterEach
    void over() {
        desk.closes();
    }

    @Test
    void fromTheFirstOfSeptemberToTheMiddleOfOctober() {
        spring();
        timersAreDueOn(FIRST);
        for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
            desk.timeIs(day + "T09:00"); // whatever was due in the night is run in the morning
            desk.jobsRun();
            office(day);
            desk.jobsRun();
            rulesHoldOn(day);
        }
        outcome();
    }

    /** What there was before the holidays: cards of the last school year, three mobile cards. */
    private void spring() {
        desk.opens("2026-06-01T09:00");
        schoolClass = desk.schoolClass();
        for (String who : List.of(
                "confirmed", "missing", "paper", "lost", "active", "registered", "objecting", "left", "repeats")) {
            Student student = desk.student(schoolClass, who + System.nanoTime() + "@rodzice.example");
            people.put(who, student);
            cards.registerExisting(
                    student.id(),
                    "R/" + student.id(),
                    LocalDate.of(2025, 10, 1),
                    LocalDate.of(2026, 9, 30),
                    who.equals("paper"),
                    "test");
        }
        for (String who : List.of("active", "lost", "objecting", "left", "missing", "confirmed")) {
            desk.active(person(who));
        }
        holograms.count(0, null, LocalDate.of(2026, 6, 1), "test");
        desk.start(
                "hologram-stock",
                OfficeDesk.map("hologramEntry", "RECEIVED", "hologramCount", 20L, "hologramOn", "2026-06-01"));
    }

    private void office(LocalDate day) {
        String today = day.toString();
        switch (today) {
            case "2026-09-01" -> {
                assertThat(round()).isNotNull();
                confirm("paper");
                assertThat(cards.confirmations(number("paper")).get(0).mark()).isEqualTo(Confirmation.STAMP);
                assertThat(holograms.balance()).isEqualTo(20);
            }
            case "2026-09-03" -> {
                // the new roster: up to the next class, but for one
                String before = schoolClass;
                schoolClass = desk.schoolClass();
                people.forEach((who, student) -> desk.enrolled(student, who.equals("repeats") ? before : schoolClass));
                assertThat(students.inClass(before)).hasSize(1);
            }
            case "2026-09-04" -> {
                // the class that came to be yesterday was started in the morning
                assertThat(round()).isNotNull();
                people.put("registered", students.get(person("registered").id()));
                desk.codeGiven(person("registered"));
            }
            case "2026-09-07" -> {
                confirm("confirmed", "offeredStudents", id("confirmed"));
                tasks.complete(
                        round().getId(),
                        OfficeDesk.map(
                                "confirmedStudents", "", "spoiledHolograms", 2L, "spoiledHologramsReason", "rozdarte"));
                assertThat(holograms.balance()).isEqualTo(17);
            }
            case "2026-09-08" -> duplicate();
            case "2026-09-10" ->
                desk.start(
                        "mlegitymacja-objection",
                        OfficeDesk.map(
                                "studentId",
                                person("objecting").id(),
                                "objection",
                                "RAISED",
                                "objectionBy",
                                "Ewa Próbna",
                                "objectionOn",
                                today,
                                "objectionForm",
                                "WRITTEN"));
            case "2026-09-14" ->
                desk.start(
                        "student-departure",
                        OfficeDesk.map(
                                "departingStudents", id("left"), "departureReason", "TRANSFER", "leftOn", today));
            case "2026-09-21" -> confirm("active", "offeredStudents", id("active"));
            case "2026-09-30" -> confirm("objecting", "offeredStudents", id("objecting"));
            case "2026-10-05" -> {
                revokeAll(today);
                // somebody brings the card after all
                desk.start("card-validity", OfficeDesk.map("schoolClass", schoolClass));
                confirm("registered");
            }
            default -> {}
        }
    }

    /** Lost in September; the duplicate is handed over the same day. */
    private void duplicate() {
        Student student = person("lost");
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "LOST");
        form.put("attachments", "APPLICATION,PAYMENT");
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.pays(number, "9.00", "Ewa " + number);
        desk.jobsRun();
        desk.decide(number, "decision", "APPROVED");
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        desk.complete(
                number,
                "userTask_handOver",
                "handedOverOn",
                "2026-09-08",
                "handedOverTo",
                "Ewa Próbna",
                "handedOverAs",
                "GUARDIAN",
                "receiptSigned",
                true);
        assertThatThrownBy(() -> confirm("lost", "spoiledHolograms", -1L)).hasMessageContaining("ujemna");
    }

    private void revokeAll(String today) {
        people.values().stream()
                .map(student -> cases.openOf(student.id(), Procedure.MOBILE_CARD_REVOCATION))
                .flatMap(Optional::stream)
                .forEach(open -> desk.complete(
                        open.number(), "userTask_revokeMobileCard", "revokedOn", today, "reissue", "OFFER"));
    }

    // ---- the rules

    private void rulesHoldOn(LocalDate day) {
        List<String> broken = new ArrayList<>();
        people.forEach((who, student) -> {
            List<StudentCard> valid = cards.search("", List.of(student.id()), 0).rows().stream()
                    .filter(card -> card.studentId() == student.id())
                    .filter(card -> card.state() == CardState.ISSUED)
                    .toList();
            if (valid.size() > 1) {
                broken.add(who + " has two valid cards");
            }
            if (valid.stream().anyMatch(card -> card.validUntil().isBefore(day))) {
                broken.add(who + "'s card should have lapsed");
            }
            List<MobileCard> live = mobileCards.ofStudent(student.id()).stream()
                    .filter(mobile -> List.of(
                                    MobileCardState.REGISTERED, MobileCardState.CODE_GIVEN, MobileCardState.ACTIVE)
                            .contains(mobile.state()))
                    .toList();
            if (live.size() > 1) {
                broken.add(who + " has two live mobile cards");
            }
            boolean based = live.stream().allMatch(mobile -> valid.stream()
                    .anyMatch(card -> card.number().equals(mobile.cardNumber())));
            if (!based
                    && cases.openOf(student.id(), Procedure.MOBILE_CARD_REVOCATION)
                            .isEmpty()) {
                broken.add(who + "'s mobile card has no basis and nobody revokes it");
            }
            if (live.stream().anyMatch(mobile -> mobile.validUntil().isBefore(day))) {
                broken.add(who + "'s mobile card should have lapsed");
            }
            if (!students.get(student.id()).attends() && !valid.isEmpty()) {
                broken.add(who + " left with a valid card");
            }
        });
        int ledger = db.sql("select coalesce(sum(quantity), 0) from hologram_entry")
                .query(Integer.class)
                .single();
        if (ledger != holograms.balance()) {
            broken.add("the stock of holograms is not what its ledger says");
        }
        assertThat(broken).as(day.toString()).isEmpty();
    }

    private void outcome() {
        LocalDate next = LocalDate.of(2027, 9, 30);
        assertThat(people.entrySet().stream()
                        .filter(one -> cards.validOf(one.getValue().id())
                                .filter(card -> card.validUntil().equals(next))
                                .isPresent())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("paper", "confirmed", "lost", "active", "objecting", "registered");

        assertThat(subjects("missing")).containsSubsequence(REMINDER, REMINDER, LAPSED, REVOKED);
        assertThat(subjects("missing")).filteredOn(LAPSED::equals).hasSize(1);
        assertThat(reason("missing")).isEqualTo(RevocationReason.CARD_LAPSED);

        assertThat(subjects("registered")).containsSubsequence(REMINDER, REMINDER, LAPSED, REVOKED);
        assertThat(reason("registered")).isEqualTo(RevocationReason.CARD_LAPSED);

        assertThat(subjects("confirmed")).contains(OFFER).doesNotContain(REMINDER, LAPSED, REVOKED);
        assertThat(subjects("active")).containsSubsequence(REMINDER, OFFER).doesNotContain(LAPSED, REVOKED);
        // the copy of last year's card ended with that year, by itself
        assertThat(mobileCards.liveOf(person("active").id())).isEmpty();

        assertThat(subjects("lost")).contains(REVOKED).doesNotContain(REMINDER, LAPSED);
        assertThat(reason("lost")).isEqualTo(RevocationReason.CARD_DUPLICATED);
        assertThat(subjects("objecting")).contains(REVOKED).doesNotContain(OFFER, LAPSED);
        assertThat(reason("objecting")).isEqualTo(RevocationReason.OBJECTION);
        assertThat(subjects("left")).contains(REVOKED).doesNotContain(REMINDER, LAPSED);
        assertThat(reason("left")).isEqualTo(RevocationReason.LEFT_SCHOOL);
        assertThat(subjects("repeats")).containsExactly(REMINDER, REMINDER, LAPSED);
        assertThat(subjects("paper")).isEmpty();
        // confirmed, active, objecting, registered; two spoiled
        assertThat(holograms.balance()).isEqualTo(14);
    }

    // ---- the desk

    private void timersAreDueOn(LocalDate day) {
        desk.asProgram(() -> {
            NIGHTLY.forEach(process -> jobs.setJobDuedate(
                    jobs.createJobQuery()
                            .processDefinitionKey(process)
                            .timers()
                            .singleResult()
                            .getId(),
                    OfficeDesk.moment(day + "T06:00")));
            return null;
        });
    }

    private Task round() {
        return tasks.createTaskQuery()
                .taskDefinitionKey("userTask_confirmValidity")
                .processVariableValueEquals("schoolClass", schoolClass)
                .singleResult();
    }

    private void confirm(String who, Object... more) {
        tasks.complete(
                round().getId(), OfficeDesk.map(OfficeDesk.with(new Object[] {"confirmedStudents", id(who)}, more)));
    }

    private Student person(String who) {
        return people.get(who);
    }

    private String id(String who) {
        return Long.toString(person(who).id());
    }

    private String number(String who) {
        return "R/" + person(who).id();
    }

    private List<String> subjects(String who) {
        return desk.subjectsTo(person(who).guardians().get(0).email());
    }

    private RevocationReason reason(String who) {
        return mobileCards.ofStudent(person(who).id()).get(0).revocationReason();
    }
}
