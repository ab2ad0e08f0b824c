package pl.legitymacje.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.QueryTimeoutException;
import pl.legitymacje.school.Refused;

class StudentsTest {

    private final TestDatabase db = new TestDatabase();

    private Student add(String first, String surname, String schoolClass, Status status, Guardian... guardians) {
        return db.students.add(new Student(
                0, first, null, surname, schoolClass, LocalDate.of(2016, 5, 4), null, status, List.of(guardians)));
    }

    private Student add(String first, String surname, String schoolClass) {
        return add(first, surname, schoolClass, Status.ATTENDS);
    }

    @Test
    void anUnknownStudentIsRefused() {
        assertThat(db.students.find(4711)).isEmpty();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.students.get(4711))
                .extracting(Refused::key)
                .isEqualTo("student.unknown");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.inTransaction(() -> db.students.lock(4711)))
                .extracting(Refused::key)
                .isEqualTo("student.unknown");
    }

    @Test
    void everythingIsKeptAsGiven() {
        Student given = new Student(
                0,
                "Łucja",
                "Świętosława",
                "Żółć",
                "4a",
                LocalDate.of(2015, 6, 15),
                new Pesel("15261501230"),
                Status.GRADUATED,
                List.of(new Guardian("Ewa", null, "000 000 001"), new Guardian("Adam", "a@rodzice.example", null)));
        Student kept = db.students.add(given);
        assertThat(db.students.get(kept.id()))
                .isEqualTo(kept)
                .usingRecursiveComparison()
                .ignoringFields("id")
                .isEqualTo(given);
        assertThat(kept.documentName()).isEqualTo("Łucja Świętosława Żółć");
        assertThat(kept.fullName()).isEqualTo("Łucja Żółć");
        assertThat(kept.displayName()).isEqualTo("Żółć Łucja, 4a");
        assertThat(kept.guardianEmails()).containsExactly("a@rodzice.example");
        assertThat(kept.guardianWithEmail("A@Rodzice.example"))
                .hasValue(given.guardians().get(1));
        assertThat(kept.guardianWithEmail("b@rodzice.example")).isEmpty();
        assertThat(kept.toString()).doesNotContain("Łucja", "Żółć", "1526");
        assertThat(kept.guardians().toString()).doesNotContain("Ewa", "rodzice");
    }

    @Test
    void comesOfAgeOnTheEighteenthBirthday() {
        Student student = add("Jan", "Lis", "8a");
        assertThat(student.adultOn(LocalDate.of(2034, 5, 3))).isFalse();
        assertThat(student.adultOn(LocalDate.of(2034, 5, 4))).isTrue();
    }

    @Test
    void anUpdateReplacesTheGuardiansToo() {
        Student student = add("Jan", "Lis", "1a", Status.ATTENDS, new Guardian("Ewa", null, null));
        Student changed = new Student(
                student.id(),
                "Jan",
                "Adam",
                "Wilk",
                "2a",
                student.birthDate(),
                null,
                Status.LEFT,
                List.of(new Guardian("Piotr", null, null)));
        db.students.update(changed);
        assertThat(db.students.get(student.id())).isEqualTo(changed);
    }

    // --- personal data that the office changes ---

    private List<String> change(Student student, String first, String second, String surname, String pesel) {
        return db.inTransaction(() -> db.students.change(
                student.id(),
                new PersonalData(first, second, surname, student.birthDate(), pesel == null ? null : new Pesel(pesel)),
                db.students.formerData(student.id()).size(),
                "SPR-2026-0007",
                "ania"));
    }

    @Test
    void nobodyGetsAnothersPeselAndNothingIsHalfChanged() {
        String pesel = PeselTest.withCheckDigit("1625040001");
        Student other = add("Ola", "Wilk", "1a");
        change(other, "Ola", null, "Wilk", pesel);
        Student student = add("Jan", "Lis", "1a");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> change(student, "Jan", null, "Wilk", pesel))
                .extracting(Refused::key)
                .isEqualTo("student.data.peselTaken");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.inTransaction(() -> db.students.change(4711, student.data(), 0, "SPR", "ania")))
                .extracting(Refused::key)
                .isEqualTo("student.unknown");
        assertThat(db.students.get(student.id())).isEqualTo(student);
        assertThat(db.students.formerData(student.id())).isEmpty();
    }

    /** A form that lay open while a roster came must not bring the former name back. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 2})
    void whoHasNotSeenTheLastChangeIsRefused(long seen) {
        Student student = add("Jan", "Lis", "1a");
        Student byRoster = student.with(new PersonalData("Jan", null, "Wilk", student.birthDate(), null));
        db.students.update(byRoster);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.inTransaction(
                        () -> db.students.change(student.id(), student.data(), seen, "SPR-2026-0007", "ania")))
                .extracting(Refused::key)
                .isEqualTo("student.data.stale");
        assertThat(db.students.get(student.id())).isEqualTo(byRoster);
    }

    @Test
    void whatIsOnRecordAlreadyIsNoChange() {
        Student student = add("Jan", "Lis", "1a");
        assertThat(change(student, "Jan", null, "Lis", null)).isEmpty();
        assertThat(db.students.formerData(student.id())).isEmpty();
        assertThat(db.students.formerNames(List.of(student))).isEmpty();
        assertThat(db.students.formerNames(List.of())).isEmpty();
    }

    @Test
    void formerDataAreKeptTheLatestFirst() {
        Student student = add("Jan", "Lis", "1a", Status.ATTENDS, new Guardian("Ewa", null, null));
        assertThat(change(student, "Jan", "Adam", "Wilk", null))
                .containsExactly("nazwisko: Lis → Wilk", "drugie imię: – → Adam");
        String pesel = PeselTest.withCheckDigit("1625040002");
        assertThat(change(student, "Jan", null, "Wilk", pesel))
                .containsExactly("drugie imię: Adam → –", "uzupełniono PESEL");
        assertThat(change(student, "Jan", null, "Lis", PeselTest.withCheckDigit("1625040003")))
                .containsExactly("nazwisko: Wilk → Lis", "zmieniono PESEL");
        assertThat(change(student, "Jan", null, "Lis", null)).containsExactly("usunięto PESEL");
        assertThat(db.students.get(student.id())).isEqualTo(student);
        assertThat(db.students.formerData(student.id()))
                .extracting(former -> former.data().name().inFull())
                .containsExactly("Jan Lis", "Jan Wilk", "Jan Adam Wilk", "Jan Lis");
        assertThat(db.students.formerData(student.id())).allSatisfy(former -> {
            assertThat(former.changedAt()).isEqualTo(TestDatabase.CLOCK.instant());
            assertThat(former.byOffice()).isTrue();
            assertThat(former.toString() + former.data()).doesNotContain("Lis", "Wilk");
        });
        assertThat(db.students.formerNames(List.of(student))).isEqualTo(Map.of(student.id(), List.of("Jan Wilk")));
    }

    /** As it stands in an application: "legitymacja dla …" (domain §2). */
    @Test
    void aDeclinedNameFindsWhoeverItNames() {
        Student student = add("Jan", "Kowalski", "4a");
        add("Janina", "Kowalska", "4a");
        assertThat(db.students.search("Jana Kowalskiego", 10)).containsExactly(student);
        assertThat(db.students.search("dla Kowalskiego Jana", 10)).containsExactly(student);
        assertThat(db.students.searchEveryone("Janowi Kowalskiemu", 10)).containsExactly(student);
        assertThat(db.students.search("Jana Nowaka", 10)).isEmpty();
        add("Jan", "Kowalski", "4b");
        assertThat(db.students.search("Jana Kowalskiego", 10)).hasSize(2);
        assertThat(db.students.search("Jana Kowalskiego", 1)).hasSize(1);
    }

    @Test
    void aFormerNameFindsTheStudentWithTheClassOfToday() {
        Student student = add("Anna", "Żak", "4a");
        Student other = add("Anna", "Lis", "4a");
        change(student, "Hanna", null, "Lisowska", null);
        assertThat(db.students.search("zak anna", 10))
                .extracting(Student::fullName)
                .containsExactly("Hanna Lisowska");
        assertThat(db.students.search("żak hanna 4", 10)).hasSize(1);
        assertThat(db.students.search("żak 5", 10)).isEmpty();
        assertThat(db.students.search("lis anna 4a", 10))
                .extracting(Student::id)
                .containsExactly(other.id(), student.id());
        assertThat(db.students.search("anna", 1)).hasSize(1);
        db.students.status(student.id(), Status.LEFT);
        assertThat(db.students.search("zak", 10)).isEmpty();
        assertThat(db.students.searchEveryone("zak", 10)).hasSize(1);
    }

    @Test
    void aTextThatBearsAFormerNameNamesTheStudent() {
        Student student = add("Anna", "Nowak", "4a");
        change(student, "Anna", null, "Kowalska-Nowak", null);
        assertThat(db.students.namedIn("zdjęcie Anny Nowak"))
                .extracting(Student::id)
                .containsExactly(student.id());
        assertThat(db.students.namedIn("Anna Kowalska-Nowak 4a"))
                .extracting(Student::id)
                .containsExactly(student.id());
        Student namesake = add("Anna", "Nowak", "1a");
        assertThat(db.students.namedIn("legitymacja Anny Nowak"))
                .extracting(Student::id)
                .containsExactlyInAnyOrder(student.id(), namesake.id());
        assertThat(db.students.namedIn("Anna Kowalska")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "%", "_", "--", "'"})
    void aSearchForNothingFindsNothing(String part) {
        add("Jan", "Lis", "1a");
        assertThat(db.students.search(part, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kow jan, Kowalski Jan 14a|Kowalski Jan 4a",
        "JAN KOW, Kowalski Jan 14a|Kowalski Jan 4a",
        "zolc, Żółć Łucja 4a",
        "ŻÓŁĆ, Żółć Łucja 4a",
        "luc, Żółć Łucja 4a",
        "kow 4a, Kowalski Jan 4a",
        "kow 4, Kowalski Jan 4a",
        "14A kow, Kowalski Jan 14a",
        "4a, Kowalski Jan 4a|Żółć Łucja 4a",
        "dab-now, Dąbrowska-Nowak Anna 1b",
        "nowak dab, Dąbrowska-Nowak Anna 1b",
        "lski 4a jan, Kowalski Jan 4a",
        "kow anna, ",
    })
    void partsOfNamesAndClassAreFoundInAnyOrder(String part, String found) {
        add("Jan", "Kowalski", "4a");
        add("Jan", "Kowalski", "14a");
        add("Łucja", "Żółć", "4a");
        add("Anna", "Dąbrowska-Nowak", "1b");
        assertThat(db.students.search(part, 10).stream()
                        .map(student -> student.surname() + " " + student.firstName() + " " + student.schoolClass())
                        .sorted()
                        .collect(Collectors.joining("|")))
                .isEqualTo(found == null ? "" : found);
    }

    @Test
    void theSearchIsSortedLimitedAndLeavesOutWhoLeft() {
        add("Anna", "Żak", "1a");
        add("Anna", "Łoś", "1a");
        add("Anna", "Zając", "1a");
        add("Anna", "Lis", "1a");
        add("Anna", "Aaa", "1a", Status.LEFT);
        add("Anna", "Bbb", "1a", Status.GRADUATED);
        assertThat(db.students.search("anna", 10))
                .extracting(Student::surname)
                .containsExactly("Lis", "Łoś", "Zając", "Żak");
        assertThat(db.students.search("anna", 2)).extracting(Student::surname).containsExactly("Lis", "Łoś");
    }

    @Test
    void classesAndTheirStudentsAreThoseWhoAttend() {
        add("Zofia", "Ćwik", "2b");
        add("Adam", "Ćwik", "2b");
        add("Jan", "Cyran", "2b");
        add("Jan", "Dudek", "2b", Status.LEFT);
        add("Ewa", "Lis", "10c");
        add("Iga", "Lis", "1a");
        add("Ola", "Lis", "3a", Status.GRADUATED);
        assertThat(db.students.classes()).containsExactly("1a", "2b", "10c");
        assertThat(db.students.inClass(" II B "))
                .extracting(Student::fullName)
                .containsExactly("Jan Cyran", "Adam Ćwik", "Zofia Ćwik");
        assertThat(db.students.inClass("9x")).isEmpty();
    }

    @Test
    void aTextThatNamesTwoStudentsGivesBoth() {
        Student inFirst = add("Jan", "Kowalski", "1a");
        Student inFourth = add("Jan", "Kowalski", "4b");
        add("Anna", "Kowalska", "4b");
        assertThat(db.students.namedIn("legitymacja Jana Kowalskiego")).containsExactlyInAnyOrder(inFirst, inFourth);
    }

    @Test
    void aTextThatNamesOneStudentGivesThatOne() {
        add("Anna", "Nowak", "1a");
        add("Nowak", "Kowalska", "1a");
        Student anna = add("Anna", "Kowalska-Nowak", "1a");
        add("Anna", "Kowalska", "2a", Status.LEFT);
        assertThat(db.students.namedIn("Anna Kowalska - Nowak 1a mlegitymacja")).containsExactly(anna);
        assertThat(db.students.namedIn("Nowak - Kowalska Anna")).isNotEqualTo(List.of(anna));
        assertThat(db.students.namedIn("zdjęcie do legitymacji")).isEmpty();
    }

    @Test
    void siblingsAreFoundByTheirGuardian() {
        Guardian mother = new Guardian("Ewa Lis", "ewa.lis@rodzice.example", null);
        Student jan = add("Jan", "Lis", "1a", Status.ATTENDS, mother);
        Student ola = add("Ola", "Lis", "4b", Status.ATTENDS, mother);
        add("Iga", "Lis", "8a", Status.LEFT, mother);
        add("Adam", "Wilk", "1a", Status.ATTENDS, new Guardian("Ewa Lis", null, null));
        assertThat(db.students.withGuardianEmail("Ewa.Lis@Rodzice.Example")).containsExactly(jan, ola);
        assertThat(db.students.withGuardianEmail("%")).isEmpty();
    }

    @Test
    void aLockedStudentIsLockedUntilTheTransactionEnds() throws Exception {
        Student student = add("Jan", "Lis", "1a");
        CountDownLatch locked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> db.inTransaction(() -> {
            db.students.lock(student.id());
            locked.countDown();
            await(release);
            return null;
        }));
        await(locked);
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(() -> db.inTransaction(() -> db.students.lock(student.id())));
        release.countDown();
        other.get(20, TimeUnit.SECONDS);
        assertThat(db.inTransaction(() -> db.students.lock(student.id()))).isEqualTo(student);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
