package pl.legitymacje.office;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every form and for the parts that forms are built of, read from the files. */
class FrontFormsTest {

    private static final Path FORMS = Path.of("forms");
    private static final Path APP = Path.of("src/main/resources/META-INF/resources/webjars/camunda/app");
    private static final Path PLUGIN = Path.of("src/main/resources/plugin-webapp");

    /** What an application for a card in place of another submits. */
    private static final Set<String> REPLACEMENT = Set.of(
            "studentId:Long",
            "photoId",
            "applicantName",
            "applicantEmail",
            "applicantPhone",
            "channel",
            "receivedOn",
            "reason",
            "reasonNote",
            "attachments");

    /** The same where there is something to pay. */
    private static final Set<String> PAID_REPLACEMENT =
            Stream.concat(REPLACEMENT.stream(), Stream.of("paymentProofs")).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> MOBILE_CODE_AND_REGISTRATION =
            Set.of("registeredOn", "codeChannel", "activationCode", "qrContent", "codeGeneratedAt", "codeValidUntil");

    private static final Set<String> MOBILE_CODE_RENEWED =
            Set.of("newCode", "codeChannel", "activationCode", "qrContent", "codeGeneratedAt", "codeValidUntil");

    /** What each form submits: the contract with the processes. {@code :Long}, {@code :Boolean}; else text. */
    private static final Map<String, Set<String>> SUBMITTED = Map.ofEntries(
            entry(
                    "card/card-issue-start.html",
                    Set.of(
                            "studentId:Long",
                            "photoId",
                            "applicantName",
                            "applicantEmail",
                            "applicantPhone",
                            "channel",
                            "receivedOn")),
            entry("card/card-issue-class-start.html", Set.of("schoolClass")),
            entry("card/card-issue-class-result.html", Set.of()),
            entry("card/card-print.html", Set.of("cardOutcome", "spoiledReason")),
            entry("card/card-order.html", Set.of("orderedOn")),
            entry("card/card-receive.html", Set.of("cardOutcome", "spoiledReason", "receivedCardOn")),
            entry(
                    "card/card-hand-over.html",
                    Set.of(
                            "handedOverOn",
                            "handedOverTo",
                            "handedOverAs",
                            "receiptSigned:Boolean",
                            "oldCardReturned:Boolean",
                            "reissueOffered:Boolean")),
            entry("card/card-exchange-start.html", PAID_REPLACEMENT),
            entry("card/card-duplicate-start.html", PAID_REPLACEMENT),
            entry(
                    "card/student-update.html",
                    Set.of(
                            "surname",
                            "firstName",
                            "secondName",
                            "birthDate",
                            "pesel",
                            "dataVersion:Long",
                            "dataCurrent:Boolean")),
            entry("card/card-validity-start.html", Set.of("schoolClass")),
            entry(
                    "card/card-validity-confirm.html",
                    Set.of("confirmedStudents", "offeredStudents", "spoiledHolograms:Long", "spoiledHologramsReason")),
            entry(
                    "card/hologram-stock-start.html",
                    Set.of("hologramEntry", "hologramCount:Long", "hologramOn", "hologramNote")),
            entry(
                    "student/student-departure-start.html",
                    Set.of(
                            "departingStudents",
                            "returnedCards",
                            "departureReason",
                            "schoolClass",
                            "leftOn",
                            "newSchool",
                            "departureNote")),
            entry("student/departure-cases.html", Set.of("closedCases", "carriedCases", "closingReason")),
            entry("card/card-return-start.html", Set.of("cardNumber", "returnedOn", "returnedBy")),
            entry(
                    "certificate/certificate-duplicate-start.html",
                    Set.of(
                            "studentId:Long",
                            "firstName",
                            "surname",
                            "birthDate",
                            "nameThen",
                            "certificate",
                            "certificateYear",
                            "certificateClass",
                            "applicantAs",
                            "applicantName",
                            "applicantEmail",
                            "applicantPhone",
                            "collection",
                            "deliveryAddress",
                            "channel",
                            "receivedOn",
                            "attachments",
                            "paymentProofs")),
            entry("certificate/records-check.html", Set.of("records", "recordsNote", "formerSchool")),
            entry(
                    "certificate/certificate-prepare.html",
                    Set.of("preparedOn", "signedBy", "signaturesIllegible:Boolean")),
            entry("certificate/statement-issue.html", Set.of("statementOn")),
            entry(
                    "certificate/certificate-hand-over.html",
                    Set.of("handedOverOn", "handedOverTo", "handedOverAs", "receiptSigned:Boolean", "authorisation")),
            entry("certificate/letter-send.html", Set.of("letterNumber", "sentOn")),
            entry(
                    "certificate/delivery-confirm.html",
                    Set.of("delivery", "deliveredOn", "returnReason", "collection", "deliveryAddress")),
            entry(
                    "mobile-card/mlegitymacja-issue-start.html",
                    Set.of(
                            "studentId:Long",
                            "photoId",
                            "applicantName",
                            "applicantEmail",
                            "applicantPhone",
                            "channel",
                            "receivedOn",
                            "reason",
                            "attachments")),
            entry("mobile-card/mobile-card-register.html", MOBILE_CODE_AND_REGISTRATION),
            entry("mobile-card/mobile-code-hand-over.html", Set.of("handedOverOn", "handedOverTo")),
            entry("mobile-card/mobile-activation.html", Set.of("activation", "activatedOn")),
            entry("mobile-card/mobile-code-renew.html", MOBILE_CODE_RENEWED),
            entry(
                    "mobile-card/mlegitymacja-revocation-start.html",
                    Set.of(
                            "studentId:Long",
                            "applicantName",
                            "applicantEmail",
                            "applicantPhone",
                            "channel",
                            "receivedOn",
                            "reason",
                            "reasonNote")),
            entry(
                    "mobile-card/mobile-card-revoke.html",
                    Set.of("revokedOn", "revocationNote", "reissue", "reissueReceivedOn", "reissueChannel")),
            entry(
                    "mobile-card/mlegitymacja-objection-start.html",
                    Set.of("studentId:Long", "objection", "objectionBy", "objectionOn", "objectionForm")),
            entry("shared/photo-verify.html", Set.of("photoDecision", "photoReasons", "photoNote")),
            entry("shared/case-completion.html", Set.of("photoId", "suppliedItems")),
            entry(
                    "fee/payment-entry-start.html",
                    Set.of(
                            "paidAmount",
                            "paidOn",
                            "payer",
                            "transferTitle",
                            "paymentMeans",
                            "bankReference",
                            "anotherPayment:Boolean",
                            "intendedCase")),
            entry(
                    "fee/payment-clear.html",
                    Set.of(
                            "clearingOutcome",
                            "clearingRest",
                            "clearingCases",
                            "refundedOn",
                            "refundedHow",
                            "refundReceipt",
                            "clearingNote")),
            entry(
                    "card/card-entry-start.html",
                    Set.of("studentId:Long", "carrier", "cardNumber", "issuedOn", "validUntil")),
            entry(
                    "shared/fee-verify.html",
                    Set.of(
                            "paymentId:Long",
                            "feeOutcome",
                            "paidAmount",
                            "paidOn",
                            "payer",
                            "transferTitle",
                            "paymentMeans",
                            "bankReference",
                            "anotherPayment:Boolean")),
            entry("shared/principal-decision.html", Set.of("decision", "decisionReasons", "question")),
            entry("shared/answer-question.html", Set.of("answer")),
            entry("shared/delay-decide.html", Set.of("delayDecision", "delayReason", "newDeadline", "noNoticeReason")),
            entry(
                    "shared/case-withdrawal-start.html",
                    Set.of("caseNumber", "withdrawalReason", "withdrawnBy", "withdrawnOn")),
            entry("shared/notify-by-hand.html", Set.of("notifiedHow", "notifiedOn", "correctedEmail")),
            entry("shared/incident.html", Set.of("incidentAction")),
            entry("student/roster-import-start.html", Set.of("rosterId:Long")),
            entry("student/roster-confirm.html", Set.of("rosterDecision")));

