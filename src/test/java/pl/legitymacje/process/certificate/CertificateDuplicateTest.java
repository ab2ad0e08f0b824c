package pl.legitymacje.process.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.fee.ProofSamples;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CertificateDuplicate;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.CertificateState;
import pl.legitymacje.student.PersonalData;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** S3 IX from the application to the last signature: every way through the model, and what is refused. */
@OfficeTest
class CertificateDuplicateTest {

    private static final AtomicInteger NEXT = new AtomicInteger();

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CertificateDuplicates duplicates;

    @Autowired
    private Payments payments;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private PaymentProofs proofs;

    @Autowired
    private Students students;

    private String mailbox;
    private Map<String, Object> form;

    @BeforeEach
    void anAdultGraduateOnNoRosterApplies() {
        desk.opens("2026-11-23T09:00");
        int number = NEXT.getAndIncrement();
        mailbox = "absolwentka" + number + "@poczta.example";
        form = new HashMap<>(OfficeDesk.map(
                "firstName", "Łucja",
                "surname", "Nowa-Żak",
                "birthDate", LocalDate.of(1990, 1, 1).plusDays(number).toString(),
                "nameThen", "Łucja Dawna",
                "certificate", "świadectwo ukończenia szkoły podstawowej",
                "certificateYear", "2002/2003",
                "certificateClass", "6b",
                "applicantAs", "GRADUATE",
                "applicantEmail", mailbox,
                "collection", "IN_PERSON",
                "channel", "POST",
                "receivedOn", "2026-11-23",
                "attachments", "APPLICATION,PAYMENT"));
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @ParameterizedTest
    @CsvSource({
        "certificateYear, 2027/2028, nie rozpoczął",
        "certificateYear, 2026/2028, dwa kolejne lata",
        "certificateYear, dawno, dwa kolejne lata",
        "certificateYear, '', certificateYear",
        "certificateYear, 1985/1986, urodzenia",
        "birthDate, 2026-11-24, przyszłości",
        "birthDate, '', birthDate",
        "birthDate, 2010-05-05, urodzenia",
        "surname, '', surname",
        "certificate, ' ', certificate",
        "certificateClass, '', certificateClass",
        "collection, DRONE, collection",
        "collection, POST, adres",
        "applicantAs, GUARDIAN, pełnoletnia",
        "applicantAs, FRIEND, applicantAs",
        "receivedOn, 2026-11-24, przyszłości",
        "receivedOn, 2025-11-22, więcej niż rok",
        "receivedOn, 1999-05-05, więcej niż rok",
        "studentId, 987654, uczni"
    })
    void whatCannotBeIsRefusedAndNoCaseIsMade(String variable, String value, String says) {
        form.put(variable, value);
        long before = cases.search("", List.of(), false, 0).total();
        assertThatThrownBy(this::apply).hasMessageContaining(says);
        assertThat(cases.search("", List.of(), false, 0).total()).isEqualTo(before);
    }

    @Test
    void aMinorsGuardianApplies() {
        form.putAll(OfficeDesk.map("birthDate", "2012-03-03", "certificateYear", "2024/2025"));
        assertThatThrownBy(this::apply).hasMessageContaining("rodzic albo opiekun");
        form.put("applicantAs", "GUARDIAN");
        assertThatThrownBy(this::apply).hasMessageContaining("wnioskodawc");
        form.put("applicantName", "Ewa Nowa");
        assertThat(cases.get(apply()).applicant().name()).isEqualTo("Ewa Nowa");
    }

    /** The application that came on the eve of the birthday, entered after it. */
    @Test
    void whoAppliesIsDecidedByTheDayOfReceipt() {
        form.putAll(OfficeDesk.map("birthDate", "2008-11-24", "certificateYear", "2022/2023"));
        desk.timeIs("2026-11-25T09:00");
        assertThatThrownBy(this::apply).hasMessageContaining("rodzic albo opiekun");
        form.putAll(OfficeDesk.map("applicantAs", "GUARDIAN", "applicantName", "Ewa Nowa"));
        assertThat(cases.get(apply()).applicant().name()).isEqualTo("Ewa Nowa");
    }

    @Test
    void anApplicationOfAYearAgoIsTheOldest() {
        form.put("receivedOn", "2025-11-23");
        assertThat(cases.get(apply()).receivedOn()).isEqualTo("2025-11-23");
    }

    /** Chosen from the list, but with somebody else's data: over REST, as the form locks them. */
    @ParameterizedTest
    @CsvSource({"firstName, Adam", "surname, Obca", "birthDate, 2011-11-11"})
    void whoeverIsChosenFromTheListIsThatPerson(String variable, String value) {
        chosen(desk.student());
        form.put(variable, value);
        assertThatThrownBy(this::apply).hasMessageContaining("wybranej z listy");
    }

    @Test
    void whoeverIsChosenFromTheListMayBearAnotherSurnameToday() {
        Student student = desk.student();
        chosen(student);
        form.put("surname", "Po-Ślubie");
        form.put("nameThen", " " + student.fullName().toUpperCase(Locale.ROOT));
        String number = apply();
        assertThat(cases.get(number).studentId()).isEqualTo(student.id());
        assertThat(students.get(student.id())).isEqualTo(student);
    }

    /** On the certificate and in the application is the name of before the change that the office made. */
    @Test
    void aFormerNameOnRecordIsThatPersonsToo() {
        Student student = desk.student();
        students.change(
                student.id(),
                PersonalData.entered("Jan", null, "Zmieniony", student.birthDate(), null, OfficeDesk.today()),
                0,
                "SPR",
                "test");
        chosen(student);
        assertThat(cases.get(apply()).studentId()).isEqualTo(student.id());
    }

    private void chosen(Student student) {
        form.putAll(OfficeDesk.map(
                "studentId",
                student.id(),
                "firstName",
                student.firstName(),
                "surname",
                student.surname(),
                "birthDate",
                student.birthDate().toString(),
                "nameThen",
                null,
                "certificateYear",
                "2024/2025",
                "applicantAs",
                "GUARDIAN",
                "applicantName",
                "Ewa Próbna"));
    }

    @Test
    void twoApplicationsForOneCertificateAreOneHoweverTheyAreTyped() {
        String first = apply();
        form.putAll(
                OfficeDesk.map("nameThen", "LUCJA  DAWNA", "certificate", "Swiadectwo ukonczenia szkoly podstawowej"));
        assertThatThrownBy(this::apply).hasMessageContaining(first);
        form.put("certificate", "świadectwo promocyjne");
        assertThat(apply()).isNotEqualTo(first);
    }

    @Test
    void collectedInPerson() throws Exception {
        String number = apply();
        assertThat(cases.get(number).deadline()).isEqualTo("2026-12-07");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee");
        desk.pays(number, "26,00", "Łucja Nowa-Żak");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);
        prepared(number);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
        desk.decide(number, "decision", "APPROVED");
        CertificateDuplicate ready = duplicates.ofCase(number).orElseThrow();
        assertThat(ready.state()).isEqualTo(CertificateState.APPROVED);
        assertThat(ready.approvedBy()).isEqualTo("dyrektor");
        assertThat(ready.signatures().surnames()).isEqualTo("A. Lis, J. Kot");
        // the school has done its part
        assertThat(cases.get(number).deadline()).isNull();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");

        handOver(number, "GRADUATE", null);
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CERTIFICATE_DUPLICATED);
        assertThat(duplicates.ofCase(number).orElseThrow().state()).isEqualTo(CertificateState.HANDED_OVER);
        assertThat(desk.passed(number))
                .containsSubsequence(
                        "startEvent_application",
                        "businessRuleTask_rules",
                        "serviceTask_registerCase",
                        "sendTask_applicationReceived",
                        "callActivity_completion",
                        "userTask_checkRecords",
                        "serviceTask_recordRecords",
                        "serviceTask_assignNumber",
                        "userTask_prepareDuplicate",
                        "serviceTask_registerPrepared",
                        "callActivity_decision",
                        "serviceTask_registerApproved",
                        "sendTask_certificateReady",
                        "userTask_handOver",
                        "serviceTask_registerHandOver",
                        "endEvent_handedOver");
        assertThat(desk.subjectsTo(mailbox))
                .containsExactly("Sprawa zarejestrowana", "Opłata wpłynęła", "Duplikat świadectwa gotowy do odbioru");
        for (var mail : desk.mailsTo(mailbox)) {
            assertThat(OfficeDesk.plainText(mail))
                    .contains("Łucja")
                    .doesNotContain("Dawna")
                    .doesNotContain("Żak")
                    .doesNotContain("6b");
        }
    }

    @Test
    void theEngineIsNotToldWhoItIs() {
        String number = apply();
        String instance = desk.asProgram(() -> runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(number)
                .processDefinitionKey("certificate-duplicate")
                .singleResult()
                .getId());
        assertThat(desk.asProgram(() -> runtime.getVariables(instance)).keySet())
                .doesNotContain("surname", "firstName", "birthDate", "nameThen", "certificate", "deliveryAddress");
    }

    @Test
    void collectedBySomebodyWithAnAuthorisation() {
        form.put("collection", "AUTHORISED");
        String number = approved();
        assertThatThrownBy(() -> handOver(number, "AUTHORISED", " ")).hasMessageContaining("upoważnieni");
        assertThatThrownBy(() -> handOver(number, "GUARDIAN", null)).hasMessageContaining("upoważnieni");
        assertThatThrownBy(() -> handOver(number, "NEIGHBOUR", null)).hasMessageContaining("handedOverAs");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");
        handOver(number, "AUTHORISED", "z 20.11.2026, wystawione przez osobę zainteresowaną");
        assertThat(duplicates.ofCase(number).orElseThrow().authorisation()).startsWith("z 20.11.2026");
    }

    @Test
    void whoDoesNotCollectIsReminded() throws Exception {
        String number = approved();
        desk.jobsRun();
        int before = desk.subjectsTo(mailbox).size();
        desk.timeIs("2026-11-30T23:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(mailbox)).hasSize(before);
        desk.timeIs("2026-12-01T08:01");
        desk.jobsRun();
        assertThat(desk.subjectsTo(mailbox).subList(before, before + 1))
                .containsExactly("Przypomnienie: dokument czeka na odbiór");
        for (var mail : desk.mailsTo(mailbox).subList(before - 1, before + 1)) {
            assertThat(OfficeDesk.plainText(mail))
                    .contains("– dokument tożsamości osoby, która odbiera duplikat świadectwa")
                    .contains("– pisemne upoważnienie, jeśli duplikat odbiera ktoś inny niż wnioskodawca")
                    .doesNotContain("legitymacj");
        }
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");
    }

    @Test
    void byRegisteredLetter() throws Exception {
        posted();
        String number = approved();
        assertThat(cases.get(number).deadline()).isEqualTo("2026-12-07");
        assertThatThrownBy(() -> send(number, " ", "2026-11-23")).hasMessageContaining("letterNumber");
        assertThatThrownBy(() -> send(number, "RR1", "2026-11-24")).hasMessageContaining("przyszłości");
        assertThatThrownBy(() -> send(number, "RR1", "2026-11-22")).hasMessageContaining("22.11.2026");
        send(number, "RR123456789PL", "2026-11-23");
        desk.jobsRun();
        assertThat(cases.get(number).deadline()).isNull();
        assertThat(desk.mailsTo(mailbox))
                .anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail)).contains("RR123456789PL"));
        assertThatThrownBy(() -> withdraw(number)).hasMessageContaining("RR123456789PL");
        desk.timeIs("2026-11-27T09:00");
        assertThatThrownBy(() -> deliver(number, "2026-11-22")).hasMessageContaining("22.11.2026");
        deliver(number, "2026-11-26");
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.CERTIFICATE_DUPLICATED);
        assertThat(duplicates.ofCase(number).orElseThrow().letter().receivedOn())
                .isEqualTo("2026-11-26");
        assertThat(desk.passed(number)).contains("endEvent_delivered").doesNotContain("endEvent_handedOver");
    }

    @Test
    void aLetterThatComesBackIsSentAgainOrCollected() {
        posted();
        String number = approved();
        send(number, "RR1", "2026-11-23");
        desk.timeIs("2026-12-10T09:00");
        assertThatThrownBy(() -> cameBack(number, "", "IN_PERSON", null)).hasMessageContaining("returnReason");
        assertThatThrownBy(() -> cameBack(number, "nie podjęto", "POST", " ")).hasMessageContaining("adres");
        assertThatThrownBy(() -> cameBack(number, "nie podjęto", "", null)).hasMessageContaining("collection");
        cameBack(number, "nie podjęto", "POST", "ul. Nowa 2, 00-001 Warszawa");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_sendLetter");
        send(number, "RR2", "2026-12-10");
        cameBack(number, "adresat nieznany", "IN_PERSON", null);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_handOver");
        desk.jobsRun();
        assertThat(desk.subjectsTo(mailbox)).contains("Duplikat świadectwa gotowy do odbioru");
        desk.complete(number, "userTask_handOver", handOverForm("2026-12-10", "GRADUATE", null));
        assertThat(duplicates.ofCase(number).orElseThrow().note())
                .contains("RR1")
                .contains("RR2");
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING, CERTIFICATE_NOT_POSSIBLE, endEvent_noRecords, nie ma dokumentacji",
        "INSUFFICIENT, CERTIFICATE_NOT_POSSIBLE, endEvent_noRecords, nie wystarcza",
        "SCHOOL_LIQUIDATED, CERTIFICATE_ELSEWHERE, endEvent_schoolLiquidated, zlikwidowana"
    })
    void withoutRecordsThereIsAStatementAndTheMoneyIsSomebodysToSettle(
            String records, Outcome outcome, String end, String says) throws Exception {
        String number = paid();
        assertThatThrownBy(() -> check(number, records, " ", "Gimnazjum w Roźwienicy"))
                .hasMessageContaining("co ustalono");
        check(number, records, "arkusze spłonęły w 2004 r.", "Gimnazjum w Roźwienicy");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_issueStatement");
        assertThatThrownBy(() -> desk.complete(number, "userTask_issueStatement", "statementOn", "2026-11-24"))
                .hasMessageContaining("przyszłości");
        desk.complete(number, "userTask_issueStatement", "statementOn", "2026-11-23");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(outcome);
        assertThat(duplicates.ofCase(number)).isEmpty();
        assertThat(desk.passed(number)).contains(end);
        assertThat(desk.mailsTo(mailbox)).anySatisfy(mail -> assertThat(OfficeDesk.plainText(mail))
                .contains(says, "W tej sprawie zapłacono: 26,00 zł. Sekretariat rozliczy tę kwotę")
                .contains(outcome == Outcome.CERTIFICATE_ELSEWHERE ? "Podkarpacki Kurator Oświaty" : "sądu")
                .doesNotContain(outcome == Outcome.CERTIFICATE_ELSEWHERE ? "sądu" : "kurator"));
        assertThat(payments.unused()).anyMatch(payment -> payment.payer().equals("Łucja " + number));
    }

    @Test
    void ofAClosedSchoolTheNameIsAskedFor() {
        String number = paid();
        assertThatThrownBy(() -> check(number, "SCHOOL_LIQUIDATED", "akta u kuratora", " "))
                .hasMessageContaining("zlikwidowanej szkoły");
        assertThatThrownBy(() -> check(number, "PERHAPS", null, null)).hasMessageContaining("records");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_checkRecords");
    }

    @Test
    void thePrincipalRefusesAndTheNumberIsAnnulled() {
        String number = paid();
        prepared(number);
        String entry = duplicates.ofCase(number).orElseThrow().number();
        desk.decide(number, "decision", "REFUSED", "decisionReasons", "Świadectwo odnalazło się w szkole.");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(duplicates.get(entry).state()).isEqualTo(CertificateState.ANNULLED);
        assertThat(desk.subjectsTo(mailbox)).contains("Wniosek rozpatrzony odmownie");
    }

    @Test
    void withoutSignaturesThereIsANote() {
        String number = paid();
        check(number, "PRESENT", null, null);
        desk.jobsRun();
        assertThatThrownBy(() -> desk.complete(number, "userTask_prepareDuplicate", "preparedOn", "2026-11-23"))
                .hasMessageContaining("nieczytelne");
        desk.complete(number, "userTask_prepareDuplicate", "preparedOn", "2026-11-23", "signaturesIllegible", true);
        assertThat(duplicates.ofCase(number).orElseThrow().signatures().surnames())
                .isNull();
    }

    @Test
    void aProofThatCameWithTheApplicationBringsTheFeeToTheClerk() throws Exception {
        form.put("attachments", "APPLICATION");
        form.put(
                "paymentProofs",
                proofs.receive("p.pdf", ProofSamples.pdf("26 PLN"), "sekretariat")
                        .id());
        String number = apply();
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee");
        assertThat(proofs.ofCase(number)).hasSize(1);
        assertThat(OfficeDesk.plainText(desk.mailsTo(mailbox).get(0))).doesNotContain("26,00 zł");
    }

    @Test
    void whoDoesNotPayIsCalledRemindedAndLeftUnexamined() throws Exception {
        form.put("attachments", "APPLICATION");
        String number = apply();
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(OfficeDesk.plainText(desk.mailsTo(mailbox).get(0)))
                .contains("26,00 zł", "przyjęliśmy wniosek: duplikat świadectwa")
                .doesNotContain("i klasę", "przyjęliśmy sprawę")
                .contains("opłata za duplikat świadectwa, Łucja Nowa-Żak");
        desk.timeIs("2026-12-01T08:01");
        desk.jobsRun();
        desk.timeIs("2026-12-09T08:01");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.UNEXAMINED);
        assertThat(desk.passed(number)).contains("endEvent_unexamined");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userTask_awaitCompletion",
                "userTask_verifyFee",
                "userTask_checkRecords",
                "userTask_prepareDuplicate",
                "userTask_issueStatement",
                "userTask_decide",
                "userTask_answerQuestion",
                "userTask_handOver",
                "userTask_sendLetter"
            })
    void withdrawnAtEveryWaitState(String waitingIn) {
        String number = waitingIn(waitingIn);
        String entry =
                duplicates.ofCase(number).map(CertificateDuplicate::number).orElse(null);
        withdraw(number);
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).isEmpty();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
        assertThat(desk.subjectsTo(mailbox)).contains("Wniosek wycofany");
        boolean paid =
                !List.of("userTask_awaitCompletion", "userTask_verifyFee").contains(waitingIn);
        assertThat(desk.mailsTo(mailbox))
                .filteredOn(mail -> OfficeDesk.subject(mail).equals("Wniosek wycofany"))
                .singleElement()
                .satisfies(mail -> assertThat(OfficeDesk.plainText(mail))
                        .contains("wniosek został wycofany")
                        .contains(paid ? "W tej sprawie zapłacono: 26,00 zł." : "Nie trzeba nic więcej robić.")
                        .doesNotContain(paid ? "Nie trzeba" : "zapłacono"));
        if (entry != null) {
            assertThat(duplicates.get(entry).state()).isEqualTo(CertificateState.ANNULLED);
        }
    }

    private String waitingIn(String key) {
        switch (key) {
            case "userTask_awaitCompletion" -> form.put("attachments", "");
            case "userTask_sendLetter" -> posted();
            default -> {}
        }
        String number =
                switch (key) {
                    case "userTask_awaitCompletion", "userTask_verifyFee" -> apply();
                    case "userTask_checkRecords",
                            "userTask_prepareDuplicate",
                            "userTask_issueStatement",
                            "userTask_decide",
                            "userTask_answerQuestion" -> paid();
                    default -> approved();
                };
        switch (key) {
            case "userTask_prepareDuplicate" -> {
                check(number, "PRESENT", null, null);
                desk.jobsRun();
            }
            case "userTask_issueStatement" -> check(number, "MISSING", "nie ma arkuszy", null);
            case "userTask_decide" -> prepared(number);
            case "userTask_answerQuestion" -> {
                prepared(number);
                desk.decide(number, "decision", "RETURNED", "question", "Czy to na pewno ta osoba?");
            }
            default -> {}
        }
        assertThat(desk.waitsIn(number)).containsExactly(key);
        return number;
    }

    private String apply() {
        return desk.caseNumber(desk.start("certificate-duplicate", form));
    }

    private void posted() {
        form.put("collection", "POST");
        form.put("deliveryAddress", "ul. Stara 1, 37-565 Roźwienica");
    }

    private String paid() {
        String number = apply();
        desk.pays(number, "26.00", "Łucja " + number);
        return number;
    }

    private void check(String number, String records, String note, String formerSchool) {
        desk.complete(
                number, "userTask_checkRecords", "records", records, "recordsNote", note, "formerSchool", formerSchool);
    }

    private void prepared(String number) {
        check(number, "PRESENT", null, null);
        desk.jobsRun();
        desk.complete(number, "userTask_prepareDuplicate", "preparedOn", "2026-11-23", "signedBy", "A. Lis, J. Kot");
    }

    private String approved() {
        String number = paid();
        prepared(number);
        desk.decide(number, "decision", "APPROVED");
        return number;
    }

    private void handOver(String number, String as, String authorisation) {
        desk.complete(number, "userTask_handOver", handOverForm("2026-11-23", as, authorisation));
    }

    private static Object[] handOverForm(String on, String as, String authorisation) {
        return new Object[] {
            "handedOverOn", on,
            "handedOverTo", "Maria Żak",
            "handedOverAs", as,
            "receiptSigned", true,
            "authorisation", authorisation
        };
    }

    private void send(String number, String letter, String on) {
        desk.complete(number, "userTask_sendLetter", "letterNumber", letter, "sentOn", on);
    }

    private void deliver(String number, String on) {
        desk.complete(number, "userTask_confirmDelivery", "delivery", "DELIVERED", "deliveredOn", on);
    }

    private void cameBack(String number, String why, String collection, String address) {
        desk.complete(
                number,
                "userTask_confirmDelivery",
                "delivery",
                "RETURNED",
                "deliveredOn",
                "2026-12-10",
                "returnReason",
                why,
                "collection",
                collection,
                "deliveryAddress",
                address);
    }

    private void withdraw(String number) {
        desk.withdraw(number, "Łucja", "2026-11-23");
    }
}
