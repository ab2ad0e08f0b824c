package pl.legitymacje.demo;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import pl.legitymacje.school.RoomTexts;

class DemoTextsTest {

    @Test
    void every_text_is_used_and_every_used_text_exists() throws IOException {
        RoomTexts.check("demo");
    }
}
