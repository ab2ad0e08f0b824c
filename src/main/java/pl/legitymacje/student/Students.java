package pl.legitymacje.student;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.school.Refused;

/** The students on record, and how to find them. */
@Service
public class Students {

    private final JdbcClient jdbc;
    private final Clock clock;

    Students(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The student on record under that id, whatever the status.
     *
     * @throws Refused {@code student.unknown}
     */
    public Student get(long id) {
        return find(id).orElseThrow(() -> new Refused("student.unknown"));
    }

    public Optional<Student> find(long id) {
        return load("s.id = :id", "", Map.of("id", id)).stream().findFirst();
    }

    /**
     * The student, with its row locked until the caller's transaction ends, so that two cases for one student cannot be
     * registered at once.
     *
     * @throws Refused {@code student.unknown}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Student lock(long id) {
        jdbc.sql("select id from student where id = :id for update")
                .param("id", id)
                .query(row -> {});
        return get(id);
    }

    /**
     * Attending students whose names, former ones too, or class hold every word of {@code part}, in any order, whatever the
     * case and diacritics: "kow jan", "zolc", "kow 4a"; where nobody has, those whom it names declined: "Jana Kowalskiego"
     * ({@link #namedIn}). Sorted by name.
     *
     * @param limit the most to return, at least 1
     */
    public List<Student> search(String part, int limit) {
        return search("s.status = 'ATTENDS'", part, limit);
    }

    /** As {@link #search(String, int)}, but whoever left or graduated is found as well, if not declined. */
    public List<Student> searchEveryone(String part, int limit) {
        return search("1 = 1", part, limit);
    }

    private List<Student> search(String whose, String part, int limit) {
        List<String> words = PersonName.words(part);
        if (words.isEmpty()) {
            return List.of();
        }
        StringBuilder condition = new StringBuilder(whose);
        Map<String, Object> parameters = new HashMap<>();
        for (String word : words) {
            String name = "word" + parameters.size();
            condition
                    .append(" and (s.search_text like :")
                    .append(name)
                    .append(" or exists (select 1 from student_former_data f where f.student_id = s.id"
                            + " and f.search_text like :")
                    .append(name)
                    .append("))");
            // a part of any name, but the beginning of a class: 1a is not 11a
            parameters.put(name, (Character.isDigit(word.charAt(0)) ? "% " : "%") + word + "%");
        }
        List<Student> found = load(
                condition.toString(), " order by s.search_text, s.id fetch first " + limit + " rows only", parameters);
        return found.isEmpty()
                ? namedIn(part).stream().limit(limit).toList()
                : found.stream().sorted(Student.BY_NAME).toList();
    }

    /**
     * The attending students that a text names by a present or former name, as a mail's subject or a file's name does (see
     * {@link PersonName}), sorted by name. More than one means that a person must decide; it is never to be taken automatically.
     */
    public List<Student> namedIn(String text) {
        PersonName.Text words = new PersonName.Text(text);
        Map<Student, Set<Integer>> found = new HashMap<>();
        List<Student> attending = load("s.status = 'ATTENDS'", "", Map.of());
        Map<Long, List<FormerData>> former =
                former("student_id in (select id from student where status = 'ATTENDS')", Map.of());
        for (Student student : attending) {
            Stream.concat(
                            Stream.of(student.name()),
                            former.getOrDefault(student.id(), List.of()).stream()
                                    .map(before -> before.data().name()))
                    .map(name -> name.placesIn(words))
                    .max(Comparator.comparing(Set::size))
                    .filter(places -> !places.isEmpty())
                    .ifPresent(places -> found.put(student, places));
        }
        return found.keySet().stream()
                .filter(student -> found.values().stream()
                        .noneMatch(other ->
                                other.size() > found.get(student).size() && other.containsAll(found.get(student))))
                .sorted(Student.BY_NAME)
                .toList();
    }

    /**
     * Puts the e-mail address of one of a student's guardians right: of the one who bears the name or had the wrong address.
     *
     * @param before null for none
     */
    @Transactional
    public void correctEmail(long studentId, String guardian, String before, String after) {
        jdbc.sql("update guardian set email = :after where student_id = :id and (lower(email) = lower(:before)"
                        + " or lower(name) = lower(:name))")
                .param("after", after)
                .param("id", studentId)
                .param("before", before == null ? "" : before)
                .param("name", guardian)
                .update();
    }

    /** The attending students whose guardian has that e-mail address, sorted by name. */
    public List<Student> withGuardianEmail(String email) {
        return load(
                        "s.status = 'ATTENDS' and s.id in (select student_id from guardian where lower(email) = lower(:email))",
                        "",
                        Map.of("email", email))
                .stream()
                .sorted(Student.BY_NAME)
                .toList();
    }

    /** The classes that have attending students, in natural order: 1a, 2b, 10c. */
    public List<String> classes() {
        return jdbc
                .sql("select distinct school_class from student where status = 'ATTENDS'")
                .query(String.class)
                .list()
                .stream()
                .sorted(SchoolClass.ORDER)
                .toList();
    }

    /** The attending students of a class, however its name is written, in the order of the Polish alphabet. */
    public List<Student> inClass(String schoolClass) {
        return load(
                        "s.status = 'ATTENDS' and s.school_class = :class",
                        "",
                        Map.of("class", SchoolClass.of(schoolClass)))
                .stream()
                .sorted(Student.BY_NAME)
                .toList();
    }

    /** The students under these ids, whatever the status; ids unknown are left out. */
    public Map<Long, Student> byId(Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return load("s.id in (:ids)", "", Map.of("ids", ids)).stream()
                .collect(Collectors.toMap(Student::id, student -> student));
    }

    /** What a student's personal data were before, the latest first. */
    public List<FormerData> formerData(long id) {
        return former("student_id = :id", Map.of("id", id)).getOrDefault(id, List.of());
    }

    /** The names that these students bore and bear no more ("Jan Kowalski"), the latest first; only for whom there are any. */
    public Map<Long, List<String>> formerNames(Collection<Student> students) {
        if (students.isEmpty()) {
            return Map.of();
        }
        Map<Long, Student> byId =
                students.stream().collect(Collectors.toMap(Student::id, student -> student, (one, same) -> one));
        Map<Long, List<String>> names = new HashMap<>();
        former("student_id in (:ids)", Map.of("ids", byId.keySet())).forEach((id, former) -> {
            List<String> borne = former.stream()
                    .map(before -> before.data().name().inShort())
                    .distinct()
                    .filter(name -> !name.equals(byId.get(id).fullName()))
                    .toList();
            if (!borne.isEmpty()) {
                names.put(id, borne);
            }
        });
        return names;
    }

    /** Everybody's former data, the latest first, by the student's id. */
    Map<Long, List<FormerData>> formerData() {
        return former("1 = 1", Map.of());
    }

    private Map<Long, List<FormerData>> former(String condition, Map<String, ?> parameters) {
        Map<Long, List<FormerData>> former = new HashMap<>();
        jdbc.sql("select * from student_former_data where " + condition + " order by id desc")
                .params(parameters)
                .query(row -> {
                    former.computeIfAbsent(row.getLong("student_id"), id -> new ArrayList<>())
                            .add(new FormerData(
                                    data(row),
                                    row.getObject("changed_at", OffsetDateTime.class)
                                            .toInstant(),
                                    row.getString("case_number"),
                                    row.getString("changed_by")));
                });
        return former;
    }

    /** Everyone on record, whatever the status: what a roster is compared with. */
    List<Student> all() {
        return load("1 = 1", "", Map.of());
    }

    /** Adds a student; the id given is not looked at. */
    @Transactional
    Student add(Student student) {
        KeyHolder key = new GeneratedKeyHolder();
        bind(
                        jdbc.sql(
                                """
                                insert into student (first_name, second_name, surname, school_class, birth_date,
                                                     pesel, status, search_text)
                                values (:first, :second, :surname, :class, :birth, :pesel, :status, :search)"""),
                        student)
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKey()).longValue();
        addGuardians(id, student.guardians());
        return get(id);
    }

