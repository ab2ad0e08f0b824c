package pl.legitymacje.office;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CardEligibility;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Guardian;
import pl.legitymacje.student.Objection;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.Status;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** Finding students and classes, with what stands in the way of a first card. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class StudentsEndpoint {

    private static final int MOST_FOUND = 20;

    record CardShown(String number, LocalDate validUntil) {}

    record OpenCase(String number, String procedure) {}

    record StudentShown(
            long id,
            String name,
            List<String> formerly,
            String firstName,
            String surname,
            String schoolClass,
            LocalDate birthDate,
            Status status,
            List<Guardian> guardians,
            CardShown card,
            OpenCase openCase,
            String photoId,
            String mobileCard,
            LocalDate objection,
            String refusal) {}

    record Taken(long id, String name) {}

    record Skipped(long id, String name, String reason) {}

    record ClassPlan(List<Taken> taken, List<Skipped> skipped) {}

    private final Students students;
    private final CardEligibility eligibility;
    private final Cases cases;
    private final CardRegister cards;
    private final Photos photos;
    private final MobileCards mobileCards;
    private final Objections objections;

    StudentsEndpoint(
            Students students,
            CardEligibility eligibility,
            Cases cases,
            CardRegister cards,
            Photos photos,
            MobileCards mobileCards,
            Objections objections) {
        this.students = students;
        this.eligibility = eligibility;
        this.cases = cases;
        this.cards = cards;
        this.photos = photos;
        this.mobileCards = mobileCards;
        this.objections = objections;
    }

    @GetMapping("/students")
    List<StudentShown> find(
            @RequestParam("q") String part, @RequestParam(defaultValue = "card-issue") String procedure) {
        Procedure applied = Procedure.ofProcess(procedure);
        // A certificate is asked for by those who have left, and the mobile card of one who has left may still be
        // there.
        List<Student> found = applied == Procedure.CERTIFICATE_DUPLICATE || applied == Procedure.MOBILE_CARD_REVOCATION
                ? students.searchEveryone(part, MOST_FOUND)
                : students.search(part, MOST_FOUND);
        Map<Long, List<String>> formerly = students.formerNames(found);
        return found.stream()
                .map(student -> shown(student, formerly.getOrDefault(student.id(), List.of()), applied))
                .toList();
    }

    @GetMapping("/classes")
    List<String> classes() {
        return students.classes();
    }

    /** What starting cards for a whole class would do now. */
    @GetMapping("/classes/{schoolClass}/card-issue")
    ClassPlan plan(@PathVariable String schoolClass) {
        List<Taken> taken = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        for (Student student : students.inClass(schoolClass)) {
            eligibility
                    .refusalInClass(student)
                    .ifPresentOrElse(
                            refusal -> skipped.add(new Skipped(student.id(), student.fullName(), refusal.getMessage())),
                            () -> taken.add(new Taken(student.id(), student.fullName())));
        }
        return new ClassPlan(taken, skipped);
    }

    private StudentShown shown(Student student, List<String> formerly, Procedure procedure) {
        Optional<StudentCard> card = cards.validOf(student.id());
        Optional<CaseFile> open = cases.openOf(student.id(), procedure);
        return new StudentShown(
                student.id(),
                student.fullName(),
                formerly,
                student.firstName(),
                student.surname(),
                student.schoolClass(),
                student.birthDate(),
                student.status(),
                student.guardians(),
                card.map(valid -> new CardShown(valid.number(), valid.validUntil()))
                        .orElse(null),
                open.map(file -> new OpenCase(file.number(), file.procedure().label()))
                        .orElse(null),
                photos.acceptedOf(student.id()).map(StoredPhoto::id).orElse(null),
                mobileCards.liveOf(student.id()).map(MobileCard::label).orElse(null),
                objections.standing(student.id()).map(Objection::raisedOn).orElse(null),
                eligibility.refusal(student, procedure).map(Refused::getMessage).orElse(null));
    }
}
