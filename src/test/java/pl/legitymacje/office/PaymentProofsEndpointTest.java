package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.casefile.TrailEntry;
import pl.legitymacje.fee.FeeStatus;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.fee.ProofSamples;
import pl.legitymacje.photo.Drawn;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.process.Withdrawal;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.student.Student;

/** A proof of payment on its way from the parent's hand to the fee's task, over HTTP and through the processes. */
@OfficeTest
@ExtendWith(OutputCaptureExtension.class)
class PaymentProofsEndpointTest {

    private static final String DOOR = OfficeDoor.PATH + "/payment-proofs";

    @Autowired
    private MockMvc web;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private IdentityService identity;

    @Autowired
    private CardRegister cards;

    @Autowired
    private Cases cases;

    @Autowired
    private Requirements requirements;

    @Autowired
    private PaymentProofs proofs;

    @Autowired
    private Payments payments;

    @Autowired
    private Withdrawal withdrawal;

    private Student student;

    @BeforeEach
    void aStudentWithACard() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
        cards.registerExisting(
                student.id(),
                "DOW-" + student.id(),
                LocalDate.of(2026, 9, 1),
                LocalDate.of(2027, 9, 30),
                false,
                "ania");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    // ---- what is refused

    @Test
    void nobodyElseComesInNorLearnsWhetherThereIsOne() throws Exception {
        String id = handedIn(null, pdf());
        for (String group : List.of("camunda-admin", "rodzice")) {
            identity.setAuthentication("other", List.of(group));
            for (String one : List.of(id, UUID.randomUUID().toString())) {
                web.perform(get(DOOR + "/" + one)).andExpect(status().isForbidden());
                web.perform(delete(DOOR + "/" + one)).andExpect(status().isForbidden());
            }
            send(null, "p.pdf", pdf()).andExpect(status().isForbidden());
        }
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        web.perform(get(DOOR + "/" + id)).andExpect(status().isOk());
        web.perform(delete(DOOR + "/" + id)).andExpect(status().isForbidden());
        send(null, "p.pdf", pdf()).andExpect(status().isForbidden());
        identity.clearAuthentication();
        web.perform(get(DOOR + "/" + id)).andExpect(status().isUnauthorized());
        web.perform(delete(DOOR + "/" + id)).andExpect(status().isUnauthorized());
        send(null, "p.pdf", pdf()).andExpect(status().isUnauthorized());
        assertThat(proofs.get(id).present()).isTrue();
    }

    @Test
    void whatCannotBeTakenIsSaidWhyWithARemedyAndNoNameIsInTheLog(CapturedOutput log) throws Exception {
        String number = withoutFee();
        String name = "Ewa Nadzwyczajna.pdf";
        refused(send(number, name, "<html>".getBytes(StandardCharsets.UTF_8)), "albo zrobić zrzut ekranu");
        refused(send(number, name, new byte[0]), "pusty");
        refused(send(number, name, new byte[5 * 1024 * 1024 + 1]), "do 5 MB");
        web.perform(multipart(DOOR).param("caseNumber", number))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.message").value("Proszę wybrać plik."));
        web.perform(multipart(DOOR)
                        .file(new MockMultipartFile("file", name, "application/pdf", pdf()))
                        .file(new MockMultipartFile("file", name, "application/pdf", pdf())))
                .andExpect(status().isUnprocessableEntity());
        send("SPR-1999-0001", name, pdf()).andExpect(status().isNotFound());
        String mobileCase = desk.caseNumber(desk.start("card-issue", desk.application(desk.student(), null)));
        send(mobileCase, name, pdf())
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.message").value("W sprawie " + mobileCase + " nie ustalono opłaty."));
        web.perform(get(DOOR + "/x")).andExpect(status().isNotFound());
        web.perform(delete(DOOR + "/x")).andExpect(status().isNotFound());
        assertThat(proofs.ofCase(number)).isEmpty();
        assertThat(log.getAll()).doesNotContain("Nadzwyczajna");
    }

    private static void refused(ResultActions answer, String sentence) throws Exception {
        answer.andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.message").value(containsString(sentence)));
    }

