package pl.legitymacje.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoTextsTest {

    @Test
    void every_text_is_used_and_every_used_text_exists() throws IOException {
        Set<String> used = new HashSet<>();
        Pattern key = Pattern.compile("\"(demo\\.[a-zA-Z.]+)\"");
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/pl/legitymacje/demo"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                key.matcher(Files.readString(source)).results().forEach(match -> used.add(match.group(1)));
            }
        }
        Properties texts = new Properties();
        try (var reader = Files.newBufferedReader(Path.of("src/main/resources/texts/demo.properties"))) {
            texts.load(reader);
        }
        assertThat(texts.stringPropertyNames()).isEqualTo(used);
        assertThat(texts.values()).noneMatch(text -> text.toString().isBlank());
    }
}
