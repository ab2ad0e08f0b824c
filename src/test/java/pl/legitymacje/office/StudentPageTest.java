package pl.legitymacje.office;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import pl.legitymacje.casefile.Applicant;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.CertificateApplications;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.CollectionMethod;
import pl.legitymacje.casefile.NewCase;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.fee.Claims;
import pl.legitymacje.fee.FeeKind;
import pl.legitymacje.fee.NewPayment;
import pl.legitymacje.fee.PaidFor;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.fee.PaymentSource;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.fee.ProofSamples;
import pl.legitymacje.mail.MailKind;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.photo.Drawn;
import pl.legitymacje.photo.PhotoSource;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.RefusalReason;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.Holograms;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.register.NewCertificateDuplicate;
import pl.legitymacje.register.RevocationReason;
import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.SchoolYear;
import pl.legitymacje.student.DepartureReason;
import pl.legitymacje.student.Departures;
import pl.legitymacje.student.ObjectionForm;
import pl.legitymacje.student.Objections;
import pl.legitymacje.student.PersonalData;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.StudentAccess;
import pl.legitymacje.student.Students;

/** A student's page and the export of everything held on one: who gets them, what is in them, and what is not. */
@OfficeTest
class StudentPageTest {

    private static final String DOOR = OfficeDoor.PATH + "/students/";

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    private static final String CODE = "ABCD2345EFGH";

    /** A name that would spoil a page which took it for markup. */
    private static final String NASTY = "Łucja \"Żółć\" <b>O'Żak</b> & Syn";

    /** The tables that are in no export, and why not. */
    private static final Map<String, String> NOT_EXPORTED = Map.of(
            "photo_file", "the pictures: exported as files",
            "payment_proof_file", "the files: exported as files",
            "roster_upload", "whole classes; its content is erased as soon as it is applied or rejected",
            "roster_turn", "a lock",
            "number_series", "counters",
            "hologram_stock", "a counter",
            "erasure", "how much was erased, of nobody in particular",
            "flyway_schema_history", "which migrations were run");

    @Autowired
    private MockMvc web;

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Students students;

    @Autowired
    private Cases cases;

    @Autowired
    private CardRegister cards;

    @Autowired
    private MobileCards mobileCards;

    @Autowired
    private Holograms holograms;

    @Autowired
    private Objections objections;

    @Autowired
    private Departures departures;

    @Autowired
    private CertificateApplications applications;

    @Autowired
    private CertificateDuplicates certificates;

    @Autowired
    private Photos photos;

    @Autowired
    private Claims claims;

    @Autowired
    private Payments payments;

    @Autowired
    private PaymentProofs proofs;

    @Autowired
    private Outbox outbox;

    @Autowired
    private StudentAccess access;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient db;

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

    // ---- who gets in

