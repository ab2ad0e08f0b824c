package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.TrailEntry;
import pl.legitymacje.photo.Drawn;
import pl.legitymacje.photo.PhotoStatus;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.student.Student;

/** The photo in a case: missing, refused by the machine or the clerk, sent anew, never sent. */
@OfficeTest
class PhotoVerificationTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private Photos photos;

    @Autowired
    private RuntimeService runtime;

    private Student student;
    private String guardian;

    @Autowired
    private MockMvc web;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
        student = desk.student();
        guardian = student.guardians().get(0).email();
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void whatCannotBeShownIsNotShownAndTheRulesAreTheSchools() throws Exception {
        String broken = desk.photo(student, new byte[] {1, 2, 3});
        String number = start(broken);
        web.perform(get("/camunda/api/office/cases/" + number))
                .andExpect(jsonPath("$.photoId").value(broken))
                .andExpect(jsonPath("$.picture").isEmpty());
        Student other = desk.student();
        String good = desk.caseNumber(desk.start("card-issue", desk.application(other, desk.goodPhoto(other))));
        web.perform(get("/camunda/api/office/cases/" + good))
                .andExpect(jsonPath("$.picture").value("portrait"));
        web.perform(get("/camunda/api/office/photo-rules"))
                .andExpect(jsonPath("$.megabytes").value(5.0))
                .andExpect(jsonPath("$.sentMegabytes").value(20))
                .andExpect(jsonPath("$.width").value(500))
                .andExpect(jsonPath("$.height").value(600));
    }

    @Test
    void withoutAPhotoTheGuardianIsToldWhatIsMissingAndTheClerkCanAddIt() throws Exception {
        String number = start(null);
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        assertThat(cases.get(number).deadline()).isNull();
        assertThat(desk.subjectsTo(guardian)).containsExactly("Sprawa zarejestrowana");
        assertThat(text(0))
                .contains("zdjęcie do legitymacji")
                .contains("30 listopada 2026")
                .contains("500");

        assertThatThrownBy(() -> desk.complete(number, "userTask_awaitCompletion"))
                .hasMessageContaining("Proszę zaznaczyć, co wpłynęło, albo dołączyć zdjęcie");
        desk.complete(number, "userTask_awaitCompletion", "photoId", desk.goodPhoto(student));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        assertThat(cases.get(number).deadline()).isNotNull();
        assertThat(desk.passed(number)).contains("endEvent_supplied");
    }

    @Test
    void theMachineRefusesAndTheGuardianSendsABetterOne() throws Exception {
        String bad = desk.photo(student, Drawn.photo(400, 500));
        String number = start(bad);
        desk.jobsRun();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        // no portrait is made of it; what is shown has to be there
        web.perform(get("/camunda/api/office/cases/" + number))
                .andExpect(jsonPath("$.picture").value("preview"));
        web.perform(get("/camunda/api/office/photos/" + bad + "/preview")).andExpect(status().isOk());
        web.perform(get("/camunda/api/office/photos/" + bad + "/portrait")).andExpect(status().isUnprocessableEntity());
        assertThat(desk.subjectsTo(guardian))
                .containsExactlyInAnyOrder("Sprawa zarejestrowana", "Potrzebne nowe zdjęcie do legitymacji");
        assertThat(text(0))
                .contains("Dlaczego i jak przesłać inne, piszemy w osobnej wiadomości")
                .doesNotContain("nie trzeba nic robić");
        assertThat(text(1))
                .contains("400")
                .contains(photos.report(bad).refusals().get(0).remedy());
        assertThat(lastNote(number))
                .contains("poproszono o nowe. Powód: ")
                .endsWith(photos.report(bad).refusals().get(0).reason());

        desk.timeIs("2026-11-26T10:00");
        String good = desk.goodPhoto(student);
        photoArrives(number, good);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
        // the school's fourteen days run from the correct photo
        assertThat(cases.get(number).deadline()).hasToString("2026-12-10");
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        assertThat(photos.get(good).status()).isEqualTo(PhotoStatus.ACCEPTED);
        assertThat(desk.passed(number)).contains("boundaryEvent_photoReceived", "endEvent_photoAccepted");
    }

    @Test
    void theClerkRefusesWithReasonsThatTheGuardianReads() throws Exception {
        String photo = desk.goodPhoto(student);
        String number = start(photo);
        assertThatThrownBy(() -> desk.complete(number, "userTask_verifyPhoto")).hasMessageContaining("photoDecision");
        assertThatThrownBy(() -> desk.complete(number, "userTask_verifyPhoto", "photoDecision", "REFUSED"))
                .hasMessageContaining("photoReasons");
        assertThatThrownBy(() -> desk.complete(
                        number, "userTask_verifyPhoto", "photoDecision", "REFUSED", "photoReasons", "UGLY"))
                .hasMessageContaining("photoReasons");
        assertThatThrownBy(() -> desk.complete(
                        number, "userTask_verifyPhoto", "photoDecision", "REFUSED", "photoReasons", "OTHER"))
                .isInstanceOf(RuntimeException.class);
        assertThat(photos.get(photo).status()).isEqualTo(PhotoStatus.RECEIVED);

        desk.complete(
                number,
                "userTask_verifyPhoto",
                "photoDecision",
                "REFUSED",
                "photoReasons",
                "BACKGROUND,OTHER",
                "photoNote",
                "Na zdjęciu widać ramę lustra.");
        desk.jobsRun();
        assertThat(photos.get(photo).status()).isEqualTo(PhotoStatus.REFUSED_BY_CLERK);
        assertThat(text(1)).contains("Na zdjęciu widać ramę lustra.").contains("30 listopada 2026");
        assertThat(lastNote(number))
                .isEqualTo("Zdjęcie odrzucono; poproszono o nowe."
                        + " Powód: Nieodpowiednie tło; Inny powód; Na zdjęciu widać ramę lustra.");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        // the refused photo again is no new photo
        desk.complete(number, "userTask_awaitCompletion", "photoId", photo);
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
    }

    @Test
    void theClerksWordsGoOutWithAnyReason() throws Exception {
        String number = start(desk.goodPhoto(student));
        desk.complete(
                number,
                "userTask_verifyPhoto",
                "photoDecision",
                "REFUSED",
                "photoReasons",
                "BACKGROUND",
                "photoNote",
                "Na zdjęciu widać ramę lustra");
        desk.jobsRun();
        assertThat(text(1)).contains("Tło nie jest jasne", "– Na zdjęciu widać ramę lustra.");
    }

    @Test
    void nobodySendsAPhoto() {
        String number = start(null);
        desk.jobsRun();
        desk.timeIs("2026-12-01T07:59");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).containsExactly("Sprawa zarejestrowana");
        desk.timeIs("2026-12-01T08:00");
        desk.jobsRun();
        assertThat(desk.subjectsTo(guardian)).contains("Przypomnienie: prosimy o uzupełnienie sprawy");
        assertThat(desk.waitsIn(number)).containsExactly("userTask_awaitCompletion");
        // seven more days end on Tuesday 8 December; the morning after is the last moment
        desk.timeIs("2026-12-09T07:59");
        desk.jobsRun();
        assertThat(cases.get(number).open()).isTrue();
        desk.timeIs("2026-12-09T08:00");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.UNEXAMINED);
        assertThat(desk.waitsIn(number)).isEmpty();
        assertThat(desk.subjectsTo(guardian))
                .containsExactlyInAnyOrder(
                        "Sprawa zarejestrowana",
                        "Przypomnienie: prosimy o uzupełnienie sprawy",
                        "Sprawa zamknięta bez rozpoznania");
        assertThat(desk.passed(number))
                .contains("endEvent_notCompleted", "serviceTask_closeUnexamined", "endEvent_unexamined");
    }

    @Test
    void aPhotoAfterTheReminderButBeforeTheClosingIsTaken() {
        String number = start(null);
        desk.timeIs("2026-12-01T08:00");
        desk.jobsRun();
        desk.timeIs("2026-12-08T23:00");
        photoArrives(number, desk.goodPhoto(student));
        desk.timeIs("2026-12-20T08:00");
        desk.jobsRun();
        assertThat(cases.get(number).open()).isTrue();
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");
    }

    @Test
    void afterALongStopOfTheServerTheGuardianStillHasTheLastDays() {
        String number = start(null);
        desk.timeIs("2027-02-01T10:00");
        desk.jobsRun();
        assertThat(cases.get(number).open()).isTrue();
        assertThat(desk.subjectsTo(guardian)).containsOnlyOnce("Przypomnienie: prosimy o uzupełnienie sprawy");
        desk.timeIs("2027-02-09T07:59");
        desk.jobsRun();
        assertThat(cases.get(number).open()).isTrue();
        desk.timeIs("2027-02-09T08:00");
        desk.jobsRun();
        assertThat(cases.get(number).outcome()).isEqualTo(Outcome.UNEXAMINED);
    }

    private String start(String photoId) {
        return desk.caseNumber(desk.start("card-issue", desk.application(student, photoId)));
    }

    private void photoArrives(String number, String photoId) {
        desk.asProgram(() -> {
            runtime.createMessageCorrelation("photoReceived")
                    .processInstanceBusinessKey(number)
                    .setVariables(Map.of("photoId", photoId))
                    .correlate();
            return null;
        });
    }

    /** The plain text of the guardian's mails in the order they came. */
    private String text(int index) throws Exception {
        return OfficeDesk.plainText(desk.mailsTo(guardian).get(index));
    }

    /** What the case's course says last of a photo. */
    private String lastNote(String number) {
        return cases.trail(number).stream()
                .map(TrailEntry::what)
                .filter(what -> what.startsWith("Zdjęcie"))
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
