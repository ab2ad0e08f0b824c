package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.Confirmation;
import pl.legitymacje.register.Holograms;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.student.Status;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/**
 * A school year and the September after it, 1 September 2027 to 2 October 2028: the clock goes day by day, whatever is due
 * is run, the office does what stands in its diary, and each evening the registers are held against the rules
 * (S3 II.4, III–VIII, S1), by queries of the test's own. The server rests over Christmas. 30 September 2028 is a Saturday.
 */
@OfficeTest
class SchoolYearIT {

    private static final LocalDate FIRST = LocalDate.of(2027, 9, 1);
    private static final LocalDate LAST = LocalDate.of(2028, 10, 2);
    private static final LocalDate SERVER_DOWN = LocalDate.of(2027, 12, 24);
    private static final LocalDate SERVER_UP = LocalDate.of(2028, 1, 3);

    /** What a timer starts, and at which time of the day. */
    private static final Map<String, String> TIMERS = Map.of(
            "card-lapse", "00:30",
            "data-retention", "03:30",
            "deadline-watch", "05:30",
            "card-validity-september", "06:00");

    private static final String REMINDER = "Przypomnienie: legitymacja do potwierdzenia";
    private static final String LAPSED = "Legitymacja szkolna straciła ważność";
    private static final String REVOKED = "mLegitymacja unieważniona";
    private static final String OFFER = "mLegitymację można wydać ponownie";
    private static final String CODE_LAPSING = "Kod do mLegitymacji wkrótce straci ważność";
    private static final String UNUSED = "Kodu do mLegitymacji nie wykorzystano";
    private static final String CODE_LAPSED = "Kod do mLegitymacji stracił ważność";

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
    private RuntimeService runtime;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private JdbcClient db;

    private final Map<String, Student> people = new HashMap<>();
    private final Map<String, String> open = new HashMap<>();
    private final Map<LocalDate, Runnable> diary = new LinkedHashMap<>();
    private LocalDate today;

    @AfterEach
    void over() {
        desk.closes();
    }

    @Test
    void fromOneSeptemberToTheEndOfTheNext() {
        spring();
        autumn();
        winter();
        springAgain();
        june();
        nextSeptember();
        timersAreDue();
        for (today = FIRST; !today.isAfter(LAST); today = today.plusDays(1)) {
            if (!today.isBefore(SERVER_DOWN) && today.isBefore(SERVER_UP)) {
                continue;
            }
            desk.timeIs(today + "T09:00"); // whatever was due in the night is run in the morning
            desk.jobsRun();
            if (today.getDayOfWeek() != DayOfWeek.SUNDAY) {
                revokeWhatIsWaiting();
            }
            Runnable work = diary.remove(today);
            if (work != null) {
                work.run();
            }
            desk.jobsRun();
            rulesHold();
        }
        assertThat(diary).as("days on which nobody worked").isEmpty();
        outcome();
    }

    private void on(String day, Runnable work) {
        assertThat(diary.put(LocalDate.parse(day), work)).as(day).isNull();
    }

    // ---- the diary

    /** What there was before the holidays: cards of the last school year, some on the phone as well. */
    private void spring() {
        desk.opens("2027-06-01T09:00");
        today = LocalDate.of(2027, 6, 1);
        enter("7p", "confirmed", "lapses", "paper", "lost", "phone", "exchanged", "late", "unused", "objects");
        enter("7p", "moves", "leaves", "repeats", "saturday", "never");
        enter("8p", "graduate", "graduateWithCase", "repeatsLast");
        for (String who :
                List.of("confirmed", "lapses", "lost", "phone", "exchanged", "objects", "moves", "graduate", "never")) {
            desk.active(person(who));
        }
        stock("RECEIVED", 30);
    }

