package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ClassPathResource;

/** Tasklist's Polish words against the English ones of the webapp that is on the class path. */
class FrontLocaleTest {

    private static final String TASKLIST = "META-INF/resources/webjars/camunda/app/tasklist/";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");
    private static final Pattern TAG = Pattern.compile("</?(?:a|br)\\b");

    /** Names, and signs that are the same in every language; {@code NO_TASK_FORM} is empty in English too. */
    private static final Set<String> SAME = Set.of(
            "labels.APP_VENDOR",
            "labels.COCKPIT_APP",
            "labels.NO_TASK_FORM",
            "labels.SEARCH_LESS_THAN",
            "labels.SEARCH_LESS_THAN_EQUALS",
            "labels.SEARCH_GREATER_THAN",
            "labels.SEARCH_GREATER_THAN_EQUALS");

    /** Formats, not words. */
    private static final Pattern FORMAT = Pattern.compile("dateLocales\\.(longDateFormat|week\\.|calendar).*");

    private static Map<String, String> english;
    private static Map<String, String> polish;

    @BeforeAll
    static void read() throws IOException {
        english = texts("en.json");
        polish = texts("pl.json");
    }

    @Test
    void saysEverythingThatEnglishSaysAndNothingElse() {
        assertThat(english).hasSizeGreaterThan(300);
        assertThat(polish.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    }

    @Test
    void keepsPlaceholdersAndMarkup() {
        english.forEach((key, text) -> {
            assertThat(found(PLACEHOLDER, polish.get(key)))
                    .as("placeholders of %s", key)
                    .isEqualTo(found(PLACEHOLDER, text));
            assertThat(found(TAG, polish.get(key))).as("markup of %s", key).isEqualTo(found(TAG, text));
        });
    }

    @Test
    void leavesNothingBlankOrInEnglish() {
        polish.forEach((key, text) -> {
            if (SAME.contains(key) || FORMAT.matcher(key).matches()) {
                return;
            }
            assertThat(text).as(key).isNotBlank().isNotEqualTo(english.get(key));
        });
    }

    @Test
    void sameOnesAreStillTheSame() {
        SAME.forEach(key -> assertThat(polish.get(key)).as(key).isEqualTo(english.get(key)));
    }

    /** Taking a task is not approving it: an old community translation said so. */
    @Test
    void takingATaskIsNotApprovingIt() {
        assertThat(polish)
                .containsEntry("labels.CLAIM_TASK", "Weź do załatwienia")
                .containsEntry("labels.UNCLAIM_TASK", "Oddaj")
                .containsEntry("labels.COMPLETE", "Zakończ");
        assertThat(polish.values()).noneMatch(text -> text.contains("Zatwierdź"));
    }

    @Test
    void tasklistOffersPolishOnly() throws IOException {
        String config = resource("scripts/config.js");
        assertThat(config).contains("availableLocales: ['pl']").contains("fallbackLocale: 'pl'");
    }

    private static Map<String, String> texts(String file) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        // the webapp's own files begin with a byte order mark
        collect("", new ObjectMapper().readTree(resource("locales/" + file).replace("\uFEFF", "")), texts);
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

    private static Set<String> found(Pattern pattern, String text) {
        return new TreeSet<>(pattern.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(match -> match.replace(" ", ""))
                .toList());
    }

    private static String resource(String path) throws IOException {
        return new ClassPathResource(TASKLIST + path).getContentAsString(StandardCharsets.UTF_8);
    }
}
