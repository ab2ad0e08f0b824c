package pl.legitymacje.process;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;

/** The vocabulary of the processes: every variable that a model, a form or a message names. */
public final class Vars {

    // the case
    public static final Var<String> CASE_NUMBER = Var.text("caseNumber");
    public static final Var<Long> STUDENT_ID = Var.number("studentId");
    public static final Var<String> APPLICANT_NAME = Var.text("applicantName");
    public static final Var<String> APPLICANT_EMAIL = Var.text("applicantEmail");
    public static final Var<String> APPLICANT_PHONE = Var.text("applicantPhone");
    public static final Var<String> CHANNEL = Var.text("channel");
    public static final Var<LocalDate> RECEIVED_ON = Var.day("receivedOn");
    /** The school's deadline: due date of the tasks; null while the applicant owes something. */
    public static final Var<Date> DUE_AT = Var.moment("dueAt");

    // the rules of the case
    /** What case-rules.dmn says; read and taken away by the registration. */
    public static final Var<Object> RULES = new Var<>("rules", Object.class);

    public static final Var<String> REASON = Var.text("reason");
    public static final Var<String> REASON_NOTE = Var.text("reasonNote");
    /** What came with the application, comma separated. */
    public static final Var<String> ATTACHMENTS = Var.text("attachments");

    /** Ids of the proofs of payment that came with the application, comma separated. */
    public static final Var<String> PAYMENT_PROOFS = Var.text("paymentProofs");

    public static final Var<Long> DEADLINE_DAYS = Var.number("deadlineDays");
    public static final Var<String> DEADLINE_FROM = Var.text("deadlineFrom");
    public static final Var<Boolean> PRINCIPAL_DECIDES = Var.flag("principalDecides");

    // completion
    public static final Var<Boolean> VERIFY_PHOTO = Var.flag("verifyPhoto");
    public static final Var<Boolean> VERIFY_FEE = Var.flag("verifyFee");
    /** COMPLETE, VERIFY for "something came meanwhile", or how the applicant is called: PHOTO, ALL, NONE for "has been called". */
    public static final Var<String> CALL = Var.text("call");
    /** What arrived while we waited, comma separated. */
    public static final Var<String> SUPPLIED_ITEMS = Var.text("suppliedItems");
    /** The last day that the call to complete, or then the reminder, gives. */
    public static final Var<LocalDate> COMPLETION_UNTIL = Var.day("completionUntil");
    /** When the reminder goes out. */
    public static final Var<Date> COMPLETION_DUE_AT = Var.moment("completionDueAt");
    /** When the case is closed unexamined. */
    public static final Var<Date> COMPLETION_CLOSES_AT = Var.moment("completionClosesAt");

    public static final Var<Boolean> REMINDED = Var.flag("reminded");
    /** Since when the applicant owes something; null while they do not. */
    public static final Var<LocalDate> OWED_SINCE = Var.day("owedSince");
    /** How many days the school's clock has stood still. */
    public static final Var<Long> DAYS_OWED = Var.number("daysOwed");

    public static final Var<Boolean> COMPLETE = Var.flag("complete");

    // the fee
    public static final Var<String> FEE_OUTCOME = Var.text("feeOutcome");
    public static final Var<Boolean> FEE_PAID = Var.flag("feePaid");
    /** How what was paid compares to what is owed, before any surplus goes to a person's desk. */
    public static final Var<String> FEE_STATE = Var.text("feeState");

    public static final Var<String> PAID_AMOUNT = Var.text("paidAmount");
    public static final Var<LocalDate> PAID_ON = Var.day("paidOn");
    public static final Var<String> PAYER = Var.text("payer");
    public static final Var<String> TRANSFER_TITLE = Var.text("transferTitle");
    public static final Var<String> PAYMENT_MEANS = Var.text("paymentMeans");
    public static final Var<String> BANK_REFERENCE = Var.text("bankReference");
    public static final Var<Boolean> ANOTHER_PAYMENT = Var.flag("anotherPayment");
    /** A payment on record. */
    public static final Var<Long> PAYMENT_ID = Var.number("paymentId");

    // clearing a payment
    /** The case that a payment was said to be for, or null. */
    public static final Var<String> INTENDED_CASE = Var.text("intendedCase");

    public static final Var<String> CLEARING_OUTCOME = Var.text("clearingOutcome");
    /** What was left of the payment when a person decided, in złoty. */
    public static final Var<String> CLEARING_REST = Var.text("clearingRest");
    /** The cases that a payment is used for, comma separated. */
    public static final Var<String> CLEARING_CASES = Var.text("clearingCases");

