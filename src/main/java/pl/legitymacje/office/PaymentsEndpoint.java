package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.Payment;
import pl.legitymacje.fee.PaymentMatcher;
import pl.legitymacje.fee.PaymentMatcher.CaseThatLacks;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Texts;

/** All payments and what became of them; one payment with the cases it may be for; the payments that fit a case. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class PaymentsEndpoint {

    record PaymentRow(
            LocalDate paidOn,
            String amount,
            String payer,
            String title,
            String means,
            String reference,
            String usedFor,
            String rest,
            String state,
            boolean open,
            String lastStep,
            LocalDate recordedOn,
            String recordedBy) {}

    record Part(String number, String amount) {}

    record Step(LocalDateTime at, String who, String text) {}

    /** {@code studentId}: null where the office has no such student. */
    record CaseShown(
            String number,
            Long studentId,
            String name,
            String schoolClass,
            String lacking,
            String amount,
            String named) {}

    record PaymentShown(
            long id,
            String amount,
            String rest,
            LocalDate paidOn,
            String payer,
            String title,
            String means,
            String reference,
            List<Part> usedFor,
            List<Step> trail,
            List<CaseShown> cases) {}

    record FittingPayment(
            long id,
            String amount,
            String rest,
            LocalDate paidOn,
            String payer,
            String title,
            String fits,
            String named) {}

    private final Payments payments;
    private final PaymentMatcher matcher;
    private final Cases cases;
    private final Clock clock;

    PaymentsEndpoint(Payments payments, PaymentMatcher matcher, Cases cases, Clock clock) {
        this.cases = cases;
        this.payments = payments;
        this.matcher = matcher;
        this.clock = clock;
    }

    @GetMapping("/payments")
    Page<PaymentRow> payments(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int page) {
        Page<Payment> found = payments.search(q, page);
        Map<Long, Payment.Step> last =
                payments.lastSteps(found.rows().stream().map(Payment::id).toList());
        return found.map(payment -> new PaymentRow(
                payment.paidOn(),
                Money.written(payment.amount()),
                payment.payer(),
                payment.title(),
                payment.source().label(),
                payment.reference(),
                payment.parts().stream()
                        .map(part -> Texts.of("office.payment.part", part.caseNumber(), Money.written(part.amount())))
                        .collect(Collectors.joining("; ")),
                payment.rest().signum() == 0 ? null : Money.written(payment.rest()),
                state(payment),
                payment.rest().signum() > 0 && !payment.keptForLater(),
                last.get(payment.id()).what(),
                LocalDate.ofInstant(payment.recordedAt(), clock.getZone()),
                payment.recordedBy()));
    }

    @GetMapping("/payments.csv")
    ResponseEntity<byte[]> paymentsAsCsv(@RequestParam(defaultValue = "") String q) {
        Csv csv = new Csv(Texts.of("office.csv.payments"));
        RegistersEndpoint.everyPage(page -> payments(q, page))
                .forEach(row -> csv.row(
                        row.paidOn(),
                        row.amount(),
                        row.payer(),
                        row.title(),
                        row.means(),
                        row.reference(),
                        row.usedFor(),
                        row.rest(),
                        row.state(),
                        row.lastStep(),
                        row.recordedOn(),
                        row.recordedBy()));
        return RegistersEndpoint.download(csv, "wplaty.csv");
    }

    @GetMapping("/payments/{id}")
    PaymentShown payment(@PathVariable long id) {
        Payment payment = payments.get(id);
        List<CaseThatLacks> candidates = matcher.casesFor(payment);
        Map<String, CaseFile> files =
                cases
                        .byNumber(candidates.stream()
                                .map(candidate -> candidate.claim().caseNumber())
                                .toList())
                        .stream()
                        .collect(Collectors.toMap(CaseFile::number, Function.identity()));
        return new PaymentShown(
                payment.id(),
                payment.amount().toPlainString(),
                payment.rest().toPlainString(),
                payment.paidOn(),
                payment.payer(),
                payment.title(),
                payment.source().label(),
                payment.reference(),
                payment.parts().stream()
                        .map(part -> new Part(part.caseNumber(), part.amount().toPlainString()))
                        .toList(),
                payments.trail(id).stream()
                        .map(step ->
                                new Step(LocalDateTime.ofInstant(step.at(), clock.getZone()), step.who(), step.what()))
                        .toList(),
                candidates.stream()
                        .map(candidate -> new CaseShown(
                                candidate.claim().caseNumber(),
                                studentId(files.get(candidate.claim().caseNumber())),
                                candidate.claim().forWhom().firstName() + " "
                                        + candidate.claim().forWhom().surname(),
                                candidate.claim().forWhom().schoolClass(),
                                candidate.lacking().toPlainString(),
                                candidate.fit().amount().name(),
                                candidate.fit().name().name()))
                        .toList());
    }

    private static Long studentId(CaseFile file) {
        return file == null ? null : file.studentId();
    }

    @GetMapping("/payments/fitting")
    List<FittingPayment> fitting(@RequestParam String caseNumber) {
        return matcher.paymentsFor(caseNumber).stream()
                .map(candidate -> new FittingPayment(
                        candidate.payment().id(),
                        candidate.payment().amount().toPlainString(),
                        candidate.payment().rest().toPlainString(),
                        candidate.payment().paidOn(),
                        candidate.payment().payer(),
                        candidate.payment().title(),
                        candidate.fit().amount().name(),
                        candidate.fit().name().name()))
                .toList();
    }

    private static String state(Payment payment) {
        if (payment.rest().signum() > 0) {
            return Texts.of(payment.keptForLater() ? "office.payment.state.kept" : "office.payment.state.open");
        }
        boolean usedUp = payment.parts().stream()
                        .map(Payment.Part::amount)
                        .reduce(Money.ZERO, (one, other) -> one.add(other))
                        .compareTo(payment.amount())
                == 0;
        return Texts.of(usedUp ? "office.payment.state.used" : "office.payment.state.settled");
    }
}
