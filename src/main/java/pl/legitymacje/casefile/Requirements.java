package pl.legitymacje.casefile;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What each case needs to be complete (KPA art. 64 § 2), and what of it is there. */
@Service
public class Requirements {

    private final JdbcClient db;

    Requirements(JdbcClient db) {
        this.db = db;
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
