package pl.legitymacje.office;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The register of mobile cards: looked at, searched, exported, printed. No code is in it. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class MobileRegisterEndpoint {

    record MobileRow(
            long studentId,
            String student,
            String schoolClass,
            String cardNumber,
            String caseNumber,
            String state,
            LocalDate appliedOn,
            LocalDate registeredOn,
            LocalDate codeGivenOn,
            LocalDate activatedOn,
            LocalDate validUntil,
            LocalDate endedOn,
            String endReason) {}

    private final MobileCards mobileCards;
    private final Students students;
    private final RegisterPrinter printer;
    private final Clock clock;

    MobileRegisterEndpoint(MobileCards mobileCards, Students students, RegisterPrinter printer, Clock clock) {
        this.mobileCards = mobileCards;
        this.students = students;
        this.printer = printer;
        this.clock = clock;
    }

    @GetMapping("/mobile-cards")
    Page<MobileRow> mobileCards(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int page) {
        Page<MobileCard> found = mobileCards.search(
                q,
                students.searchEveryone(q, RegistersEndpoint.MOST_STUDENTS).stream()
                        .map(Student::id)
                        .toList(),
                page);
        Map<Long, Student> named =
                students.byId(found.rows().stream().map(MobileCard::studentId).toList());
        return found.map(mobile -> row(mobile, named.get(mobile.studentId())));
    }

    private MobileRow row(MobileCard mobile, Student student) {
        return new MobileRow(
                mobile.studentId(),
                student.surname() + " " + student.firstName(),
                student.schoolClass(),
                mobile.cardNumber(),
                mobile.caseNumber(),
                mobile.label(),
                day(mobile.appliedAt()),
                mobile.registeredOn(),
                mobile.codeHandedOn(),
                mobile.activatedOn(),
                mobile.validUntil(),
                mobile.endedOn() == null ? day(mobile.lapsedAt()) : mobile.endedOn(),
                endReason(mobile));
    }

    /** Why it lapsed, was revoked or came to nothing, in the office's words; null while it stands. */
    static String endReason(MobileCard mobile) {
        String why =
                switch (mobile.state()) {
                    case APPLIED, REGISTERED, CODE_GIVEN, ACTIVE -> null;
                    case LAPSED ->
                        Texts.of(
                                mobile.lapse() == MobileCard.Lapse.CODE
                                        ? "office.mobile.lapsed.code"
                                        : "office.mobile.lapsed.validity");
                    case REVOKED -> mobile.revocationReason().label();
                    case DROPPED -> mobile.note();
                };
        return mobile.note() == null || mobile.note().equals(why)
                ? why
                : Stream.of(why, mobile.note()).collect(Collectors.joining(" – "));
    }

    private LocalDate day(Instant at) {
        return at == null ? null : LocalDate.ofInstant(at, clock.getZone());
    }

    @GetMapping("/mobile-cards.csv")
    ResponseEntity<byte[]> mobileCardsAsCsv(@RequestParam(defaultValue = "") String q) {
        Csv csv = new Csv(Texts.of("office.csv.mobileCards"));
        RegistersEndpoint.everyPage(page -> mobileCards(q, page))
                .forEach(row -> csv.row(
                        row.student(),
                        row.schoolClass(),
                        row.cardNumber(),
                        row.caseNumber(),
                        row.state(),
                        row.appliedOn(),
                        row.registeredOn(),
                        row.codeGivenOn(),
                        row.activatedOn(),
                        row.validUntil(),
                        row.endedOn(),
                        row.endReason()));
        return RegistersEndpoint.download(csv, "rejestr-mlegitymacji.csv");
    }

    @GetMapping("/mobile-cards.pdf")
    ResponseEntity<byte[]> mobileCardsAsPdf(@RequestParam(defaultValue = "") String q) {
        return printer.printout(
                Texts.of("office.printout.mobileCards"),
                Texts.of("office.printout.mobileCardHeads"),
                page -> mobileCards(q, page).map(MobileRegisterEndpoint::cells),
                "rejestr-mlegitymacji.pdf");
    }

    private static List<Object> cells(MobileRow row) {
        return Arrays.asList(
                row.student(),
                row.schoolClass(),
                row.cardNumber(),
                row.state(),
                row.registeredOn(),
                row.codeGivenOn(),
                row.activatedOn(),
                row.validUntil(),
                row.endedOn(),
                row.endReason());
    }
}
