package pl.legitymacje.process;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.EventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MessageEventDefinition;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaField;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/reference.md} says what the models and forms say. After a change, write it anew with {@code mvn test
 * -Dtest=ReferenceTest -Dreference.write=true}.
 */
class ReferenceTest {

    private static final Path REFERENCE = Path.of("docs/reference.md");
    private static final Pattern VARIABLE =
            Pattern.compile("cam-variable-name=\"(\\w+)\"\\s+cam-variable-type=\"(\\w+)\"");

    @Test
    void theReferenceIsUpToDate() throws IOException {
        String expected = reference();
        if (Boolean.getBoolean("reference.write")) {
            Files.writeString(REFERENCE, expected);
        }
        assertThat(Files.readString(REFERENCE)).isEqualTo(expected);
    }

    private static String reference() throws IOException {
        StringBuilder text = new StringBuilder(
                """
                # Reference of the processes

                What each process takes, waits for and sends. Made from the models and forms by `ReferenceTest`, which
                fails when this page is out of date. The business key of every case is its case number. Dates are
                texts `yyyy-MM-dd`. Groups: `sekretariat`, `dyrektor`, `camunda-admin`.
                """);
        for (Map.Entry<String, org.camunda.bpm.model.bpmn.instance.Process> model :
                ModelsTest.models().entrySet()) {
            org.camunda.bpm.model.bpmn.instance.Process process = model.getValue();
            text.append("\n## `").append(process.getId()).append("` – ").append(process.getName());
            text.append("\n\n")
                    .append(documentation(process.getDocumentations()))
                    .append("\n");
            text.append("\nModel: `").append(model.getKey()).append("`\n");
            section(
                    text,
                    "Start",
                    ModelsTest.all(process, StartEvent.class).stream()
                            .filter(start -> !(start.getParentElement() instanceof SubProcess))
                            .map(start -> line(start, start.getCamundaFormKey(), timer(start)))
                            .toList());
            section(
                    text,
                    "Messages and timers",
                    ModelsTest.all(process, CatchEvent.class).stream()
                            .filter(event -> !event.getEventDefinitions().isEmpty())
                            .filter(event -> !(event instanceof StartEvent && event.getParentElement() == process))
                            .map(event -> line(event, null, message(event) + timer(event)))
                            .filter(line -> line.contains("message ") || line.contains("timer "))
                            .toList());
            section(
                    text,
                    "User tasks",
                    ModelsTest.all(process, UserTask.class).stream()
                            .map(task -> line(
                                    task,
                                    task.getCamundaFormKey(),
                                    task.getCamundaCandidateGroups() == null
                                            ? ", assigned to " + task.getCamundaAssignee()
                                            : ", group `" + task.getCamundaCandidateGroups() + "`"))
                            .toList());
            section(
                    text,
                    "Mails",
                    ModelsTest.all(process, SendTask.class).stream()
                            .map(task -> "- `" + mail(task) + "` at `" + task.getId() + "`")
                            .toList());
            section(
                    text,
                    "Ends",
                    ModelsTest.all(process, EndEvent.class).stream()
                            .map(end -> "- `" + end.getId() + "` – " + end.getName())
                            .toList());
        }
        return text.toString();
    }

    private static void section(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append("\n**")
                    .append(title)
                    .append("**\n\n")
                    .append(String.join("\n", lines))
                    .append("\n");
        }
    }

    private static String line(FlowNode node, String formKey, String more) {
        String variables = formKey == null ? "" : variables(formKey.replace("embedded:deployment:", ""));
        String documentation = documentation(node.getDocumentations());
        return "- `" + node.getId() + "` – " + node.getName() + more
                + (variables.isEmpty() ? "" : "; variables: " + variables)
                + (documentation.isEmpty() ? "" : ". " + documentation);
    }

    private static String variables(String form) {
        Map<String, String> variables = new TreeMap<>();
        try {
            VARIABLE.matcher(Files.readString(Path.of(form)))
                    .results()
                    .forEach(match -> variables.put(match.group(1), match.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return variables.entrySet().stream()
                .map(variable -> "`" + variable.getKey() + "` (" + variable.getValue() + ")")
                .collect(joining(", "));
    }

    private static String message(CatchEvent event) {
        for (EventDefinition definition : event.getEventDefinitions()) {
            if (definition instanceof MessageEventDefinition message) {
                return ", message `" + message.getMessage().getName() + "`";
            }
        }
        return "";
    }

    private static String timer(CatchEvent event) {
        for (EventDefinition definition : event.getEventDefinitions()) {
            if (definition instanceof TimerEventDefinition timer) {
                return ", timer `"
                        + (timer.getTimeDate() == null ? timer.getTimeCycle() : timer.getTimeDate()).getTextContent()
                        + "`";
            }
        }
        return "";
    }

    private static String mail(SendTask task) {
        return task.getExtensionElements()
                .getElementsQuery()
                .filterByType(CamundaField.class)
                .singleResult()
                .getCamundaStringValue();
    }

    private static String documentation(java.util.Collection<Documentation> documentations) {
        return documentations.stream().map(Documentation::getTextContent).collect(joining(" "));
    }
}