    private void autumn() {
        on("2027-09-01", () -> {
            assertThat(round("7p")).isNotNull();
            assertThat(round("8p")).isNotNull();
            confirm("7p", "paper");
            assertThat(cards.confirmations(oldNumber("paper")).get(0).mark()).isEqualTo(Confirmation.STAMP);
            assertThat(holograms.balance()).isEqualTo(30);
        });
        on("2027-09-07", () -> {
            confirm("8p", "graduate,graduateWithCase,repeatsLast", "offeredStudents", ids("graduate"));
            assertThat(round("8p")).isNull();
            tasks.complete(
                    round("7p").getId(),
                    OfficeDesk.map(
                            "confirmedStudents", "", "spoiledHolograms", 2L, "spoiledHologramsReason", "rozdarte"));
        });
        on(
                "2027-09-14",
                () -> confirm(
                        "7p",
                        "confirmed,lost,phone,exchanged,late,unused,objects,moves,leaves,repeats,saturday,never",
                        "offeredStudents",
                        ids("confirmed,lost,exchanged,objects,moves,never")));
        on("2027-09-16", () -> List.of("confirmed", "lost", "phone", "exchanged", "objects", "moves", "never")
                .forEach(who -> desk.active(person(who), "VALIDITY_CONFIRMED")));
        on("2027-09-17", () -> desk.active(person("graduate"), "VALIDITY_CONFIRMED"));
        on("2027-10-11", () -> {
            // somebody new, and a blank that the printer spoils
            enrol("7p", "newcomer");
            Student newcomer = person("newcomer");
            String number =
                    desk.caseNumber(desk.start("card-issue", desk.application(newcomer, desk.goodPhoto(newcomer))));
            desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
            desk.jobsRun();
            desk.complete(number, "userTask_printCard", "cardOutcome", "SPOILED", "spoiledReason", "smuga");
            desk.jobsRun();
            desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
            desk.handOver(number);
        });
        on("2027-11-10", () -> {
            object("objects", "RAISED");
            assertThatThrownBy(() -> desk.codeGiven(person("objects"), "ERROR")).hasMessageContaining("sprzeciw");
        });
        on("2027-11-15", () -> {
            // the card lapsed with September; the mobile one was revoked then: the hand-over asks
            String number = desk.cardReady(person("lapses"), "card-issue", null);
            desk.handOver(number, "reissueOffered", true);
        });
        on("2027-11-22", () -> desk.active(person("lapses"), "NEW_CARD"));
        on("2027-12-01", () -> open.put("late", desk.codeGiven(person("late"))));
        on("2027-12-06", () -> revocation("phone", "DEVICE_LOST"));
        on("2027-12-09", () -> desk.active(person("phone"), "REVOKED_ON_REQUEST"));
    }

    private void winter() {
        on("2028-01-10", () -> {
            // its code lapsed while the server was down
            tasks.complete(
                    desk.task(open.get("late"), "userTask_newCode").getId(),
                    Variables.createVariables()
                            .putValue("newCode", "GIVEN")
                            .putValue("codeChannel", "PICK_UP")
                            .putValueTyped("activationCode", Variables.stringValue("NEWC0DE2", true)));
            desk.activated(open.get("late"));
        });
        on("2028-01-17", () -> {
            // the parents had applied for a revocation, and take it back: the mobile card has to go all the same
            String own = revocation("moves", "NOT_WORKING");
            leave("moves", "TRANSFER", "newSchool", "SP nr 2");
            withdraw(own);
        });
        on("2028-01-28", () -> {
            open.put("leaves", apply("leaves", "FIRST_ISSUE"));
            leave("leaves", "TRANSFER", "returnedCards", ids("leaves"));
            Task decision = tasks.createTaskQuery()
                    .taskDefinitionKey("userTask_decideCases")
                    .singleResult();
            tasks.complete(
                    decision.getId(),
                    OfficeDesk.map("closedCases", open.get("leaves"), "closingReason", "Uczeń odszedł."));
        });
        on("2028-02-01", () -> open.put("unused", desk.codeGiven(person("unused"))));
        on("2028-02-07", () -> withdraw(revocation("phone", "DEVICE_LOST")));
        on("2028-02-08", () -> assertThat(
                        mobileCards.liveOf(person("phone").id()).orElseThrow().state())
                .isEqualTo(MobileCardState.ACTIVE));
        on("2028-02-14", () -> desk.handOver(desk.cardReady(person("exchanged"), "card-exchange", "DATA_CHANGE")));
    }

