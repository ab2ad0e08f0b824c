package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every model passes bpmnlint, with its recommended rules and those for Camunda 7.24. Needs npm; skipped without. */
class BpmnLintTest {

    private static final Path SOURCE = Path.of("src/test/bpmn");
    private static final Path PLACE = Path.of("target/bpmnlint");

    @BeforeAll
    static void install() throws IOException, InterruptedException {
        assumeTrue(onPath("npm"), "SKIPPED: bpmnlint needs npm, which is not on this machine");
        Files.createDirectories(PLACE);
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", ".bpmnlintrc")) {
            Files.copy(SOURCE.resolve(file), PLACE.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Result installed = run("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
        assertThat(installed.exit()).as(installed.output()).isZero();
    }

    @Test
    void everyModelPasses() throws Exception {
        List<String> command = new ArrayList<>(List.of("node", "node_modules/bpmnlint/bin/bpmnlint.js"));
        try (Stream<Path> models = Files.walk(Path.of("processes"))) {
            models.filter(file -> file.toString().endsWith(".bpmn"))
                    .map(file -> file.toAbsolutePath().toString())
                    .forEach(command::add);
        }
        assertThat(command).hasSizeGreaterThan(2);
        Result lint = run(command.toArray(String[]::new));
        assertThat(lint.exit()).as(lint.output()).isZero();
    }

    @Test
    void aModelWithAFaultIsFound() throws Exception {
        String model = Files.readString(Path.of("processes/shared/card-production.bpmn"));
        Path faulty = PLACE.resolve("faulty.bpmn").toAbsolutePath();
        Files.writeString(faulty, model.replace("name=\"Karta dobra?\"", ""));
        Result lint = run("node", "node_modules/bpmnlint/bin/bpmnlint.js", faulty.toString());
        assertThat(lint.output()).contains("label-required");
        assertThat(lint.exit()).isNotZero();
    }

    private record Result(int exit, String output) {}

    private static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(PLACE.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