    public static final Var<String> CLEARING_NOTE = Var.text("clearingNote");
    public static final Var<LocalDate> REFUNDED_ON = Var.day("refundedOn");
    public static final Var<String> REFUNDED_HOW = Var.text("refundedHow");
    public static final Var<String> REFUND_RECEIPT = Var.text("refundReceipt");
    /** What was paid in a case that has ended without its document, with its currency; absent for nothing. */
    public static final Var<String> MONEY_BACK = Var.text("moneyBack");

    /** Whether something of the payment is still left to be decided about. */
    public static final Var<Boolean> PAYMENT_LEFT = Var.flag("paymentLeft");

    // the principal's decision
    public static final Var<String> DECISION = Var.text("decision");
    public static final Var<String> DECISION_REASONS = Var.text("decisionReasons");
    public static final Var<String> QUESTION = Var.text("question");
    public static final Var<String> ANSWER = Var.text("answer");

    // deadlines
    /** Numbers of the cases whose deadline asks for something today: a list. */
    public static final Var<Object> WATCHED_CASES = new Var<>("watchedCases", Object.class);

    public static final Var<String> DEADLINE_STEP = Var.text("deadlineStep");
    public static final Var<Boolean> DIGEST_WANTED = Var.flag("digestWanted");
    public static final Var<String> DELAY_DECISION = Var.text("delayDecision");
    public static final Var<String> DELAY_REASON = Var.text("delayReason");
    public static final Var<LocalDate> NEW_DEADLINE = Var.day("newDeadline");
    public static final Var<String> NO_NOTICE_REASON = Var.text("noNoticeReason");

    // the photo
    public static final Var<String> PHOTO_ID = Var.text("photoId");
    /** What the machine found: PASSED, REFUSED, or ON_FILE for a photo that a clerk accepted before. */
    public static final Var<String> PHOTO_VERDICT = Var.text("photoVerdict");

    public static final Var<String> PHOTO_DECISION = Var.text("photoDecision");
    public static final Var<String> PHOTO_REASONS = Var.text("photoReasons");
    public static final Var<String> PHOTO_NOTE = Var.text("photoNote");

    // the card
    public static final Var<String> CARD_KIND = Var.text("cardKind");
    /** The number of the card that the new one replaces; null for a first card. */
    public static final Var<String> REPLACED_CARD = Var.text("replacedCard");

    public static final Var<Boolean> OLD_CARD_RETURNED = Var.flag("oldCardReturned");
    public static final Var<LocalDate> RETURNED_ON = Var.day("returnedOn");
    public static final Var<String> RETURNED_BY = Var.text("returnedBy");
    public static final Var<String> PRINTING = Var.text("printing");
    public static final Var<String> CARD_NUMBER = Var.text("cardNumber");
    public static final Var<String> CARD_OUTCOME = Var.text("cardOutcome");
    public static final Var<String> SPOILED_REASON = Var.text("spoiledReason");
    public static final Var<LocalDate> ORDERED_ON = Var.day("orderedOn");
    public static final Var<LocalDate> RECEIVED_CARD_ON = Var.day("receivedCardOn");
    public static final Var<Date> COLLECT_REMINDER_AT = Var.moment("collectReminderAt");
    public static final Var<LocalDate> HANDED_OVER_ON = Var.day("handedOverOn");
    public static final Var<String> HANDED_OVER_TO = Var.text("handedOverTo");
    public static final Var<String> HANDED_OVER_AS = Var.text("handedOverAs");
    public static final Var<Boolean> RECEIPT_SIGNED = Var.flag("receiptSigned");
    /** Whether a mobile card is offered again with the new card. */
    public static final Var<Boolean> REISSUE_OFFERED = Var.flag("reissueOffered");

    // a certificate's duplicate
    public static final Var<String> APPLICANT_AS = Var.text("applicantAs");
    public static final Var<String> FIRST_NAME = Var.text("firstName");
    public static final Var<String> SURNAME = Var.text("surname");
    public static final Var<LocalDate> BIRTH_DATE = Var.day("birthDate");
    public static final Var<String> NAME_THEN = Var.text("nameThen");
    public static final Var<String> CERTIFICATE = Var.text("certificate");
    public static final Var<String> CERTIFICATE_YEAR = Var.text("certificateYear");
    public static final Var<String> CERTIFICATE_CLASS = Var.text("certificateClass");
    public static final Var<String> COLLECTION = Var.text("collection");
    public static final Var<String> DELIVERY_ADDRESS = Var.text("deliveryAddress");
    public static final Var<String> RECORDS = Var.text("records");
    public static final Var<String> RECORDS_NOTE = Var.text("recordsNote");
    public static final Var<String> FORMER_SCHOOL = Var.text("formerSchool");
    public static final Var<String> CERTIFICATE_NUMBER = Var.text("certificateNumber");
    public static final Var<LocalDate> PREPARED_ON = Var.day("preparedOn");
    /** Surnames on the original; none where the signatures cannot be read. */
    public static final Var<String> SIGNED_BY = Var.text("signedBy");

