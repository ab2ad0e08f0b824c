package pl.legitymacje.student;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import pl.legitymacje.AtOnce;
import pl.legitymacje.school.Refused;

class RosterImportTest {

    private static final String HEADER =
            "Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2\n";
    private static final String PESEL = "15261501230"; // 2015-06-15
    private static final String OTHER_PESEL = PeselTest.withCheckDigit("1526150999");

    private final TestDatabase db = new TestDatabase();

    private static byte[] roster(String... rows) {
        return (HEADER + String.join("\n", rows)).getBytes(UTF_8);
    }

    private RosterPlan plan(String... rows) {
        return db.inTransaction(() -> db.rosterImport.plan(roster(rows)));
    }

    private RosterPlan apply(String... rows) {
        return db.inTransaction(() -> db.rosterImport.apply(roster(rows)));
    }

    private List<String> onRecord() {
        return db.students.all().stream()
                .sorted(Student.BY_NAME)
                .map(student -> student.displayName() + " "
                        + (student.pesel() == null ? "-" : student.pesel().digits()) + " " + student.status())
                .toList();
    }

    // --- what is not taken ---

    @Test
    void whatIsNoRosterChangesNothing() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.inTransaction(() -> db.rosterImport.apply("Ala ma kota".getBytes(UTF_8))));
        assertThat(onRecord()).containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS");
    }

    @Test
    void badRowsAreListedAndGoodOnesTaken() {
        RosterPlan plan = apply(
                "Lis;Jan;;4a;2015-06-15;15261501231",
                "Wilk;Ola;;4a;2015-06-15;" + PESEL,
                "Sowa;Iga;;4a;2015-06-16;" + PESEL);
        assertThat(plan.problems()).extracting(RosterProblem::line).containsExactly(2, 4);
        assertThat(onRecord()).containsExactly("Wilk Ola, 4a " + PESEL + " ATTENDS");
    }

    @Test
    void theSameStudentTwiceIsTakenOnceAndListed() {
        RosterPlan plan = apply(
                "Lis;Jan;;4a;2015-06-15;" + PESEL,
                "LIS;jan;;4b;2015-06-15;" + PESEL,
                "Lis;Jan;;4c;2015-06-15;",
                "Lis;Jan;Adam;4d;15.06.2015;");
        assertThat(plan.problems())
                .containsExactly(
                        new RosterProblem(3, "ten sam uczeń jest już w wierszu 2"),
                        new RosterProblem(4, "ten sam uczeń jest już w wierszu 2"),
                        new RosterProblem(5, "ten sam uczeń jest już w wierszu 2"));
        assertThat(onRecord()).containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS");
    }

    @Test
    void aPeselOfTwoStudentsInTheFileIsTakenForNeither() {
        RosterPlan plan = apply(
                "Lis;Jan;;4a;2015-06-15;" + PESEL,
                "Wilk;Ola;;4a;2015-06-15;" + PESEL,
                "Sowa;Iga;;4a;2015-06-15;" + PESEL,
                "Mysz;Ewa;;4a;2015-06-15;");
        assertThat(plan.problems()).extracting(RosterProblem::line).containsExactly(2, 3, 4);
        assertThat(plan.problems().get(0).reason()).isEqualTo("ten sam PESEL ma inny uczeń w wierszu 3");
        assertThat(onRecord()).containsExactly("Mysz Ewa, 4a - ATTENDS");
    }

    @Test
    void aPeselThatIsAnotherStudentsOnRecordIsListed() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        RosterPlan plan = apply("Wilk;Ola;;4a;2015-06-15;" + PESEL);
        assertThat(plan.problems()).containsExactly(new RosterProblem(2, "ten PESEL ma w ewidencji szkoły inny uczeń"));
        assertThat(plan.isEmpty()).isTrue();
        assertThat(onRecord()).containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS");
    }

    @Test
    void twoRowsThatAreOneStudentOnRecordAreNotBothTaken() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        RosterPlan plan = apply("Wilk;Jan;;5a;2015-06-15;" + PESEL, "Lis;Jan;;6a;2015-06-15;");
        assertThat(plan.problems()).extracting(RosterProblem::line).containsExactly(3);
        assertThat(onRecord()).containsExactly("Wilk Jan, 5a " + PESEL + " ATTENDS");
    }

    @Test
    void aRowThatFitsTwoStudentsIsLeftToAPerson() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL, "Lis;Jan;;4b;2015-06-15;" + OTHER_PESEL);
        RosterPlan plan = apply("Lis;Jan;;5a;2015-06-15;");
        assertThat(plan.ambiguous()).singleElement().satisfies(ambiguity -> {
            assertThat(ambiguity.row().line()).isEqualTo(2);
            assertThat(ambiguity.candidates()).extracting(Student::schoolClass).containsExactly("4a", "4b");
        });
        assertThat(plan.missing()).isEmpty();
        assertThat(onRecord())
                .containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS", "Lis Jan, 4b " + OTHER_PESEL + " ATTENDS");
    }

    @Test
    void aNamesakeWithAnotherPeselIsLeftToAPerson() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        RosterPlan plan = apply("Lis;Jan;;5a;2015-06-15;" + OTHER_PESEL);
        assertThat(plan.ambiguous()).hasSize(1);
        assertThat(plan.isEmpty()).isTrue();
        assertThat(onRecord()).containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS");
    }

    @Test
    void twinsWithEachOthersPeselAreLeftToAPerson() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL, "Lis;Ola;;4a;2015-06-15;" + OTHER_PESEL);
        RosterPlan plan = apply("Lis;Jan;;4a;2015-06-15;" + OTHER_PESEL, "Lis;Ola;;4a;2015-06-15;" + PESEL);
        assertThat(plan.ambiguous()).hasSize(2).allSatisfy(ambiguity -> assertThat(ambiguity.candidates())
                .hasSize(2));
        assertThat(plan.missing()).isEmpty();
        assertThat(onRecord())
                .containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS", "Lis Ola, 4a " + OTHER_PESEL + " ATTENDS");
    }

    @Test
    void missingStudentsAreListedAndStayAsTheyAre() {
        apply("Lis;Jan;;4a;2015-06-15;", "Wilk;Ola;;4a;2015-06-15;");
        RosterPlan plan = apply("Wilk;Ola;;5a;2015-06-15;");
        assertThat(plan.missing()).extracting(Student::fullName).containsExactly("Jan Lis");
        assertThat(onRecord()).containsExactly("Lis Jan, 4a - ATTENDS", "Wilk Ola, 5a - ATTENDS");
    }

    /** Nobody has left only because their row has a fault. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Lis;Jan;;4a;2051-06-15;",
                "LIS;Jan;;;2015-06-15;",
                "Lis,Jan,,4a,2015-06-15,",
                "Lys;Jan;;4a;2015-06-16;" + PESEL,
                "Lis;Jan;;4a;2015-06-15;" + PESEL + ";;;;;;;za dużo"
            })
    void whoseRowIsNotTakenIsNotMissing(String row) {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL, "Wilk;Ola;;4a;2015-06-15;", "Mak;Ida;;4a;2015-06-15;");
        RosterPlan plan = apply("Wilk;Ola;;5a;2015-06-15;", row);
        assertThat(plan.problems()).extracting(RosterProblem::line).containsExactly(3);
        assertThat(plan.missing()).extracting(Student::fullName).containsExactly("Ida Mak");
    }

    @Test
    void ofTwoWithOnePeselNeitherIsMissing() {
        apply("Lis;Jan;;4a;2015-06-15;", "Wilk;Ola;;4a;2015-06-15;", "Mak;Ida;;4a;2015-06-15;");
        RosterPlan plan = apply("Lis;Jan;;4a;2015-06-15;" + PESEL, "Wilk;Ola;;4a;2015-06-15;" + PESEL);
        assertThat(plan.problems()).extracting(RosterProblem::line).containsExactly(2, 3);
        assertThat(plan.missing()).extracting(Student::fullName).containsExactly("Ida Mak");
    }

    // --- what is taken ---

    @Test
    void aPlanChangesNothing() {
        assertThat(plan("Lis;Jan;;4a;2015-06-15;" + PESEL).added()).hasSize(1);
        assertThat(onRecord()).isEmpty();
    }

    @Test
    void theSameRosterAgainChangesNothing() {
        String[] rows = {
            "Lis;Jan;Adam;4a;2015-06-15;" + PESEL + ";Ewa Lis;ewa@rodzice.example;000 000 001;;;",
            "Wilk;Ola;;IV B;2015-06-15;;;;;;;",
        };
        assertThat(apply(rows).counts()).isEqualTo(new RosterResult(2, 0, 0, 0, 0, 0));
        List<Student> before = db.students.all();
        assertThat(apply(rows).counts()).isEqualTo(new RosterResult(0, 0, 2, 0, 0, 0));
        assertThat(db.students.all()).isEqualTo(before);
    }

    @Test
    void changesAreNamed() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL + ";Ewa Lis;ewa@rodzice.example;;;;", "Wilk;Ola;;4a;2015-06-15;");
        RosterPlan plan = apply(
                "Lis-Sowa;Jan;Adam;5a;2015-06-15;" + PESEL + ";Ewa Lis;ewa.lis@rodzice.example;;;;",
                "Wilk;Ola;;4a;2015-06-15;" + OTHER_PESEL);
        assertThat(plan.changed()).extracting(RosterPlan.Change::line).containsExactly(2, 3);
        assertThat(plan.changed().get(0).what())
                .containsExactly(
                        "nazwisko: Lis → Lis-Sowa",
                        "drugie imię: – → Adam",
                        "klasa: 4a → 5a",
                        "opiekunowie lub ich dane kontaktowe");
        assertThat(plan.changed().get(1).what()).containsExactly("uzupełniono PESEL");
        assertThat(onRecord())
                .containsExactly("Lis-Sowa Jan, 5a " + PESEL + " ATTENDS", "Wilk Ola, 4a " + OTHER_PESEL + " ATTENDS");
        assertThat(db.students.search("sowa 5a", 5))
                .singleElement()
                .satisfies(student -> assertThat(student.guardianEmails()).containsExactly("ewa.lis@rodzice.example"));
    }

    @Test
    void emptyCellsClearNothing() {
        apply("Lis;Jan;Adam;4a;2015-06-15;" + PESEL + ";Ewa Lis;ewa@rodzice.example;;;;");
        List<Student> before = db.students.all();
        assertThat(apply("Lis;Jan;;4a;2015-06-15;;;;;;;").unchanged()).isEqualTo(1);
        assertThat(db.students.all()).isEqualTo(before);
    }

    @Test
    void whoLeftAndIsOnTheRosterAgainAttendsAgain() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        db.jdbc.sql("update student set status = 'LEFT'").update();
        assertThat(plan("Wilk;Ola;;4a;2015-06-15;").missing()).isEmpty();
        assertThat(apply("Lis;Jan;;4a;2015-06-15;" + PESEL).changed().get(0).what())
                .containsExactly("wraca do szkoły");
        assertThat(onRecord()).containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS");
    }

    @Test
    void namesakesWithDifferentBirthDatesOrPeselsAreTwoStudents() {
        RosterPlan plan = apply(
                "Lis;Jan;;4a;2015-06-15;" + PESEL,
                "Lis;Jan;;4b;2015-06-15;" + OTHER_PESEL,
                "Lis;Jan;;4c;2015-06-16;",
                "Wilk;Jan;Adam;4a;2015-06-15;",
                "Wilk;Jan;Piotr;4a;2015-06-15;");
        assertThat(plan.counts()).isEqualTo(new RosterResult(5, 0, 0, 0, 0, 0));
    }

    @Test
    void twoImportsAtOnceAddEveryoneOnce() {
        byte[] roster = demo();
        CompletableFuture<?> one =
                CompletableFuture.runAsync(() -> db.inTransaction(() -> db.rosterImport.apply(roster)));
        CompletableFuture<?> other =
                CompletableFuture.runAsync(() -> db.inTransaction(() -> db.rosterImport.apply(roster)));
        CompletableFuture.allOf(one, other).join();
        assertThat(db.students.all()).hasSize(60);
    }

    // --- what the office has changed ---

    private Student only() {
        return db.students.all().get(0);
    }

    /** As an exchange does: these names, the rest stays. */
    private Student renamed(Student student, String first, String second, String surname) {
        return changed(student, new PersonalData(first, second, surname, student.birthDate(), student.pesel()));
    }

    private Student changed(Student student, PersonalData data) {
        db.inTransaction(() -> db.students.change(
                student.id(), data, db.students.formerData(student.id()).size(), "SPR-2026-0007", "ania"));
        return db.students.get(student.id());
    }

    private void assertKept(RosterPlan plan, Student known, String... classes) {
        assertThat(plan.added()).isEmpty();
        assertThat(plan.ambiguous()).isEmpty();
        assertThat(plan.problems()).isEmpty();
        assertThat(plan.missing()).isEmpty();
        assertThat(plan.former()).singleElement().satisfies(former -> {
            assertThat(former.line()).isEqualTo(2);
            assertThat(former.student().id()).isEqualTo(known.id());
        });
        assertThat(db.students.all()).hasSize(classes.length);
        assertThat(db.students.get(known.id()).data()).isEqualTo(known.data());
        assertThat(db.students.all()).extracting(Student::schoolClass).containsExactlyInAnyOrder(classes);
    }

    @ParameterizedTest
    @CsvSource({
        // the former name, with the PESEL and without, however it is written
        "Lis;Jan;Adam;5a;2015-06-15;15261501230",
        "Lis;Jan;;5a;2015-06-15;15261501230",
        "Lis;Jan;Adam;5a;2015-06-15;",
        "LIS;JAN;;5a;2015-06-15;",
        // half of it was corrected in Librus already
        "Lis;Jan;Piotr;5a;2015-06-15;",
        "Wilk;Jan;Adam;5a;2015-06-15;",
        // and a second name that nobody knows here
        "Lis;Jan;Zenon;5a;2015-06-15;15261501230"
    })
    void aFormerNameIsNotBroughtBackButClassAndGuardiansAre(String row) {
        apply("Lis;Jan;Adam;4a;2015-06-15;" + PESEL + ";Ewa Lis;ewa@rodzice.example;;;;");
        Student known = renamed(only(), "Jan", "Piotr", "Wilk");
        RosterPlan plan = apply(row + ";Ewa Wilk;ewa@rodzice.example;;;;");
        assertKept(plan, known, "5a");
        assertThat(only().guardians()).extracting(Guardian::name).containsExactly("Ewa Wilk");
        assertThat(plan.former().get(0).reason())
                .contains("20.11.2026", "SPR-2026-0007", "Proszę poprawić te dane w Librusie")
                .containsAnyOf("nazwisko: L", "drugie imię: Adam → Piotr");
        assertThat(db.students.formerData(known.id())).hasSize(1);
        // and once more, with nothing left to take
        RosterPlan again = apply(row + ";Ewa Wilk;ewa@rodzice.example;;;;");
        assertKept(again, known, "5a");
        assertThat(again.unchanged()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"15261501230", ""})
    void bothNamesMayHaveChanged(String pesel) {
        apply("Lis;Jan;;4a;2015-06-15;" + pesel);
        Student known = renamed(only(), "Janina", null, "Wilk");
        assertKept(apply("Lis;Jan;;5a;2015-06-15;" + pesel), known, "5a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"15261501230", ""})
    void aNameThatLackedDiacriticsIsNotSpoiltAgain(String pesel) {
        apply("Żołedziewska;Lucja;;4a;2015-06-15;" + pesel);
        Student known = renamed(only(), "Łucja", null, "Żołędziewska");
        RosterPlan plan = apply("Żołedziewska;Lucja;;5a;2015-06-15;" + pesel);
        assertKept(plan, known, "5a");
        assertThat(plan.former().get(0).reason())
                .contains("nazwisko: Żołedziewska → Żołędziewska; imię: Lucja → Łucja");
    }

    @Test
    void aFormerBirthDateOrPeselIsNotBroughtBack() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        String right = PeselTest.withCheckDigit("1526160999");
        Student known =
                changed(only(), new PersonalData("Jan", null, "Lis", LocalDate.of(2015, 6, 16), new Pesel(right)));
        RosterPlan plan = apply("Lis;Jan;;5a;2015-06-15;" + PESEL);
        assertKept(plan, known, "5a");
        assertThat(plan.former().get(0).reason())
                .contains("data urodzenia: 15.06.2015 → 16.06.2015; zmieniono PESEL")
                .doesNotContain(PESEL, right);
        assertKept(apply("Lis;Jan;;5a;2015-06-15;"), known, "5a");

        Student sameDay = changed(known, new PersonalData("Jan", null, "Lis", known.birthDate(), null));
        assertKept(apply("Lis;Jan;;5a;2015-06-16;" + right), sameDay, "5a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"15261501230", ""})
    void theNewNameIsJustTheStudent(String pesel) {
        apply("Lis;Jan;;4a;2015-06-15;" + pesel);
        Student known = renamed(only(), "Jan", null, "Wilk");
        RosterPlan plan = apply("Wilk;Jan;;5a;2015-06-15;" + pesel);
        assertThat(plan.counts()).isEqualTo(new RosterResult(0, 1, 0, 0, 0, 0));
        assertThat(plan.former()).isEmpty();
        assertThat(only().data()).isEqualTo(known.data());
    }

    /** Only what the office has decided stands against the list: the list's own error may be put right by the list. */
    @Test
    void whatAListHasChangedAListChangesBack() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        apply("Ils;Jan;;4a;2015-06-15;" + PESEL);
        RosterPlan plan = apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        assertThat(plan.former()).isEmpty();
        assertThat(onRecord()).containsExactly("Lis Jan, 4a " + PESEL + " ATTENDS");
        assertThat(db.students.formerData(only().id()))
                .extracting(former -> former.data().surname(), FormerData::caseNumber)
                .containsExactly(tuple("Ils", null), tuple("Lis", null));
    }

    @Test
    void aNameTakenBackByTheOfficeIsTheNameAgain() {
        apply("Lis;Jan;;4a;2015-06-15;");
        Student wrongly = renamed(only(), "Jan", null, "Wilk");
        Student known = renamed(wrongly, "Jan", null, "Lis");
        assertThat(apply("Lis;Jan;;4a;2015-06-15;").unchanged()).isEqualTo(1);
        assertKept(apply("Wilk;Jan;;4a;2015-06-15;"), known, "4a");
    }

    @Test
    void twinsWithFormerNamesAreToldApart() {
        apply("Lis;Ola;;4a;2015-06-15;", "Lis;Ala;;4b;2015-06-15;");
        Student ola = renamed(db.students.search("ola", 1).get(0), "Ola", null, "Wilk");
        RosterPlan one = apply("Lis;Ola;;5a;2015-06-15;", "Lis;Ala;;5b;2015-06-15;");
        assertThat(one.former()).extracting(former -> former.student().id()).containsExactly(ola.id());
        Student ala = renamed(db.students.search("ala lis", 1).get(0), "Ala", null, "Wilk");
        RosterPlan both = apply("Lis;Ala;;6b;2015-06-15;", "Lis;Ola;;6a;2015-06-15;");
        assertThat(both.former())
                .extracting(former -> former.student().id())
                .containsExactlyInAnyOrder(ala.id(), ola.id());
        assertThat(onRecord()).containsExactly("Wilk Ala, 6b - ATTENDS", "Wilk Ola, 6a - ATTENDS");
    }

    @Test
    void aRowThatFitsOneStudentAndAnothersFormerNameIsLeftToAPersonUnlessThePeselTells() {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        Student known = renamed(only(), "Jan", null, "Wilk");
        // another Jan Lis, born on the same day, comes to school: the PESEL is not the first one's
        RosterPlan doubtful = apply("Lis;Jan;;1a;2015-06-15;" + OTHER_PESEL, "Wilk;Jan;;4a;2015-06-15;" + PESEL);
        assertThat(doubtful.ambiguous()).hasSize(1);
        assertThat(doubtful.added()).isEmpty();
        db.inTransaction(() -> db.students.add(new Student(
                0, "Jan", null, "Lis", "1a", known.birthDate(), new Pesel(OTHER_PESEL), Status.ATTENDS, List.of())));

        assertThat(apply("Lis;Jan;;5a;2015-06-15;").ambiguous())
                .singleElement()
                .satisfies(doubt -> assertThat(doubt.candidates()).hasSize(2));
        RosterPlan plan = apply("Lis;Jan;;5a;2015-06-15;" + PESEL, "Lis;Jan;;2a;2015-06-15;" + OTHER_PESEL);
        assertThat(plan.ambiguous()).isEmpty();
        assertThat(plan.former()).extracting(former -> former.student().id()).containsExactly(known.id());
        assertThat(onRecord())
                .containsExactly("Lis Jan, 2a " + OTHER_PESEL + " ATTENDS", "Wilk Jan, 5a " + PESEL + " ATTENDS");
    }

    @Test
    void theFormerAndTheNewNameInOneListAreOneStudent() {
        apply("Lis;Jan;;4a;2015-06-15;");
        renamed(only(), "Jan", null, "Wilk");
        RosterPlan plan = apply("Wilk;Jan;;5a;2015-06-15;", "Lis;Jan;;4a;2015-06-15;");
        assertThat(plan.problems()).containsExactly(new RosterProblem(3, "ten sam uczeń jest już w wierszu 2"));
        assertThat(onRecord()).containsExactly("Wilk Jan, 5a - ATTENDS");
    }

    /** A list with the former name that was read before the change may not be written after it. */
    @Test
    void anImportAndAChangeAtOnceDoNotUndoEachOther() throws Exception {
        apply("Lis;Jan;;4a;2015-06-15;" + PESEL);
        long id = only().id();
        PersonalData wilk = new PersonalData("Jan", null, "Wilk", only().birthDate(), only().pesel());
        byte[] stale = roster("Lis;Jan;;5a;2015-06-15;" + PESEL);
        int done = AtOnce.done(List.of(
                () -> db.inTransaction(() -> db.rosterImport.apply(stale)),
                () -> db.inTransaction(() -> db.students.change(id, wilk, 0, "SPR-2026-0007", "ania"))));
        assertThat(done).isEqualTo(2);
        assertThat(onRecord()).containsExactly("Wilk Jan, 5a " + PESEL + " ATTENDS");
    }

    // --- the demo school ---

    private static byte[] demo() {
        try {
            return new ClassPathResource("demo/roster.csv").getContentAsByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theDemoRosterIsImportedWithoutAProblem() {
        RosterPlan plan = db.inTransaction(() -> db.rosterImport.apply(demo()));
        assertThat(plan.counts()).isEqualTo(new RosterResult(60, 0, 0, 0, 0, 0));
        assertThat(plan.ignoredColumns()).isEmpty();
        assertThat(db.students.classes()).containsExactly("1a", "4b", "8a");
        assertThat(db.inTransaction(() -> db.rosterImport.apply(demo())).unchanged())
                .isEqualTo(60);

        List<Student> students = db.students.all();
        assertThat(students.stream().filter(student -> student.pesel() == null)).hasSize(1);
        assertThat(students.stream().filter(student -> student.guardians().size() == 1))
                .hasSize(1);
        assertThat(students.stream()
                        .flatMap(student -> student.guardians().stream())
                        .filter(guardian -> guardian.email() == null))
                .hasSize(1);
        assertThat(db.students.namedIn("legitymacja Jana Kowalskiego"))
                .extracting(Student::schoolClass)
                .containsExactlyInAnyOrder("1a", "4b");
        assertThat(db.students.withGuardianEmail("agnieszka.kowalska@rodzice.example"))
                .extracting(Student::schoolClass)
                .containsExactlyInAnyOrder("1a", "4b");

        Set<String> emails = students.stream()
                .flatMap(student -> student.guardianEmails().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> namesWithEmails = students.stream()
                .flatMap(student -> student.guardians().stream())
                .filter(guardian -> guardian.email() != null)
                .map(guardian -> guardian.name() + " " + guardian.email())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(emails).hasSameSizeAs(namesWithEmails).allMatch(email -> email.endsWith("@rodzice.example"));
        assertThat(Stream.concat(
                        students.stream().map(Student::firstName),
                        students.stream().map(Student::surname)))
                .anyMatch(name -> name.contains("Ż"))
                .anyMatch(name -> name.contains("ź"));
    }
}
