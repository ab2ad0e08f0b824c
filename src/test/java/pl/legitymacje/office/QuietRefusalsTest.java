package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class QuietRefusalsTest {

    private final QuietRefusals quiet = new QuietRefusals();
    private final Logger rest = LoggerFactory.getLogger("org.camunda.bpm.engine.rest.exception");

    @AfterEach
    void loudAgain() {
        quiet.destroy();
    }

    @ParameterizedTest
    @CsvSource({
        "'pl.legitymacje.school.Refused: process.photo.missing', process.photo.missing",
        "'RestException: Cannot submit task form 7: Cannot find task with id 7: task is null', office.engine.taskGone",
        "'RestException: Cannot restore state of process instance 7: list of executions is empty', office.engine.taskGone",
        "'RestException: ENGINE-03005 Execution of UPDATE failed', office.engine.overtaken",
    })
    void whatAPersonIsToldIsOneLine(String said, String which, CapturedOutput log) {
        rest.warn("ENGINE-REST-HTTP500 " + said + "\n\tat somewhere\n");
        assertThat(log).contains("Refused: " + which).doesNotContain("\tat somewhere");
    }

    @Test
    void aFaultOfTheProgramStaysWhole(CapturedOutput log) {
        rest.warn("ENGINE-REST-HTTP500 RestException: NullPointerException\n\tat somewhere\n\tat a task is null\n");
        assertThat(log).contains("NullPointerException", "\tat somewhere").doesNotContain("Refused");
    }
}
