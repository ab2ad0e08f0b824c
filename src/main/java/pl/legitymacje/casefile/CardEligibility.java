package pl.legitymacje.casefile;

import java.util.Optional;
import org.springframework.stereotype.Service;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.ReissueReason;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Student;

/** Who may apply for which card: a first one without a valid card, another one only with one (S3 II–IV). */
@Service
public class CardEligibility {

    private final Cases cases;
    private final CardRegister cards;
    private final MobileCards mobileCards;

    CardEligibility(Cases cases, CardRegister cards, MobileCards mobileCards) {
        this.cases = cases;
        this.cards = cards;
        this.mobileCards = mobileCards;
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
        switch (procedure) {
            case CERTIFICATE_DUPLICATE -> {
                return Optional.empty();
            }
            case MOBILE_CARD_REVOCATION -> {
                return mobileCards.revocableOf(student.id()).isPresent()
                        ? open(student, procedure)
                        : Optional.of(new Refused("casefile.mobile.nothingToRevoke"));
            }
            default -> {}
        }
        if (!student.attends()) {
            return Optional.of(new Refused("casefile.card.notAttending"));
        }
        Optional<Refused> open = open(student, procedure);
        if (open.isPresent()) {
            return open;
        }
        if (procedure == Procedure.MOBILE_CARD_ISSUE) {
            return mobile(student);
        }
        Optional<StudentCard> valid = cards.validOf(student.id());
        if (procedure == Procedure.CARD_ISSUE) {
            return valid.map(card -> new Refused("casefile.card.valid", card.number(), card.validUntil()));
        }
        return valid.isPresent() ? Optional.empty() : Optional.of(new Refused("casefile.card.none"));
    }

    private Optional<Refused> open(Student student, Procedure procedure) {
        return cases.openOf(student.id(), procedure)
                .map(open -> new Refused(
                        "casefile.alreadyOpen", open.number(), open.procedure().label()));
    }

    /** What stands in the way of any mobile card, a first one or another. */
    private Optional<Refused> mobile(Student student) {
        try {
            mobileCards.applicable(student.id(), ReissueReason.ERROR);
            return Optional.empty();
        } catch (Refused refusal) {
            return Optional.of(refusal);
        }
    }
}