    @Test
    void anApplicationWithAProofThatIsNoneStartsNoCase() {
        int before = cases.ofStudent(student.id()).size();
        assertThatThrownBy(() -> duplicate("", "x")).hasMessageContaining("Nie ma takiego potwierdzenia wpłaty.");
        String gone = proofs.receive("p.pdf", pdf(), "ania").id();
        proofs.remove(gone, "ania");
        assertThatThrownBy(() -> duplicate("", gone)).hasMessageContaining("zostało już usunięte");
        assertThat(cases.ofStudent(student.id())).hasSize(before);
    }

    @Test
    void aCaseThatHasEndedTakesNoneAndKeepsItsOwn() throws Exception {
        String number = withoutFee();
        String id = handedIn(number, pdf());
        desk.asProgram(() -> {
            withdrawal.withdraw(number, "Ewa Próbna", LocalDate.of(2026, 11, 23), "znalazła się");
            return null;
        });
        refused(send(number, "p.pdf", ProofSamples.pdf("late")), "jest zakończona");
        refused(web.perform(delete(DOOR + "/" + id)), "jest zakończona");
        web.perform(get(DOOR + "/" + id)).andExpect(status().isOk());
    }

    // ---- what is shown

    @Test
    void aFileIsShownAsWhatItIsAndNeverGuessedAt() throws Exception {
        for (var file : Map.of("application/pdf", pdf(), "image/png", ProofSamples.png(40, 30), "image/jpeg", photo())
                .entrySet()) {
            String id = handedIn(null, file.getValue());
            web.perform(get(DOOR + "/" + id))
                    .andExpect(status().isOk())
                    .andExpect(content().contentType(file.getKey()))
                    .andExpect(content().bytes(file.getValue()))
                    .andExpect(header().string("X-Content-Type-Options", "nosniff"))
                    .andExpect(header().string("Cache-Control", "no-store"))
                    .andExpect(header().string("Content-Security-Policy", SafeAnswers.POLICY))
                    .andExpect(header().string(
                                    "Content-Disposition",
                                    org.hamcrest.Matchers.startsWith("inline; filename=\"potwierdzenie-wplaty.")));
        }
    }

    // ---- through the processes

    @Test
    void aProofThatCameWithTheApplicationIsInTheFeesTaskAndPaysNothing() throws Exception {
        String first = handedIn(null, pdf());
        String second = handedIn(null, ProofSamples.png(40, 30));
        // the box for the fee is not ticked: the file says that something came
        String number = duplicate("APPLICATION", first + ", " + second);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee", "userTask_verifyPhoto");
        assertThat(requirements.of(number)).containsEntry(Requirement.PAYMENT, RequirementState.SUPPLIED);
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.UNPAID);
        shown(number)
                .andExpect(jsonPath("$.proofs", hasSize(2)))
                .andExpect(jsonPath("$.proofs[*].id", org.hamcrest.Matchers.containsInAnyOrder(first, second)))
                .andExpect(jsonPath("$.proofs[0].fileName").value("Ewa.pdf"))
                .andExpect(jsonPath("$.proofs[0].receivedOn").value("2026-11-23"))
                .andExpect(jsonPath("$.proofs[0].receivedBy").value("sekretariat"))
                .andExpect(jsonPath("$.proofs[0].removedOn").isEmpty())
                .andExpect(jsonPath("$.fee.state").value("UNPAID"));
        assertThat(trail(number))
                .contains("Dodano potwierdzenie wpłaty (PDF).", "Dodano potwierdzenie wpłaty (PNG).")
                .noneMatch(what -> what.contains("Ewa.pdf"));

