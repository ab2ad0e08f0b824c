package pl.legitymacje.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LettersTest {

    private static final String CASE = "SPR-2026-0012";

    private final Letters letters = new Letters(Samples.SCHOOL);

    // ---- what must not be written

    @ParameterizedTest
    @EnumSource
    void each_variable_left_out_is_refused(MailKind kind) {
        for (String name : kind.variables().keySet()) {
            Map<String, Object> variables = Samples.variables(kind);
            variables.remove(name);
            assertThatThrownBy(() -> letters.write(kind, CASE, variables))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void each_variable_null_or_of_another_type_is_refused(MailKind kind) {
        for (String name : kind.variables().keySet()) {
            for (Object wrong : Arrays.asList(null, 7, List.of(7), Map.of())) {
                Map<String, Object> variables = Samples.variables(kind);
                variables.put(name, wrong);
                assertThatThrownBy(() -> letters.write(kind, CASE, variables))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(name);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_variable_too_many_is_refused(MailKind kind) {
        Map<String, Object> variables = Samples.variables(kind);
        variables.put("surname", "Kowalska");
        assertThatThrownBy(() -> letters.write(kind, CASE, variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("surname")
                .hasMessageNotContaining("Kowalska");
    }

    @Test
    void blank_text_is_a_hole_and_refused() {
        for (String blank : List.of("", "  ", "\u00a0", "\r\n")) {
            assertThatThrownBy(() -> letters.write(MailKind.PHOTO_ACCEPTED, CASE, Map.of("firstName", blank)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> letters.write(
                            MailKind.CARD_READY, CASE, Map.of("firstName", "Ala", "bring", List.of(blank))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new Remedy("Powód.", blank)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new FeeDue("9,00 zł", "Szkoła", "Bank", blank, "opłata", null, false))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new FeeDue("9,00 zł", "Szkoła", "Bank", "08 9108", blank, null, false))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PHOTO_REFUSED,       reasons",
        "CASE_REFUSED,        reasons",
        "CALL_TO_COMPLETE,    missing",
        "COMPLETION_REMINDER, missing",
        "CASE_UNEXAMINED,     missing",
    })
    void a_mail_that_has_nothing_to_say_is_refused(MailKind kind, String name) {
        Map<String, Object> variables = Samples.variables(kind);
        variables.put(name, List.of());
        assertThatThrownBy(() -> letters.write(kind, CASE, variables))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void a_template_that_names_an_unknown_variable_fails() {
        assertThatThrownBy(() -> letters.render("fee-received", "Temat", Map.of("procedure", "P", "caseNumber", CASE)))
                .hasStackTraceContaining("unknown variable: amount");
    }

    @Test
    void line_breaks_in_a_value_do_not_make_lines_in_the_mail() {
        var letter =
                letters.write(MailKind.PHOTO_ACCEPTED, CASE, Map.of("firstName", "Ala\r\nBcc: x@y.pl\u2028\u0000Ola"));
        assertThat(letter.text()).contains(": Ala Bcc: x@y.pl Ola\n");
    }

    // ---- what is written

    @ParameterizedTest
    @EnumSource
    void every_mail_is_whole(MailKind kind) {
        var letter = write(kind);

        assertThat(letter.subject()).contains(kind.about() == MailKind.About.CASE ? "[" + CASE + "]" : "12.03.2026");
        assertThat(letter.subject()).hasSizeLessThanOrEqualTo(78);
        for (String body : List.of(letter.text(), letter.html())) {
            if (!kind.toOffice()) {
                assertThat(body)
                        .contains(Samples.SCHOOL.name(), "Ćmielowska 3/5", "00-001 Żółwin")
                        .contains(Samples.SCHOOL.mail(), Samples.SCHOOL.phone(), Samples.SCHOOL.hours());
            }
            if (kind.about() != MailKind.About.DAY) { // the digest lists cases
                assertThat(body.contains("Numer sprawy")).isEqualTo(kind.about() == MailKind.About.CASE);
            }
            assertThat(body)
                    .doesNotContain("${", "#{", "[(", ")]", "[#", "[/", "~{", "<th:", " th:", "null", "Optional", "[[");
        }
        assertThat(letter.text())
                .startsWith("Dzień dobry,\n\n")
                .doesNotContain("\n\n\n")
                .doesNotContainPattern("&[a-z#0-9]+;")
                .doesNotContainPattern("</?(p|li|ul|div|br|strong|span)\\b")
                .contains("Żaneta & <O'Świt>");
        assertThat(letter.html())
                .contains("lang=\"pl\"")
                .contains("Żaneta &amp; &lt;O&#39;Świt&gt;")
                // neither pictures nor styles nor anything else from elsewhere
                .doesNotContainPattern("(?i)<(img|link|script|iframe|object)\\b|url\\(|https?://");
    }

    private Letters.Letter write(MailKind kind) {
        return kind.about() == MailKind.About.CASE
                ? letters.write(kind, CASE, Samples.variables(kind))
                : letters.write(kind, LocalDate.of(2026, 3, 12), Samples.variables(kind));
    }

    @ParameterizedTest
    @EnumSource
    void both_versions_say_the_same(MailKind kind) {
        var letter = write(kind);
        String html = letter.html()
                .replaceAll("(?s)<head>.*</head>", "")
                .replaceFirst("(?s)<p [^>]*>" + Samples.SCHOOL.name() + "</p>", "") // the heading
                .replaceAll("<[^>]+>", " ")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#39;", "'");
        assertThat(words(html)).isEqualTo(words(letter.text()));
    }

    private static List<String> words(String text) {
        return Stream.of(text.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void every_declared_variable_is_shown(MailKind kind) {
        var letter = letters.write(kind, CASE, Samples.variables(kind));
        for (var variable : kind.variables().entrySet()) {
            List<String> shown =
                    switch (variable.getValue()) {
                        case LINE -> List.of(variable.getKey() + " Żaneta");
                        case LINES, SOME_LINES -> List.of("dowód osobisty", "stara legitymacja");
                        case DAY -> List.of("12 marca 2026 r.");
                        case MOMENT -> List.of("12 marca 2026 r., godz. 08:05");
                        case YES_NO ->
                            List.of(
                                    switch (variable.getKey()) {
                                        case "exOfficio" -> "rozpoczęliśmy sprawę";
                                        case "inHand" -> "w sekretariacie";
                                        case "qr" -> "kod QR";
                                        case "photoUnusable" -> "nie możemy wykorzystać";
                                        default -> "można otrzymać ponownie";
                                    });
                        case MISSING_THINGS, SOME_MISSING_THINGS ->
                            List.of("zdjęcie do legitymacji", "12 marca 2026 r.", "zgoda", "2 listopada 2026 r.");
                        case REMEDIES, SOME_REMEDIES ->
                            List.of(
                                    "Zdjęcie jest za małe.",
                                    "Prosimy o większe.",
                                    "Nie widać oczu.",
                                    "Prosimy odsłonić oczy.");
                        case FEES_DUE ->
                            List.of(
                                    "9,00 zł",
                                    "Szkoła w Żółwinie",
                                    "Bank Żółwi",
                                    "08 9108",
                                    "legitymacja, Świt 5a",
                                    "26,00 zł",
                                    "Gmina Żółwin",
                                    "Bank Ćmi",
                                    "12 3456",
                                    "świadectwo, Noc 8b");
                        case DUE_CASES ->
                            List.of(
                                    "SPR-2026-0012",
                                    "duplikat",
                                    "12 marca 2026 r.",
                                    "SPR-2026-0013",
                                    "wnioskodawca: zgoda");
                        case COUNT -> List.of("42");
                        case PHOTO_NEEDS -> List.of("1234", "600", "5");
                    };
            assertThat(letter.text()).as(variable.getKey()).contains(shown);
            assertThat(letter.html()).as(variable.getKey()).contains(shown);
        }
    }

    /** What the program sees at once is not told as if all were well. */
    @Test
    void whosePhotoIsOfNoUseIsNotToldToWait() {
        Map<String, Object> variables = Samples.variables(MailKind.APPLICATION_RECEIVED);
        variables.put("missing", List.of());
        variables.put("fees", List.of());
        variables.put("exOfficio", false);
        var letter = letters.write(MailKind.APPLICATION_RECEIVED, CASE, variables);
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body)
                    .contains("Zdjęcia, które przyszło, nie możemy wykorzystać")
                    .doesNotContain("ze wszystkim", "nie trzeba nic robić");
        }
    }

    @Test
    void nothing_missing_asks_for_nothing() {
        Map<String, Object> variables = Samples.variables(MailKind.APPLICATION_RECEIVED);
        variables.put("missing", List.of());
        variables.put("fees", List.of());
        variables.put("exOfficio", false);
        variables.put("photoUnusable", false);
        var letter = letters.write(MailKind.APPLICATION_RECEIVED, CASE, variables);
        assertThat(letter.text()).contains("przyjęliśmy wniosek", "Wniosek wpłynął ze wszystkim");
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body)
                    .contains("Teraz wszystko sprawdzimy. Na razie nie trzeba nic robić")
                    .doesNotContain("Brakuje", "Mamy wszystko", "JPEG", "przelew");
        }
    }

    @Test
    void the_photo_is_explained_only_where_it_is_missing() {
        Map<String, Object> variables = Samples.variables(MailKind.APPLICATION_RECEIVED);
        variables.put("missing", List.of(Missing.other("zgoda", LocalDate.of(2026, 3, 12))));
        var letter = letters.write(MailKind.APPLICATION_RECEIVED, CASE, variables);
        assertThat(letter.text())
                .contains("– zgoda (najpóźniej 12 marca 2026 r.)")
                .doesNotContain("JPEG");
    }

    @Test
    void a_fee_alone_is_still_something_to_do() {
        Map<String, Object> variables = Samples.variables(MailKind.APPLICATION_RECEIVED);
        variables.put("missing", List.of());
        var letter = letters.write(MailKind.APPLICATION_RECEIVED, CASE, variables);
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body).contains("Dane do przelewu").doesNotContain("Brakuje", "nie trzeba nic robić");
        }
    }

    @Test
    void account_and_title_stand_alone_on_their_lines_ready_to_be_copied() {
        var letter = letters.write(MailKind.CALL_TO_COMPLETE, CASE, Samples.variables(MailKind.CALL_TO_COMPLETE));
        assertThat(letter.text().lines())
                .contains("08 9108", "legitymacja, Świt 5a", "12 3456", "świadectwo, Noc 8b", "Kwota: 9,00 zł")
                .anyMatch(line -> line.startsWith("Prosimy zachować wszystkie słowa tytułu"));
    }

    @ParameterizedTest
    @EnumSource(names = {"APPLICATION_RECEIVED", "CALL_TO_COMPLETE", "COMPLETION_REMINDER"})
    void no_fee_no_account(MailKind kind) {
        Map<String, Object> variables = Samples.variables(kind);
        variables.put("fees", List.of());
        var letter = letters.write(kind, CASE, variables);
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body).doesNotContain("przelew", "rachunku");
        }
    }

    @Test
    void what_was_received_and_what_was_not_found_is_said_beside_the_account() {
        Map<String, Object> variables = Samples.variables(MailKind.CALL_TO_COMPLETE);
        List<?> both = (List<?>) variables.get("fees");
        variables.put("fees", both.subList(0, 1));
        assertThat(letters.write(MailKind.CALL_TO_COMPLETE, CASE, variables).text())
                .contains("Wpłynęło już: 8,99 zł. Do zapłaty pozostało: 9,00 zł.\n\nDane do przelewu:")
                .doesNotContain("nie pojawiła się", "kilku rzeczy", "i klasę");
        variables.put("fees", both.subList(1, 2));
        assertThat(letters.write(MailKind.CALL_TO_COMPLETE, CASE, variables).text())
                .contains("nie pojawiła się ona jeszcze na rachunku szkoły", "Dane do przelewu:")
                .doesNotContain("Wpłynęło już");
    }

    @ParameterizedTest
    @EnumSource(names = {"CASE_REFUSED", "CASE_WITHDRAWN", "CASE_UNEXAMINED", "CERTIFICATE_NOT_POSSIBLE"})
    void who_has_paid_reads_what_becomes_of_the_money(MailKind kind) {
        Map<String, Object> variables = Samples.variables(kind);
        variables.put("paid", List.of("9,00 zł"));
        String paid = letters.write(kind, CASE, variables).text();
        assertThat(paid).contains("W tej sprawie zapłacono: 9,00 zł. Sekretariat rozliczy tę kwotę");
        assertThat(paid).doesNotContain("Nie trzeba nic więcej robić");
        variables.put("paid", List.of());
        assertThat(letters.write(kind, CASE, variables).text()).doesNotContain("zapłacono", "rozliczy");
    }

    @Test
    void of_two_ways_after_an_impossible_duplicate_only_the_fitting_one_is_told() {
        Map<String, Object> variables = Samples.variables(MailKind.CERTIFICATE_NOT_POSSIBLE);
        variables.put("superintendent", List.of("Podkarpacki Kurator Oświaty", "ul. Grunwaldzka 15"));
        var closed = letters.write(MailKind.CERTIFICATE_NOT_POSSIBLE, CASE, variables);
        variables.put("superintendent", List.of());
        var noRecords = letters.write(MailKind.CERTIFICATE_NOT_POSSIBLE, CASE, variables);
        for (String body : List.of(closed.text(), closed.html())) {
            assertThat(body)
                    .contains("Podkarpacki Kurator Oświaty", "ul. Grunwaldzka 15")
                    .doesNotContain("sądu", "zaświadczenie", "Jeśli do", "Jeśli św");
        }
        for (String body : List.of(noRecords.text(), noRecords.html())) {
            assertThat(body)
                    .contains("sądu rejonowego", "zaświadczenie")
                    .doesNotContain("kurator", "Jeśli do", "Jeśli św");
        }
    }

    @Test
    void no_photo_was_refused_no_reasons() {
        Map<String, Object> variables = Samples.variables(MailKind.CALL_TO_COMPLETE);
        variables.put("reasons", List.of());
        var letter = letters.write(MailKind.CALL_TO_COMPLETE, CASE, variables);
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body).doesNotContain("Dlaczego", "Niestety");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"APPLICATION_RECEIVED", "CALL_TO_COMPLETE", "COMPLETION_REMINDER"})
    void whoever_owes_something_reads_what_happens_otherwise(MailKind kind) {
        assertThat(letters.write(kind, CASE, Samples.variables(kind)).text())
                .contains("bez rozpoznania", "art. 64 § 2");
    }

    @Test
    void nothing_to_bring_leaves_no_empty_list() {
        var letter = letters.write(MailKind.CARD_READY, CASE, Map.of("firstName", "Ala", "bring", List.of()));
        assertThat(letter.text()).doesNotContain("zabrać ze sobą");
        assertThat(letter.html()).doesNotContain("zabrać ze sobą", "<ul");
    }

    @Test
    void a_school_without_a_telephone_signs_without_it() {
        var letter = new Letters(Samples.school(null)).write(MailKind.PHOTO_ACCEPTED, CASE, Map.of("firstName", "Ala"));
        assertThat(letter.text()).doesNotContain("Telefon");
        assertThat(letter.html()).doesNotContain("Telefon");
    }

    /** Paper has no further need of the office; what is not there is not spoken of (S3 VI). */
    @Test
    void a_code_that_is_given_by_hand_is_not_to_be_fetched() {
        Map<String, Object> variables = Samples.variables(MailKind.MOBILE_CODE_READY);
        variables.put("inHand", true);
        variables.put("qr", false);
        var letter = letters.write(MailKind.MOBILE_CODE_READY, CASE, variables);
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body)
                    .contains("do ręki", "12 marca 2026 r., godz. 08:05")
                    .doesNotContain("odebrać", "QR", "Co zabrać", "czekają", "czeka ");
        }
    }

    /** S3 VIII: a further mobile card needs an application (form 3). */
    @ParameterizedTest
    @EnumSource(names = {"MOBILE_CARD_REVOKED", "MOBILE_REISSUE_OFFERED", "MOBILE_CARD_UNUSED"})
    void another_mobile_card_needs_an_application(MailKind kind) {
        var letter = letters.write(kind, CASE, Samples.variables(kind));
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body).containsPattern("złożyć (nowy )?wniosek").doesNotContain("Wystarczy odpowiedzieć");
        }
    }

    @Test
    void a_revoked_mobile_card_is_offered_again_only_where_it_can_be_had() {
        Map<String, Object> variables = Samples.variables(MailKind.MOBILE_CARD_REVOKED);
        variables.put("reissue", false);
        var applied = letters.write(MailKind.MOBILE_CARD_REVOKED, CASE, variables);
        for (String body : List.of(applied.text(), applied.html())) {
            assertThat(body).contains("Wniosek o ponowne wydanie").doesNotContain("zniżek", "można otrzymać");
        }
        variables.put("applied", false);
        var letter = letters.write(MailKind.MOBILE_CARD_REVOKED, CASE, variables);
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body).contains("nie uprawnia już do zniżek").doesNotContain("ponownie");
        }
    }

    @ParameterizedTest
    @EnumSource
    void it_reads_well_on_a_phone(MailKind kind) {
        String html = letters.write(kind, CASE, Samples.variables(kind)).html();
        assertThat(html)
                .contains("name=\"viewport\" content=\"width=device-width, initial-scale=1\"")
                // nothing wider than the screen, nothing that must be scrolled sideways
                .doesNotContainPattern("(?i)<(table|pre|form)\\b|nowrap|[^-]width:\\s*\\d|min-width");
        assertThat(Pattern.compile("font-size:(\\d+)px").matcher(html).results())
                .isNotEmpty()
                .allMatch(size -> Integer.parseInt(size.group(1)) >= 13);
    }

    @Test
    void a_mail_knows_no_more_of_a_person_than_the_first_name() throws IOException {
        Set<String> declared = new HashSet<>();
        Stream.of(MailKind.values())
                .forEach(kind -> declared.addAll(kind.variables().keySet()));
        // another name in here is another thing that leaves the school
        assertThat(declared)
                .containsExactlyInAnyOrder(
                        "firstName",
                        "procedure",
                        "missing",
                        "photo",
                        "fees",
                        "reasons",
                        "until",
                        "amount",
                        "reason",
                        "newDate",
                        "lastDay",
                        "waiting",
                        "day",
                        "late",
                        "soon",
                        "applicants",
                        "decisions",
                        "later",
                        "bring",
                        "exOfficio",
                        "photoUnusable",
                        "paid",
                        "superintendent",
                        "document",
                        "readySince",
                        "trackingNumber",
                        "code",
                        "codeUntil",
                        "askUntil",
                        "inHand",
                        "qr",
                        "reissue",
                        "applied",
                        "objectionOn",
                        "validUntil");
        assertThat(MailKind.values())
                .filteredOn(kind -> kind.variables().containsKey("code"))
                .containsExactly(MailKind.MOBILE_CODE);

        Set<String> ofTheSchool = new HashSet<>();
        Set<String> withTitle = new HashSet<>();
        for (Path template : templates()) {
            String content = Files.readString(template);
            Pattern.compile("school\\.(\\w+)").matcher(content).results().forEach(m -> ofTheSchool.add(m.group(1)));
            if (content.contains(".title")) {
                withTitle.add(template.getFileName().toString());
            }
        }
        assertThat(ofTheSchool).containsExactlyInAnyOrder("name", "address", "phone", "mail", "hours", "mobile");
        assertThat(withTitle).containsExactlyInAnyOrder("fee-due.txt", "fee-due.html");
    }

    @Test
    void an_empty_part_of_the_digest_is_left_out() {
        Map<String, Object> variables = Samples.variables(MailKind.DEADLINE_DIGEST);
        variables.put("late", List.of());
        variables.put("later", 0L);
        var letter = letters.write(MailKind.DEADLINE_DIGEST, LocalDate.of(2026, 3, 12), variables);
        for (String body : List.of(letter.text(), letter.html())) {
            assertThat(body).doesNotContain("Po terminie", "Pozostałe").contains("Czekamy na wnioskodawcę (2)");
        }
    }

    @Test
    void a_mail_to_the_office_is_not_signed_by_it() {
        for (MailKind kind : List.of(MailKind.DEADLINE_REMINDER, MailKind.DEADLINE_DIGEST)) {
            assertThat(write(kind).text()).doesNotContain("Z poważaniem", "w temacie odpowiedzi");
        }
    }

    // ---- the catalogue

    @Test
    void kinds_and_templates_and_subjects_are_the_same_set() throws Exception {
        Set<String> pieces = Set.of(
                "layout",
                "case-facts",
                "photo-needs",
                "photo-reasons",
                "pick-up",
                "money-back",
                "missing-things",
                "fee-due",
                "due-cases",
                "mobile-how-to");
        Set<String> labels = new HashSet<>(pieces);
        Stream.of(MailKind.values()).map(MailKind::label).forEach(labels::add);
        for (String suffix : List.of(".txt", ".html")) {
            Set<String> files = new HashSet<>();
            templates().stream()
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .forEach(name -> files.add(name.substring(0, name.length() - suffix.length())));
            assertThat(files).isEqualTo(labels);
        }
    }

    private static List<Path> templates() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("src/main/resources/mail"))) {
            return list.toList();
        }
    }

    @Test
    void a_label_leads_back_to_its_kind() {
        for (MailKind kind : MailKind.values()) {
            assertThat(MailKind.labelled(kind.label())).isEqualTo(kind);
        }
        assertThatThrownBy(() -> MailKind.labelled("CARD_READY")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MailKind.labelled("card")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_text_is_used_and_every_used_text_exists() throws IOException {
        Set<String> used = new HashSet<>();
        Pattern key = Pattern.compile("\"(mail\\.[a-zA-Z]+\\.[a-zA-Z.]+)\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/pl/legitymacje/mail"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                key.matcher(Files.readString(source)).results().forEach(match -> used.add(match.group(1)));
            }
        }
        Stream.of(MailKind.values()).forEach(kind -> used.add("mail." + kind.label() + ".subject"));
        Map<String, String> texts = new HashMap<>();
        java.util.Properties file = new java.util.Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/texts/mail.properties"), StandardCharsets.UTF_8)) {
            file.load(reader);
        }
        file.forEach((name, text) -> texts.put(name.toString(), text.toString()));
        assertThat(texts.keySet()).isEqualTo(used);
        assertThat(texts.values()).noneMatch(String::isBlank);
    }
}
