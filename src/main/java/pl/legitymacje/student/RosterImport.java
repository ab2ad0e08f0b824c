package pl.legitymacje.student;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
 *
 * <p>What the office has changed (S3 III) a roster that still bears the former data does not change back: the row is listed,
 * its class and guardians are taken.
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
        return compare(RosterReader.read(content, LocalDate.now(clock)), students.all(), students.formerData());
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
        students.takeRostersTurn();
    }

    private RosterPlan compare(
            RosterReader.Roster roster, List<Student> onRecord, Map<Long, List<FormerData>> formerData) {
        List<RosterRow> added = new ArrayList<>();
        List<RosterPlan.Change> changed = new ArrayList<>();
        List<RosterPlan.Ambiguity> ambiguous = new ArrayList<>();
        List<RosterProblem> problems = new ArrayList<>(roster.problems());
        List<RosterPlan.Former> former = new ArrayList<>();
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
        Map<Long, Renamed> renamed = new HashMap<>();
        for (Student student : onRecord) {
            List<FormerData> byOffice = formerData.getOrDefault(student.id(), List.of()).stream()
                    .filter(FormerData::byOffice)
                    .toList();
            if (!byOffice.isEmpty()) {
                renamed.put(student.id(), new Renamed(student, byOffice));
            }
        }
        Map<Long, Integer> lineOf = new HashMap<>();
        Set<Long> named = new HashSet<>();

        List<RosterRow> rows = withoutDoubles(roster.rows(), problems);
        List<RosterReader.Unread> unread = Stream.concat(
                        roster.unread().stream(),
                        roster.rows().stream()
                                .filter(row -> !rows.contains(row))
                                .map(RosterRow::unread))
                .toList();
        for (RosterRow row : rows) {
            Student known = row.pesel() == null ? null : byPesel.get(row.pesel());
            List<Student> formerly = formerly(row, known, renamed);
            if (known != null
                    && formerly.isEmpty()
                    && !RosterRow.sameName(row.surname(), known.surname())
                    && !RosterRow.sameName(row.firstName(), known.firstName())) {
                problems.add(new RosterProblem(row.line(), Texts.of("student.roster.row.peselOfAnother")));
                named.add(known.id());
                continue;
            }
            List<Student> namesakes = Stream.concat(
                            formerly.stream(),
                            byName
                                    .getOrDefault(key(row.surname(), row.firstName(), row.birthDate()), List.of())
                                    .stream()
                                    .filter(student -> row.isNamesake(
                                            student.surname(),
                                            student.firstName(),
                                            student.secondName(),
                                            student.birthDate())))
                    .distinct()
                    .toList();
            if (contradicts(row, known, namesakes, renamed)) {
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
            if (formerly.contains(known)) {
                former.add(former(row, after, renamed.get(known.id())));
                after = after.with(known.data());
            }
            List<String> what = differences(known, after);
            if (what.isEmpty()) {
                unchanged++;
            } else {
                changed.add(new RosterPlan.Change(row.line(), known, after, what));
            }
        }
        List<Student> missing = onRecord.stream()
                .filter(student -> student.attends() && !named.contains(student.id()))
                .filter(student -> unread.stream().noneMatch(row -> row.names(student)))
                .sorted(Student.BY_NAME)
                .toList();
        problems.sort((one, other) -> Integer.compare(one.line(), other.line()));
        return new RosterPlan(added, changed, unchanged, missing, ambiguous, former, problems, roster.ignoredColumns());
    }

    /** Those whom the row gives data of that they bear no more: the student with its PESEL, or whoever bore its names. */
    private static List<Student> formerly(RosterRow row, Student byPesel, Map<Long, Renamed> renamed) {
        return renamed.values().stream()
                .filter(one -> byPesel == null ? one.fits(row) : one.student().id() == byPesel.id())
                .filter(one -> one.givesFormer(row))
                .map(Renamed::student)
                .toList();
    }

    private RosterPlan.Former former(RosterRow row, Student given, Renamed known) {
        FormerData last = known.former().get(0);
        return new RosterPlan.Former(
                row.line(),
                known.student(),
                Texts.of(
                        "student.roster.former",
                        String.join("; ", given.data().changes(known.student().data())),
                        LocalDate.ofInstant(last.changedAt(), clock.getZone()),
                        last.caseNumber()));
    }

    /**
     * Whether a person must decide whom the row means.
     *
     * @param byPesel the student on record with the row's PESEL, or null
     * @param namesakes those who bear or bore its names and birth date
     */
    private static boolean contradicts(
            RosterRow row, Student byPesel, List<Student> namesakes, Map<Long, Renamed> renamed) {
        if (byPesel != null) {
            return !namesakes.isEmpty() && !namesakes.contains(byPesel); // twins with each other's PESEL
        }
        return namesakes.size() > 1
                || (row.pesel() != null
                        && namesakes.stream()
                                .anyMatch(student -> student.pesel() != null
                                        && !(renamed.containsKey(student.id())
                                                && renamed.get(student.id()).hadPesel(row.pesel()))));
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
        List<String> what = new ArrayList<>(before.data().changes(after.data()));
        PersonalData.change(what, "student.change.class", before.schoolClass(), after.schoolClass());
        if (!before.guardians().equals(after.guardians())) {
            what.add(Texts.of("student.change.guardians"));
        }
        if (before.status() != after.status()) {
            what.add(Texts.of("student.change.returns"));
        }
        return what;
    }
}