        // it was no payment after all
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.complete(number, "userTask_verifyFee", "feeOutcome", "NOT_YET");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        // a new one comes, at once and whether or not the form is sent
        handedIn(number, ProofSamples.pdf("druga wplata"));
        shown(number).andExpect(jsonPath("$.proofs", hasSize(3)));
        assertThat(requirements.of(number).get(Requirement.PAYMENT).owed()).isTrue();
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT");
        desk.pays(number, "9,00", "Ewa");
        assertThat(payments.status(number).state()).isEqualTo(FeeStatus.State.PAID);
        assertThat(payments.ofCase(number).get(0).source().name()).isEqualTo("PROOF");

        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        web.perform(get(OfficeDoor.PATH + "/decisions"))
                .andExpect(jsonPath("$.decisions[?(@.number == '" + number + "')].proofs[*].kind")
                        .value(org.hamcrest.Matchers.containsInAnyOrder("PDF", "PNG", "PDF")));
    }

    /** It came while the photo was being looked at: the case does not wait for what is on file, nor pass it unseen. */
    @Test
    void aProofThatComesWhileThePhotoIsVerifiedIsVerifiedNext() throws Exception {
        String number = duplicate("APPLICATION", null);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        assertThat(requirements.of(number)).containsEntry(Requirement.PAYMENT, RequirementState.MISSING);
        handedIn(number, pdf());
        assertThat(requirements.of(number)).containsEntry(Requirement.PAYMENT, RequirementState.SUPPLIED);
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee");
        desk.complete(number, "userTask_verifyFee", "feeOutcome", "NOT_YET");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT");
        desk.pays(number, "9,00", "Ewa");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
    }

    /** In the second round, when the applicant's clock is running. */
    @Test
    void aProofThatComesWhileASecondPhotoIsVerifiedIsVerifiedNext() throws Exception {
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "LOST");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        desk.complete(number, "userTask_awaitCompletion", "photoId", desk.goodPhoto(student));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        handedIn(number, pdf());
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyFee");
        desk.pays(number, "9,00", "Ewa");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_decide");
    }

    @Test
    void aProofAddedByMistakeIsRemovedOnceAndTheTrailKnows() throws Exception {
        String number = withoutFee();
        String id = handedIn(number, pdf());
        web.perform(delete(DOOR + "/" + id))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.removedOn").value("2026-11-23"));
        refused(web.perform(delete(DOOR + "/" + id)), "zostało już usunięte");
        refused(web.perform(get(DOOR + "/" + id)), "zostało już usunięte");
        shown(number).andExpect(jsonPath("$.proofs[0].removedOn").value("2026-11-23"));
        assertThat(trail(number))
                .containsOnlyOnce("Usunięto błędnie dodane potwierdzenie wpłaty"
                        + " (PDF, dodane 23.11.2026, użytkownik sekretariat).");
        String unattached = handedIn(null, pdf());
        web.perform(delete(DOOR + "/" + unattached)).andExpect(status().isOk());
        web.perform(get(OfficeDoor.PATH + "/students/" + student.id()))
                .andExpect(jsonPath("$.proofs", hasSize(1)))
                .andExpect(jsonPath("$.proofs[0].deletion").value("usunięto 23.11.2026"));
    }

    @Test
    void whereNothingIsHandedInNothingIsShown() throws Exception {
        String number = withoutFee();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        shown(number).andExpect(jsonPath("$.proofs").isEmpty());
    }

    // ---- helpers

    private String duplicate(String attachments, String proofIds) {
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "LOST");
        form.put("attachments", attachments);
        form.put("paymentProofs", proofIds);
        return desk.caseNumber(desk.start("card-duplicate", form));
    }

    private String withoutFee() {
        String number = duplicate("APPLICATION", null);
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        return number;
    }

    private String handedIn(String caseNumber, byte[] file) throws Exception {
        String answer = send(caseNumber, "Ewa.pdf", file)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        return JsonPath.read(answer, "$.id");
    }

    private ResultActions send(String caseNumber, String name, byte[] file) throws Exception {
        MockMultipartHttpServletRequestBuilder request =
                multipart(DOOR).file(new MockMultipartFile("file", name, "text/html", file));
        if (caseNumber != null) {
            request.param("caseNumber", caseNumber);
        }
        return web.perform(request);
    }

    private ResultActions shown(String number) throws Exception {
        return web.perform(get(OfficeDoor.PATH + "/cases/" + number)).andExpect(status().isOk());
    }

    private List<String> trail(String number) {
        return cases.trail(number).stream().map(TrailEntry::what).toList();
    }

    private static byte[] pdf() {
        return ProofSamples.pdf("9,00 PLN");
    }

    private static byte[] photo() {
        return Drawn.photo(300, 400);
    }
}