    private void springAgain() {
        on("2028-03-01", () -> {
            object("objects", "TAKEN_BACK");
            desk.active(person("objects"), "ERROR");
        });
        on("2028-03-06", () -> desk.enrolled(person("moves"), "7p"));
        on(
                "2028-03-07",
                () -> desk.handOver(desk.cardReady(person("moves"), "card-issue", null), "reissueOffered", false));
        on("2028-04-12", () -> desk.handOver(desk.cardReady(person("lost"), "card-duplicate", "LOST")));
        on("2028-04-18", () -> {
            // the application came with the duplicate: the revocation has begun its case, and the photo is on file
            String again = cases.openOf(person("lost").id(), Procedure.MOBILE_CARD_ISSUE)
                    .orElseThrow()
                    .number();
            assertThat(cases.get(again).reason()).isEqualTo(CaseReason.NEW_CARD);
            desk.registered(again);
            desk.activated(again);
        });
        on(
                "2028-05-15",
                () -> desk.start(
                        "card-return",
                        OfficeDesk.map(
                                "cardNumber",
                                oldNumber("lost"),
                                "returnedOn",
                                today.toString(),
                                "returnedBy",
                                "Ewa Próbna")));
    }

    private void june() {
        // two want a new code: one of them gives it up, of the other nothing is heard any more
        on("2028-05-22", () -> List.of("unused", "saturday")
                .forEach(who -> open.put(who + " again", desk.codeGiven(person(who)))));
        on("2028-05-23", () -> List.of("unused again", "saturday again").forEach(which -> {
            desk.complete(
                    open.get(which),
                    "userTask_handOverCode",
                    "handedOverOn",
                    today.toString(),
                    "handedOverTo",
                    "Ewa Próbna");
            desk.complete(open.get(which), "userTask_confirmActivation", "activation", "NEW_CODE");
        }));
        on("2028-05-24", () -> desk.complete(open.get("unused again"), "userTask_newCode", "newCode", "GIVEN_UP"));
        on("2028-06-20", () -> {
            Student student = person("graduateWithCase");
            Map<String, Object> form = desk.application(student, null);
            form.put("reason", "LOST");
            open.put("graduateWithCase", desk.caseNumber(desk.start("card-duplicate", form)));
        });
        on("2028-06-23", () -> {
            leave("graduate,graduateWithCase", "GRADUATION", "schoolClass", "8p", "returnedCards", ids("graduate"));
            Task decision = tasks.createTaskQuery()
                    .taskDefinitionKey("userTask_decideCases")
                    .singleResult();
            tasks.complete(
                    decision.getId(),
                    OfficeDesk.map("closedCases", open.get("graduateWithCase"), "closingReason", "Koniec szkoły."));
        });
    }

    private void nextSeptember() {
        on("2028-09-01", () -> {
            assertThat(round("7p")).isNotNull();
            stock("RECEIVED", 20);
        });
        on("2028-09-04", () -> {
            // the new roster: up to the next class, but for one; the other's class is there again
            people.forEach((who, student) -> {
                if (students.get(student.id()).attends()
                        && !Set.of("repeats", "repeatsLast").contains(who)) {
                    desk.enrolled(student, "8p");
                }
            });
            assertThat(students.inClass("7p")).hasSize(1);
        });
        on("2028-09-05", () -> {
            confirm("7p", "repeats");
            assertThat(round("7p")).isNull();
            assertThatThrownBy(() -> confirm("8p", "graduate")).isInstanceOf(RuntimeException.class);
        });
        on(
                "2028-09-11",
                () -> confirm(
                        "8p",
                        "confirmed,lost,phone,exchanged,late,unused,objects,moves,lapses,paper,repeatsLast,newcomer",
                        "offeredStudents",
                        ids("confirmed,exchanged,objects"),
                        "spoiledHolograms",
                        1L,
                        "spoiledHologramsReason",
                        "krzywo"));
        on("2028-09-13", () -> desk.active(person("confirmed"), "VALIDITY_CONFIRMED"));
        // the last day is a Saturday, and counts
        on("2028-09-30", () -> confirm("8p", "saturday"));
    }

