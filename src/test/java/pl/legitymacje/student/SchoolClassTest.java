package pl.legitymacje.student;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchoolClassTest {

    @ParameterizedTest
    @CsvSource({
        "4a, 4a",
        "4A, 4a",
        "' 4 A ', 4a",
        "IV a, 4a",
        "IVA, 4a",
        "VIII-b, 8b",
        "4, 4",
        "10C, 10c",
        "04a, 4a",
        "0, 0",
        "zerówka  Misie, zerówka Misie",
        "ostatnia, ostatnia",
        "I, 1",
        "vi b, 6b",
        "2TI, 2ti",
    })
    void hasOneSpelling(String written, String spelling) {
        assertThat(SchoolClass.of(written)).isEqualTo(spelling);
        assertThat(SchoolClass.of(spelling)).isEqualTo(spelling);
    }

    @Test
    void isOrderedAsPeopleCount() {
        List<String> classes = new ArrayList<>(List.of("zerówka", "10c", "2b", "1b", "1a", "0"));
        classes.sort(SchoolClass.ORDER);
        assertThat(classes).containsExactly("0", "1a", "1b", "2b", "10c", "zerówka");
    }
}
