package pl.legitymacje.process.shared;

import static pl.legitymacje.casefile.Erasures.Kind.*;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Erasures;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.school.SchoolProfile;

/** The service tasks of {@code data-retention}: what need not be kept is deleted on time, and that is recorded (RODO art. 5). */
@Configuration(proxyBeanMethods = false)
class RetentionSteps {

    private final Erasures erasures;

    RetentionSteps(Erasures erasures) {
        this.erasures = erasures;
    }

    @Bean
    JavaDelegate eraseDue(Photos photos, PaymentProofs proofs) {
        return execution -> {
            erasures.note(PHOTO, photos.eraseDue());
            erasures.note(PROOF, proofs.eraseDue());
        };
    }

    /** A case goes with its mails and with the payments that served it and no other; the register of certificates is kept longer. */
    @Bean
    JavaDelegate eraseCases(
            Cases cases,
            Outbox outbox,
            Payments payments,
            PaymentProofs proofs,
            Photos photos,
            CertificateDuplicates certificates,
            SchoolProfile school,
            Clock clock) {
        return execution -> {
            LocalDate kept = school.retention().casesFrom(LocalDate.now(clock));
            List<String> erased = cases.eraseDue();
            erased.forEach(payments::forget);
            proofs.forget(kept);
            photos.forget(kept);
            erasures.note(CASE, erased.size());
            erasures.note(MAIL, erased.stream().mapToInt(outbox::forget).sum() + outbox.forgetOthers(kept));
            erasures.note(PAYMENT, payments.forgetSettled(kept));
            erasures.note(CERTIFICATE, certificates.eraseDue());
        };
    }
}
