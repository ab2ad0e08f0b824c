package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Erasures;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.fee.ProofSamples;
import pl.legitymacje.fee.Settlement;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicate;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.NewCertificateDuplicate;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.Student;

/** Every night what need not be kept is deleted, once, and how much it was is written down. */
@OfficeTest
class DataRetentionTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Photos photos;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private CertificateDuplicates certificates;

    @Autowired
    private Payments payments;

    @Autowired
    private PaymentProofs proofs;

    @Autowired
    private Erasures erasures;

    @Autowired
    private JdbcClient db;

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
        desk.timeIs("2026-12-23T22:00");
        desk.jobsRun();
        assertThat(photos.original(photo)).isNotEmpty();
        desk.timeIs("2026-12-24T05:00");
        desk.jobsRun();
        desk.jobsRun();
        assertThat(photos.get(photo).erased()).isTrue();
        assertThat(photos.get(photo).sha256()).isNotBlank();
        assertThatThrownBy(() -> photos.portrait(photo)).isInstanceOf(RuntimeException.class);
        assertThat(erasures.page(0).rows())
                .anyMatch(erasure ->
                        erasure.what() == Erasures.Kind.PHOTO && erasure.on().equals(LocalDate.of(2026, 12, 24)));
    }

    @Test
    void aProofOfPaymentGoesAsManyDaysAfterTheEndOfItsCaseAndOneThatCameToNoneAfterAWeek() {
        Student student = desk.student();
        issued(student);
        String withdrawn =
                proofs.receive("a.pdf", ProofSamples.pdf("9 PLN"), "ania").id();
        String forgotten =
                proofs.receive("b.pdf", ProofSamples.pdf("9 PLN"), "ania").id();
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "LOST");
        form.put("paymentProofs", withdrawn);
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        desk.timerAlone("data-retention", "2026-12-01T03:30");
        assertThat(proofs.get(forgotten).present()).isFalse();
        assertThat(proofs.content(withdrawn)).isNotEmpty();
        desk.withdraw(number, "Jan Rodzic", "2026-12-01");
        assertThat(proofs.lastDay(proofs.get(withdrawn))).hasValue(LocalDate.of(2026, 12, 31));

        desk.timerAlone("data-retention", "2026-12-31T03:30");
        assertThat(proofs.content(withdrawn)).isNotEmpty();
        desk.timerAlone("data-retention", "2027-01-01T03:30");
        assertThat(proofs.get(withdrawn).present()).isFalse();
        assertThat(proofs.get(withdrawn).removedBy()).isNull();
        assertThat(proofs.get(withdrawn).sha256()).isNotBlank();
        assertThatThrownBy(() -> proofs.content(withdrawn)).hasMessageContaining("zostało już usunięte");
        assertThat(erasures.page(0).rows())
                .anyMatch(erasure ->
                        erasure.what() == Erasures.Kind.PROOF && erasure.on().equals(LocalDate.of(2027, 1, 1)));

        desk.timerAlone("data-retention", "2031-12-31T03:30");
        assertThat(rows("payment_proof", "id", withdrawn)).isEqualTo(1);
        desk.timerAlone("data-retention", "2032-01-01T03:30");
        assertThat(rows("payment_proof", "id", withdrawn)).isZero();
        assertThat(rows("payment_proof", "id", forgotten)).isZero();
    }

    /** Closed in November 2026: five whole years are 2027 to 2031. */
    @Test
    void aCaseGoesAfterItsYearsOfKeepingAndItsNumberStays() {
        Student student = desk.student();
        String number = withdrawnAfterPaying(student);
        long payment = payment(number);
        payments.settle(payment, Settlement.REFUNDED, "Oddano.", "sekretariat");

        String revocation = revoked();
        assertThat(cases.get(revocation).mobileCardId()).isNotNull();

        desk.timerAlone("data-retention", "2031-12-31T03:30");
        assertThat(cases.trail(number)).isNotEmpty();
        assertThat(cases.get(number).applicant().name()).isNotBlank();

        desk.timerAlone("data-retention", "2032-01-01T03:30");
        assertThatThrownBy(() -> cases.get(number))
                .hasMessage(
                        "Dane sprawy %s usunięto 01.01.2032, po upływie czasu przechowywania. Został numer, rodzaj sprawy, daty i wynik."
                                .formatted(number));
        CaseFile left = cases.byNumber(List.of(number)).get(0);
        assertThat(left.outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(left.receivedOn()).isEqualTo("2026-11-23");
        assertThat(left.studentId()).isNull();
        assertThat(left.applicant().name()).isEmpty();
        assertThat(List.of(
                        rows("case_trail", "case_number", number),
                        rows("case_requirement", "case_number", number),
                        rows("outgoing_mail", "case_number", number),
                        rows("payment_part", "payment_id", payment),
                        rows("payment_trail", "payment_id", payment),
                        rows("payment", "id", payment)))
                .containsOnly(0L);
        assertThat(everyText("case_file", "number", number)).noneMatch(text -> text.contains(student.surname()));
        assertThat(everyText("fee_claim", "case_number", number)).noneMatch(text -> text.contains(student.surname()));
        assertThat(erasures.page(0).rows())
                .filteredOn(erasure -> erasure.on().equals(LocalDate.of(2032, 1, 1)))
                .extracting(Erasures.Erasure::what)
                .contains(Erasures.Kind.CASE, Erasures.Kind.MAIL, Erasures.Kind.PAYMENT);
        assertThat(cases.search(number, List.of(), false, 0).rows()).hasSize(1);

        assertThat(cases.byNumber(List.of(revocation)).get(0).mobileCardId())
                .as("through it the student would be found again")
                .isNull();

        long noted = erasures.page(0).total();
        desk.timerAlone("data-retention", "2032-01-02T03:30");
        assertThat(erasures.page(0).total()).isEqualTo(noted);
    }

    @Test
    void moneyThatSomebodyHasToDecideAboutStays() {
        Student student = desk.student();
        String number = withdrawnAfterPaying(student);
        long payment = payment(number);
        desk.timerAlone("data-retention", "2032-01-01T03:30");
        assertThat(rows("payment", "id", payment)).isEqualTo(1);
        payments.settle(payment, Settlement.REFUNDED, "Oddano.", "sekretariat");
        desk.timerAlone("data-retention", "2032-01-02T03:30");
        assertThat(rows("payment", "id", payment)).isZero();
    }

    @Test
    void anOpenCaseIsNeverErased() {
        Student student = desk.student();
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        desk.timerAlone("data-retention", "2040-01-01T03:30");
        assertThat(cases.get(number).studentId()).isEqualTo(student.id());
        assertThat(cases.trail(number)).isNotEmpty();
    }

    /** The card register is no case: who has a card keeps it, and its number, when the case is erased. */
    @Test
    void theCardRegisterKeepsItsEntry() {
        Student student = desk.student();
        String number = issued(student);
        String card = cards.ofCase(number).orElseThrow().number();
        desk.timerAlone("data-retention", "2032-01-01T03:30");
        assertThat(cards.get(card).studentId()).isEqualTo(student.id());
        assertThat(cards.get(card).caseNumber()).isEqualTo(number);
        assertThat(cases.isOpen(number)).isFalse();
    }

    @Test
    void theRegisterOfCertificatesIsKeptFiftyYears() {
        CertificateDuplicate entry = certificates.enter(new NewCertificateDuplicate(
                "SPR-1999-" + System.nanoTime(),
                "Anna Dawna",
                "Anna Nowa",
                "świadectwo ukończenia szkoły",
                SchoolYear.of(LocalDate.of(1995, 9, 1)),
                "8a"));
        desk.timerAlone("data-retention", "2076-12-31T03:30");
        assertThat(certificates.get(entry.number()).what().nameThen()).isEqualTo("Anna Dawna");
        desk.timerAlone("data-retention", "2077-01-01T03:30");
        assertThat(certificates.get(entry.number()).what().nameThen()).isEmpty();
        assertThat(certificates.get(entry.number()).what().nameNow()).isEmpty();
        assertThat(certificates.get(entry.number()).what().certificate()).isEqualTo("świadectwo ukończenia szkoły");
        assertThat(certificates.search("dawna", 0).rows())
                .noneMatch(row -> row.number().equals(entry.number()));
    }

    private String issued(Student student) {
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        desk.complete(
                number,
                "userTask_handOver",
                "handedOverOn",
                "2026-11-23",
                "handedOverTo",
                "Jan Rodzic",
                "handedOverAs",
                "GUARDIAN",
                "receiptSigned",
                true);
        desk.jobsRun();
        return number;
    }

    private String withdrawnAfterPaying(Student student) {
        issued(student);
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "LOST");
        form.put("attachments", "APPLICATION,PAYMENT");
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.pays(number, "9.00", "Ewa " + number);
        desk.jobsRun();
        desk.withdraw(number, "Jan Rodzic", "2026-11-23");
        desk.jobsRun();
        assertThat(cases.get(number).open()).isFalse();
        return number;
    }

    private long payment(String number) {
        return payments.unused().stream()
                .filter(payment -> payment.payer().equals("Ewa " + number))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private long rows(String table, String column, Object value) {
        return db.sql("select count(*) from " + table + " where " + column + " = ?")
                .param(value)
                .query(Long.class)
                .single();
    }

    private String revoked() {
        Student student = desk.student();
        issued(student);
        desk.active(student);
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "DEVICE_LOST");
        String number = desk.caseNumber(desk.start("mlegitymacja-revocation", form));
        desk.complete(
                number,
                "userTask_revokeMobileCard",
                "revokedOn",
                OfficeDesk.today().toString());
        return number;
    }

    private List<String> everyText(String table, String column, Object value) {
        return db.sql("select * from " + table + " where " + column + " = ?").param(value).query().listOfRows().stream()
                .flatMap(row -> row.values().stream())
                .map(String::valueOf)
                .toList();
    }
}
