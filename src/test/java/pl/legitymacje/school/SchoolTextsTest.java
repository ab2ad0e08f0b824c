package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SchoolTextsTest {

    @Test
    void textsAreComplete() throws IOException {
        RoomTexts.check("school");
    }

    @Test
    void whatIsSaidOfWrongSettingsIsComplete() throws IOException {
        Set<String> ours =
                RoomTexts.properties(Path.of("src/main/resources/ValidationMessages.properties"))
                        .stringPropertyNames()
                        .stream()
                        .filter(key -> key.startsWith("school."))
                        .collect(Collectors.toSet());
        Set<String> used = RoomTexts.found("school", "\"\\{(school\\.[A-Za-z.]+)}\"");
        used.addAll(RoomTexts.found("fee", "\"\\{(school\\.[A-Za-z.]+)}\""));
        used.addAll(RoomTexts.found("photo", "\"\\{(school\\.[A-Za-z.]+)}\""));
        assertThat(ours).isNotEmpty().isEqualTo(used);
    }
}
