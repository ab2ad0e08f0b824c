package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.ProofSamples;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.process.Withdrawal;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.student.Student;

/** Every night what need not be kept is deleted, once. */
@OfficeTest
class DataRetentionTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Photos photos;

    @Autowired
    private PaymentProofs proofs;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Withdrawal withdrawal;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void aPhotoGoesInTheNightAfterItsLastDay() {
        Student student = desk.student();
        String photo = desk.goodPhoto(student);
        photos.accept(photo, "sekretariat");
        photos.keepUntil(photo, LocalDate.of(2026, 12, 23));
        desk.timer("data-retention", "2026-12-23T22:00");
        assertThat(photos.original(photo)).isNotEmpty();
        desk.timer("data-retention", "2026-12-24T05:00");
        desk.jobsRun();
        assertThat(photos.get(photo).erased()).isTrue();
        assertThat(photos.get(photo).sha256()).isNotBlank();
        assertThatThrownBy(() -> photos.portrait(photo)).isInstanceOf(RuntimeException.class);
    }

    @Test
    void aProofOfPaymentGoesAsManyDaysAfterTheEndOfItsCaseAndOneThatCameToNoneAfterAWeek() {
        Student student = desk.student();
        cards.registerExisting(
                student.id(),
                "RET-" + student.id(),
                LocalDate.of(2026, 9, 1),
                LocalDate.of(2027, 9, 30),
                false,
                "ania");
        String withdrawn =
                proofs.receive("a.pdf", ProofSamples.pdf("9 PLN"), "ania").id();
        String forgotten =
                proofs.receive("b.pdf", ProofSamples.pdf("9 PLN"), "ania").id();
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "LOST");
        form.put("paymentProofs", withdrawn);
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        desk.timer("data-retention", "2026-12-01T05:00");
        assertThat(proofs.get(forgotten).present()).isFalse();
        assertThat(proofs.content(withdrawn)).isNotEmpty();
        desk.asProgram(() -> {
            withdrawal.withdraw(number, "Ewa Próbna", LocalDate.of(2026, 12, 1), "znalazła się");
            return null;
        });
        assertThat(proofs.lastDay(proofs.get(withdrawn))).hasValue(LocalDate.of(2026, 12, 31));
        desk.timer("data-retention", "2026-12-31T23:00");
        assertThat(proofs.content(withdrawn)).isNotEmpty();
        desk.timer("data-retention", "2027-01-01T05:00");
        desk.jobsRun();
        assertThat(proofs.get(withdrawn).present()).isFalse();
        assertThat(proofs.get(withdrawn).removedBy()).isNull();
        assertThat(proofs.get(withdrawn).sha256()).isNotBlank();
        assertThatThrownBy(() -> proofs.content(withdrawn)).hasMessageContaining("zostało już usunięte");
    }
}
