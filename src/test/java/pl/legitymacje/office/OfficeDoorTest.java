package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.photo.Drawn;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.student.Student;

/** Who gets through the office's door, and what they find behind it. */
@OfficeTest
class OfficeDoorTest {

    private static final String DOOR = OfficeDoor.PATH;

    @Autowired
    private MockMvc web;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private IdentityService identity;

    private Student student;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/students?q=ko",
                "/classes",
                "/classes/1a/card-issue",
                "/cases",
                "/cases.csv",
                "/cards",
                "/cards.csv",
                "/cards.pdf",
                "/mobile-cards",
                "/mobile-cards.csv",
                "/mobile-cards.pdf",
                "/students/everyone?q=ko",
                "/certificates",
                "/certificates.csv",
                "/payments",
                "/payments.csv",
                "/payments/1",
                "/payments/fitting?caseNumber=SPR-2026-0001",
                "/cases/SPR-2026-0001",
                "/cases/SPR-2026-0001/letters/refusal",
                "/forms/1",
                "/students/1/forms/1",
                "/cases/SPR-2026-0001/delay",
                "/case-students?numbers=SPR-2026-0001",
                "/photos/x",
                "/photos/x/preview",
                "/photos/x/portrait",
                "/refusal-reasons",
                "/case-rules?procedure=card-issue",
                "/rosters/1",
                "/mails/1",
                "/class-results/1"
            })
    void nobodyComesInWithoutALoginOrWithAnotherRole(String path) throws Exception {
        identity.clearAuthentication();
        web.perform(get(DOOR + path))
                .andExpect(status().isUnauthorized())
                .andExpect(content().string(containsString("Proszę się zalogować")));
        identity.setAuthentication("stranger", List.of("somewhere-else"));
        web.perform(get(DOOR + path)).andExpect(status().isForbidden());
    }

    @Test
    void thePrincipalLooksButHandsNothingIn() throws Exception {
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        web.perform(get(DOOR + "/cases"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"));
        web.perform(multipart(DOOR + "/photos").file(photo())).andExpect(status().isForbidden());
        web.perform(multipart(DOOR + "/rosters").file(photo())).andExpect(status().isForbidden());
    }

    @Test
    void aPhotoIsJudgedAtOnceAndShown() throws Exception {
        String good = web.perform(
                        multipart(DOOR + "/photos").file(photo()).param("studentId", Long.toString(student.id())))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.passed").value(true))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        String id = good.replaceFirst(".*?\"id\":\"([^\"]+)\".*", "$1");
        byte[] portrait = web.perform(get(DOOR + "/photos/" + id + "/portrait"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("image/jpeg"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(portrait).startsWith(0xFF, 0xD8);
        web.perform(multipart(DOOR + "/photos")
                        .file(new MockMultipartFile(
                                "file", "zdjecie.jpg", "image/jpeg", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII))))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.passed").value(false))
                .andExpect(jsonPath("$.refusals[0].reason").isNotEmpty())
                .andExpect(jsonPath("$.refusals[0].remedy").isNotEmpty());
        web.perform(multipart(DOOR + "/photos"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.message").value("Proszę wybrać plik."));
        web.perform(get(DOOR + "/photos/unknown"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.message").isNotEmpty());
    }

    @Test
    void aStudentIsFoundWithWhatStandsInTheWay() throws Exception {
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, null)));
        web.perform(get(DOOR + "/students").param("q", student.surname() + " jan"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[?(@.id == " + student.id() + ")].openCase.number")
                        .value(number))
                .andExpect(
                        jsonPath("$[?(@.id == " + student.id() + ")].refusal").isNotEmpty());
        web.perform(get(DOOR + "/cases/" + number))
                .andExpect(jsonPath("$.student.surname").value(student.surname()))
                .andExpect(jsonPath("$.state").value("Uzupełnić wniosek"))
                .andExpect(jsonPath("$.history[0].who").value("sekretariat"));
        web.perform(get(DOOR + "/case-students").param("numbers", number, "SPR-1999-0001"))
                .andExpect(content()
                        .json("{\"" + number + "\": \"" + student.displayName() + "\"}", JsonCompareMode.STRICT));
        web.perform(get(DOOR + "/cases/SPR-1999-0001")).andExpect(status().isNotFound());
    }

    /** Whoever left is found where their mobile card is still to be revoked; and what nobody applied for is not to be withdrawn. */
    @Test
    void theMobileCardOfSomebodyWhoLeftIsFoundAndItsRevocationIsNobodysToWithdraw() throws Exception {
        desk.handOver(desk.cardReady(student, "card-issue", null));
        desk.active(student);
        String row = "$[?(@.id == " + student.id() + ")]";
        String own = desk.caseNumber(revocation());
        web.perform(get(DOOR + "/cases").param("q", own).param("open", "true"))
                .andExpect(jsonPath("$.rows[0].withdrawable").value(true));
        desk.leave(Long.toString(student.id()), "TRANSFER", OfficeDesk.today().toString());
        desk.jobsRun();
        web.perform(get(DOOR + "/students").param("q", student.surname()))
                .andExpect(jsonPath(row).isEmpty());
        web.perform(get(DOOR + "/students").param("q", student.surname()).param("procedure", "mlegitymacja-revocation"))
                .andExpect(jsonPath(row + ".status").value("LEFT"))
                .andExpect(jsonPath(row + ".openCase.number").value(own));
        desk.withdraw(own, "Ewa", OfficeDesk.today().toString());
        web.perform(get(DOOR + "/cases").param("q", student.surname()).param("open", "true"))
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.rows[0].procedureName").value("unieważnienie mLegitymacji"))
                .andExpect(jsonPath("$.rows[0].withdrawable").value(false));
    }

    private ProcessInstance revocation() {
        Map<String, Object> form = desk.application(student, null);
        form.put("reason", "NOT_WORKING");
        return desk.start("mlegitymacja-revocation", form);
    }

    @Test
    void theClerkSeesWhatTheRulesAskFor() throws Exception {
        web.perform(get(DOOR + "/case-rules")
                        .param("procedure", "card-duplicate")
                        .param("reason", "LOST"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.fee").value("9.00"))
                .andExpect(jsonPath("$.principalDecides").value(true))
                .andExpect(
                        jsonPath("$.attachments[?(@.item == 'PAYMENT')].label").isNotEmpty());
        web.perform(get(DOOR + "/case-rules")
                        .param("procedure", "card-exchange")
                        .param("reason", "SCHOOL_ERROR"))
                .andExpect(jsonPath("$.attachments[?(@.item == 'PROOF_OF_CHANGE')]")
                        .isEmpty());
        web.perform(get(DOOR + "/case-rules").param("procedure", "no-such-thing"))
                .andExpect(status().isNotFound());
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        web.perform(get(DOOR + "/cases")).andExpect(status().isOk());
    }

    @Test
    void theRegisterIsSearchedAndExported() throws Exception {
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, null)));
        web.perform(get(DOOR + "/cases").param("q", number.toLowerCase(java.util.Locale.ROOT)))
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.rows[0].student").value(student.surname() + " Jan"));
        web.perform(get(DOOR + "/cases").param("q", "no such thing"))
                .andExpect(jsonPath("$.total").value(0));
        byte[] csv = web.perform(get(DOOR + "/cases.csv").param("open", "true"))
                .andExpect(header().string("Content-Disposition", containsString("sprawy.csv")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        String text = new String(csv, StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFFNumer sprawy;Procedura;Uczeń");
        assertThat(text).contains(number + ";wydanie legitymacji;" + student.surname() + " Jan;9t;2026-11-23;");
    }

    @Test
    void aCellIsNeverAFormula() {
        Csv csv = new Csv("A;B");
        csv.row("=1+1", "a;b \"c\"");
        assertThat(new String(csv.bytes(), StandardCharsets.UTF_8)).endsWith("'=1+1;\"a;b \"\"c\"\"\"\r\n");
    }

    private static MockMultipartFile photo() {
        return new MockMultipartFile("file", "zdjecie.jpg", "image/jpeg", Drawn.photo(610, 800));
    }
}
