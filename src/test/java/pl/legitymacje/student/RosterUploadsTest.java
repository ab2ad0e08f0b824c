package pl.legitymacje.student;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import pl.legitymacje.school.Refused;

class RosterUploadsTest {

    private static final byte[] ROSTER =
            """
            Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2
            Żółć;Łucja;;1a;2019-03-01;;Ewa Żółć;ewa@rodzice.example;;;;
            Zły;Wiersz;;1a;kiedyś;;;;;;;
            """
                    .getBytes(UTF_8);

    private final TestDatabase db = new TestDatabase();

    private long keep() {
        return db.inTransaction(() -> db.uploads.keep("lista.csv", ROSTER, "sekretariat"));
    }

    private RosterResult apply(long id) {
        return db.inTransaction(() -> db.uploads.apply(id, "sekretariat"));
    }

    private void reject(long id) {
        db.inTransaction(() -> {
            db.uploads.reject(id, "dyrektor");
            return null;
        });
    }

    private boolean erased(long id) {
        return db.jdbc
                        .sql("select count(*) from roster_upload where id = ? and content is null")
                        .param(id)
                        .query(Integer.class)
                        .single()
                == 1;
    }

    @Test
    void whatIsNoRosterIsNotKept() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.uploads.keep("lista.pdf", "%PDF-1.7".getBytes(UTF_8), "sekretariat"))
                .extracting(Refused::key)
                .isEqualTo("student.roster.pdf");
        assertThat(db.jdbc
                        .sql("select count(*) from roster_upload")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void anUnknownUploadIsRefused() {
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.uploads.plan(77))
                .extracting(Refused::key)
                .isEqualTo("student.upload.unknown");
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> apply(77));
        assertThatExceptionOfType(Refused.class).isThrownBy(() -> reject(77));
    }

    @Test
    void planShowsAndKeepsNothing() {
        long id = keep();
        RosterPlan plan = db.uploads.plan(id);
        assertThat(plan.added()).extracting(RosterRow::displayName).containsExactly("Żółć Łucja, 1a");
        assertThat(plan.problems()).extracting(RosterProblem::line).containsExactly(3);
        assertThat(db.students.classes()).isEmpty();
        assertThat(erased(id)).isFalse();
    }

    @Test
    void applyingTwiceIsHarmlessAndErasesTheFile() {
        long id = keep();
        RosterResult first = apply(id);
        assertThat(first).isEqualTo(new RosterResult(1, 0, 0, 0, 0, 1));
        assertThat(apply(id)).isEqualTo(first);
        assertThat(db.students.inClass("1a")).hasSize(1);
        assertThat(erased(id)).isTrue();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> db.uploads.plan(id))
                .extracting(Refused::key)
                .isEqualTo("student.upload.settled");
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> reject(id))
                .extracting(Refused::key)
                .isEqualTo("student.upload.applied");
    }

    @Test
    void aRejectedFileIsErasedAndCannotBeApplied() {
        long id = keep();
        reject(id);
        reject(id);
        assertThat(erased(id)).isTrue();
        assertThatExceptionOfType(Refused.class)
                .isThrownBy(() -> apply(id))
                .extracting(Refused::key)
                .isEqualTo("student.upload.rejected");
        assertThat(db.students.classes()).isEmpty();
    }
}