    @ParameterizedTest
    @ValueSource(strings = {"999999", "0", "-1", "999999/export", "-1/export"})
    void aStudentWhoIsNotThereIsSaidSoAndNothingIsRecorded(String path) throws Exception {
        long before = looks();
        web.perform(get(DOOR + path))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.message").value("Nie ma takiego ucznia w ewidencji szkoły."));
        assertThat(looks()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1.5", "99999999999999999999", "x/export", "everyone"})
    void anIdThatIsNoneIsAWrongRequest(String path) throws Exception {
        web.perform(get(DOOR + path))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.message").isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/export"})
    void nobodyComesInWithoutALoginOrWithAnotherRole(String path) throws Exception {
        identity.clearAuthentication();
        web.perform(get(DOOR + student.id() + path)).andExpect(status().isUnauthorized());
        identity.setAuthentication("stranger", List.of("somewhere-else"));
        web.perform(get(DOOR + student.id() + path)).andExpect(status().isForbidden());
        assertThat(access.of(student.id())).isEmpty();
    }

    @Test
    void thePrincipalLooksAndIsRecordedButTakesNoExport() throws Exception {
        identity.setAuthentication("dyrektor", List.of("dyrektor"));
        page().andExpect(jsonPath("$.exportable").value(false));
        web.perform(get(DOOR + student.id() + "/export"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.message").isNotEmpty());
        assertThat(access.of(student.id()))
                .extracting(StudentAccess.Access::who, StudentAccess.Access::what)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("dyrektor", StudentAccess.Kind.LOOKED));
    }

    @Test
    void whoLookedAndWhoTookTheExportIsRecordedAndShown() throws Exception {
        page().andExpect(jsonPath("$.access").isEmpty())
                .andExpect(jsonPath("$.exportable").value(true));
        export();
        page().andExpect(jsonPath("$.access.length()").value(2))
                .andExpect(jsonPath("$.access[0].who").value("sekretariat"))
                .andExpect(jsonPath("$.access[0].what").value("pobrano eksport danych (RODO)"))
                .andExpect(jsonPath("$.access[0].at").value("2026-11-23T09:00:00"))
                .andExpect(jsonPath("$.access[1].what").value("obejrzano stronę ucznia"));
        JsonNode recorded = data(export()).get("student_access");
        assertThat(recorded.get("wiersze")).hasSize(4);
        assertThat(recorded.toString()).doesNotContain("sekretariat");
    }

    // ---- the page

    @Test
    void aStudentWithNothingHasAPageAndAnExport() throws Exception {
        page().andExpect(jsonPath("$.name").value(student.fullName()))
                .andExpect(jsonPath("$.schoolClass").value("9t"))
                .andExpect(jsonPath("$.status").value("uczęszcza do szkoły"))
                .andExpect(jsonPath("$.guardians[0].email")
                        .value(student.guardians().get(0).email()))
                .andExpect(jsonPath("$.portraitId").isEmpty());
        for (String part : List.of(
                "formerly",
                "departures",
                "cards",
                "mobileCards",
                "objections",
                "photos",
                "cases",
                "certificates",
                "payments",
                "proofs",
                "mails",
                "history")) {
            page().andExpect(jsonPath("$." + part).isEmpty());
        }
        Map<String, byte[]> files = export();
        assertThat(files).containsOnlyKeys("podsumowanie.html", "dane.json");
        assertThat(text(files, "podsumowanie.html")).contains("Brak.", "Kodów do mLegitymacji nie ma");
        JsonNode data = data(files);
        assertThat(data.get("student").get("wiersze").get(0).get("surname").asText())
                .isEqualTo(student.surname());
        StudentExport.TABLES.stream()
                .map(StudentExport.Table::name)
                .filter(table ->
                        !Set.of("student", "guardian", "student_access").contains(table))
                .forEach(table ->
                        assertThat(data.get(table).get("wiersze")).as(table).isEmpty());
    }

    @Test
    void aStudentWithEverythingShowsItAtOneLook() throws Exception {
        String number = everything(student);
        page().andExpect(jsonPath("$.status").value("ukończył(a) szkołę"))
                .andExpect(jsonPath("$.attends").value(false))
                .andExpect(jsonPath("$.departures[0].reason").value("ukończenie szkoły"))
                .andExpect(jsonPath("$.cards[0].valid").value(true))
                .andExpect(jsonPath("$.cards[0].number").value("STR-" + student.id()))
                .andExpect(jsonPath("$.cards[0].confirmations[0]").value(containsString("2026/2027")))
                .andExpect(jsonPath("$.cards[0].fate[0]").isNotEmpty())
                .andExpect(jsonPath("$.mobileCards[0].state").value("unieważniona"))
                .andExpect(jsonPath("$.mobileCards[0].endedOn").value("2026-11-23"))
                .andExpect(jsonPath("$.mobileCards[0].endReason").value(containsString("zgubiony w tramwaju")))
                .andExpect(jsonPath("$.objections[0].stands").value(true))
                .andExpect(jsonPath("$.objections[1].takenBackBy").value(NASTY))
                .andExpect(
                        jsonPath("$.photos[?(@.accepted == true)].deletion").value("zostanie usunięte po 23.12.2026"))
                .andExpect(jsonPath("$.photos[?(@.verdict == 'odrzucone przez sekretariat')].reasons[1]")
                        .value(NASTY))
                .andExpect(jsonPath("$.photos[?(@.verdict == 'odrzucone automatycznie')].reasons[0]")
                        .isNotEmpty())
                .andExpect(jsonPath("$.portraitId").isNotEmpty())
                .andExpect(jsonPath("$.cases[?(@.outcome == null)].waits").isNotEmpty())
                .andExpect(jsonPath("$.cases[?(@.number == '" + number + "')].outcome")
                        .value(Outcome.WITHDRAWN.label()))
                .andExpect(jsonPath("$.cases[0].outcome").isEmpty())
                .andExpect(jsonPath("$.certificates[0].certificate").value("świadectwo ukończenia klasy VIII"))
                .andExpect(jsonPath("$.payments[0].amount").value("9,00 zł"))
                .andExpect(jsonPath("$.proofs[?(@.present == true)].kind").value("PDF"))
                .andExpect(jsonPath("$.proofs[?(@.present == false)].deletion").value("usunięto 23.11.2026"))
                .andExpect(jsonPath("$.mails[*].delivery", hasItem("czeka na wysłanie")))
                .andExpect(jsonPath("$.history[0].text").isNotEmpty())
                .andExpect(content().string(org.hamcrest.Matchers.not(containsString(CODE))));
    }

    @Test
    void theWholeTrailIsMergedTheLatestFirst() throws Exception {
        String first = opened(student, Procedure.CARD_ISSUE, "Ewa");
        desk.timeIs("2026-11-23T10:00");
        String second = opened(student, Procedure.MOBILE_CARD_ISSUE, "Ewa");
        desk.timeIs("2026-11-23T11:00");
        cases.close(first, Outcome.WITHDRAWN, "sekretariat");
        page().andExpect(jsonPath("$.history.length()").value(3))
                .andExpect(jsonPath("$.history[0].caseNumber").value(first))
                .andExpect(jsonPath("$.history[1].caseNumber").value(second))
                .andExpect(jsonPath("$.history[2].caseNumber").value(first));
    }

    @Test
    void everyoneIsFoundByPartOfANameWhoeverLeftToo() throws Exception {
        departures.leave(student.id(), DepartureReason.TRANSFER, TODAY, "SP 2", null, "sekretariat");
        web.perform(get(DOOR + "everyone").param("q", student.surname().toUpperCase(Locale.ROOT) + " ja"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].id").value(student.id()))
                .andExpect(jsonPath("$[0].attends").value(false))
                .andExpect(jsonPath("$[0].status").value("odszedł(-eszła) ze szkoły"));
        web.perform(get(DOOR + "everyone").param("q", "%"))
                .andExpect(jsonPath("$").isEmpty());
        web.perform(get(DOOR + "everyone").param("q", "nikt taki"))
                .andExpect(jsonPath("$").isEmpty());
    }

    // ---- the export

    @Test
    void theExportHoldsEveryTableAndFileButNoCode() throws Exception {
        String number = everything(student);
        Map<String, byte[]> files = export();
        JsonNode data = data(files);
        for (StudentExport.Table table : StudentExport.TABLES) {
            assertThat(data.get(table.name()).get("wiersze"))
                    .as("rows of " + table.name())
                    .isNotEmpty();
        }
        assertThat(data.get("case_file").get("wiersze").toString()).contains(number);
        assertThat(data.get("mobile_card").get("klucze").get("valid_until").asText())
                .isEqualTo("ostatni dzień ważności");
        assertThat(files.keySet()).contains("zdjecia/3 _b_zdjęcie.jpg").noneMatch(name -> name.contains(".."));
        assertThat(files.get("zdjecia/3 _b_zdjęcie.jpg")).startsWith(0xFF, 0xD8);
        assertThat(files.get("potwierdzenia/1.pdf")).isEqualTo(ProofSamples.pdf("9 PLN, STR-" + student.id()));
        assertThat(files).doesNotContainKey("potwierdzenia/2.pdf");
        assertThat(files.keySet()).anyMatch(name -> name.matches("wiadomosci/\\d+ .*" + number + ".*\\.txt"));
        assertThat(files.values().stream().map(file -> new String(file, StandardCharsets.UTF_8)))
                .noneMatch(text -> text.replaceAll("[ -]", "").contains(CODE));
        assertThat(text(files, "podsumowanie.html"))
                .contains("Łucja &quot;Żółć&quot; &lt;b&gt;O&#39;Żak&lt;/b&gt; &amp; Syn")
                .contains("STR-" + student.id())
                .doesNotContain("<b>O");
        assertThat(data.get("student_card")
                        .get("wiersze")
                        .get(0)
                        .get("assigned_at")
                        .asText())
                .startsWith("2026-11-23T09:00+01:00");
    }

    @Test
    void aMobileCardsCodeThatCanStillBeUsedIsNotGivenAwayNorIsTheMailThatHoldsIt() throws Exception {
        cards.registerExisting(student.id(), "KOD-" + student.id(), TODAY, LocalDate.of(2027, 9, 30), false, "ania");
        String number = opened(student, Procedure.MOBILE_CARD_ISSUE, "Ewa");
        withCode(student, number);
        desk.asProgram(() -> outbox.post(
                MailKind.MOBILE_CODE,
                number,
                "a@b.example",
                Map.of(
                        "firstName",
                        "Jan",
                        "qr",
                        false,
                        "code",
                        "ABCD 2345 EFGH",
                        "codeUntil",
                        LocalDateTime.of(2026, 12, 1, 9, 0))));
        Map<String, byte[]> files = export();
        assertThat(files.values().stream().map(file -> new String(file, StandardCharsets.UTF_8)))
                .noneMatch(text -> text.replaceAll("[ -]", "").contains(CODE));
        assertThat(text(files, "dane.json")).contains("[pominięto: treść zawiera kod do mLegitymacji]");
    }

    @Test
    void nothingOfASiblingIsInTheExportNotEvenOfAPaymentTheyShare() throws Exception {
        Student sibling = desk.student();
        String own = owing(student);
        String others = owing(sibling);
        long payment = payments.record(new NewPayment(
                new BigDecimal("18.00"),
                TODAY,
                "Ewa Próbna",
                "za Jana i Olafa",
                PaymentSource.STATEMENT,
                "RODO/" + student.id(),
                "ania"));
        payments.split(payment, Map.of(own, new BigDecimal("9.00"), others, new BigDecimal("9.00")), "ania");
        cases.note(own, "ania", "casefile.trail.refused", "wpłata jak w sprawie " + others);
        byte[] both = ProofSamples.pdf("18.00 za Jana i Olafa, " + student.id());
        proofs.receive(own, sibling.fullName() + ".pdf", both, "ania");
        proofs.receive(others, "brat.pdf", both, "ania");
        proofs.receive(own, "za Jana.pdf", ProofSamples.pdf("9.00, " + student.id()), "ania");
        photos.receive(sibling.id(), "brat.jpg", Drawn.photo(641, 801), PhotoSource.OFFICE, "ania");

        Map<String, byte[]> files = export();
        JsonNode data = data(files);
        assertThat(data.get("payment_part").get("wiersze")).hasSize(1);
        JsonNode shared = data.get("payment").get("wiersze").get(0);
        assertThat(shared.get("payer").asText()).isEqualTo("Ewa Próbna");
        assertThat(shared.get("amount").asText()).startsWith("[pominięto");
        assertThat(shared.get("title").asText()).startsWith("[pominięto");
        assertThat(data.get("payment_trail").get("wiersze").toString()).contains(own);
        assertThat(files.keySet().stream().filter(name -> name.startsWith("potwierdzenia/")))
                .containsExactly("potwierdzenia/1.pdf");
        assertThat(files.get("potwierdzenia/1.pdf")).isEqualTo(ProofSamples.pdf("9.00, " + student.id()));
        assertThat(data.get("payment_proof").get("wiersze").findValuesAsText("file_name"))
                .satisfiesExactlyInAnyOrder(name -> assertThat(name).startsWith("[pominięto"), name -> assertThat(name)
                        .isEqualTo("za Jana.pdf"));
        assertThat(data.get("case_trail").get("wiersze").toString()).contains("wpłata jak w sprawie [inna sprawa]");
        assertThat(files.values().stream().map(file -> new String(file, StandardCharsets.UTF_8)))
                .noneMatch(text -> text.contains(others)
                        || text.contains(sibling.surname() + "\"")
                        || text.contains("18,00")
                        || text.contains("18.00")
                        || text.contains("Olafa")
                        || text.contains("brat.jpg"));
        page().andExpect(jsonPath("$.payments.length()").value(1));
    }

    @Test
    void aPaymentsTitleThatNamesAnotherStudentIsLeftOutAlthoughItServesOneOnly() throws Exception {
        Student sibling = desk.student();
        String own = owing(student);
        String title = "za " + student.fullName() + " i " + sibling.fullName();
        long payment = payments.record(new NewPayment(
                new BigDecimal("9.00"), TODAY, "Ewa", title, PaymentSource.STATEMENT, "TYT/" + student.id(), "ania"));
        payments.cover(payment, own, "ania");
        JsonNode paid = data(export()).get("payment").get("wiersze").get(0);
        assertThat(paid.get("title").asText()).startsWith("[pominięto");
        assertThat(paid.get("amount").asText()).isEqualTo("9.00");
    }

    /** So that no new table and no new column can be forgotten. */
    @Test
    void everyTableAndColumnIsExportedExplainedOrLeftOutForAReason() throws IOException {
        Map<String, Set<String>> columns = new LinkedHashMap<>();
        db.sql("select lower(table_name) as t, lower(column_name) as c from information_schema.columns"
                        + " where lower(table_schema) = 'public'")
                .query(row -> {
                    columns.computeIfAbsent(row.getString("t"), table -> new TreeSet<>())
                            .add(row.getString("c"));
                });
        // The engine keeps references and what gateways ask (README, Design); whom a case is about is in our tables.
        columns.keySet().removeIf(table -> table.startsWith("act_"));
        Set<String> exported =
                StudentExport.TABLES.stream().map(StudentExport.Table::name).collect(toSet());
        assertThat(Stream.concat(exported.stream(), NOT_EXPORTED.keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(columns.keySet());

        Set<String> keys = new TreeSet<>();
        for (StudentExport.Table table : StudentExport.TABLES) {
            assertThat(columns.get(table.name())).as(table.name()).containsAll(table.leftOut());
            keys.add("export." + table.name());
            columns.get(table.name()).stream()
                    .filter(column -> !table.leftOut().contains(column))
                    .forEach(column -> keys.add("export." + table.name() + "." + column));
        }
        Properties texts = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/texts/export.properties"))) {
            texts.load(reader);
        }
        assertThat(texts.stringPropertyNames()).isEqualTo(keys);
        assertThat(texts.values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
    }

    // ---- the register of mobile cards

    @Test
    void mobileCardsAreFoundByCardAndStudentAndSayWhatBecameOfThemButNoCode() throws Exception {
        String card = "MOB-" + student.id();
        cards.registerExisting(student.id(), card, TODAY, LocalDate.of(2027, 9, 30), false, "ania");
        MobileCard mobile = withCode(student, opened(student, Procedure.MOBILE_CARD_ISSUE, "Ewa"));
        // typed in is not yet in the guardian's hands
        web.perform(get(OfficeDoor.PATH + "/mobile-cards").param("q", card))
                .andExpect(jsonPath("$.rows[0].state").value("kod do przekazania"))
                .andExpect(jsonPath("$.rows[0].codeGivenOn").isEmpty());
        mobileCards.handOver(mobile.id(), TODAY);
        for (String q : List.of(card, student.surname())) {
            web.perform(get(OfficeDoor.PATH + "/mobile-cards").param("q", q))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.total").value(1))
                    .andExpect(jsonPath("$.rows[0].studentId").value(student.id()))
                    .andExpect(jsonPath("$.rows[0].cardNumber").value(card))
                    .andExpect(jsonPath("$.rows[0].registeredOn").value("2026-11-23"))
                    .andExpect(jsonPath("$.rows[0].codeGivenOn").value("2026-11-23"))
                    .andExpect(jsonPath("$.rows[0].endReason").isEmpty())
                    .andExpect(content().string(org.hamcrest.Matchers.not(containsString(CODE))));
        }
        mobileCards.revoke(mobile.id(), RevocationReason.DEVICE_LOST, TODAY, null, "ania");
        web.perform(get(OfficeDoor.PATH + "/mobile-cards").param("q", card))
                .andExpect(jsonPath("$.rows[0].endedOn").value("2026-11-23"))
                .andExpect(jsonPath("$.rows[0].endReason").value(RevocationReason.DEVICE_LOST.label()));
        web.perform(get(OfficeDoor.PATH + "/mobile-cards").param("q", "nikt taki"))
                .andExpect(jsonPath("$.total").value(0));
        assertThat(web.perform(get(OfficeDoor.PATH + "/mobile-cards.csv").param("q", card))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains(";" + card + ";", ";2026-11-23;" + RevocationReason.DEVICE_LOST.label())
                .doesNotContain(CODE);
        web.perform(get(OfficeDoor.PATH + "/mobile-cards.pdf").param("q", card))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/pdf"));
    }

    // ---- helpers

    private ResultActions page() throws Exception {
        return web.perform(get(DOOR + student.id())).andExpect(status().isOk());
    }

    private Map<String, byte[]> export() throws Exception {
        byte[] zip = web.perform(get(DOOR + student.id() + "/export"))
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/zip"))
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(header().string("Content-Disposition", containsString("dane-ucznia-" + student.id())))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), StandardCharsets.UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), ((InputStream) in).readAllBytes());
            }
        }
        return files;
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static JsonNode data(Map<String, byte[]> files) throws IOException {
        return new ObjectMapper().readTree(files.get("dane.json"));
    }

    private long looks() {
        return db.sql("select count(*) from student_access").query(Long.class).single();
    }

    private String opened(Student whose, Procedure procedure, String applicant) {
        return cases.open(new NewCase(
                        procedure,
                        NewCase.of(whose.id(), procedure),
                        whose.id(),
                        new Applicant(applicant, "ewa@rodzice.example", "000"),
                        Channel.OFFICE,
                        TODAY,
                        null,
                        null,
                        "sekretariat"))
                .number();
    }

    private String owing(Student whose) {
        String number = opened(whose, Procedure.CARD_DUPLICATE, "Ewa Próbna");
        claims.claim(
                number,
                FeeKind.CARD_DUPLICATE,
                new BigDecimal("9.00"),
                new PaidFor(whose.firstName(), whose.surname(), whose.schoolClass()));
        return number;
    }

    private MobileCard withCode(Student whose, String number) {
        long id = mobileCards.apply(whose.id(), number, null, "ania").id();
        mobileCards.register(id, TODAY, "ania");
        return mobileCards.giveCode(
                id, CodeChannel.SLIP, CODE, "https://qr.example/" + CODE, clock.instant(), null, "ania");
    }

    /** Something in every table; the number of a case that was withdrawn. */
    private String everything(Student whose) {
        String card = "STR-" + whose.id();
        students.change(
                whose.id(),
                new PersonalData(whose.firstName(), "Adam", whose.surname(), whose.birthDate(), null),
                0,
                "SPR-2026-9999",
                "ania");
        cards.registerExisting(whose.id(), card, LocalDate.of(2025, 10, 1), LocalDate.of(2026, 9, 30), false, "ania");
        holograms.receive(5, TODAY, "ania");
        holograms.use(card, SchoolYear.of(TODAY), TODAY, "ania");
        cards.confirm(card, pl.legitymacje.register.Confirmation.HOLOGRAM, TODAY, "ania");

        String number = opened(whose, Procedure.MOBILE_CARD_ISSUE, NASTY);
        MobileCard mobile = withCode(whose, number);
        mobileCards.revoke(mobile.id(), RevocationReason.DEVICE_LOST, TODAY, "zgubiony w tramwaju", "ania");
        desk.asProgram(() -> outbox.post(MailKind.PHOTO_ACCEPTED, number, "a@b.example", Map.of("firstName", "Jan")));
        cases.close(number, Outcome.WITHDRAWN, "ania");

        String owed = owing(whose);
        long payment = payments.record(new NewPayment(
                new BigDecimal("9.00"),
                TODAY,
                "Ewa",
                "duplikat",
                PaymentSource.STATEMENT,
                "ALL/" + whose.id(),
                "ania"));
        payments.cover(payment, owed, "ania");
        proofs.receive(owed, "../<b>" + NASTY + ".pdf", ProofSamples.pdf("9 PLN, " + card), "ania");
        proofs.remove(
                proofs.receive(owed, "x.pdf", ProofSamples.pdf("pomylka"), "ania")
                        .id(),
                "ania");
        db.sql(
                        "insert into case_requirement (case_number, item, state, supplied_on) values (?, 'PHOTO', 'MISSING', null)")
                .param(owed)
                .update();

        String school = opened(whose, Procedure.CERTIFICATE_DUPLICATE, NASTY);
        applications.add(
                school,
                new CertificateApplication(
                        whose.firstName(),
                        whose.surname(),
                        whose.birthDate(),
                        whose.fullName(),
                        "świadectwo ukończenia klasy VIII",
                        new SchoolYear(2024),
                        "8a",
                        CollectionMethod.IN_PERSON,
                        null));
        certificates.enter(new NewCertificateDuplicate(
                school,
                whose.fullName(),
                whose.fullName(),
                "świadectwo ukończenia klasy VIII",
                new SchoolYear(2024),
                "8a"));

        String accepted = photos.receive(
                        whose.id(), "../<b>zdjęcie.jpg", Drawn.photo(640, 800), PhotoSource.OFFICE, "ania")
                .id();
        photos.accept(accepted, "ania");
        photos.keepUntil(accepted, LocalDate.of(2026, 12, 23));
        desk.timeIs("2026-11-23T09:01");
        photos.refuse(
                photos.receive(whose.id(), "b.jpg", Drawn.photo(642, 802), PhotoSource.OFFICE, "ania")
                        .id(),
                "ania",
                List.of(RefusalReason.NOT_SHARP),
                NASTY);
        photos.receive(whose.id(), "c.jpg", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII), PhotoSource.OFFICE, "ania");

        objections.record(whose.id(), NASTY, TODAY, ObjectionForm.WRITTEN, "ania");
        objections.takeBack(whose.id(), NASTY, TODAY, "ania");
        objections.record(whose.id(), NASTY, TODAY, ObjectionForm.EMAIL, "ania");
        departures.leave(whose.id(), DepartureReason.GRADUATION, TODAY, null, NASTY, "ania");
        access.note(whose.id(), "ania", StudentAccess.Kind.LOOKED);
        return number;
    }
}
