package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.photo.Drawn;
import pl.legitymacje.photo.PhotoSource;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.student.RosterImport;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** What a clerk does in the tests: start cases, complete tasks with the rights of the office, let time pass. */
@TestComponent
public class OfficeDesk {

    /** So many days later the engine's tables are looked through again: what lies in them grows, and stays. */
    private static final int LOOKS_THROUGH = 20;

    private static final ZoneId WARSAW = ZoneId.of("Europe/Warsaw");

    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService jobs;
    private final IdentityService identity;
    private final HistoryService history;
    private final Students students;
    private final RosterImport roster;
    private final Photos photos;
    private final JdbcClient db;
    private final FormService forms;
    private final RepositoryService repository;
    private final Map<String, List<String>> fields = new ConcurrentHashMap<>();
    private int days;
    private final AtomicInteger next = new AtomicInteger();

    OfficeDesk(
            RuntimeService runtime,
            TaskService tasks,
            ManagementService jobs,
            IdentityService identity,
            HistoryService history,
            Students students,
            RosterImport roster,
            Photos photos,
            JdbcClient db,
            FormService forms,
            RepositoryService repository) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.jobs = jobs;
        this.identity = identity;
        this.history = history;
        this.students = students;
        this.roster = roster;
        this.photos = photos;
        this.db = db;
        this.forms = forms;
        this.repository = repository;
    }

    /** A new working day: it is this moment, the clerk sits down, no mail has come. */
    public void opens(String localDateTime) {
        timeIs(localDateTime);
        identity.setAuthentication("sekretariat", List.of("sekretariat"));
        try {
            TestMailServer.SERVER.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nothing that the forms sent about people has stayed with the engine (domain §8). */
    public void closes() {
        identity.clearAuthentication();
        ClockUtil.reset();
        if (++days % LOOKS_THROUGH != 0) {
            return;
        }
        for (String table : List.of("ACT_RU_VARIABLE", "ACT_HI_VARINST", "ACT_HI_DETAIL")) {
            assertThat(db.sql("select NAME_ || ' = ' || TEXT_ from " + table
                                    + " where TEXT_ like '%Próbn%' or TEXT_ like '%@%' or TEXT_ like '%111 222%'")
                            .query(String.class)
                            .list())
                    .as(table)
                    .isEmpty();
        }
    }

    public void timeIs(String localDateTime) {
        ClockUtil.setCurrentTime(moment(localDateTime));
    }

    public static Date moment(String localDateTime) {
        return Date.from(LocalDateTime.parse(localDateTime).atZone(WARSAW).toInstant());
    }

    /** Somebody new at school, whom no other test knows, with a guardian who has an e-mail address. */
    public Student student() {
        return student("9t", "opiekun%d@rodzice.example".formatted(next.get()));
    }

    /** The same in a class, and with a guardian's e-mail address that may be empty. */
    public Student student(String schoolClass, String email) {
        int number = next.getAndIncrement();
        LocalDate birthDate = LocalDate.of(2010, 1, 1).plusDays(number);
        enrolled("Próbny" + letters(number), schoolClass, birthDate, email);
        return students.inClass(schoolClass).stream()
                .filter(student -> student.birthDate().equals(birthDate))
                .findFirst()
                .orElseThrow();
    }

    /** A roster names this student again, in a class. */
    public void enrolled(Student student, String schoolClass) {
        enrolled(
                student.surname(),
                schoolClass,
                student.birthDate(),
                student.guardians().get(0).email());
    }

    private void enrolled(String surname, String schoolClass, LocalDate birthDate, String email) {
        roster.apply(
                """
                Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2
                %s;Jan;;%s;%s;;Ewa Próbna;%s;000 111 222;;;
                """
                        .formatted(surname, schoolClass, birthDate, email == null ? "" : email)
                        .getBytes(StandardCharsets.UTF_8));
    }

    /** A class of one's own. */
    public String schoolClass() {
        int number = next.getAndIncrement();
        return "30" + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26);
    }

    /** Makes the process that a timer starts due at a moment, lets it be that moment, and runs whatever is due. */
    public void timer(String process, String localDateTime) {
        asProgram(() -> {
            jobs.setJobDuedate(
                    jobs.createJobQuery()
                            .processDefinitionKey(process)
                            .timers()
                            .active()
                            .list()
                            .get(0)
                            .getId(),
                    moment(localDateTime));
            return null;
        });
        timeIs(localDateTime);
        jobsRun();
    }

    /** As {@link #timer}, but nothing else that would be due by then runs, and the process is due again when it was. */
    public void timerAlone(String process, String localDateTime) {
        timeIs(localDateTime);
        asProgram(() -> {
            Supplier<Job> timer = () -> jobs.createJobQuery()
                    .processDefinitionKey(process)
                    .timers()
                    .active()
                    .list()
                    .get(0);
            Date due = timer.get().getDuedate();
            jobs.executeJob(timer.get().getId());
            Supplier<Optional<Job>> next =
                    () -> jobs.createJobQuery().processDefinitionKey(process).messages().list().stream()
                            .findFirst();
            for (Optional<Job> step = next.get(); step.isPresent(); step = next.get()) {
                jobs.executeJob(step.get().getId());
            }
            jobs.setJobDuedate(timer.get().getId(), due);
            return due;
        });
    }

    /** A surname of one's own needs letters: digits are none. */
    private static String letters(int number) {
        return Integer.toString(number, 26)
                .chars()
                .mapToObj(digit -> String.valueOf((char) ('a' + Character.digit(digit, 26))))
                .collect(Collectors.joining());
    }

    public String goodPhoto(Student student) {
        return photo(student, Drawn.photo(600 + next.getAndIncrement() % 40, 800));
    }

    public String photo(Student student, byte[] content) {
        return photos.receive(student.id(), "zdjecie.jpg", content, PhotoSource.OFFICE, "sekretariat")
                .id();
    }

    public Map<String, Object> application(Student student, String photoId) {
        Map<String, Object> form = new HashMap<>();
        form.put("studentId", student.id());
        if (photoId != null) {
            form.put("photoId", photoId);
        }
        form.put("applicantName", student.guardians().get(0).name());
        form.put("applicantEmail", student.guardians().get(0).email());
        form.put("applicantPhone", student.guardians().get(0).phone());
        form.put("channel", "OFFICE");
        form.put(
                "receivedOn",
                LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), WARSAW)
                        .toString());
        return form;
    }

    public ProcessInstance start(String process, Map<String, Object> form) {
        return runtime.startProcessInstanceByKey(
                process, asThePageSends(process, () -> forms.getDeployedStartForm(definition(process)), form));
    }

    private String definition(String process) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(process)
                .latestVersion()
                .singleResult()
                .getId();
    }

    /** Whoever applied takes the application back. */
    public ProcessInstance withdraw(String caseNumber, String by, String on, Object... more) {
        return start(
                "case-withdrawal",
                map(with(new Object[] {"caseNumber", caseNumber, "withdrawnBy", by, "withdrawnOn", on}, more)));
    }

    /** They leave the school. */
    public ProcessInstance leave(String students, String reason, String on, Object... more) {
        return start(
                "student-departure",
                map(with(new Object[] {"departingStudents", students, "departureReason", reason, "leftOn", on}, more)));
    }

    /** A new card for a student, up to the hand-over; the case's number. A first one needs no reason. */
    public String cardReady(Student student, String process, String reason) {
        Map<String, Object> form = application(student, goodPhoto(student));
        if (reason != null) {
            form.put("reason", reason);
            form.put("attachments", "APPLICATION,PAYMENT,PROOF_OF_CHANGE");
        }
        String number = caseNumber(start(process, form));
        complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        if (process.equals("card-duplicate")) {
            pays(number, "9.00", "Ewa " + number);
        }
        jobsRun();
        if (reason != null) {
            decide(number, "decision", "APPROVED");
            jobsRun();
        }
        if (process.equals("card-exchange")) {
            writesData(number, student, "dataCurrent", true);
            jobsRun();
        }
        complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        return number;
    }

    /** Hands over the card that is ready in a case; an exchanged one is given back. */
    public void handOver(String caseNumber, Object... more) {
        boolean exchanged = asProgram(() ->
                        tasks.getVariable(task(caseNumber, "userTask_handOver").getId(), "cardKind"))
                .equals("EXCHANGE");
        Object[] form = {
            "handedOverOn",
            today().toString(),
            "handedOverTo",
            "Ewa Próbna",
            "handedOverAs",
            "GUARDIAN",
            "receiptSigned",
            true,
            "oldCardReturned",
            exchanged
        };
        complete(caseNumber, "userTask_handOver", with(form, more));
    }

    /** Lets a student who has a card ask for a mobile one, up to the code that is handed over; the case's number. */
    public String codeGiven(Student student) {
        return codeGiven(student, "FIRST_ISSUE");
    }

    /** The same, first or again. */
    public String codeGiven(Student student, String reason) {
        Map<String, Object> form = application(student, goodPhoto(student));
        form.put("reason", reason);
        form.put("attachments", "APPLICATION");
        String number = caseNumber(start("mlegitymacja-issue", form));
        complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        jobsRun();
        registered(number);
        return number;
    }

    /** The clerk registers a mobile card and types in the code. */
    public void registered(String number) {
        tasks.complete(
                task(number, "userTask_registerMobileCard").getId(),
                Variables.createVariables()
                        .putValue("registeredOn", today().toString())
                        .putValue("codeChannel", "PICK_UP")
                        .putValueTyped("activationCode", Variables.stringValue("ABCD2345", true)));
    }

    /** The same, up to the phone. */
    public String active(Student student) {
        return active(student, "FIRST_ISSUE");
    }

    /** The same, first or again. */
    public String active(Student student, String reason) {
        String number = codeGiven(student, reason);
        activated(number);
        return number;
    }

    /** The slip is handed over, and the mobile card on the phone. */
    public void activated(String number) {
        jobsRun();
        complete(number, "userTask_handOverCode", "handedOverOn", today().toString(), "handedOverTo", "Ewa Próbna");
        complete(number, "userTask_confirmActivation", "activation", "ACTIVATED", "activatedOn", today().toString());
    }

    /** Today, by the engine's clock. */
    public static LocalDate today() {
        return LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), WARSAW);
    }

    /** The case's number, once its process is started. */
    public String caseNumber(ProcessInstance instance) {
        return asProgram(() -> (String) runtime.getVariable(instance.getId(), "caseNumber"));
    }

    /** Looks at what the office may not look at. */
    public <T> T asProgram(Supplier<T> look) {
        Authentication clerk = identity.getCurrentAuthentication();
        identity.clearAuthentication();
        try {
            return look.get();
        } finally {
            identity.setAuthentication(clerk.getUserId(), clerk.getGroupIds());
        }
    }

    /** The one open task of that key in a case. */
    public Task task(String caseNumber, String key) {
        return tasks.createTaskQuery()
                .processInstanceBusinessKey(caseNumber)
                .taskDefinitionKey(key)
                .singleResult();
    }

    /** Names of the tasks a case waits in. */
    public List<String> waitsIn(String caseNumber) {
        return asProgram(() -> tasks.createTaskQuery().processInstanceBusinessKey(caseNumber).list().stream()
                .map(Task::getTaskDefinitionKey)
                .sorted()
                .toList());
    }

    /** What a case's processes have passed, called ones too: in each process in the order of its path. */
    public List<String> passed(String caseNumber) {
        return asProgram(() -> history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(caseNumber)
                .orderByProcessInstanceStartTime()
                .asc()
                .list()
                .stream()
                .flatMap(instance -> history
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(instance.getId())
                        .finished()
                        .orderPartiallyByOccurrence()
                        .asc()
                        .list()
                        .stream())
                .map(HistoricActivityInstance::getActivityId)
                .toList());
    }

    /** Claims and completes a task as whoever sits there. */
    public void complete(String caseNumber, String key, Object... variables) {
        Task task = task(caseNumber, key);
        if (task == null) {
            throw new AssertionError("No task " + key + " but " + waitsIn(caseNumber));
        }
        tasks.claim(task.getId(), identity.getCurrentAuthentication().getUserId());
        tasks.complete(task.getId(), asThePageSends(task, map(variables)));
    }

    private Map<String, Object> asThePageSends(Task task, Map<String, Object> filled) {
        return asThePageSends(
                task.getProcessDefinitionId() + task.getTaskDefinitionKey(),
                () -> forms.getDeployedTaskForm(task.getId()),
                filled);
    }

    /** Every field that the form declares, also those that nobody fills in or sees. */
    private Map<String, Object> asThePageSends(String step, Supplier<InputStream> form, Map<String, Object> filled) {
        Map<String, Object> sent = new HashMap<>();
        fields.computeIfAbsent(step, key -> fields(form)).forEach(field -> sent.put(field, null));
        sent.putAll(filled);
        return sent;
    }

    private List<String> fields(Supplier<InputStream> form) {
        try (InputStream page = asProgram(form)) {
            return FormGuard.DECLARED
                    .matcher(new String(page.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .map(field -> field.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The clerk writes a student's data in an exchange: those on record but for what is given here. */
    public void writesData(String caseNumber, Student onRecord, Object... changes) {
        Map<String, Object> form = map(
                "dataVersion", (long) students.formerData(onRecord.id()).size(),
                "surname", onRecord.surname(),
                "firstName", onRecord.firstName(),
                "secondName", onRecord.secondName(),
                "birthDate", onRecord.birthDate().toString(),
                "pesel", onRecord.pesel() == null ? null : onRecord.pesel().digits());
        form.putAll(map(changes));
        Task task = task(caseNumber, "userTask_updateStudent");
        tasks.complete(task.getId(), asThePageSends(task, form));
    }

    /** Completes the principal's task as the principal. */
    public void decide(String caseNumber, Object... form) {
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        try {
            Task task = task(caseNumber, "userTask_decide");
            tasks.complete(task.getId(), asThePageSends(task, map(form)));
        } finally {
            identity.setAuthentication("sekretariat", List.of("sekretariat"));
        }
    }

    /** The clerk finds a payment, by proof. */
    public void pays(String caseNumber, String amount, String payer, Object... more) {
        Object[] form = {
            "feeOutcome",
            "PAID",
            "paidAmount",
            amount,
            "paidOn",
            LocalDate.ofInstant(ClockUtil.getCurrentTime().toInstant(), WARSAW).toString(),
            "payer",
            payer,
            "transferTitle",
            "za duplikat " + caseNumber,
            "paymentMeans",
            "PROOF"
        };
        complete(caseNumber, "userTask_verifyFee", with(form, more));
    }

    public static Object[] with(Object[] some, Object... more) {
        return Stream.concat(Arrays.stream(some), Arrays.stream(more)).toArray();
    }

    public static Map<String, Object> map(Object... namesAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }

    /** Runs whatever is due now, as the job executor would; what fails stays for later. */
    public void jobsRun() {
        asProgram(() -> {
            runWhatIsDue();
            return null;
        });
    }

    private void runWhatIsDue() {
        List<String> tried = new java.util.ArrayList<>();
        while (true) {
            List<Job> due = jobs.createJobQuery().executable().list().stream()
                    .filter(job -> !tried.contains(job.getId()))
                    .toList();
            if (due.isEmpty()) {
                break;
            }
            for (Job job : due) {
                tried.add(job.getId());
                try {
                    jobs.executeJob(job.getId());
                } catch (RuntimeException failed) {
                    // the engine has counted it; the test looks at what is left
                }
            }
        }
    }

    /** Subjects of the mails an address has received, without the case number. */
    public List<String> subjectsTo(String address) {
        return mailsTo(address).stream().map(OfficeDesk::subject).toList();
    }

    public List<MimeMessage> mailsTo(String address) {
        return Arrays.stream(TestMailServer.SERVER.getReceivedMessages())
                .filter(message -> recipient(message).equals(address))
                .toList();
    }

    /** The plain text of a mail. */
    public static String plainText(MimeMessage mail) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
    }

    /** A mail's subject, without the case number. */
    public static String subject(Message message) {
        try {
            return message.getSubject().replaceFirst(" \\[.*]$", "");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String recipient(Message message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
