package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.register.NewCertificateDuplicate;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.Signatures;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.RosterImport;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** Letters and forms as the office prints them, each in a case that it fits and in one that it does not. */
@OfficeTest
class LettersEndpointTest {

    private static final String DOOR = OfficeDoor.PATH;

    /** A name that would spoil a page which took it for markup. */
    private static final String NASTY = "Łucja \"Żółć\" <b>O'Żak</b> & Syn";

    @Autowired
    private MockMvc web;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private CertificateDuplicates certificates;

    @Autowired
    private Students students;

    @Autowired
    private RosterImport roster;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    @Autowired
    private JdbcClient db;

    @Autowired
    private PlatformTransactionManager transactions;

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

    // ---- what is not there

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cases/SPR-1999-0001/letters/refusal",
                "/cases/%25/letters/hand-over-receipt",
                "/students/999999/forms/1",
                "/forms/0",
                "/forms/6",
                "/forms/form-1",
                "/forms/1%20"
            })
    void whatIsNotThereIsSaidSo(String path) throws Exception {
        web.perform(get(java.net.URI.create(DOOR + path)))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.message").value(containsString("Nie ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"REFUSAL", "form-1", "register-printout", "x"})
    void aKindThatIsNoCasesLetterIsUnknown(String kind) throws Exception {
        String number = issue();
        web.perform(letter(number, kind))
                .andExpect(status().isNotFound())
                .andExpect(
                        jsonPath("$.message").value("Nie ma pisma „" + kind + "”, które można wydrukować w sprawie."));
    }

    @Test
    void anIdThatIsNoNumberIsAWrongRequest() throws Exception {
        web.perform(get(DOOR + "/students/x/forms/1")).andExpect(status().isBadRequest());
    }

    @ParameterizedTest
    @CsvSource({
        "hand-over-receipt, nie ma jeszcze dokumentu",
        "call-to-complete, nie musi teraz uzupełniać",
        "refusal, nie odmówiono",
        "statement-no-records, nie stwierdzono niczego",
        "statement-school-liquidated, nie stwierdzono niczego"
    })
    void aLetterThatDoesNotFitIsRefusedAndLeavesNoTrace(String kind, String why) throws Exception {
        String number = issue();
        int before = cases.trail(number).size();
        web.perform(letter(number, kind))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.message").value(containsString(why)));
        assertThat(cases.trail(number)).hasSize(before);
        assertThat(fitting(number)).isEmpty();
    }

    @Test
    void inATabOfItsOwnTheRefusalIsReadAsASentence() throws Exception {
        String number = issue();
        web.perform(letter(number, "refusal").header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"))
                .andExpect(status().isConflict())
                .andExpect(content().contentType("text/html;charset=UTF-8"))
                .andExpect(content()
                        .string(containsString(
                                "W sprawie " + number + " nie odmówiono, więc nie ma odmowy do wydrukowania.")));
    }

    // ---- the receipt

    @Test
    void theReceiptIsPrintedBeforeTheHandOverToBeSignedAndAfterItFilledIn() throws Exception {
        String number = issue();
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.jobsRun();
        web.perform(letter(number, "hand-over-receipt")).andExpect(status().isConflict());
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        desk.jobsRun();
        assertThat(fitting(number)).containsExactly("hand-over-receipt");
        web.perform(letter(number, "hand-over-receipt"))
                .andExpect(content().contentType("application/pdf"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(
                        header().string("Content-Disposition", "inline; filename=\"" + number + "-pokwitowanie.pdf\""));
        String card = cards.ofCase(number).orElseThrow().number();
        assertThat(text(pdf(letter(number, "hand-over-receipt"))))
                .contains("Potwierdzenie odbioru dokumentu", "Numer sprawy: " + number, "legitymacja szkolna")
                .contains("Numer " + card, student.documentName(), "Klasa 9t", "Osoba odbierająca Odbiera jako")
                .doesNotContain("null", "Ewa Próbna");
        handOver(number, NASTY);
        assertThat(text(pdf(letter(number, "hand-over-receipt"))))
                .contains("Data odbioru 23 listopada 2026 r.", "Osoba odbierająca " + NASTY, "Odbiera jako rodzic");
        assertThat(cases.trail(number))
                .filteredOn(entry -> entry.what().equals("Wydrukowano pismo: Pokwitowanie odbioru."))
                .hasSize(4)
                .allMatch(entry -> entry.who().equals("sekretariat"));
    }

    @Test
    void theReceiptSaysWhatBecomesOfTheReplacedCard() throws Exception {
        String original = withCard();
        String number = duplicate("APPLICATION,PAYMENT", desk.goodPhoto(student));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.complete(number, "userTask_verifyFee", payment());
        decide(number, "decision", "APPROVED");
        makeReady(number);
        assertThat(text(pdf(letter(number, "hand-over-receipt"))))
                .contains("duplikat legitymacji szkolnej")
                .contains("legitymacja nr " + original + " traci ważność");
        handOver(number, "Jan Rodzic");

        String replaced = cards.validOf(student.id()).orElseThrow().number();
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "SCHOOL_ERROR");
        form.put("attachments", "APPLICATION");
        String exchange = desk.caseNumber(desk.start("card-exchange", form));
        desk.complete(exchange, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        decide(exchange, "decision", "APPROVED");
        desk.writesData(exchange, student);
        makeReady(exchange);
        assertThat(text(pdf(letter(exchange, "hand-over-receipt"))))
                .contains("w drodze wymiany", "zwrócono dotychczasową legitymację nr " + replaced);
    }

    @Test
    void aCertificatesDuplicateIsReceiptedOnceItIsSigned() throws Exception {
        String number = issue();
        String entry = certificates
                .enter(new NewCertificateDuplicate(
                        number,
                        "Żaneta Ćwiąkała",
                        NASTY,
                        "świadectwo ukończenia szkoły podstawowej",
                        new SchoolYear(1998),
                        "8b"))
                .number();
        LocalDate today = LocalDate.of(2026, 11, 23);
        certificates.prepare(entry, today, new Signatures("Kowalski"));
        web.perform(letter(number, "hand-over-receipt")).andExpect(status().isConflict());
        certificates.approve(entry, today, "dyrektor");
        assertThat(text(pdf(letter(number, "hand-over-receipt"))))
                .contains(
                        "duplikat świadectwa (świadectwo ukończenia szkoły podstawowej)",
                        "Numer " + entry,
                        NASTY,
                        "Klasa 8b");
        certificates.handOver(
                entry, new HandOver(today, "Zofia Wnuk", Receiver.AUTHORISED, "sekretariat"), "z 20.11.2026");
        assertThat(text(pdf(letter(number, "hand-over-receipt")))).contains("Zofia Wnuk", "upoważn");
    }

    @Test
    void aCertificateThatWentByPostHasNoReceiptHere() throws Exception {
        String number = issue();
        String entry = certificates
                .enter(new NewCertificateDuplicate(number, "A", "B", "świadectwo", new SchoolYear(2001), "3a"))
                .number();
        LocalDate today = LocalDate.of(2026, 11, 23);
        certificates.prepare(entry, today, new Signatures("Kowalski"));
        certificates.approve(entry, today, "dyrektor");
        certificates.send(entry, "RR1", today, "sekretariat");
        web.perform(letter(number, "hand-over-receipt")).andExpect(status().isConflict());
        certificates.received(entry, today);
        web.perform(letter(number, "hand-over-receipt")).andExpect(status().isConflict());
    }

    // ---- the call to complete

    @Test
    void theCallNamesWhatIsMissingHowToPayAndAlwaysSevenDays() throws Exception {
        withCard();
        String number = duplicate("", null);
        desk.jobsRun();
        assertThat(fitting(number)).containsExactly("call-to-complete");
        assertThat(text(pdf(letter(number, "call-to-complete"))))
                .contains("Ewa Próbna", "art. 64 § 2", "duplikat legitymacji", "Wniosek otrzymano 23 listopada 2026 r.")
                .contains("podpisany wniosek", "zdjęcie do legitymacji", "opłata za duplikat")
                .contains("Kwota 9,00\u00a0zł", "08 9108 0006 2014 1500 1328 0001")
                .contains("Tytuł przelewu opłata za duplikat legitymacji, Jan " + student.surname() + ", 9t")
                .contains("najpóźniej: 30 listopada 2026 r.");
        assertThat(cases.trail(number))
                .anyMatch(entry -> entry.what().equals("Wydrukowano pismo: Wezwanie do uzupełnienia."));

        // printed later, it gives the seven days all the same, since the case is not closed before
        desk.timeIs("2026-11-26T09:00");
        assertThat(text(pdf(letter(number, "call-to-complete")))).contains("najpóźniej: 3 grudnia 2026 r.");

        // the last call: on the day it goes out there are seven days, on the next there are not
        desk.timeIs("2026-12-01T09:00");
        desk.jobsRun();
        assertThat(text(pdf(letter(number, "call-to-complete")))).contains("najpóźniej: 8 grudnia 2026 r.");
        desk.timeIs("2026-12-02T09:00");
        web.perform(letter(number, "call-to-complete"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.message").value(containsString("tylko do 08.12.2026")));
        assertThat(fitting(number)).isEmpty();

        // what came is asked for no more
        desk.timeIs("2026-11-24T09:00");
        desk.complete(number, "userTask_awaitCompletion", "suppliedItems", "PAYMENT,APPLICATION");
        desk.complete(number, "userTask_verifyFee", payment());
        assertThat(text(pdf(letter(number, "call-to-complete"))))
                .contains("zdjęcie do legitymacji")
                .doesNotContain("podpisany wniosek", "Kwota");
    }

    @Test
    void nobodyIsCalledInACaseThatIsClosed() throws Exception {
        withCard();
        String number = duplicate("", null);
        desk.withdraw(number, "Ewa Próbna", "2026-11-23", "withdrawalReason", "odnaleziona");
        web.perform(letter(number, "call-to-complete")).andExpect(status().isConflict());
    }

    // ---- the refusal

    @Test
    void theRefusalBearsThePrincipalsReasonsAndTheLaw() throws Exception {
        withCard();
        Map<String, Object> form = desk.application(student, desk.goodPhoto(student));
        form.put("reason", "LOST");
        form.put("attachments", "APPLICATION,PAYMENT");
        form.put("applicantName", NASTY);
        String number = desk.caseNumber(desk.start("card-duplicate", form));
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        desk.complete(number, "userTask_verifyFee", payment());
        web.perform(letter(number, "refusal")).andExpect(status().isConflict());
        String reasons = "Legitymacja jest w <szkole>.\n\u00a0\n" + "Uczeń ją odnalazł. ".repeat(100);
        decide(number, "decision", "REFUSED", "decisionReasons", reasons);
        desk.jobsRun();
        assertThat(fitting(number)).containsExactly("refusal");
        for (String role : List.of("sekretariat", "dyrektor")) {
            identity.setAuthentication(role, List.of(role));
            byte[] pdf = pdf(letter(number, "refusal"));
            assertThat(text(pdf))
                    .contains(NASTY, student.documentName(), "Legitymacja jest w <szkole>.", "Uczeń ją odnalazł.")
                    .contains("Dz.U. z 2023 r. poz. 1120", "rozdział IV")
                    .contains("organu nadzoru, którym jest: Podkarpacki Kurator Oświaty", "Nowy wniosek można złożyć");
            wellMade(pdf);
        }
        assertThat(cases.trail(number))
                .anyMatch(entry -> entry.who().equals("dyrektor")
                        && entry.what().equals("Wydrukowano pismo: Odmowa z uzasadnieniem."));
    }

    // ---- statements about certificates

    @ParameterizedTest
    @CsvSource({
        "MISSING, statement-no-records, nie posiada dokumentacji, statement-school-liquidated",
        "INSUFFICIENT, statement-no-records, nie jest wystarczająca, statement-school-liquidated",
        "SCHOOL_LIQUIDATED, statement-school-liquidated, Szkoła Podstawowa w Żukowie, statement-no-records"
    })
    void whatTheRecordsSayCallsForItsStatementAndNoOther(String records, String kind, String says, String other)
            throws Exception {
        Map<String, Object> form = OfficeDesk.map(
                "firstName",
                "Łucja",
                "surname",
                "Żak " + records.toLowerCase(java.util.Locale.ROOT),
                "birthDate",
                // another person each
                "1985-03-0" + (1 + records.length() % 9),
                "nameThen",
                NASTY,
                "certificate",
                "świadectwo ukończenia szkoły podstawowej",
                "certificateYear",
                "1998/1999",
                "certificateClass",
                "8b",
                "collection",
                "POST",
                "deliveryAddress",
                "ul. Źródlana 7, 37-565 Roźwienica");
        form.putAll(OfficeDesk.map(
                "applicantAs",
                "GRADUATE",
                "channel",
                "OFFICE",
                "receivedOn",
                "2026-11-23",
                "attachments",
                "APPLICATION,PAYMENT"));
        String number = desk.caseNumber(desk.start("certificate-duplicate", form));
        assertThat(fitting(number)).isEmpty();
        desk.pays(number, "26.00", records);
        desk.complete(
                number,
                "userTask_checkRecords",
                "records",
                records,
                "recordsNote",
                "nie ma arkuszy",
                "formerSchool",
                "Szkoła Podstawowa w Żukowie");
        assertThat(fitting(number)).containsExactly(kind);
        byte[] pdf = pdf(letter(number, kind));
        assertThat(text(pdf))
                .contains(NASTY, "ul. Źródlana 7, 37-565 Roźwienica", "1998/1999", "8b", says, "rozdział IX");
        wellMade(pdf);
        web.perform(letter(number, other)).andExpect(status().isConflict());
    }

    // ---- the delay notice

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|2026-12-21|422|Proszę podać przyczynę",
                "' \u00a0'|2026-12-21|422|Proszę podać przyczynę",
                "Awaria drukarki.|''|422|Proszę podać przyczynę",
                "Awaria drukarki.|2026-11-23|422|Nowy termin (23.11.2026) musi być dniem późniejszym niż dzisiejszy.",
                "Awaria drukarki.|2026-12-07|422|musi być dniem późniejszym niż dotychczasowy (",
                "Awaria drukarki.|2026-12-20|422|wypada w dzień wolny od pracy. Najbliższy dzień roboczy to 21.12.2026",
                "Awaria drukarki.|2027-11-24|422|odległy o więcej niż rok",
                "Awaria drukarki.|2026-12-20x|400|niepełne lub błędne",
                "Awaria drukarki.|20.12.2026|400|niepełne lub błędne"
            })
    void aDelayNeedsAReasonAndALaterDay(String reason, String newDate, int status, String why) throws Exception {
        String number = issue();
        web.perform(letter(number, "delay-notice").param("reason", reason).param("newDate", newDate))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.message").value(containsString(why)));
    }

    @Test
    void aDelayDoesNotEndYesterdayAndItsReasonIsNoBook() throws Exception {
        String number = issue();
        web.perform(letter(number, "delay-notice")).andExpect(status().isUnprocessableEntity());
        web.perform(letter(number, "delay-notice")
                        .param("reason", "x".repeat(4001))
                        .param("newDate", "2026-12-21"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(jsonPath("$.message").value(containsString("za długa")));
        desk.timeIs("2026-12-15T09:00");
        web.perform(letter(number, "delay-notice").param("reason", "Awaria.").param("newDate", "2026-12-14"))
                .andExpect(status().isUnprocessableEntity());
    }

    @Test
    void theDelayNoticeNamesBothDaysTheReasonAndWhereToComplain() throws Exception {
        String number = issue();
        String reason = "Drukarka jest \"w naprawie\" <do świąt>.\n" + "Części zamówiono. ".repeat(215);
        byte[] pdf = pdf(letter(number, "delay-notice").param("reason", reason).param("newDate", "2026-12-21"));
        assertThat(text(pdf))
                .contains("Dotychczasowy termin 7 grudnia 2026 r.")
                .contains("Nowy termin załatwienia sprawy 21 grudnia 2026 r.")
                .contains("Drukarka jest \"w naprawie\" <do świąt>.", "strona 2 z 2")
                .contains("organu wyższego stopnia, którym jest: Podkarpacki Kurator Oświaty.");
        wellMade(pdf);
        assertThat(fitting(number))
                .as("nothing but the principal knows its reason")
                .isEmpty();
    }

    @Test
    void thereIsNoDelayWhileTheApplicantOwesSomething() throws Exception {
        String number = desk.caseNumber(desk.start("card-issue", desk.application(student, null)));
        web.perform(letter(number, "delay-notice").param("reason", "Awaria.").param("newDate", "2026-12-20"))
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.message").value(containsString("nie biegnie termin")));
    }

    // ---- forms

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aFormIsPrintedEmptyOrWithWhatTheSchoolKnows(int form) throws Exception {
        String card = withCard();
        byte[] empty = pdf(get(DOOR + "/forms/" + form));
        assertThat(text(empty))
                .contains("załącznik nr " + form, "Dyrektor szkoły Szkoła Podstawowa im. Orląt Lwowskich")
                .doesNotContain("Próbn", "null");
        wellMade(empty);
        web.perform(get(DOOR + "/students/" + student.id() + "/forms/" + form))
                .andExpect(header().string("Content-Disposition", "inline; filename=\"wniosek-" + form + ".pdf\""))
                .andExpect(header().string("Cache-Control", "no-store"));
        byte[] filled = pdf(get(DOOR + "/students/" + student.id() + "/forms/" + form));
        assertThat(text(filled))
                .contains("Imię i nazwisko " + student.documentName(), "Ewa Próbna", "000 111 222")
                .contains(student.guardians().get(0).email())
                .doesNotContain("null");
        if (form == 5) {
            assertThat(text(filled))
                    .contains("26,00\u00a0zł", "opłata za duplikat świadectwa, Jan " + student.surname());
            assertThat(text(empty)).contains("opłata za duplikat świadectwa, imię i nazwisko");
        } else {
            assertThat(text(filled)).contains(" " + card + " Wnioskodawca", "Klasa 9t");
        }
        if (form == 2) {
            assertThat(text(filled))
                    .contains("9,00\u00a0zł", "opłata za duplikat legitymacji, Jan " + student.surname() + ", 9t");
            assertThat(text(empty)).contains("opłata za duplikat legitymacji, imię i nazwisko, klasa");
        }
        wellMade(filled);
    }

    @Test
    void aFormForAStudentWithoutGuardiansWithTwoAndOfAge() throws Exception {
        roster.apply(
                """
                Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2
                Żółć-Łącka;Świętosława;Żaneta;9z;15.06.2015;15261501230;;;;;;
                Łoś;Źdźbło;;9z;16.06.2015;;Anna Łoś;a.los@rodzice.example;;Jan Łoś;j.los@rodzice.example;
                Śliwa;Ćma;;9z;01.02.2005;;Maria Śliwa;m.sliwa@rodzice.example;;;;
                """
                        .getBytes(StandardCharsets.UTF_8));
        List<Student> them = students.inClass("9z");
        assertThat(form(1, them, "Żółć-Łącka"))
                .contains("Świętosława Żaneta Żółć-Łącka", "15261501230", "Imię i nazwisko Adres do korespondencji");
        assertThat(form(1, them, "Łoś")).contains("Źdźbło Łoś").doesNotContain("Anna Łoś", "Jan Łoś");
        assertThat(form(1, them, "Śliwa"))
                .contains("Imię i nazwisko Ćma Śliwa Adres")
                .doesNotContain("Maria");
    }

    private String form(int form, List<Student> them, String surname) throws Exception {
        long id = them.stream()
                .filter(one -> one.surname().equals(surname))
                .findFirst()
                .orElseThrow()
                .id();
        return text(pdf(get(DOOR + "/students/" + id + "/forms/" + form)));
    }

    // ---- the register

    @Test
    void theCardRegisterIsPrintedAsItWasSearched() throws Exception {
        String card = withCard();
        byte[] pdf = pdf(get(DOOR + "/cards.pdf").param("q", student.surname()));
        assertThat(text(pdf))
                .contains("Ewidencja wydanych legitymacji szkolnych", "Liczba wpisów: 1.", "Numer legitymacji")
                .contains(card, student.surname() + " Jan 9t", "23.11.2026", "30.09.2027", "Jan Rodzic")
                .doesNotContain("Wydruk obejmuje");
        wellMade(pdf);
        assertThat(text(pdf(get(DOOR + "/cards.pdf").param("q", "nie ma takiego"))))
                .contains("Liczba wpisów: 0.");
    }

    @Test
    void aPrintoutThatIsNotTheWholeRegisterSaysSo() {
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            status.setRollbackOnly();
            for (int n = 1; n <= 2001; n++) {
                db.sql(
                                "insert into student_card (number, student_id, first_name, surname, kind, paper, state,"
                                        + " assigned_at, note) values (?, ?, 'Jan', 'Lis', 'FIRST', false, 'ANNULLED', current_timestamp, 'zepsuty blankiet')")
                        .params("stary-" + n, student.id())
                        .update();
            }
            try {
                byte[] pdf = pdf(get(DOOR + "/cards.pdf").param("q", "stary-"));
                assertThat(text(pdf))
                        .contains("Wydruk obejmuje 2000 najnowszych wpisów spośród 2001.")
                        .contains("Liczba wpisów: 2000.");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    // ---- how it is done

    private String issue() {
        return desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
    }

    /** Gives the student a card; its number. */
    private String withCard() {
        String number = issue();
        desk.complete(number, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        makeReady(number);
        handOver(number, "Jan Rodzic");
        desk.jobsRun();
        return cards.validOf(student.id()).orElseThrow().number();
    }

    private void makeReady(String number) {
        desk.jobsRun();
        desk.complete(number, "userTask_printCard", "cardOutcome", "PRINTED");
        desk.jobsRun();
    }

    private void handOver(String number, String to) {
        desk.complete(
                number,
                "userTask_handOver",
                "handedOverOn",
                "2026-11-23",
                "handedOverTo",
                to,
                "handedOverAs",
                "GUARDIAN",
                "receiptSigned",
                true);
    }

    private String duplicate(String attachments, String photoId) {
        Map<String, Object> form = desk.application(student, photoId);
        form.put("reason", "LOST");
        form.put("attachments", attachments);
        return desk.caseNumber(desk.start("card-duplicate", form));
    }

    private Object[] payment() {
        return new Object[] {
            "feeOutcome",
            "PAID",
            "paidAmount",
            "9,00",
            "paidOn",
            "2026-11-23",
            "payer",
            student.surname(),
            "transferTitle",
            "duplikat",
            "paymentMeans",
            "PROOF"
        };
    }

    private void decide(String number, Object... form) {
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        try {
            tasks.complete(desk.task(number, "userTask_decide").getId(), OfficeDesk.map(form));
        } finally {
            identity.setAuthentication("sekretariat", List.of("sekretariat"));
        }
    }

    private static MockHttpServletRequestBuilder letter(String number, String kind) {
        return get(DOOR + "/cases/" + number + "/letters/" + kind);
    }

    private byte[] pdf(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request)
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
    }

    /** The letters that the case offers, which can all be had where it says. */
    private List<String> fitting(String number) throws Exception {
        String shown = web.perform(get(DOOR + "/cases/" + number))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        for (String href : JsonPath.<List<String>>read(shown, "$.letters[*].href")) {
            pdf(get(DOOR + "/" + href));
        }
        assertThat(JsonPath.<List<String>>read(shown, "$.letters[*].label")).doesNotContain("", (String) null);
        return JsonPath.read(shown, "$.letters[*].kind");
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("[ \\r\\n]+", " ");
        }
    }

    /** Tagged, and every font is in it. */
    private static void wellMade(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("pl");
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }
}