    public static final Var<Boolean> SIGNATURES_ILLEGIBLE = Var.flag("signaturesIllegible");
    public static final Var<String> AUTHORISATION = Var.text("authorisation");
    public static final Var<String> LETTER_NUMBER = Var.text("letterNumber");
    public static final Var<LocalDate> SENT_ON = Var.day("sentOn");
    public static final Var<String> DELIVERY = Var.text("delivery");
    public static final Var<LocalDate> DELIVERED_ON = Var.day("deliveredOn");
    public static final Var<String> RETURN_REASON = Var.text("returnReason");
    public static final Var<LocalDate> STATEMENT_ON = Var.day("statementOn");

    // a student's data; with first name, surname and birth date sent as transient variables: the engine keeps no names
    public static final Var<String> SECOND_NAME = Var.text("secondName");
    public static final Var<String> PESEL = Var.text("pesel");
    /** How often the data had been changed when the form was opened. */
    public static final Var<Long> DATA_VERSION = Var.number("dataVersion");

    /** The clerk says that what is on record is right already. */
    public static final Var<Boolean> DATA_CURRENT = Var.flag("dataCurrent");

    // a card from before this register
    public static final Var<String> CARRIER = Var.text("carrier");
    public static final Var<LocalDate> ISSUED_ON = Var.day("issuedOn");
    public static final Var<LocalDate> VALID_UNTIL = Var.day("validUntil");

    // a mobile card
    public static final Var<LocalDate> REGISTERED_ON = Var.day("registeredOn");
    public static final Var<String> CODE_CHANNEL = Var.text("codeChannel");
    /** What activates a mobile card: sent as transient variables, so that the engine never writes them down. */
    public static final Var<String> ACTIVATION_CODE = Var.text("activationCode");

    public static final Var<String> QR_CONTENT = Var.text("qrContent");
    public static final Var<LocalDateTime> CODE_GENERATED_AT = Var.clock("codeGeneratedAt");
    public static final Var<LocalDateTime> CODE_VALID_UNTIL = Var.clock("codeValidUntil");
    public static final Var<Date> CODE_WARN_AT = Var.moment("codeWarnAt");
    public static final Var<Boolean> CODE_WARNED = Var.flag("codeWarned");
    public static final Var<Date> CODE_LAPSES_AT = Var.moment("codeLapsesAt");
    public static final Var<Boolean> CODE_RENEWABLE = Var.flag("codeRenewable");
    public static final Var<Date> CODE_WAIT_UNTIL = Var.moment("codeWaitUntil");
    public static final Var<String> ACTIVATION = Var.text("activation");
    public static final Var<LocalDate> ACTIVATED_ON = Var.day("activatedOn");
    public static final Var<String> NEW_CODE = Var.text("newCode");
    public static final Var<Boolean> OBJECTED = Var.flag("objected");
    /** Priority of the task: a lost phone cannot wait. */
    public static final Var<Long> URGENCY = Var.number("urgency");

    public static final Var<LocalDate> REVOKED_ON = Var.day("revokedOn");
    public static final Var<String> REVOCATION_NOTE = Var.text("revocationNote");
    /** What the office answered to the question about a re-issue, and how the application that is there came. */
    public static final Var<String> REISSUE = Var.text("reissue");

    public static final Var<LocalDate> REISSUE_RECEIVED_ON = Var.day("reissueReceivedOn");
    public static final Var<String> REISSUE_CHANNEL = Var.text("reissueChannel");
    public static final Var<String> OBJECTION = Var.text("objection");
    public static final Var<String> OBJECTION_BY = Var.text("objectionBy");
    public static final Var<LocalDate> OBJECTION_ON = Var.day("objectionOn");
    public static final Var<String> OBJECTION_FORM = Var.text("objectionForm");