    /** The office revokes what it has to before anything else of the day. */
    private void revokeWhatIsWaiting() {
        for (Task task : tasks.createTaskQuery()
                .taskDefinitionKey("userTask_revokeMobileCard")
                .list()) {
            long studentId = (Long) runtime.getVariable(task.getProcessInstanceId(), "studentId");
            String answer = studentId == person("lost").id()
                    ? "APPLIED"
                    : studentId == person("exchanged").id() ? "NO" : "OFFER";
            tasks.complete(
                    task.getId(),
                    OfficeDesk.map(
                            "revokedOn",
                            today.toString(),
                            "reissue",
                            answer,
                            "reissueReceivedOn",
                            today.toString(),
                            "reissueChannel",
                            "OFFICE"));
        }
    }

    // ---- the rules

    private void rulesHold() {
        List<String> broken = new ArrayList<>();
        none(
                broken,
                "two valid cards",
                "select student_id from student_card where state = 'ISSUED' group by student_id having count(*) > 1");
        none(
                broken,
                "a card valid though its day is past",
                "select number from student_card where state = 'ISSUED' and valid_until < :today");
        none(
                broken,
                "a valid card of somebody who left",
                "select c.number from student_card c join student s on s.id = c.student_id"
                        + " where c.state = 'ISSUED' and s.status <> 'ATTENDS'");
        String live = "m.state in ('REGISTERED', 'CODE_GIVEN', 'ACTIVE')";
        String revoking = "exists (select 1 from case_file f where f.mobile_card_id = m.id and f.closed_at is null"
                + " and f.received_on >= :recently)";
        none(
                broken,
                "two live mobile cards",
                "select m.student_id from mobile_card m where " + live + " group by m.student_id having count(*) > 1");
        none(
                broken,
                "a mobile card without its valid card, and nobody revokes it",
                "select m.id from mobile_card m where " + live + " and not exists (select 1 from student_card c"
                        + " where c.number = m.card_number and c.state = 'ISSUED') and not " + revoking);
        none(
                broken,
                "a mobile card against an objection, and nobody revokes it",
                "select m.id from mobile_card m join objection o on o.stands_for = m.student_id where " + live
                        + " and not " + revoking);
        none(
                broken,
                "a mobile card live though its day is past",
                "select m.id from mobile_card m where " + live + " and m.valid_until < :today");
        none(
                broken,
                "a code kept although nobody can use it",
                "select id from mobile_card where (code is not null or qr_content is not null)"
                        + " and (state <> 'CODE_GIVEN' or code_valid_until < :now)");
        none(
                broken,
                "a code that somebody could still use though nobody is to",
                "select m.id from mobile_card m join case_file f on f.number = m.case_number"
                        + " where m.state in ('REGISTERED', 'CODE_GIVEN') and f.closed_at is not null");
        none(
                broken,
                "a revocation that waits for more than a weekend",
                "select number from case_file where procedure_key = 'MOBILE_CARD_REVOCATION' and closed_at is null"
                        + " and received_on < :recently");
        none(
                broken,
                "a stock of holograms that its entries do not add up to",
                "select id from hologram_stock where balance < 0"
                        + " or balance <> (select coalesce(sum(quantity), 0) from hologram_entry)");
        none(
                broken,
                "holograms used and marks made differ",
                "select 1 from hologram_stock where (select count(*) from hologram_entry where kind = 'USED')"
                        + " <> (select count(*) from card_confirmation where mark = 'HOLOGRAM')");
        none(broken, "a step that failed", "select id_ from act_ru_incident");
        gapFree(broken, "card", "select serial from student_card where case_number is not null");
        for (int year = FIRST.getYear(); year <= LAST.getYear(); year++) {
            gapFree(
                    broken,
                    "case",
                    "select cast(substring(number, 10) as bigint) from case_file where number like 'SPR-" + year
                            + "-%'");
        }
        assertThat(broken).as(today.toString()).isEmpty();
    }

    private void none(List<String> broken, String what, String sql) {
        List<Map<String, Object>> found = db.sql(sql)
                .param("today", today)
                .param("recently", today.minusDays(2))
                .param("now", OfficeDesk.moment(today + "T09:00").toInstant().atOffset(ZoneOffset.UTC))
                .query()
                .listOfRows();
        if (!found.isEmpty()) {
            broken.add(what + ": " + found);
        }
    }

