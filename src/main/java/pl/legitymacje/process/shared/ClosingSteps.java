package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.fee.Money;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.MobileRevocation;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.CertificateState;
import pl.legitymacje.register.MobileCardState;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Students;

/** How cases end without their document, whatever the procedure. */
@Configuration(proxyBeanMethods = false)
class ClosingSteps {

    private final Cases cases;
    private final CardRegister cards;
    private final CertificateDuplicates certificates;
    private final MobileCards mobileCards;
    private final MobileRevocation revocation;
    private final Students students;
    private final Payments payments;
    private final Actor actor;

    ClosingSteps(
            Cases cases,
            CardRegister cards,
            CertificateDuplicates certificates,
            MobileCards mobileCards,
            MobileRevocation revocation,
            Students students,
            Payments payments,
            Actor actor) {
        this.cases = cases;
        this.cards = cards;
        this.certificates = certificates;
        this.mobileCards = mobileCards;
        this.revocation = revocation;
        this.students = students;
        this.payments = payments;
        this.actor = actor;
    }

    @Bean
    JavaDelegate closeUnexamined() {
        return execution -> end(execution, Outcome.UNEXAMINED, Texts.of("process.ended.unexamined"));
    }

    @Bean
    JavaDelegate closeRefused() {
        return execution -> end(execution, Outcome.REFUSED, Texts.of("process.ended.refused"));
    }

    @Bean
    JavaDelegate closeWithdrawn() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            CaseFile caseFile = cases.get(caseNumber);
            if (!caseFile.withdrawable()) {
                throw new Refused("process.withdrawal.exOfficio", caseNumber);
            }
            boolean revoking = caseFile.procedure() == Procedure.MOBILE_CARD_REVOCATION;
            if (revoking) {
                // Whoever ends the mobile card's basis at this moment sees the case closed, or we see what has ended.
                students.lock(caseFile.studentId());
            }
            cases.note(
                    caseNumber,
                    actor.name(),
                    "process.trail.withdrawn",
                    WITHDRAWN_BY.get(execution),
                    WITHDRAWN_ON.get(execution),
                    WITHDRAWAL_REASON.find(execution).orElse("–"));
            end(execution, Outcome.WITHDRAWN, Texts.of("process.ended.withdrawn"));
            if (revoking) {
                revocation.applicationWithdrawn(caseFile.studentId());
            }
        };
    }

    /** Its number is annulled, its money is somebody's to settle. */
    private void end(DelegateExecution execution, Outcome outcome, String why) {
        String caseNumber = CASE_NUMBER.get(execution);
        cards.ofCase(caseNumber)
                .filter(card -> card.state() == CardState.ASSIGNED)
                .ifPresent(card -> {
                    cards.annul(card.number(), why);
                    cases.note(caseNumber, actor.name(), "process.trail.numberAnnulled", card.number(), why);
                });
        certificates.ofCase(caseNumber).ifPresent(certificate -> {
            if (certificate.state() == CertificateState.SENT) {
                throw new Refused(
                        "process.withdrawal.sent", certificate.letter().number());
            }
            certificates.annul(certificate.number(), why);
            cases.note(caseNumber, actor.name(), "process.trail.numberAnnulled", certificate.number(), why);
        });
        mobileCards.ofCase(caseNumber).ifPresent(mobile -> {
            if (mobile.state() == MobileCardState.APPLIED) {
                mobileCards.drop(mobile.id(), why, actor.name());
            } else if (mobile.revocable()) {
                if (mobileCards.letGo(mobile.id())) {
                    cases.note(caseNumber, actor.name(), "process.trail.mobile.letGo");
                }
                revocation.exOfficio(mobile.studentId(), RevocationReason.WITHDRAWN);
            }
        });
        MONEY_BACK.set(execution, Money.ifAny(payments.cancel(caseNumber, why, actor.name())));
        cases.close(caseNumber, outcome, actor.name());
    }
}
