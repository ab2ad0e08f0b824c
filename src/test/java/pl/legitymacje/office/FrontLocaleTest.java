package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** The Polish words of Camunda's four web applications against the English ones of the webapp that is on the class path. */
class FrontLocaleTest {

    private static final String APPS = "META-INF/resources/webjars/camunda/app/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*\\w+\\s*}}|\\{}");
    private static final Pattern TAG = Pattern.compile("</?(?:a|br|strong|code|i|b|p|span)\\b[^>]*>");

    /** Names, abbreviations and signs, and words that are the same in both languages. */
    private static final Set<String> SAME =
            Set.of("Camunda", "Cockpit", "Optimize", "CSV", "JSON", "OK", "System", "Element", "<", "<=", ">", ">=");

    /** Empty in English too, and the English plural's "s" that stands apart from its word. */
    private static final Set<String> BLANK = Set.of(
            "labels.NO_TASK_FORM",
            "labels.PLGN_BATCH_S",
            "labels.PLGN_MIG_S",
            "labels.PLGN_MOD_DIALOG_S",
            "labels.PLGN_MOD_RESTART_DIALOG_S");

    /** Formats, not words. */
    private static final Pattern FORMAT = Pattern.compile("dateLocales\\.(longDateFormat|week\\.|calendar).*");

    /** Texts and forms that are easily left behind by a search and replace: English words, straight quotes, three dots. */
    private static final Pattern UNPOLISHED = Pattern.compile(
            "(?i)\\b(?:the|instance[s]?|batch|job[s]?|task[s]?|deploy\\w*|failed|could not|you|your)\\b|(?<!=)\"(?!>)|\\.\\.\\.");

    @ParameterizedTest
    @CsvSource({"tasklist, 300", "cockpit, 2500", "admin, 600", "welcome, 150"})
    void saysEverythingThatEnglishSaysAndNothingElse(String app, int atLeast) throws IOException {
        Map<String, String> english = texts(app, "en.json");
        assertThat(english).hasSizeGreaterThan(atLeast);
        assertThat(texts(app, "pl.json").keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void keepsPlaceholdersAndMarkup(String app) throws IOException {
        Map<String, String> polish = texts(app, "pl.json");
        texts(app, "en.json").forEach((key, text) -> {
            assertThat(found(PLACEHOLDER, polish.get(key)))
                    .as("placeholders of %s", key)
                    .isEqualTo(found(PLACEHOLDER, text));
            assertThat(found(TAG, polish.get(key))).as("markup of %s", key).isEqualTo(found(TAG, text));
        });
    }

    /** Sentences are put together of several texts, with no space between them but their own. */
    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void keepsSpacesAtTheEnds(String app) throws IOException {
        Map<String, String> polish = texts(app, "pl.json");
        texts(app, "en.json").forEach((key, text) -> {
            String said = polish.get(key);
            if (!said.isEmpty()) {
                assertThat(said.startsWith(" ")).as(key).isEqualTo(text.startsWith(" "));
                assertThat(said.endsWith(" ")).as(key).isEqualTo(text.endsWith(" "));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void leavesNothingBlankOrInEnglish(String app) throws IOException {
        Map<String, String> english = texts(app, "en.json");
        texts(app, "pl.json").forEach((key, text) -> {
            if (FORMAT.matcher(key).matches()) {
                return;
            }
            if (BLANK.contains(key)) {
                assertThat(text).as(key).isEmpty();
            } else if (SAME.contains(text.trim())) {
                assertThat(text).as(key).isNotBlank();
            } else {
                assertThat(text).as(key).isNotBlank().isNotEqualTo(english.get(key));
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void isWrittenAsPolishIs(String app) throws IOException {
        texts(app, "pl.json").forEach((key, text) -> assertThat(
                        PLACEHOLDER.matcher(TAG.matcher(text).replaceAll("")).replaceAll(""))
                .as(key)
                .doesNotContainPattern(UNPOLISHED));
    }

    /** The same thing has the same name in each of them; a case is a school's, an instance of a process is the engine's. */
    @Test
    void oneNameForOneThing() throws IOException {
        Map<String, String> tasklist = texts("tasklist", "pl.json");
        Set<String> named =
                Set.of("labels.FILTER", "labels.FILTERS", "labels.PROCESS_DEFINITION", "labels.PROCESS_INSTANCE");
        Map<String, String> english = texts("tasklist", "en.json");
        for (String app : List.of("cockpit", "admin", "welcome")) {
            Map<String, String> there = texts(app, "en.json");
            texts(app, "pl.json").forEach((key, text) -> {
                if (!named.contains(key)
                        && english.containsKey(key)
                        && english.get(key).equals(there.get(key))) {
                    assertThat(text).as("%s in %s", key, app).isEqualTo(tasklist.get(key));
                }
            });
        }
    }

    /** Taking a task is not approving it: an old community translation said so. */
    @Test
    void takingATaskIsNotApprovingIt() throws IOException {
        Map<String, String> polish = texts("tasklist", "pl.json");
        assertThat(polish)
                .containsEntry("labels.CLAIM_TASK", "Weź do załatwienia")
                .containsEntry("labels.UNCLAIM_TASK", "Oddaj")
                .containsEntry("labels.COMPLETE", "Zakończ");
        assertThat(polish.values()).noneMatch(text -> text.contains("Zatwierdź"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin", "welcome"})
    void offersPolishOnlyAndNoBanner(String app) throws IOException {
        assertThat(resource(app, "scripts/config.js"))
                .contains("availableLocales: ['pl']")
                .contains("fallbackLocale: 'pl'")
                .contains("import school from '../../../../school.js'", "name: school.name")
                .contains("disableWelcomeMessage: true");
        String styles = resource(app, "styles/user-styles.css");
        assertThat(styles.contains("brand.css") ? resource("office", "brand.css") : styles)
                .contains("house.css");
        assertThat(resource("office", "house.css")).contains(".ce-eol-banner");
    }

    /** What office/polish.js looks for in the templates is there: nothing it has a word for has gone or changed. */
    @Test
    void templatesStillSayWhatIsReplaced() throws IOException {
        StringBuilder scripts = new StringBuilder();
        for (String script : List.of(
                "webjars/camunda/lib/deps.js",
                "webjars/camunda/app/cockpit/camunda-cockpit-bootstrap.js",
                "webjars/camunda/app/admin/camunda-admin-bootstrap.js",
                "webjars/camunda/app/welcome/camunda-welcome-bootstrap.js",
                "plugin/cockpit/app/plugin.js",
                "plugin/admin/app/plugin.js")) {
            scripts.append(
                    new ClassPathResource("META-INF/resources/" + script).getContentAsString(StandardCharsets.UTF_8));
        }
        String said = scripts.toString().replace("\\n", " ").replace("\\'", "'").replaceAll("\\s+", " ");
        String polish = resource("office", "polish.js");
        int from = polish.indexOf("const WORDS = {");
        String words = polish.substring(from, polish.indexOf("\n};", from));
        List<String> replaced = Pattern.compile("(?m)^  (?:'([^']+)'|\"([^\"]+)\"|(\\w+)):")
                .matcher(words)
                .results()
                .map(word -> word.group().strip().replaceAll("^['\"]|['\"]?:$", ""))
                .toList();
        assertThat(replaced).hasSizeGreaterThan(20).allSatisfy(word -> assertThat(said)
                .as(word)
                .containsPattern("[>\"] ?" + Pattern.quote(word) + " ?[<\"]"));
    }

    /** A week begins on Monday. */
    @ParameterizedTest
    @ValueSource(strings = {"tasklist", "cockpit", "admin"})
    void datesArePolish(String app) throws IOException {
        assertThat(texts(app, "pl.json"))
                .containsEntry("dateLocales.week.dow", "1")
                .containsEntry("dateLocales.longDateFormat.L", "DD.MM.YYYY")
                .containsEntry("dateLocales.weekdays.1", "poniedziałek");
    }

    private static Map<String, String> texts(String app, String file) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        // the webapp's own files begin with a byte order mark
        collect("", new ObjectMapper().readTree(resource(app, "locales/" + file).replace("\uFEFF", "")), texts);
        return texts;
    }

    private static void collect(String at, JsonNode node, Map<String, String> texts) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                collect(at + i + ".", node.get(i), texts);
            }
        } else if (node.isObject()) {
            node.properties().forEach(entry -> collect(at + entry.getKey() + ".", entry.getValue(), texts));
        } else {
            texts.put(at.substring(0, at.length() - 1), node.asText());
        }
    }

    /** Everything the pattern finds, sorted: their order in a sentence is each language's own. */
    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(match -> match.startsWith("{{") ? match.replace(" ", "") : match)
                .sorted()
                .collect(Collectors.toList());
    }

    private static String resource(String app, String path) throws IOException {
        return new ClassPathResource(APPS + app + "/" + path).getContentAsString(StandardCharsets.UTF_8);
    }
}
