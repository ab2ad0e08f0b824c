package pl.legitymacje.process;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaField;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import pl.legitymacje.mail.MailKind;

/** What the models name exists, and what exists is named. */
@OfficeTest
class ModelsTest {

    private static final Pattern BEAN = Pattern.compile("\\$\\{(\\w+)}");

    @Test
    void whatIsDeployedIsWhatLiesInTheFolders() throws IOException {
        Set<String> listed = Pattern.compile("<resource>(.*)</resource>")
                .matcher(Files.readString(Path.of("src/main/resources/META-INF/processes.xml")))
                .results()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));
        assertThat(listed).isEqualTo(files("processes", "forms"));
    }

    @Test
    void everyModelIsNamedLikeItsFileAndExplainsItself() throws IOException {
        for (Map.Entry<String, org.camunda.bpm.model.bpmn.instance.Process> model : models().entrySet()) {
            org.camunda.bpm.model.bpmn.instance.Process process = model.getValue();
            assertThat(model.getKey()).endsWith("/" + process.getId() + ".bpmn");
            assertThat(process.getCamundaVersionTag()).as(model.getKey()).isNotBlank();
            assertThat(process.getCamundaHistoryTimeToLiveString())
                    .as(model.getKey())
                    .isNotBlank();
            assertThat(process.getDocumentations()).as(model.getKey()).isNotEmpty();
            for (UserTask task : all(process, UserTask.class)) {
                assertThat(task.getDocumentations()).as(task.getId()).isNotEmpty();
                assertThat(task.getCamundaFormKey()).as(task.getId()).isNotBlank();
                assertThat(task.getCamundaCandidateGroups() != null || task.getCamundaAssignee() != null)
                        .as(task.getId())
                        .isTrue();
            }
            assertThat(all(process, EndEvent.class))
                    .as(model.getKey())
                    .extracting(FlowNode::getName)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void everyDelegateIsABean(@Autowired ApplicationContext beans) throws IOException {
        for (org.camunda.bpm.model.bpmn.instance.Process process : models().values()) {
            Stream.concat(
                            all(process, ServiceTask.class).stream().map(ServiceTask::getCamundaDelegateExpression),
                            all(process, SendTask.class).stream().map(SendTask::getCamundaDelegateExpression))
                    .forEach(expression -> {
                        var bean = BEAN.matcher(expression);
                        assertThat(bean.matches()).as(expression).isTrue();
                        assertThat(beans.getBean(bean.group(1))).as(expression).isInstanceOf(JavaDelegate.class);
                    });
        }
    }

    @Test
    void everyMailThatIsSentExistsAndEveryMailIsSent() throws IOException {
        Set<String> sent = models().values().stream()
                .flatMap(process -> all(process, SendTask.class).stream())
                .flatMap(task ->
                        task.getExtensionElements().getElementsQuery().filterByType(CamundaField.class).list().stream())
                .map(CamundaField::getCamundaStringValue)
                .collect(toCollection(TreeSet::new));
        Set<String> written = Stream.of(MailKind.values()).map(MailKind::label).collect(toCollection(TreeSet::new));
        assertThat(sent).isEqualTo(written);
    }

    @Test
    void everyFormThatIsNamedExistsAndEveryFormIsNamed() throws IOException {
        Set<String> named = models().values().stream()
                .flatMap(process -> Stream.concat(
                        all(process, UserTask.class).stream().map(UserTask::getCamundaFormKey),
                        all(process, StartEvent.class).stream().map(StartEvent::getCamundaFormKey)))
                .filter(key -> key != null)
                .map(key -> key.replace("embedded:deployment:", ""))
                .collect(toCollection(TreeSet::new));
        assertThat(named).isEqualTo(files("forms"));
    }

    @Test
    void everyCalledProcessExists() throws IOException {
        Map<String, org.camunda.bpm.model.bpmn.instance.Process> models = models();
        List<String> ids = models.values().stream()
                .map(org.camunda.bpm.model.bpmn.instance.Process::getId)
                .toList();
        models.values().stream()
                .flatMap(process -> all(process, CallActivity.class).stream())
                .forEach(call -> assertThat(ids).contains(call.getCalledElement()));
    }

    static Map<String, org.camunda.bpm.model.bpmn.instance.Process> models() throws IOException {
        Map<String, org.camunda.bpm.model.bpmn.instance.Process> models = new TreeMap<>();
        for (String file : files("processes")) {
            if (!file.endsWith(".bpmn")) {
                continue;
            }
            models.put(
                    file,
                    org.camunda.bpm.model.bpmn.Bpmn.readModelFromFile(new java.io.File(file))
                            .getModelElementsByType(org.camunda.bpm.model.bpmn.instance.Process.class)
                            .iterator()
                            .next());
        }
        return models;
    }

    /** All elements of a type in a process, those in its subprocesses too. */
    static <T extends FlowNode> List<T> all(org.camunda.bpm.model.bpmn.instance.Process process, Class<T> type) {
        return List.copyOf(process.getModelInstance().getModelElementsByType(type).stream()
                .map(type::cast)
                .toList());
    }

    private static Set<String> files(String... folders) throws IOException {
        Set<String> files = new TreeSet<>();
        for (String folder : folders) {
            try (Stream<Path> found = Files.walk(Path.of(folder))) {
                found.filter(Files::isRegularFile).map(Path::toString).forEach(files::add);
            }
        }
        return files;
    }
}
