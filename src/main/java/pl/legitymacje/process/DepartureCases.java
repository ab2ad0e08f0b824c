package pl.legitymacje.process;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Procedure;

/**
 * The open cases about which somebody has to decide when a student leaves: those about a card or a mobile card. A
 * revocation goes on by itself, and a certificate is there for those who have left.
 */
@Component
public class DepartureCases {

    private final Cases cases;

    DepartureCases(Cases cases) {
        this.cases = cases;
    }

    /** Those of these students, in the students' order. */
    public List<CaseFile> of(Collection<Long> studentIds) {
        return studentIds.stream()
                .flatMap(id -> Stream.of(Procedure.CARD_ISSUE, Procedure.MOBILE_CARD_ISSUE)
                        .map(procedure -> cases.openOf(id, procedure))
                        .flatMap(Optional::stream))
                .toList();
    }
}
