package pl.legitymacje.photo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhotoTextsTest {

    private static final Pattern KEY = Pattern.compile("\"(photo\\.[A-Za-z]+)\"");

    private final ResourceBundle texts = ResourceBundle.getBundle("texts.photo", Locale.ROOT);

    @ParameterizedTest
    @EnumSource
    void everyFindingHasItsReasonAndRemedy(PhotoRule rule) {
        Finding finding = Finding.of(rule, 1, 2, 3, 4);

        assertThat(finding.reason()).endsWith(".").doesNotContain("{");
        assertThat(finding.remedy()).endsWith(".").doesNotContain("{");
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonOfTheClerkHasItsSentences(RefusalReason reason) {
        assertThat(reason.label()).isNotBlank().doesNotEndWith(".");
        assertThat(reason.reason()).endsWith(".");
        assertThat(reason.remedy()).endsWith(".");
    }

    @Test
    void noSentenceIsMissingBlankOrUnused() throws IOException {
        Set<String> used = new TreeSet<>(keysInCode());
        for (PhotoRule rule : PhotoRule.values()) {
            used.add(TextKeys.of("", rule, "reason"));
            used.add(TextKeys.of("", rule, "remedy"));
        }
        for (RefusalReason reason : RefusalReason.values()) {
            Stream.of("label", "reason", "remedy").forEach(s -> used.add(TextKeys.of("clerk.", reason, s)));
        }

        assertThat(new TreeSet<>(texts.keySet())).isEqualTo(used);
        assertThat(used).allSatisfy(key -> assertThat(texts.getString(key)).isNotBlank());
    }

    private static Set<String> keysInCode() throws IOException {
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/pl/legitymacje/photo"))) {
            return sources.flatMap(source -> KEY.matcher(read(source)).results())
                    .map((MatchResult match) -> match.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