    private void gapFree(List<String> broken, String register, String sql) {
        List<Long> taken =
                db.sql(sql).query(Long.class).list().stream().sorted().toList();
        if (!taken.equals(LongStream.rangeClosed(1, taken.size()).boxed().toList())) {
            broken.add("numbers of the register " + register + ": " + taken);
        }
    }

    // ---- what has come of it

    private void outcome() {
        assertThat(people.entrySet().stream()
                        .filter(one -> cards.validOf(one.getValue().id())
                                .filter(card -> card.validUntil().equals(LocalDate.of(2029, 9, 30)))
                                .isPresent())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(
                        "confirmed",
                        "lapses",
                        "paper",
                        "lost",
                        "phone",
                        "exchanged",
                        "late",
                        "unused",
                        "objects",
                        "moves",
                        "repeats",
                        "saturday",
                        "repeatsLast",
                        "newcomer");
        // one mobile card is the copy of a confirmed card; the others' ended with the year, by themselves
        assertThat(people.entrySet().stream()
                        .filter(one -> mobileCards.liveOf(one.getValue().id()).isPresent())
                        .map(Map.Entry::getKey))
                .containsExactly("confirmed");
        // 12 and 3 in the first September, 2 spoiled; 13 (a stamp on the one of paper) and 1, 1 spoiled
        assertThat(holograms.balance()).isEqualTo(30 - 15 - 2 + 20 - 13 - 1);

        assertThat(subjects("confirmed")).filteredOn(OFFER::equals).hasSize(2);
        assertThat(subjects("confirmed")).doesNotContain(REMINDER, LAPSED, REVOKED);

        assertThat(subjects("lapses")).containsSubsequence(REMINDER, REMINDER, LAPSED, REVOKED, OFFER);
        assertThat(subjects("lapses")).filteredOn(LAPSED::equals).hasSize(1);
        assertThat(reasons("lapses")).containsExactly(RevocationReason.CARD_LAPSED);

        assertThat(subjects("never")).containsSubsequence(REMINDER, REMINDER, LAPSED);
        assertThat(cards.get(oldNumber("never")).state()).isEqualTo(CardState.LAPSED);
        assertThat(subjects("saturday")).filteredOn(REMINDER::equals).hasSize(2);
        assertThat(subjects("saturday")).doesNotContain(LAPSED);

        assertThat(cards.get(oldNumber("lost")).state()).isEqualTo(CardState.DUPLICATED);
        assertThat(cards.get(oldNumber("lost")).returned()).isNotNull();
        assertThat(reasons("lost")).contains(RevocationReason.CARD_DUPLICATED);
        assertThat(cards.get(oldNumber("exchanged")).state()).isEqualTo(CardState.EXCHANGED);
        assertThat(reasons("exchanged")).contains(RevocationReason.CARD_EXCHANGED);
        assertThat(reasons("phone")).contains(RevocationReason.DEVICE_LOST);
        assertThat(reasons("objects")).contains(RevocationReason.OBJECTION);

        assertThat(subjects("late")).contains(CODE_LAPSED);
        // the day on which it was due came and went while the server was down
        assertThat(subjects("late")).doesNotContain(CODE_LAPSING);
        assertThat(subjects("unused")).containsSubsequence(CODE_LAPSING, CODE_LAPSED);
        for (String unused : List.of("unused", "unused again", "saturday again")) {
            assertThat(cases.get(open.get(unused)).outcome()).as(unused).isEqualTo(Outcome.MOBILE_CARD_UNUSED);
        }
        assertThat(subjects("unused")).filteredOn(UNUSED::equals).hasSize(2);
        assertThat(subjects("saturday")).contains(UNUSED);

        assertThat(reasons("moves")).contains(RevocationReason.LEFT_SCHOOL);
        assertThat(subjects("moves")).filteredOn(OFFER::equals).hasSize(1); // in the first September
        assertThat(cards.get(oldNumber("moves")).state()).isEqualTo(CardState.INVALID);
        assertThat(cases.get(open.get("leaves")).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(cards.get(oldNumber("leaves")).returned()).isNotNull();
        assertThat(reasons("graduate")).contains(RevocationReason.LEFT_SCHOOL);
        assertThat(students.get(person("graduate").id()).status()).isEqualTo(Status.GRADUATED);
        assertThat(cases.get(open.get("graduateWithCase")).outcome()).isEqualTo(Outcome.WITHDRAWN);
        // who left is written to about their mobile card and their cases, but not of a September they do not share
        for (String who : List.of("leaves", "graduate", "graduateWithCase")) {
            assertThat(subjects(who)).as(who).doesNotContain(LAPSED);
        }
        assertThat(subjects("paper")).isEmpty();
        assertThat(mobileCards.ofStudent(person("lost").id()))
                .extracting(MobileCard::state)
                .containsOnly(MobileCardState.LAPSED, MobileCardState.REVOKED);
    }

    // ---- the desk

    private void enter(String schoolClass, String... names) {
        for (String who : names) {
            enrol(schoolClass, who);
            cards.registerExisting(
                    person(who).id(),
                    oldNumber(who),
                    LocalDate.of(2026, 10, 1),
                    LocalDate.of(2027, 9, 30),
                    who.equals("paper"),
                    "test");
        }
    }

    private void enrol(String schoolClass, String who) {
        people.put(who, desk.student(schoolClass, who + "@rodzice.example"));
    }

    private void stock(String kind, long count) {
        desk.start(
                "hologram-stock",
                OfficeDesk.map("hologramEntry", kind, "hologramCount", count, "hologramOn", today.toString()));
    }

    private Task round(String schoolClass) {
        return tasks.createTaskQuery()
                .taskDefinitionKey("userTask_confirmValidity")
                .processVariableValueEquals("schoolClass", schoolClass)
                .singleResult();
    }

    private void confirm(String schoolClass, String who, Object... more) {
        tasks.complete(
                round(schoolClass).getId(),
                OfficeDesk.map(OfficeDesk.with(new Object[] {"confirmedStudents", ids(who)}, more)));
    }

    private void leave(String who, String reason, Object... more) {
        desk.leave(ids(who), reason, today.toString(), more);
        desk.jobsRun();
    }

    private void object(String who, String stand) {
        desk.start(
                "mlegitymacja-objection",
                OfficeDesk.map(
                        "studentId",
                        person(who).id(),
                        "objection",
                        stand,
                        "objectionBy",
                        "Ewa Próbna",
                        "objectionOn",
                        today.toString(),
                        "objectionForm",
                        "WRITTEN"));
    }

    private String revocation(String who, String reason) {
        Map<String, Object> form = desk.application(person(who), null);
        form.put("reason", reason);
        return desk.caseNumber(desk.start("mlegitymacja-revocation", form));
    }

    private void withdraw(String number) {
        desk.withdraw(number, "Ewa Próbna", today.toString());
    }

    private String apply(String who, String reason) {
        Map<String, Object> form = desk.application(person(who), desk.goodPhoto(person(who)));
        form.put("reason", reason);
        form.put("attachments", "APPLICATION");
        return desk.caseNumber(desk.start("mlegitymacja-issue", form));
    }

    /** The engine began at the computer's own date: its timers are put where they would be by now. */
    private void timersAreDue() {
        desk.asProgram(() -> {
            TIMERS.forEach((process, time) -> jobs.setJobDuedate(
                    jobs.createJobQuery()
                            .processDefinitionKey(process)
                            .timers()
                            .singleResult()
                            .getId(),
                    OfficeDesk.moment(FIRST + "T" + time)));
            return null;
        });
    }

    private Student person(String who) {
        return people.get(who);
    }

    private String ids(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(who -> Long.toString(person(who).id()))
                .collect(Collectors.joining(","));
    }

    private String oldNumber(String who) {
        return "R/" + person(who).id();
    }

    private List<String> subjects(String who) {
        return desk.subjectsTo(person(who).guardians().get(0).email());
    }

    private List<RevocationReason> reasons(String who) {
        return mobileCards.ofStudent(person(who).id()).stream()
                .map(MobileCard::revocationReason)
                .filter(reason -> reason != null && reason != RevocationReason.REISSUED)
                .toList();
    }
}
