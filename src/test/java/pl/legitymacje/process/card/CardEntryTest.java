package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardKind;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CardState;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.student.Student;

/** Cards from before the register (S3 I), and what the card register shows of a card's life. */
@OfficeTest
class CardEntryTest {

    private static final String CARDS = "/camunda/api/office/cards";

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private CardRegister cards;

    @Autowired
    private MockMvc web;

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
    @CsvSource({
        "cardNumber, ' ', cardNumber",
        "cardNumber, 999999, należy do numerów",
        "carrier, WOOD, carrier",
        "carrier, '', carrier",
        "issuedOn, 2026-11-24, z przyszłości",
        "issuedOn, 2009-12-31, urodzenie",
        "issuedOn, dawno, issuedOn",
        "validUntil, 2024-09-01, wcześniejsza",
        "validUntil, 2028-09-30, najdłużej do 30.09.2027",
        "validUntil, '', validUntil",
        "studentId, -1, ucznia"
    })
    void aCardThatCannotBeIsRefused(String field, String value, String says) {
        assertThatThrownBy(() -> enter("A/" + student.id(), field, value)).hasMessageContaining(says);
        assertThat(cards.validOf(student.id())).isEmpty();
    }

    @Test
    void aNumberThatIsTakenAndASecondValidCardAreRefused() {
        enter("B/" + student.id());
        assertThatThrownBy(() -> enter("B/" + student.id() + "/2")).hasMessageContaining("ma już w ewidencji ważną");
        String taken = "B/" + student.id();
        student = desk.student();
        assertThatThrownBy(() -> enter(taken)).hasMessageContaining("jest już w ewidencji");
    }

    @Test
    void aCardThatHasLapsedIsEnteredAsSuch() {
        enter("L/" + student.id(), "validUntil", "2026-09-30");
        assertThat(cards.get("L/" + student.id()).state()).isEqualTo(CardState.LAPSED);
        assertThat(cards.validOf(student.id())).isEmpty();
    }

    @Test
    void anEnteredPaperCardIsDuplicatedAndTheRegisterTellsItsLife() throws Exception {
        String old = "P 7/" + student.id();
        enter(old);
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "LOST");
        form.put("attachments", "APPLICATION");
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        assertThat(desk.waitsIn(number)).containsExactly("userTask_verifyPhoto");

        // what the hand-over at the end of the case does to the register
        StudentCard fresh = desk.asProgram(() -> {
            StudentCard made = cards.assign(student.id(), number, CardKind.DUPLICATE, old);
            return cards.issue(
                    made.number(),
                    new HandOver(LocalDate.of(2026, 11, 23), "Ewa Próbna", Receiver.GUARDIAN, "sekretariat"));
        });
        desk.start(
                "card-return",
                OfficeDesk.map("cardNumber", old, "returnedOn", "2026-11-23", "returnedBy", "Adam Znalazca"));

        web.perform(get(CARDS).param("q", student.surname()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.total").value(2))
                .andExpect(jsonPath("$.rows[0].number").value(fresh.number()))
                .andExpect(jsonPath("$.rows[0].kind").value("duplikat"))
                .andExpect(jsonPath("$.rows[0].replaces").value(old))
                .andExpect(jsonPath("$.rows[0].carrier").value("plastikowa (ID-1)"))
                .andExpect(jsonPath("$.rows[1].number").value(old))
                .andExpect(jsonPath("$.rows[1].carrier").value("papierowa"))
                .andExpect(jsonPath("$.rows[1].kind").value("pierwsza"))
                .andExpect(jsonPath("$.rows[1].state").value("zastąpiona duplikatem"))
                .andExpect(jsonPath("$.rows[1].endedOn").value("2026-11-23"))
                .andExpect(jsonPath("$.rows[1].endReason").value("wydano duplikat nr " + fresh.number()))
                .andExpect(jsonPath("$.rows[1].returnedOn").value("2026-11-23"))
                .andExpect(jsonPath("$.rows[1].returnedBy").value("Adam Znalazca"));
        web.perform(get(CARDS + ".csv").param("q", student.surname()))
                .andExpect(content().string(containsString("Postać;Uczeń;Klasa;Rodzaj;Zastępuje nr;Stan")))
                .andExpect(content()
                        .string(containsString("zastąpiona duplikatem;2026-11-23;2024-09-02;2027-09-30;;2026-11-23;"
                                + "wydano duplikat nr " + fresh.number() + ";2026-11-23;Adam Znalazca;Legitymacja")));
    }

    @Test
    void anAnnulledNumberShowsWhenAndWhy() throws Exception {
        StudentCard spoiled = desk.asProgram(() -> cards.assign(student.id(), "SPR-1999-0009"));
        cards.annul(spoiled.number(), "krzywy nadruk");
        web.perform(get(CARDS).param("q", student.surname()))
                .andExpect(jsonPath("$.rows[0].state").value("numer unieważniony"))
                .andExpect(jsonPath("$.rows[0].endedOn").value("2026-11-23"))
                .andExpect(jsonPath("$.rows[0].endReason").value("krzywy nadruk"))
                .andExpect(jsonPath("$.rows[0].note").isEmpty());
    }

    private void enter(String number, Object... more) {
        Map<String, Object> form = OfficeDesk.map(
                "studentId", student.id(), "cardNumber", number, "carrier", "PAPER", "issuedOn", "2024-09-02");
        form.put("validUntil", "2027-09-30");
        form.putAll(OfficeDesk.map(more));
        desk.start("card-entry", form);
    }
}
