package pl.legitymacje.register;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolYear;

/** A whole class confirmed in one act (S3 II.4): every card and every hologram, or none. */
@Service
public class Confirmations {

    private final CardRegister cards;
    private final Holograms holograms;
    private final Clock clock;

    Confirmations(CardRegister cards, Holograms holograms, Clock clock) {
        this.cards = cards;
        this.holograms = holograms;
        this.clock = clock;
    }

    /** Those of the students' cards that are not yet confirmed for today's school year, by student. */
    public Map<Long, StudentCard> due(Collection<Long> studentIds) {
        LocalDate validUntil = SchoolYear.cardValidUntil(LocalDate.now(clock));
        return cards.confirmable(studentIds).entrySet().stream()
                .filter(entry -> entry.getValue().validUntil().isBefore(validUntil))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /**
     * Confirms the students' cards for today's school year: a stamp on those of paper, a hologram out of the stock on the
     * others. Who is confirmed already – by somebody else a moment ago, or with a new card – is left alone.
     *
     * @param spoiled holograms that were spoiled over it, 0 or more
     * @param spoiledReason why; only where there are some
     * @param by user name of the clerk
     * @return the cards that this call confirmed
     * @throws Refused if a student has no card to be confirmed, or the stock is too small; then nothing has changed
     */
    @Transactional
    public List<StudentCard> confirm(Collection<Long> studentIds, int spoiled, String spoiledReason, String by) {
        if (spoiled < 0) {
            throw new Refused("register.hologram.negative");
        }
        int stock = turn();
        if (cards.confirmable(studentIds).size() < Set.copyOf(studentIds).size()) {
            throw new Refused("register.confirm.gone");
        }
        Collection<StudentCard> due = due(studentIds).values();
        long needed = spoiled + due.stream().filter(card -> !card.paper()).count();
        if (needed > stock) {
            throw new Refused("register.hologram.short", needed, stock);
        }
        LocalDate today = LocalDate.now(clock);
        List<StudentCard> confirmed = due.stream()
                .sorted(Comparator.comparing(StudentCard::number))
                .filter(card -> confirm(card, today, by))
                .toList();
        if (spoiled > 0) {
            holograms.spoil(spoiled, spoiledReason, today, by);
        }
        return confirmed;
    }

    private boolean confirm(StudentCard card, LocalDate today, String by) {
        boolean confirmed = cards.confirm(card.number(), card.mark(), today, by);
        if (confirmed && card.mark() == Confirmation.HOLOGRAM) {
            holograms.use(card.number(), SchoolYear.of(today), today, by);
        }
        return confirmed;
    }

    /**
     * Waits until nobody else works on the confirmations of a class, and keeps others waiting until the transaction ends.
     *
     * @return the stock of holograms, which is what they share
     */
    @Transactional
    public int turn() {
        return holograms.lock();
    }
}