    private static final Pattern CONTROL = Pattern.compile("<(input|select|textarea)\\b([^>]*(?:\"[^\"]*\"[^>]*)*)>");
    private static final Pattern TAG = Pattern.compile("<(/?)([a-z][a-z0-9-]*)((?:[^>\"]|\"[^\"]*\")*)>");
    private static final Pattern MODEL = Pattern.compile("(?:ng-model|value)=\"v\\.(\\w+)\"");
    private static final Pattern PART =
            Pattern.compile("(?s)office\\.directive\\('(\\w+)'(.*?)(?=\\noffice\\.directive|\\z)");
    private static final Pattern SHOWN = Pattern.compile(">([^<>]+)<");
    private static final Pattern EXTERNAL = Pattern.compile("(https?:)?//[a-z0-9-]+\\.[a-z]", Pattern.CASE_INSENSITIVE);

    /** A few words that give an untranslated text away; whole words, in what a clerk reads. */
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|student|submit|save|cancel|name|date|class|photo|error|please|required|yes|no|file|choose|loading|"
                    + "reason|case|accept|refuse|print|order|received)\\b",
            Pattern.CASE_INSENSITIVE);

    static List<String> forms() throws IOException {
        return filesIn(FORMS).stream()
                .filter(file -> file.toString().endsWith(".html"))
                .map(file -> FORMS.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    static List<Path> sources() throws IOException {
        return Stream.of(filesIn(FORMS), filesIn(APP), filesIn(PLUGIN))
                .flatMap(List::stream)
                .filter(file -> file.toString().matches(".*\\.(html|js|css)"))
                .toList();
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyFormIsInTheTable() throws IOException {
        assertThat(forms()).containsExactlyInAnyOrderElementsOf(SUBMITTED.keySet());
    }

    @ParameterizedTest
    @MethodSource("forms")
    void submitsWhatTheProcessesExpect(String form) throws IOException {
        Map<String, String> declared = new TreeMap<>();
        controls(form)
                .forEach(control -> attribute(control, "cam-variable-name").forEach(name -> assertThat(declared.put(
                                name,
                                attribute(control, "cam-variable-type").stream()
                                        .findFirst()
                                        .orElse("none")))
                        .as("%s is declared once", name)
                        .isNull()));
        Set<String> submitted = new TreeSet<>();
        declared.forEach((name, type) -> submitted.add(type.equals("String") ? name : name + ":" + type));
        assertThat(submitted).isEqualTo(new TreeSet<>(SUBMITTED.get(form)));
    }

    /** A value that is bound but not declared would be typed in and lost. */
    @ParameterizedTest
    @MethodSource("forms")
    void declaresEveryValueThatIsTypedIn(String form) throws IOException {
        Set<String> names = new TreeSet<>();
        SUBMITTED.get(form).forEach(variable -> names.add(variable.replaceFirst(":.*", "")));
        String text = text(form);
        String parts = PART.matcher(script())
                .results()
                .filter(part ->
                        text.contains("<" + tag(part.group(1)) + " ") || text.contains("<" + tag(part.group(1)) + ">"))
                .map(part -> part.group(2))
                .collect(Collectors.joining());
        assertThat(MODEL.matcher(text + parts).results().map(match -> match.group(1)))
                .isSubsetOf(names);
    }

    /** The form takes note of its variables once, at its start: one declared in a part that comes later would be lost. */
    @ParameterizedTest
    @MethodSource("forms")
    void declaresEverythingAtItsStart(String form) throws IOException {
        Deque<String> later = new ArrayDeque<>();
        for (MatchResult tag : TAG.matcher(text(form).replaceAll("(?s)<script.*?</script>|<!--.*?-->", ""))
                .results()
                .toList()) {
            String name = tag.group(2);
            String attributes = tag.group(3);
            if (attributes.contains("cam-variable-name")) {
                assertThat(attributes + later).as(form).doesNotContain("ng-if", "ng-repeat");
            }
            if (tag.group(1).isEmpty() && !List.of("input", "img", "br").contains(name)) {
                later.push(name
                        + (attributes.contains("ng-if")
                                ? " ng-if"
                                : attributes.contains("ng-repeat") ? " ng-repeat" : ""));
            } else if (!tag.group(1).isEmpty()) {
                assertThat(later.pop().replaceFirst(" .*", "")).as(form).isEqualTo(name);
            }
        }
        assertThat(later).as(form).isEmpty();
    }

    /** The test above sees through the parts. */
    @Test
    void partsAreFoundInTheScript() throws IOException {
        Map<String, Set<String>> filled = new TreeMap<>();
        PART.matcher(script())
                .results()
                .forEach(part -> filled.put(
                        tag(part.group(1)),
                        MODEL.matcher(part.group(2))
                                .results()
                                .map(match -> match.group(1))
                                .collect(Collectors.toSet())));
        assertThat(filled)
                .containsEntry("office-student", Set.of("applicantName", "applicantEmail", "applicantPhone"))
                .containsEntry("office-receipt", Set.of("receivedOn", "channel"))
                .containsEntry("office-attachments", Set.of("attachments"));
    }

    private static String tag(String directive) {
        return directive.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String script() throws IOException {
        return Files.readString(APP.resolve("tasklist/scripts/office.js"));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void everyInputHasALabel(String form) throws IOException {
        everyControlIsLabelled(text(form), controls(form));
    }

    /** The same for what the directives draw. */
    @Test
    void everyInputOfThePartsHasALabel() throws IOException {
        String parts = script();
        List<String> controls = controlsIn(parts).stream()
                .filter(control -> !attribute(control, "id").isEmpty())
                .toList();
        assertThat(controls).hasSizeGreaterThan(4);
        everyControlIsLabelled(parts, controls);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void isOneFormTakenInChargeByTheOffice(String form) throws IOException {
        String text = text(form);
        assertThat(text).containsOnlyOnce("<form ").contains("name=\"officeForm\"");
        assertThat(text).containsOnlyOnce("<script cam-script type=\"text/form-script\">");
        assertThat(text).containsOnlyOnce("office.form(camForm, $scope");
        if (!SUBMITTED.get(form).isEmpty()) {
            assertThat(text).containsOnlyOnce("<office-missing></office-missing>");
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    void idsAreUnique(String form) throws IOException {
        List<String> ids = Pattern.compile("\\sid=\"([^\"]+)\"")
                .matcher(text(form))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void speaksPolish(String form) throws IOException {
        String shown = SHOWN.matcher(text(form)
                        .replaceAll("(?s)<!--.*?-->", "")
                        .replaceAll("(?s)<script.*?</script>", "")
                        .replaceAll("\\{\\{.*?}}", ""))
                .results()
                .map(match -> match.group(1).strip())
                .filter(words -> !words.isEmpty())
                .reduce("", (all, words) -> all + "\n" + words);
        assertThat(ENGLISH.matcher(shown).results().map(MatchResult::group)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void fetchesNothingFromOutside(Path file) throws IOException {
        assertThat(EXTERNAL.matcher(Files.readString(file)).results().map(MatchResult::group))
                .as(file.toString())
                .isEmpty();
    }

    private static void everyControlIsLabelled(String text, List<String> controls) {
        for (String control : controls) {
            if (attribute(control, "type").contains("hidden")) {
                continue;
            }
            assertThat(attribute(control, "id")).as("id of %s", control).hasSize(1);
            String id = attribute(control, "id").get(0);
            assertThat(text).as("label of %s", control).contains("for=\"" + id + "\"");
        }
    }

    private static List<String> controls(String form) throws IOException {
        return controlsIn(text(form));
    }

    private static List<String> controlsIn(String text) {
        return CONTROL.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> attribute(String control, String name) {
        return Pattern.compile("\\s" + name + "=\"([^\"]*)\"")
                .matcher(control)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String text(String form) throws IOException {
        return Files.readString(FORMS.resolve(form));
    }
}
