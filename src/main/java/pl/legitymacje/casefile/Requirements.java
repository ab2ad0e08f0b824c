package pl.legitymacje.casefile;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Texts;

/** What each case needs to be complete (KPA art. 64 § 2), and what of it is there. */
@Service
public class Requirements {

    private static final String CAME = "casefile.trail.came";

    private final JdbcClient db;
    private final Cases cases;

    Requirements(JdbcClient db, Cases cases) {
        this.db = db;
        this.cases = cases;
    }

    /** Says that a case needs something, and whether it is there already. {@code on} is the day it came, else null. */
    @Transactional
    public void add(String caseNumber, Requirement item, RequirementState state, LocalDate on) {
        db.sql("insert into case_requirement (case_number, item, state, supplied_on) values (?, ?, ?, ?)")
                .params(caseNumber, item.name(), state.name(), on)
                .update();
    }

    /** Something has come on a day, and has the state given; what a case does not need is not noted. */
    @Transactional
    public void supplied(String caseNumber, Requirement item, RequirementState state, LocalDate on) {
        db.sql("update case_requirement set state = ?, supplied_on = ? where case_number = ? and item = ?")
                .params(state.name(), on, caseNumber, item.name())
                .update();
    }

    /** What is here has been looked at. */
    @Transactional
    public void judged(String caseNumber, Requirement item, RequirementState state) {
        db.sql("update case_requirement set state = ? where case_number = ? and item = ?")
                .params(state.name(), caseNumber, item.name())
                .update();
    }

    /** Everything a case needs, in the order in which it is listed for people. */
    public Map<Requirement, RequirementState> of(String caseNumber) {
        Map<Requirement, RequirementState> states = new EnumMap<>(Requirement.class);
        db.sql("select item, state from case_requirement where case_number = ?")
                .param(caseNumber)
                .query(row -> {
                    states.put(
                            Requirement.valueOf(row.getString("item")),
                            RequirementState.valueOf(row.getString("state")));
                });
        return states;
    }

    /**
     * One thing that a case needs.
     *
     * @param on the day it came; null before
     * @param by who took it in; null before
     */
    public record Needed(Requirement item, RequirementState state, LocalDate on, String by) {}

    /** A paper has come after the registration: noted in the case's trail, too. */
    @Transactional
    public void came(String caseNumber, Requirement item, LocalDate on, String by) {
        supplied(caseNumber, item, item.onArrival(), on);
        cases.note(caseNumber, by, CAME, item.label());
    }

    /** Everything that each of these cases needs, by case number and in the order in which it is listed for people. */
    public Map<String, List<Needed>> of(Collection<String> caseNumbers) {
        if (caseNumbers.isEmpty()) {
            return Map.of();
        }
        // Whoever registered the case took in what came with the application; of the rest the trail knows.
        Map<List<String>, String> takenBy = new HashMap<>();
        db.sql("select case_number, who, what from case_trail where case_number in (:numbers) and what in (:sentences)"
                        + " order by id")
                .param("numbers", caseNumbers)
                .param(
                        "sentences",
                        Arrays.stream(Requirement.values())
                                .map(Requirements::cameSentence)
                                .toList())
                .query(row -> {
                    takenBy.put(List.of(row.getString("case_number"), row.getString("what")), row.getString("who"));
                });
        Map<String, List<Needed>> needed = new HashMap<>();
        db.sql("select r.*, c.registered_by from case_requirement r join case_file c on c.number = r.case_number"
                        + " where r.case_number in (:numbers)")
                .param("numbers", caseNumbers)
                .query(row -> {
                    String number = row.getString("case_number");
                    Requirement item = Requirement.valueOf(row.getString("item"));
                    LocalDate on = row.getObject("supplied_on", LocalDate.class);
                    String by =
                            takenBy.getOrDefault(List.of(number, cameSentence(item)), row.getString("registered_by"));
                    needed.computeIfAbsent(number, any -> new ArrayList<>())
                            .add(new Needed(
                                    item,
                                    RequirementState.valueOf(row.getString("state")),
                                    on,
                                    on == null ? null : by));
                });
        needed.values().forEach(items -> items.sort(Comparator.comparing(Needed::item)));
        return needed;
    }

    private static String cameSentence(Requirement item) {
        return Texts.of(CAME, item.label());
    }

    /** What the applicant still owes. */
    public List<Requirement> owed(String caseNumber) {
        return of(caseNumber).entrySet().stream()
                .filter(entry -> entry.getValue().owed())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The day on which the last of what is there came; null if nothing was needed. */
    public LocalDate lastSuppliedOn(String caseNumber) {
        return db.sql("select max(supplied_on) as last_day from case_requirement where case_number = ?")
                .param(caseNumber)
                .query((row, index) -> row.getObject("last_day", LocalDate.class))
                .optional()
                .orElse(null);
    }
}
