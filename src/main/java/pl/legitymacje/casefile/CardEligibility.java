package pl.legitymacje.casefile;

import java.util.Optional;
import org.springframework.stereotype.Service;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Student;

/** Who may apply for which card: a first one without a valid card, another one only with one (S3 II–IV). */
@Service
public class CardEligibility {

    private final Cases cases;
    private final CardRegister cards;

    CardEligibility(Cases cases, CardRegister cards) {
        this.cases = cases;
        this.cards = cards;
    }

    /** Why nobody can apply for this student when first cards are made for the whole class. */
    public Optional<Refused> refusalInClass(Student student) {
        return refusal(student, Procedure.CARD_ISSUE)
                .or(() -> student.guardians().isEmpty()
                        ? Optional.of(new Refused("casefile.card.noGuardian"))
                        : Optional.empty());
    }

    /** Why this procedure is not for this student now: a sentence for the office, or empty if nothing is in the way. */
    public Optional<Refused> refusal(Student student, Procedure procedure) {
        if (procedure == Procedure.CERTIFICATE_DUPLICATE) {
            return Optional.empty();
        }
        if (!student.attends()) {
            return Optional.of(new Refused("casefile.card.notAttending"));
        }
        Optional<CaseFile> open = cases.openOf(student.id());
        if (open.isPresent()) {
            return Optional.of(new Refused(
                    "casefile.alreadyOpen",
                    open.get().number(),
                    open.get().procedure().label()));
        }
        Optional<StudentCard> valid = cards.validOf(student.id());
        if (procedure == Procedure.CARD_ISSUE) {
            return valid.map(card -> new Refused("casefile.card.valid", card.number(), card.validUntil()));
        }
        return valid.isPresent() ? Optional.empty() : Optional.of(new Refused("casefile.card.none"));
    }
}
