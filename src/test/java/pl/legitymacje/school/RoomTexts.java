package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps a room's texts complete: every key that its code names exists, none is blank, none is left over. */
public final class RoomTexts {

    private RoomTexts() {}

    /**
     * Checks a room's texts.
     *
     * @param composed the keys that the code puts together, and so are not found in it as they are
     */
    public static void check(String room, String... composed) throws IOException {
        Properties texts = properties(Path.of("src/main/resources/texts", room + ".properties"));
        Set<String> used = found(room, "\"(" + room + "\\.[A-Za-z.]*[A-Za-z])\"");
        used.addAll(Set.of(composed));
        assertThat(texts.stringPropertyNames()).isEqualTo(used);
        assertThat(texts.values()).allSatisfy(text -> assertThat((String) text).isNotBlank());
    }

    static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    /** What the pattern's first group matches in the room's source files. */
    static Set<String> found(String room, String pattern) throws IOException {
        Pattern key = Pattern.compile(pattern);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/pl/legitymacje", room))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .flatMap(file -> key.matcher(source(file)).results().map((MatchResult match) -> match.group(1)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static String source(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
