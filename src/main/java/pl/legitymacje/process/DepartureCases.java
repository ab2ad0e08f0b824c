package pl.legitymacje.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Students;

/**
 * The open cases about which somebody has to decide when a student leaves: those about a card or a mobile card. A
 * revocation goes on by itself, and a certificate is there for those who have left.
 */
@Component
public class DepartureCases {

    private final Cases cases;
    private final Students students;

    DepartureCases(Cases cases, Students students) {
        this.cases = cases;
        this.students = students;
    }

    /** Those of these students, in the students' order; of who has come back meanwhile only what their card was needed for. */
    public List<CaseFile> of(Collection<Long> studentIds) {
        return studentIds.stream()
                .flatMap(id -> Stream.of(Procedure.CARD_ISSUE, Procedure.MOBILE_CARD_ISSUE)
                        .map(procedure -> cases.openOf(id, procedure))
                        .flatMap(Optional::stream)
                        .filter(open ->
                                onlyClose(open).isPresent() || !students.get(id).attends()))
                .toList();
    }

    /** Why a case cannot go on after the departure, so that it can only be closed; empty where it can. */
    public Optional<String> onlyClose(CaseFile open) {
        return switch (open.procedure()) {
            case CARD_EXCHANGE, CARD_DUPLICATE, MOBILE_CARD_ISSUE ->
                Optional.of(Texts.of("process.departure.onlyClose." + open.procedure()));
            default -> Optional.empty();
        };
    }
}