    /**
     * Writes the personal data that the office has verified (S3 III) over those on record, which become
     * {@linkplain #formerData former ones}. Takes the rosters' turn: an import that has read the former data may not write them
     * again.
     *
     * @param seen how many {@linkplain #formerData former data} there were when the clerk looked: what a roster or somebody else
     *     has changed since is not overwritten unseen
     * @param by user name of the clerk
     * @return what has changed, in Polish; nothing if all of it was on record already
     * @throws Refused {@code student.unknown}; {@code student.data.stale}; {@code student.data.peselTaken} if another student has that PESEL
     */
    @Transactional
    public List<String> change(long id, PersonalData data, long seen, String caseNumber, String by) {
        takeRostersTurn();
        Student before = lock(id);
        if (formerData(id).size() != seen) {
            throw new Refused("student.data.stale");
        }
        List<String> what = before.data().changes(data);
        if (!what.isEmpty()) {
            keepFormer(before, caseNumber, by);
            try {
                write(before.with(data));
            } catch (DuplicateKeyException anothersPesel) {
                throw new Refused("student.data.peselTaken");
            }
        }
        return what;
    }

    /** Waits until no other transaction imports a roster or changes personal data, and keeps them waiting until this one ends. */
    void takeRostersTurn() {
        jdbc.sql("select id from roster_turn for update").query(row -> {});
    }

