package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.process.Reissue;
import pl.legitymacje.register.Confirmation;
import pl.legitymacje.register.Confirmations;
import pl.legitymacje.register.HologramEntry;
import pl.legitymacje.register.Holograms;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** Whose card in a class is still to be confirmed for this school year, and the stock of holograms for it (S3 II.4). */
@RestController
@RequestMapping(OfficeDoor.PATH)
class ValidityEndpoint {

    /** {@code mobileCard}: its state, the last one's, or null; {@code offer}: whether another one may be offered. */
    record Row(
            long studentId,
            String name,
            String cardNumber,
            LocalDate validUntil,
            String state,
            Confirmation mark,
            String markLabel,
            String mobileCard,
            boolean offer) {}

    record ClassShown(
            String schoolClass, String schoolYear, LocalDate validUntil, int students, int stock, List<Row> rows) {}

    /** {@code used} and {@code spoiled}: for this school year. */
    record Stock(int balance, String schoolYear, int used, int spoiled) {}

    private final Students students;
    private final Reissue reissue;
    private final Confirmations confirmations;
    private final MobileCards mobileCards;
    private final Holograms holograms;
    private final Clock clock;

    ValidityEndpoint(
            Students students,
            Reissue reissue,
            Confirmations confirmations,
            MobileCards mobileCards,
            Holograms holograms,
            Clock clock) {
        this.students = students;
        this.reissue = reissue;
        this.confirmations = confirmations;
        this.mobileCards = mobileCards;
        this.holograms = holograms;
        this.clock = clock;
    }

    @GetMapping("/classes/{schoolClass}/validity")
    ClassShown left(@PathVariable String schoolClass) {
        LocalDate today = LocalDate.now(clock);
        List<Student> inClass = students.inClass(schoolClass);
        Map<Long, StudentCard> due =
                confirmations.due(inClass.stream().map(Student::id).toList());
        return new ClassShown(
                schoolClass,
                SchoolYear.of(today).toString(),
                SchoolYear.cardValidUntil(today),
                inClass.size(),
                holograms.balance(),
                inClass.stream()
                        .filter(student -> due.containsKey(student.id()))
                        .map(student -> row(student, due.get(student.id())))
                        .toList());
    }

    private Row row(Student student, StudentCard card) {
        Optional<MobileCard> mobile = mobileCards.ofStudent(student.id()).stream()
                .filter(MobileCard::wasRegistered)
                .findFirst();
        return new Row(
                student.id(),
                student.surname() + " " + student.firstName(),
                card.number(),
                card.validUntil(),
                card.state().label(),
                card.mark(),
                card.mark().label(),
                mobile.map(MobileCard::label).orElse(null),
                reissue.offerable(student));
    }

    @GetMapping("/holograms")
    Stock stock() {
        SchoolYear year = SchoolYear.of(LocalDate.now(clock));
        return new Stock(
                holograms.balance(),
                year.toString(),
                holograms.total(HologramEntry.Kind.USED, year),
                holograms.total(HologramEntry.Kind.SPOILED, year));
    }
}
