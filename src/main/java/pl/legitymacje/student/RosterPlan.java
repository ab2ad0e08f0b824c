package pl.legitymacje.student;

import java.util.List;

/**
 * What a roster changes on record. Nothing is ever deleted.
 *
 * @param added students who are new
 * @param changed students on record whose data the roster gives differently
 * @param unchanged how many students are on record just so
 * @param missing attending students whom the roster does not name: for a person to look at, they stay as they are
 * @param ambiguous rows that fit several students, or one whose PESEL differs: not taken, a person decides
 * @param former rows with data that the office has changed since: these are not changed back
 * @param problems rows not taken because something in them is wrong
 * @param ignoredColumns headings of the file that mean nothing to us
 */
public record RosterPlan(
        List<RosterRow> added,
        List<Change> changed,
        int unchanged,
        List<Student> missing,
        List<Ambiguity> ambiguous,
        List<Former> former,
        List<RosterProblem> problems,
        List<String> ignoredColumns) {

    public RosterPlan {
        added = List.copyOf(added);
        changed = List.copyOf(changed);
        missing = List.copyOf(missing);
        ambiguous = List.copyOf(ambiguous);
        former = List.copyOf(former);
        problems = List.copyOf(problems);
        ignoredColumns = List.copyOf(ignoredColumns);
    }

    /**
     * A student whose data change.
     *
     * @param what changes, in Polish, for the clerk: "klasa: 3a → 4a"
     */
    public record Change(int line, Student before, Student after, List<String> what) {

        public Change {
            what = List.copyOf(what);
        }
    }

    /** A row that fits these students on record. */
    public record Ambiguity(RosterRow row, List<Student> candidates) {

        public Ambiguity {
            candidates = List.copyOf(candidates);
        }
    }

    /**
     * A row with former data of a student.
     *
     * @param reason what is former in it and what to do, in Polish
     */
    public record Former(int line, Student student, String reason) {}

    /** Whether applying it would change nothing on record. */
    public boolean isEmpty() {
        return added.isEmpty() && changed.isEmpty();
    }

    public RosterResult counts() {
        return new RosterResult(
                added.size(), changed.size(), unchanged, missing.size(), ambiguous.size(), problems.size());
    }
}