    private void keepFormer(Student before, String caseNumber, String by) {
        jdbc.sql(
                        """
                        insert into student_former_data (student_id, first_name, second_name, surname, birth_date, pesel,
                                                         changed_at, case_number, changed_by, search_text)
                        values (:id, :first, :second, :surname, :birth, :pesel, :at, :case, :by, :search)""")
                .param("id", before.id())
                .param("first", before.firstName())
                .param("second", before.secondName())
                .param("surname", before.surname())
                .param("birth", before.birthDate())
                .param("pesel", before.pesel() == null ? null : before.pesel().digits())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("case", caseNumber)
                .param("by", by)
                .param("search", searchText(before.name()))
                .update();
    }

    /**
     * Writes all of a student's data, the guardians too, as a roster gives them, over what is on record under the same id.
     */
    @Transactional
    void update(Student student) {
        Student before = get(student.id());
        if (!before.data().equals(student.data())) {
            keepFormer(before, null, null);
        }
        write(student);
        jdbc.sql("delete from guardian where student_id = :id")
                .param("id", student.id())
                .update();
        addGuardians(student.id(), student.guardians());
    }

    private void write(Student student) {
        bind(
                        jdbc.sql(
                                """
                                update student set first_name = :first, second_name = :second, surname = :surname,
                                       school_class = :class, birth_date = :birth, pesel = :pesel, status = :status,
                                       search_text = :search
                                where id = :id"""),
                        student)
                .param("id", student.id())
                .update();
    }

    /** Where the student stands towards the school from now on. */
    void status(long id, Status status) {
        jdbc.sql("update student set status = :status where id = :id")
                .param("status", status.name())
                .param("id", id)
                .update();
    }

    private void addGuardians(long studentId, List<Guardian> guardians) {
        for (int position = 0; position < guardians.size(); position++) {
            Guardian guardian = guardians.get(position);
            jdbc.sql(
                            """
                            insert into guardian (student_id, position, name, email, phone)
                            values (:student, :position, :name, :email, :phone)""")
                    .param("student", studentId)
                    .param("position", position + 1)
                    .param("name", guardian.name())
                    .param("email", guardian.email())
                    .param("phone", guardian.phone())
                    .update();
        }
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Student student) {
        return statement
                .param("first", student.firstName())
                .param("second", student.secondName())
                .param("surname", student.surname())
                .param("class", student.schoolClass())
                .param("birth", student.birthDate())
                .param("pesel", student.pesel() == null ? null : student.pesel().digits())
                .param("status", student.status().name())
                .param("search", searchText(student.name()) + " " + PersonName.folded(student.schoolClass()));
    }

    /** With a space before each word, for a search by beginnings. */
    private static String searchText(PersonName name) {
        String second = name.secondName() == null ? "" : name.secondName();
        return " " + PersonName.folded(String.join(" ", name.surname(), name.firstName(), second));
    }

    /** Two statements, however many students: they and their guardians. */
    private List<Student> load(String condition, String order, Map<String, ?> parameters) {
        Map<Long, List<Guardian>> guardians = new HashMap<>();
        jdbc.sql("select * from guardian where student_id in (select s.id from student s where " + condition + order
                        + ") order by student_id, position")
                .params(parameters)
                .query(row -> {
                    guardians
                            .computeIfAbsent(row.getLong("student_id"), id -> new ArrayList<>())
                            .add(new Guardian(row.getString("name"), row.getString("email"), row.getString("phone")));
                });
        return jdbc.sql("select s.* from student s where " + condition + order)
                .params(parameters)
                .query((row, number) -> student(row, guardians))
                .list();
    }

    private static Student student(ResultSet row, Map<Long, List<Guardian>> guardians) throws SQLException {
        PersonalData data = data(row);
        return new Student(
                row.getLong("id"),
                data.firstName(),
                data.secondName(),
                data.surname(),
                row.getString("school_class"),
                data.birthDate(),
                data.pesel(),
                Status.valueOf(row.getString("status")),
                guardians.getOrDefault(row.getLong("id"), List.of()));
    }

    private static PersonalData data(ResultSet row) throws SQLException {
        String pesel = row.getString("pesel");
        return new PersonalData(
                row.getString("first_name"),
                row.getString("second_name"),
                row.getString("surname"),
                row.getObject("birth_date", LocalDate.class),
                pesel == null ? null : new Pesel(pesel));
    }
}
