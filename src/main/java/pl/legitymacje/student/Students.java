package pl.legitymacje.student;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    Students(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
     * Attending students whose names or class hold every word of {@code part}, in any order, whatever the case and
     * diacritics: "kow jan", "zolc", "kow 4a". Sorted by name.
     *
     * @param limit the most to return, at least 1
     */
    public List<Student> search(String part, int limit) {
        return search("s.status = 'ATTENDS'", part, limit);
    }

    /** As {@link #search(String, int)}, but whoever left or graduated is found as well. */
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
            condition.append(" and s.search_text like :").append(name);
            // a part of any name, but the beginning of a class: 1a is not 11a
            parameters.put(name, (Character.isDigit(word.charAt(0)) ? "% " : "%") + word + "%");
        }
        return load(
                        condition.toString(),
                        " order by s.search_text, s.id fetch first " + limit + " rows only",
                        parameters)
                .stream()
                .sorted(Student.BY_NAME)
                .toList();
    }

    /**
     * The attending students that a text names, as a mail's subject or a file's name does (see {@link PersonName}), sorted
     * by name. More than one means that a person must decide; it is never to be taken automatically.
     */
    public List<Student> namedIn(String text) {
        PersonName.Text words = new PersonName.Text(text);
        Map<Student, Set<Integer>> found = new HashMap<>();
        for (Student student : load("s.status = 'ATTENDS'", "", Map.of())) {
            Set<Integer> places = student.name().placesIn(words);
            if (!places.isEmpty()) {
                found.put(student, places);
            }
        }
        return found.keySet().stream()
                .filter(student -> found.values().stream()
                        .noneMatch(other ->
                                other.size() > found.get(student).size() && other.containsAll(found.get(student))))
                .sorted(Student.BY_NAME)
                .toList();
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

    /** Writes all of a student's data, the guardians too, over what is on record under the same id. */
    @Transactional
    void update(Student student) {
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
        jdbc.sql("delete from guardian where student_id = :id")
                .param("id", student.id())
                .update();
        addGuardians(student.id(), student.guardians());
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
                .param("search", searchText(student));
    }

    private static String searchText(Student student) {
        String second = student.secondName() == null ? "" : student.secondName();
        return " "
                + PersonName.folded(
                        String.join(" ", student.surname(), student.firstName(), second, student.schoolClass()));
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
        String pesel = row.getString("pesel");
        return new Student(
                row.getLong("id"),
                row.getString("first_name"),
                row.getString("second_name"),
                row.getString("surname"),
                row.getString("school_class"),
                row.getObject("birth_date", LocalDate.class),
                pesel == null ? null : new Pesel(pesel),
                Status.valueOf(row.getString("status")),
                guardians.getOrDefault(row.getLong("id"), List.of()));
    }
}
