package pl.legitymacje.student;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pl.legitymacje.school.RoomTexts;

class StudentTextsTest {

    @Test
    void textsAreComplete() throws IOException {
        RoomTexts.check(
                "student",
                Stream.concat(
                                Arrays.stream(ObjectionForm.values()).map(form -> "student.objectionForm." + form),
                                Arrays.stream(DepartureReason.values())
                                        .map(reason -> "student.departureReason." + reason))
                        .toArray(String[]::new));
    }
}
