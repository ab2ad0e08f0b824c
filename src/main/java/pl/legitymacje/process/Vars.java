package pl.legitymacje.process;

import java.time.LocalDate;
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

    // the photo
    public static final Var<String> PHOTO_ID = Var.text("photoId");
    public static final Var<String> REFUSED_PHOTO_ID = Var.text("refusedPhotoId");
    /** What the machine found: PASSED, REFUSED, or ON_FILE for a photo that a clerk accepted before. */
    public static final Var<String> PHOTO_VERDICT = Var.text("photoVerdict");

    public static final Var<Boolean> PHOTO_ACCEPTED = Var.flag("photoAccepted");
    public static final Var<String> PHOTO_DECISION = Var.text("photoDecision");
    public static final Var<String> PHOTO_REASONS = Var.text("photoReasons");
    public static final Var<String> PHOTO_NOTE = Var.text("photoNote");
    /** The last day that the call to complete, or then the reminder, gives. */
    public static final Var<LocalDate> PHOTO_UNTIL = Var.day("photoUntil");
    /** When the reminder goes out. */
    public static final Var<Date> PHOTO_DUE_AT = Var.moment("photoDueAt");
    /** When the case is closed unexamined. */
    public static final Var<Date> PHOTO_CLOSES_AT = Var.moment("photoClosesAt");

    // the card
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

    // a whole class
    public static final Var<String> SCHOOL_CLASS = Var.text("schoolClass");
    /** Ids of the students for whom a case was started, comma separated. */
    public static final Var<String> STARTED_STUDENTS = Var.text("startedStudents");
    /** Lines of {@code student id=reason}. */
    public static final Var<String> SKIPPED_STUDENTS = Var.text("skippedStudents");

    // withdrawal
    public static final Var<String> WITHDRAWN_BY = Var.text("withdrawnBy");
    public static final Var<LocalDate> WITHDRAWN_ON = Var.day("withdrawnOn");
    public static final Var<String> WITHDRAWAL_REASON = Var.text("withdrawalReason");

    // notifications and incidents
    public static final Var<Long> MAIL_ID = Var.number("mailId");
    public static final Var<String> NOTIFIED_HOW = Var.text("notifiedHow");
    public static final Var<LocalDate> NOTIFIED_ON = Var.day("notifiedOn");
    public static final Var<String> INCIDENT_JOB_ID = Var.text("incidentJobId");
    public static final Var<String> INCIDENT_ACTIVITY = Var.text("incidentActivity");
    public static final Var<String> INCIDENT_MESSAGE = Var.text("incidentMessage");
    public static final Var<String> INCIDENT_ACTION = Var.text("incidentAction");

    // roster import
    public static final Var<Long> ROSTER_ID = Var.number("rosterId");
    public static final Var<String> ROSTER_DECISION = Var.text("rosterDecision");

    private Vars() {}
}
