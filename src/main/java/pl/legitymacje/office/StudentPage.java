package pl.legitymacje.office;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import pl.legitymacje.student.Guardian;

/**
 * The answer to "what is with my child's card?": all that a clerk needs to know of a student, in the office's words. No code of
 * a mobile card is in it.
 *
 * @param formerly what the data were before, the latest first
 * @param status in words; {@code attends} tells whether the student is one of the school today
 * @param cards the valid one first, then the latest
 * @param portraitId the photo to show, or null
 * @param cases the open ones first, then the latest
 * @param history what happened in all cases, the latest first
 * @param access who looked at this page, the latest first
 * @param exportable whether whoever looks may take the export
 */
record StudentPage(
        long id,
        String name,
        List<FormerShown> formerly,
        String schoolClass,
        LocalDate birthDate,
        String status,
        boolean attends,
        List<DepartureShown> departures,
        List<Guardian> guardians,
        List<CardShown> cards,
        List<MobileShown> mobileCards,
        List<ObjectionShown> objections,
        List<PhotoShown> photos,
        String portraitId,
        List<CaseShown> cases,
        List<CertificateShown> certificates,
        List<PaymentShown> payments,
        List<ProofShown> proofs,
        List<MailShown> mails,
        List<Step> history,
        List<AccessShown> access,
        boolean exportable) {

    /**
     * {@code name} as it was until {@code until}; {@code what} changed then, by whom and in which case: both null where a roster
     * brought other data.
     */
    record FormerShown(String name, LocalDate until, List<String> what, String caseNumber, String by) {}

    record DepartureShown(String reason, LocalDate leftOn, String newSchool, String note, LocalDate returnedOn) {}

    /** {@code name} as the card bears it; {@code confirmations}, and {@code fate} - what became of the card -, are lines to read. */
    record CardShown(
            String number,
            String name,
            String carrier,
            String kind,
            String state,
            boolean valid,
            LocalDate issuedOn,
            String handedOverTo,
            LocalDate validUntil,
            List<String> confirmations,
            List<String> fate) {}

    /** {@code live}: the government system has it, and it can be used or activated. */
    record MobileShown(
            String state,
            boolean live,
            String cardNumber,
            String caseNumber,
            LocalDate registeredOn,
            LocalDate codeGivenOn,
            LocalDate activatedOn,
            LocalDate validUntil,
            LocalDate endedOn,
            String endReason) {}

    record ObjectionShown(
            boolean stands,
            String raisedBy,
            LocalDate raisedOn,
            String form,
            String takenBackBy,
            LocalDate takenBackOn) {}

    /** {@code deletion} tells when the picture is or was deleted. */
    record PhotoShown(
            String id,
            LocalDate receivedOn,
            String verdict,
            boolean accepted,
            LocalDate decidedOn,
            List<String> reasons,
            String deletion,
            boolean pictured) {}

    /** {@code waits}: for whom and what; null once it is closed, as {@code outcome} is before. */
    record CaseShown(
            String number,
            String procedure,
            String reason,
            LocalDate receivedOn,
            LocalDate deadline,
            String waits,
            String outcome,
            LocalDate closedOn) {}

    record CertificateShown(
            String number,
            String caseNumber,
            String certificate,
            String schoolYear,
            String schoolClass,
            String state) {}

    /** {@code amount}: what of the payment serves this student's case. */
    record PaymentShown(LocalDate paidOn, String amount, String payer, String means, String caseNumber) {}

    /** A proof of payment. {@code deletion} tells when the file is or was deleted. */
    record ProofShown(
            String id,
            LocalDate receivedOn,
            String receivedBy,
            String kind,
            String caseNumber,
            String deletion,
            boolean present) {}

    record MailShown(
            LocalDateTime at, String subject, String recipient, String delivery, boolean failed, String caseNumber) {}

    record Step(LocalDateTime at, String caseNumber, String who, String text) {}

    record AccessShown(LocalDateTime at, String who, String what) {}
}
