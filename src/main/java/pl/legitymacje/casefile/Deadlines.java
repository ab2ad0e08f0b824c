package pl.legitymacje.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.WorkingDays;

/**
 * The school's deadlines: by when each open case has to be settled, and what was done about it. Each step is taken once for
 * a deadline; after a moved deadline they are taken anew.
 */
@Service
public class Deadlines {

    private final JdbcClient db;
    private final SchoolProfile school;
    private final Clock clock;

    Deadlines(JdbcClient db, SchoolProfile school, Clock clock) {
        this.db = db;
        this.school = school;
        this.clock = clock;
    }

    /** An open case's deadline and what was done about it. */
    private record Watched(
            String number, LocalDate deadline, LocalDate remindedFor, int remindedDays, LocalDate escalatedFor) {

        static Watched read(ResultSet row, int index) throws SQLException {
            return new Watched(
                    row.getString("number"),
                    row.getObject("deadline", LocalDate.class),
                    row.getObject("reminded_for", LocalDate.class),
                    row.getInt("reminded_days"),
                    row.getObject("escalated_for", LocalDate.class));
        }

        DeadlineStep step(LocalDate today, int reminder) {
            if (today.isAfter(deadline)) {
                return deadline.equals(escalatedFor) ? DeadlineStep.NOTHING : DeadlineStep.ESCALATE;
            }
            boolean reminded = deadline.equals(remindedFor) && remindedDays <= reminder;
            return reminder == NO_REMINDER || reminded ? DeadlineStep.NOTHING : DeadlineStep.REMIND;
        }
    }

    private static final int NO_REMINDER = 0;

    /** The applicant has been told that it will take until this day (KPA art. 36). */
    @Transactional
    public void promised(String number, LocalDate newDate) {
        db.sql("update case_file set deadline = ?, promised_on = ? where number = ?")
                .params(newDate, newDate, number)
                .update();
    }

    /** Numbers of the open cases whose deadline asks for something today, the most urgent first. */
    public List<String> due() {
        LocalDate today = LocalDate.now(clock);
        return db
                .sql("select * from case_file where outcome is null and deadline is not null order by deadline, number")
                .query(Watched::read)
                .list()
                .stream()
                .filter(watched -> watched.step(today, reminder(watched, today)) != DeadlineStep.NOTHING)
                .map(Watched::number)
                .toList();
    }

    /**
     * What a case's deadline asks for today, noted as done: whoever calls does it in the same transaction. Others who ask
     * meanwhile wait, and then find nothing left to do.
     */
    @Transactional
    public DeadlineStep take(String number) {
        LocalDate today = LocalDate.now(clock);
        Watched watched = db.sql(
                        "select * from case_file where number = ? and outcome is null and deadline is not null for update")
                .param(number)
                .query(Watched::read)
                .optional()
                .orElse(null);
        if (watched == null) {
            return DeadlineStep.NOTHING;
        }
        int reminder = reminder(watched, today);
        DeadlineStep step = watched.step(today, reminder);
        switch (step) {
            case REMIND ->
                db.sql("update case_file set reminded_for = deadline, reminded_days = ? where number = ?")
                        .params(reminder, number)
                        .update();
            case ESCALATE ->
                db.sql("update case_file set escalated_for = deadline where number = ?")
                        .param(number)
                        .update();
            case NOTHING -> {}
        }
        return step;
    }

    /** The latest reminder whose day has come, in working days before the deadline: earlier ones that were missed are not made up for. */
    private int reminder(Watched watched, LocalDate today) {
        return school.deadlines().staffRemindersWorkingDays().stream()
                .filter(days -> !today.isBefore(WorkingDays.before(watched.deadline(), days)))
                .min(Integer::compare)
                .orElse(NO_REMINDER);
    }
}
