package pl.legitymacje.student;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/**
 * Brings a roster onto the record (domain §2): new students are added, known ones updated, missing ones listed and never
 * deleted.
 *
 * <p>A student is known by the PESEL, else by surname, first names and birth date. Where a row fits two students, or
 * contradicts the one it fits, nothing is taken and a person decides. An empty cell tells nothing: it clears no PESEL, second
 * name or guardians on record. Applying the same roster again changes nothing.
 */
@Service
public class RosterImport {

    private final Students students;
    private final JdbcClient jdbc;
    private final Clock clock;

    RosterImport(Students students, JdbcClient jdbc, Clock clock) {
        this.students = students;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What the roster would change now.
     *
     * @throws Refused {@code student.roster.*} if the file is no roster
     */
    @Transactional(readOnly = true)
    public RosterPlan plan(byte[] content) {
        return compare(RosterReader.read(content, LocalDate.now(clock)), students.all());
    }

    /**
     * Applies the roster, by a plan made afresh in the same transaction: one shown earlier may have aged.
     *
     * @return what was changed
     * @throws Refused {@code student.roster.*} if the file is no roster
     */
    @Transactional
    public RosterPlan apply(byte[] content) {
        takeTurn();
        RosterPlan plan = plan(content);
        for (RosterRow row : plan.added()) {
            students.add(student(0, row, null));
        }
        for (RosterPlan.Change change : plan.changed()) {
            students.update(change.after());
            if (!change.before().attends()) {
                Departures.returned(jdbc, change.after().id(), LocalDate.now(clock), null);
            }
        }
        return plan;
    }

    /** Waits until no other transaction is importing, and keeps others waiting until this one ends. */
    void takeTurn() {
        jdbc.sql("select id from roster_turn for update").query(row -> {});
    }

    private static RosterPlan compare(RosterReader.Roster roster, List<Student> onRecord) {
        List<RosterRow> added = new ArrayList<>();
        List<RosterPlan.Change> changed = new ArrayList<>();
        List<RosterPlan.Ambiguity> ambiguous = new ArrayList<>();
        List<RosterProblem> problems = new ArrayList<>(roster.problems());
        int unchanged = 0;

        Map<Pesel, Student> byPesel = new HashMap<>();
        Map<String, List<Student>> byName = new HashMap<>();
        for (Student student : onRecord) {
            if (student.pesel() != null) {
                byPesel.put(student.pesel(), student);
            }
            byName.computeIfAbsent(
                            key(student.surname(), student.firstName(), student.birthDate()), k -> new ArrayList<>())
                    .add(student);
        }
        Map<Long, Integer> lineOf = new HashMap<>();
        Set<Long> named = new HashSet<>();

        for (RosterRow row : withoutDoubles(roster.rows(), problems)) {
            Student known = row.pesel() == null ? null : byPesel.get(row.pesel());
            if (known != null
                    && !RosterRow.sameName(row.surname(), known.surname())
                    && !RosterRow.sameName(row.firstName(), known.firstName())) {
                problems.add(new RosterProblem(row.line(), Texts.of("student.roster.row.peselOfAnother")));
                named.add(known.id());
                continue;
            }
            List<Student> namesakes =
                    byName.getOrDefault(key(row.surname(), row.firstName(), row.birthDate()), List.of()).stream()
                            .filter(student -> row.isNamesake(
                                    student.surname(), student.firstName(), student.secondName(), student.birthDate()))
                            .toList();
            if (contradicts(row, known, namesakes)) {
                List<Student> candidates = new ArrayList<>(namesakes);
                if (known != null) {
                    candidates.add(known);
                }
                ambiguous.add(new RosterPlan.Ambiguity(row, candidates));
                candidates.forEach(student -> named.add(student.id()));
                continue;
            }
            if (known == null && !namesakes.isEmpty()) {
                known = namesakes.get(0);
            }
            if (known == null) {
                added.add(row);
                continue;
            }
            named.add(known.id());
            Integer earlier = lineOf.putIfAbsent(known.id(), row.line());
            if (earlier != null) {
                problems.add(new RosterProblem(row.line(), Texts.of("student.roster.row.twice", earlier)));
                continue;
            }
            Student after = student(known.id(), row, known);
            List<String> what = differences(known, after);
            if (what.isEmpty()) {
                unchanged++;
            } else {
                changed.add(new RosterPlan.Change(row.line(), known, after, what));
            }
        }
        List<Student> missing = onRecord.stream()
                .filter(student -> student.attends() && !named.contains(student.id()))
                .sorted(Student.BY_NAME)
                .toList();
        problems.sort((one, other) -> Integer.compare(one.line(), other.line()));
        return new RosterPlan(added, changed, unchanged, missing, ambiguous, problems, roster.ignoredColumns());
    }

    /**
     * Whether a person must decide whom the row means.
     *
     * @param byPesel the student on record with the row's PESEL, or null
     * @param namesakes those with its name and birth date
     */
    private static boolean contradicts(RosterRow row, Student byPesel, List<Student> namesakes) {
        if (byPesel != null) {
            return !namesakes.isEmpty() && !namesakes.contains(byPesel); // twins with each other's PESEL
        }
        return namesakes.size() > 1
                || (row.pesel() != null && namesakes.stream().anyMatch(student -> student.pesel() != null));
    }

    /** The rows that name a student for the first time; the others become problems. */
    private static List<RosterRow> withoutDoubles(List<RosterRow> rows, List<RosterProblem> problems) {
        Map<Pesel, RosterRow> byPesel = new HashMap<>();
        Map<String, List<RosterRow>> byName = new HashMap<>();
        List<RosterRow> kept = new ArrayList<>();
        for (RosterRow row : rows) {
            RosterRow samePesel = row.pesel() == null ? null : byPesel.putIfAbsent(row.pesel(), row);
            List<RosterRow> namesakes = byName.computeIfAbsent(
                    key(row.surname(), row.firstName(), row.birthDate()), k -> new ArrayList<>());
            RosterRow same = namesakes.stream()
                    .filter(other ->
                            row.isNamesake(other.surname(), other.firstName(), other.secondName(), other.birthDate()))
                    .filter(other -> row.pesel() == null
                            || other.pesel() == null
                            || row.pesel().equals(other.pesel()))
                    .findFirst()
                    .orElse(null);
            if (same != null) {
                problems.add(new RosterProblem(row.line(), Texts.of("student.roster.row.twice", same.line())));
            } else if (samePesel != null) {
                // one of the two is wrong, and the file does not tell which
                problems.add(
                        new RosterProblem(row.line(), Texts.of("student.roster.row.peselTwice", samePesel.line())));
                if (kept.remove(samePesel)) {
                    problems.add(
                            new RosterProblem(samePesel.line(), Texts.of("student.roster.row.peselTwice", row.line())));
                }
            } else {
                kept.add(row);
            }
            namesakes.add(row);
        }
        return kept;
    }

    private static String key(String surname, String firstName, LocalDate birthDate) {
        return PersonName.folded(surname) + "|" + PersonName.folded(firstName) + "|" + birthDate;
    }

    /** The student as the row gives them; what the row leaves empty is kept from {@code known} (or null). */
    private static Student student(long id, RosterRow row, Student known) {
        boolean keepGuardians = known != null && row.guardians().isEmpty();
        return new Student(
                id,
                row.firstName(),
                row.secondName() == null && known != null ? known.secondName() : row.secondName(),
                row.surname(),
                row.schoolClass(),
                row.birthDate(),
                row.pesel() == null && known != null ? known.pesel() : row.pesel(),
                Status.ATTENDS,
                keepGuardians ? known.guardians() : row.guardians());
    }

    private static List<String> differences(Student before, Student after) {
        List<String> what = new ArrayList<>();
        difference(what, "student.roster.change.surname", before.surname(), after.surname());
        difference(what, "student.roster.change.firstName", before.firstName(), after.firstName());
        difference(what, "student.roster.change.secondName", before.secondName(), after.secondName());
        difference(what, "student.roster.change.class", before.schoolClass(), after.schoolClass());
        if (!Objects.equals(before.pesel(), after.pesel())) {
            what.add(Texts.of("student.roster.change.pesel"));
        }
        if (!before.guardians().equals(after.guardians())) {
            what.add(Texts.of("student.roster.change.guardians"));
        }
        if (before.status() != after.status()) {
            what.add(Texts.of("student.roster.change.returns"));
        }
        return what;
    }

    private static void difference(List<String> what, String key, String before, String after) {
        if (!Objects.equals(before, after)) {
            what.add(Texts.of(key, before == null ? "–" : before, after == null ? "–" : after));
        }
    }
}
