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
                Stream.of(
                                Arrays.stream(ObjectionForm.values()).map(form -> "student.objectionForm." + form),
                                Arrays.stream(DepartureReason.values())
                                        .map(reason -> "student.departureReason." + reason),
                                Arrays.stream(Status.values()).map(status -> "student.status." + status),
                                Arrays.stream(StudentAccess.Kind.values()).map(kind -> "student.access." + kind))
                        .flatMap(keys -> keys)
                        .toArray(String[]::new));
    }
}
