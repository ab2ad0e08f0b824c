package pl.legitymacje.office;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.CertificateApplications;
import pl.legitymacje.casefile.Erasures;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.casefile.Records;
import pl.legitymacje.casefile.TrailEntry;
import pl.legitymacje.fee.AccountDetails;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.CaseLetters;
import pl.legitymacje.process.CaseStages;
import pl.legitymacje.process.Reissue;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicate;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.Signatures;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Guardian;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The register of cases and the card register: looked at, searched, exported; and one case with all its facts. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class RegistersEndpoint {

    /** Enough for a search by name: whoever gets more has to type more letters. */
    static final int MOST_STUDENTS = 200;

    record CaseRow(
            String number,
            String procedureName,
            Long studentId,
            String student,
            String schoolClass,
            LocalDate receivedOn,
            LocalDate deadline,
            String state,
            String outcome,
            boolean withdrawable) {}

    record CardRow(
            String number,
            String carrier,
            boolean paper,
            long studentId,
            String student,
            String schoolClass,
            String kind,
            String replaces,
            String state,
            LocalDate assignedOn,
            LocalDate issuedOn,
            LocalDate validUntil,
            String handedOverTo,
            LocalDate endedOn,
            String endReason,
            LocalDate returnedOn,
            String returnedBy,
            String note) {}

    record ErasureRow(LocalDate on, String what, int quantity) {}

    record Step(LocalDateTime at, String who, String text) {}

    record CardOfCase(String number, LocalDate validUntil, String state) {}

    /** {@code dataVersion}: how often the personal data were changed. */
    record StudentOfCase(
            long id,
            int dataVersion,
            String name,
            String firstName,
            String secondName,
            String surname,
            String schoolClass,
            LocalDate birthDate,
            String pesel,
            List<Guardian> guardians) {}

    record SchoolOfCase(String name, String address) {}

    record CertificateShown(
            String name,
            String nameThen,
            String certificate,
            String schoolYear,
            String schoolClass,
            boolean ofAge,
            String collection,
            String collectionLabel,
            String deliveryAddress,
            String records,
            String recordsNote,
            boolean liquidated,
            String number,
            String state,
            String signatures,
            LocalDate approvedOn,
            String letterNumber,
            LocalDate sentOn) {}

    /**
     * The code itself is for the office's eyes only: {@link MobileEndpoint}.
     *
     * @param defaultChannel how this school gives codes
     */
    record MobileCardShown(
            String state,
            LocalDate registeredOn,
            LocalDate validUntil,
            String cardNumber,
            LocalDate cardIssuedOn,
            LocalDate cardValidUntil,
            String defaultChannel) {}

    record FeeShown(String owed, String paid, String state, String holder, String bank, String account, String title) {}

    /** {@code href} counts from {@link OfficeDoor#PATH}. */
    record LetterShown(String kind, String label, String href) {}

    /** {@code reissue}: whether the office is asked, when it hands over or revokes, to offer another mobile card. */
    record CaseShown(
            @JsonUnwrapped CaseFacts.Facts facts,
            StudentOfCase student,
            CertificateShown certificate,
            MobileCardShown mobileCard,
            boolean reissue,
            String state,
            String outcome,
            CardOfCase card,
            SchoolOfCase school,
            String cardKind,
            String replacedCard,
            FeeShown fee,
            List<LetterShown> letters,
            List<Step> history) {}

    private final Cases cases;
    private final CardRegister cards;
    private final Students students;
    private final CaseStages stages;
    private final SchoolProfile school;
    private final CaseFacts facts;
    private final Payments payments;
    private final CaseLetters letters;
    private final RegisterPrinter printer;
    private final CertificateApplications applications;
    private final CertificateDuplicates certificates;
    private final MobileCards mobileCards;
    private final Reissue reissue;
    private final Erasures erasures;
    private final Clock clock;

    RegistersEndpoint(
            Cases cases,
            CardRegister cards,
            Students students,
            CaseStages stages,
            SchoolProfile school,
            CaseFacts facts,
            Payments payments,
            CaseLetters letters,
            RegisterPrinter printer,
            CertificateApplications applications,
            CertificateDuplicates certificates,
            MobileCards mobileCards,
            Reissue reissue,
            Erasures erasures,
            Clock clock) {
        this.cases = cases;
        this.cards = cards;
        this.students = students;
        this.stages = stages;
        this.school = school;
        this.facts = facts;
        this.payments = payments;
        this.letters = letters;
        this.printer = printer;
        this.applications = applications;
        this.certificates = certificates;
        this.mobileCards = mobileCards;
        this.reissue = reissue;
        this.erasures = erasures;
        this.clock = clock;
    }

    @GetMapping("/cases/{number}")
    CaseShown caseFile(@PathVariable String number) {
        CaseFile file = cases.get(number);
        Optional<Student> student = Optional.ofNullable(file.studentId()).flatMap(students::find);
        Optional<CertificateApplication> application = applications.of(number);
        Optional<StudentCard> made = cards.ofCase(number);
        return new CaseShown(
                facts.of(file),
                student.map(this::shown).orElse(null),
                application.map(asked -> shown(number, asked)).orElse(null),
                mobile(file).map(this::shown).orElse(null),
                reissue.asked(file),
                state(file, stages.of(file)),
                outcome(file),
                made.map(card -> new CardOfCase(
                                card.number(), card.validUntil(), card.state().label()))
                        .orElse(null),
                new SchoolOfCase(school.name(), school.address().oneLine()),
                made.map(card -> card.kind().name()).orElse(null),
                replaced(file, made),
                fee(number),
                letters.fitting(file).stream()
                        .map(kind -> new LetterShown(
                                kind.label(), CaseLetters.label(kind), "cases/" + number + "/letters/" + kind.label()))
                        .toList(),
                cases.trail(number).stream().map(this::shown).toList());
    }

    /** The card that the case replaces, or will replace. */
    private String replaced(CaseFile file, Optional<StudentCard> made) {
        if (file.procedure() != Procedure.CARD_EXCHANGE && file.procedure() != Procedure.CARD_DUPLICATE) {
            return null;
        }
        return made.map(StudentCard::replaces)
                .or(() -> cards.validOf(file.studentId()).map(StudentCard::number))
                .orElse(null);
    }

    private FeeShown fee(String caseNumber) {
        FeeStatus status = payments.status(caseNumber);
        if (status.state() == FeeStatus.State.NOTHING_OWED) {
            return null;
        }
        AccountDetails account = payments.accountDetails(caseNumber);
        return new FeeShown(
                status.owed().toPlainString(),
                status.paid().toPlainString(),
                status.state().name(),
                account.holder(),
                account.bank(),
                account.number(),
                account.title());
    }

    /** Whom cases are about, for the task list: it knows numbers only, so that the engine keeps no names. */
    @GetMapping("/case-students")
    Map<String, String> caseStudents(@RequestParam List<String> numbers) {
        return people(cases.byNumber(numbers)).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, person -> person.getValue().displayed()));
    }

    @GetMapping("/cases")
    Page<CaseRow> cases(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "false") boolean open,
            @RequestParam(defaultValue = "0") int page) {
        Page<CaseFile> found = cases.search(q, studentIds(q), open, page);
        Map<String, CaseStages.Stage> stageOf = stages.of(found.rows());
        Map<String, Person> people = people(found.rows());
        return found.map(file -> {
            Person person = people.getOrDefault(file.number(), Person.NOBODY);
            return new CaseRow(
                    file.number(),
                    file.procedure().label(),
                    file.studentId(),
                    person.name(),
                    person.schoolClass(),
                    file.receivedOn(),
                    file.deadline(),
                    state(file, stageOf.get(file.number())),
                    outcome(file),
                    file.withdrawable());
        });
    }

    @GetMapping("/cards")
    Page<CardRow> cards(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int page) {
        Page<StudentCard> found = cards.search(q, studentIds(q), page);
        Map<Long, Student> named =
                students.byId(found.rows().stream().map(StudentCard::studentId).toList());
        return found.map(card -> {
            Student student = named.get(card.studentId());
            boolean annulled = card.annulledOn() != null;
            return new CardRow(
                    card.number(),
                    card.carrier(),
                    card.paper(),
                    card.studentId(),
                    card.name().listed(),
                    schoolClass(student),
                    card.kind().label(),
                    card.replaces(),
                    card.state().label(),
                    LocalDate.ofInstant(card.assignedAt(), clock.getZone()),
                    card.issuedOn(),
                    card.validUntil(),
                    card.handedOverTo() == null ? null : card.handedOverTo() + " (" + label(card.handedOverAs()) + ")",
                    annulled ? card.annulledOn() : card.endedOn(),
                    annulled ? card.note() : card.endReason(),
                    card.returned() == null ? null : card.returned().on(),
                    card.returned() == null ? null : card.returned().by(),
                    annulled ? null : card.note());
        });
    }

    /** What was erased because its time of keeping was over. */
    @GetMapping("/erasures")
    Page<ErasureRow> erasures(@RequestParam(defaultValue = "0") int page) {
        return erasures.page(page)
                .map(erasure -> new ErasureRow(erasure.on(), erasure.what().label(), erasure.quantity()));
    }

    @GetMapping("/cases.csv")
    ResponseEntity<byte[]> casesAsCsv(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "false") boolean open) {
        Csv csv = new Csv(Texts.of("office.csv.cases"));
        everyPage(page -> cases(q, open, page))
                .forEach(row -> csv.row(
                        row.number(),
                        row.procedureName(),
                        row.student(),
                        row.schoolClass(),
                        row.receivedOn(),
                        row.deadline(),
                        row.state(),
                        row.outcome()));
        return download(csv, "sprawy.csv");
    }

    @GetMapping("/cards.csv")
    ResponseEntity<byte[]> cardsAsCsv(@RequestParam(defaultValue = "") String q) {
        Csv csv = new Csv(Texts.of("office.csv.cards"));
        everyPage(page -> cards(q, page))
                .forEach(row -> csv.row(
                        row.number(),
                        row.carrier(),
                        row.student(),
                        row.schoolClass(),
                        row.kind(),
                        row.replaces(),
                        row.state(),
                        row.assignedOn(),
                        row.issuedOn(),
                        row.validUntil(),
                        row.handedOverTo(),
                        row.endedOn(),
                        row.endReason(),
                        row.returnedOn(),
                        row.returnedBy(),
                        row.note()));
        return download(csv, "ewidencja-legitymacji.csv");
    }

    @GetMapping("/cards.pdf")
    ResponseEntity<byte[]> cardsAsPdf(@RequestParam(defaultValue = "") String q) {
        return printer.printout(
                Texts.of("office.printout.cards"),
                Texts.of("office.printout.cardHeads"),
                page -> cards(q, page).map(RegistersEndpoint::cells),
                "ewidencja-legitymacji.pdf");
    }

    private static List<Object> cells(CardRow row) {
        return Arrays.asList(
                row.number(),
                row.student(),
                row.schoolClass(),
                row.kind(),
                row.state(),
                row.issuedOn(),
                row.validUntil(),
                row.handedOverTo(),
                row.endReason(),
                row.note());
    }

    static <T> List<T> everyPage(IntFunction<Page<T>> read) {
        return everyPage(read, Integer.MAX_VALUE);
    }

    static <T> List<T> everyPage(IntFunction<Page<T>> read, int most) {
        List<T> rows = new ArrayList<>();
        Page<T> page = read.apply(0);
        rows.addAll(page.rows());
        while (!page.rows().isEmpty() && rows.size() < Math.min(most, page.total())) {
            page = read.apply(page.page() + 1);
            rows.addAll(page.rows());
        }
        return rows.subList(0, Math.min(most, rows.size()));
    }

    private List<Long> studentIds(String q) {
        return students.searchEveryone(q, MOST_STUDENTS).stream()
                .map(Student::id)
                .toList();
    }

    /** Whom cases are about, by case number: somebody on the roster, or the person whose certificate it is. */
    private Map<String, Person> people(List<CaseFile> files) {
        Map<Long, Student> named = students.byId(
                files.stream().map(CaseFile::studentId).filter(Objects::nonNull).toList());
        Map<String, CertificateApplication> asked =
                applications.of(files.stream().map(CaseFile::number).toList());
        Map<String, Person> people = new HashMap<>();
        for (CaseFile file : files) {
            CertificateApplication application = asked.get(file.number());
            Student student = file.studentId() == null ? null : named.get(file.studentId());
            if (application != null) {
                people.put(
                        file.number(),
                        new Person(application.surname() + " " + application.firstName(), "", application.nameNow()));
            } else if (student != null) {
                people.put(file.number(), new Person(name(student), student.schoolClass(), student.displayName()));
            }
        }
        return people;
    }

    private record Person(String name, String schoolClass, String displayed) {

        private static final Person NOBODY = new Person("", "", "");
    }

    /** The mobile card that a case issues, or the one that it revokes. */
    private Optional<MobileCard> mobile(CaseFile file) {
        return file.procedure() == Procedure.MOBILE_CARD_REVOCATION
                ? Optional.ofNullable(file.mobileCardId()).map(mobileCards::get)
                : mobileCards.ofCase(file.number());
    }

    private MobileCardShown shown(MobileCard mobile) {
        StudentCard card = cards.get(mobile.cardNumber());
        return new MobileCardShown(
                mobile.label(),
                mobile.registeredOn(),
                mobile.validUntil(),
                card.number(),
                card.issuedOn(),
                card.validUntil(),
                school.mobile().channel().name());
    }

    private CertificateShown shown(String caseNumber, CertificateApplication asked) {
        Optional<CertificateApplications.Found> found = applications.found(caseNumber);
        Optional<CertificateDuplicate> duplicate = certificates.ofCase(caseNumber);
        Optional<CertificateDuplicate.Letter> letter = duplicate.map(CertificateDuplicate::letter);
        return new CertificateShown(
                asked.nameNow(),
                asked.nameThen(),
                asked.certificate(),
                asked.schoolYear().toString(),
                asked.schoolClass(),
                asked.ofAge(LocalDate.now(clock)),
                asked.collection().name(),
                asked.collection().label(),
                asked.deliveryAddress(),
                found.map(it -> it.records().label()).orElse(null),
                found.map(CertificateApplications.Found::note).orElse(null),
                found.filter(it -> it.records() == Records.SCHOOL_LIQUIDATED).isPresent(),
                duplicate.map(CertificateDuplicate::number).orElse(null),
                duplicate.map(it -> it.state().label()).orElse(null),
                duplicate
                        .map(CertificateDuplicate::signatures)
                        .map(Signatures::label)
                        .orElse(null),
                duplicate.map(CertificateDuplicate::approvedOn).orElse(null),
                letter.map(CertificateDuplicate.Letter::number).orElse(null),
                letter.map(CertificateDuplicate.Letter::sentOn).orElse(null));
    }

    private static String state(CaseFile file, CaseStages.Stage stage) {
        return file.open() ? stage.text() : Texts.of("office.case.closed");
    }

    private static String outcome(CaseFile file) {
        return file.open() ? null : file.outcome().label();
    }

    private static String name(Student student) {
        return student == null ? "" : student.surname() + " " + student.firstName();
    }

    private static String schoolClass(Student student) {
        return student == null ? "" : student.schoolClass();
    }

    private static String label(Receiver receiver) {
        return receiver.label();
    }

    private StudentOfCase shown(Student student) {
        return new StudentOfCase(
                student.id(),
                students.formerData(student.id()).size(),
                student.fullName(),
                student.firstName(),
                student.secondName(),
                student.surname(),
                student.schoolClass(),
                student.birthDate(),
                student.pesel() == null ? null : student.pesel().digits(),
                student.guardians());
    }

    private Step shown(TrailEntry entry) {
        return new Step(LocalDateTime.ofInstant(entry.at(), clock.getZone()), entry.who(), entry.what());
    }

    static ResponseEntity<byte[]> download(Csv csv, String fileName) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv; charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(fileName)
                                .build()
                                .toString())
                .body(csv.bytes());
    }
}
