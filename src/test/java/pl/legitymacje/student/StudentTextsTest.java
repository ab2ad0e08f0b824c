package pl.legitymacje.student;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import pl.legitymacje.school.RoomTexts;

class StudentTextsTest {

    @Test
    void textsAreComplete() throws IOException {
        RoomTexts.check("student");
    }
}