    // a whole class
    public static final Var<String> SCHOOL_CLASS = Var.text("schoolClass");
    /** Ids of the students for whom a case was started, comma separated. */
    public static final Var<String> STARTED_STUDENTS = Var.text("startedStudents");
    /** Lines of {@code student id=reason}. */
    public static final Var<String> SKIPPED_STUDENTS = Var.text("skippedStudents");

    // validity, September
    /** Ids of the students whose cards bear the new mark, comma separated; likewise those whose guardians are offered. */
    public static final Var<String> CONFIRMED_STUDENTS = Var.text("confirmedStudents");

    public static final Var<String> OFFERED_STUDENTS = Var.text("offeredStudents");
    public static final Var<Long> SPOILED_HOLOGRAMS = Var.number("spoiledHolograms");
    public static final Var<String> SPOILED_HOLOGRAMS_REASON = Var.text("spoiledHologramsReason");
    /** Ids of the students whose guardians are written to now: a list. */
    public static final Var<Object> REISSUE_MAILS = new Var<>("reissueMails", Object.class);

    public static final Var<Object> REMINDER_MAILS = new Var<>("reminderMails", Object.class);
    public static final Var<Boolean> SOMEBODY_LEFT = Var.flag("somebodyLeft");
    /** Ids of those who did not bring their card in time, comma separated. */
    public static final Var<String> LEFT_STUDENTS = Var.text("leftStudents");

    public static final Var<String> REMINDER_CYCLE = Var.text("reminderCycle");
    public static final Var<Date> MONTH_OVER_AT = Var.moment("monthOverAt");
    /** Numbers of the cards whose lapse nobody was told yet: a list. */
    public static final Var<Object> LAPSED_CARDS = new Var<>("lapsedCards", Object.class);

    public static final Var<Boolean> STILL_LAPSED = Var.flag("stillLapsed");

    // the stock of holograms
    public static final Var<String> HOLOGRAM_ENTRY = Var.text("hologramEntry");
    public static final Var<Long> HOLOGRAM_COUNT = Var.number("hologramCount");
    public static final Var<LocalDate> HOLOGRAM_ON = Var.day("hologramOn");
    public static final Var<String> HOLOGRAM_NOTE = Var.text("hologramNote");

    // departure
    public static final Var<String> DEPARTURE_REASON = Var.text("departureReason");
    /** Ids of those who leave, comma separated; and those of them who gave their card back. */
    public static final Var<String> DEPARTING_STUDENTS = Var.text("departingStudents");

    public static final Var<String> RETURNED_CARDS = Var.text("returnedCards");
    public static final Var<LocalDate> LEFT_ON = Var.day("leftOn");
    public static final Var<String> NEW_SCHOOL = Var.text("newSchool");
    public static final Var<String> DEPARTURE_NOTE = Var.text("departureNote");
    public static final Var<Boolean> WHOLE_CLASS = Var.flag("wholeClass");
    /** Ids of those who have left: a list. */
    public static final Var<Object> DEPARTED = new Var<>("departed", Object.class);

    public static final Var<Boolean> OPEN_CASES = Var.flag("openCases");
    /** Numbers of the cases that are closed, and of those that go on, comma separated. */
    public static final Var<String> CLOSED_CASES = Var.text("closedCases");

    public static final Var<String> CARRIED_CASES = Var.text("carriedCases");
    public static final Var<String> CLOSING_REASON = Var.text("closingReason");

    // withdrawal
    public static final Var<String> WITHDRAWN_BY = Var.text("withdrawnBy");
    public static final Var<LocalDate> WITHDRAWN_ON = Var.day("withdrawnOn");
    public static final Var<String> WITHDRAWAL_REASON = Var.text("withdrawalReason");

    // notifications and incidents
    public static final Var<Long> MAIL_ID = Var.number("mailId");
    public static final Var<String> NOTIFIED_HOW = Var.text("notifiedHow");
    public static final Var<LocalDate> NOTIFIED_ON = Var.day("notifiedOn");
    /** The applicant's address as it should have been; a transient variable. */
    public static final Var<String> CORRECTED_EMAIL = Var.text("correctedEmail");

    public static final Var<String> INCIDENT_JOB_ID = Var.text("incidentJobId");
    public static final Var<String> INCIDENT_ACTIVITY = Var.text("incidentActivity");
    public static final Var<String> INCIDENT_MESSAGE = Var.text("incidentMessage");
    public static final Var<String> INCIDENT_ACTION = Var.text("incidentAction");

    // roster import
    public static final Var<Long> ROSTER_ID = Var.number("rosterId");
    public static final Var<String> ROSTER_DECISION = Var.text("rosterDecision");

    private Vars() {}
}
