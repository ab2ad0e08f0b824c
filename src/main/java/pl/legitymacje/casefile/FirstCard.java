package pl.legitymacje.casefile;

import java.util.Optional;
import org.springframework.stereotype.Service;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Status;
import pl.legitymacje.student.Student;

/** Who may be given a first student card (S3 II.1, II.3). */
@Service
public class FirstCard {

    private final Cases cases;
    private final CardRegister cards;

    FirstCard(Cases cases, CardRegister cards) {
        this.cases = cases;
        this.cards = cards;
    }

    /** Why nobody can apply for this student when cards are made for the whole class, or as {@link #refusal}. */
    public Optional<Refused> refusalInClass(Student student) {
        return refusal(student)
                .or(() -> student.guardians().isEmpty()
                        ? Optional.of(new Refused("casefile.firstCard.noGuardian"))
                        : Optional.empty());
    }

    /** Why this student is not given a first card now: a sentence for the office, or empty if nothing is in the way. */
    public Optional<Refused> refusal(Student student) {
        if (student.status() != Status.ATTENDS) {
            return Optional.of(new Refused("casefile.firstCard.notAttending"));
        }
        Optional<Refused> validCard = cards.validOf(student.id())
                .map(card -> new Refused("casefile.firstCard.validCard", card.number(), card.validUntil()));
        return validCard.isPresent()
                ? validCard
                : cases.openOf(student.id(), Procedure.CARD_ISSUE)
                        .map(open -> new Refused("casefile.alreadyOpen", open.number()));
    }
}
