package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ParseException;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.cfg.BpmnParseFactory;
import org.camunda.bpm.engine.impl.cfg.DefaultBpmnParseFactory;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** With a schema that is read once a model is read, and found fault with, as the engine does it by itself. */
@OfficeTest
class OneSchemaTest {

    private static final Path CARD_ISSUE = Path.of("processes/card/card-issue.bpmn");

    private final BpmnParseFactory once = new OneSchema();
    private final BpmnParseFactory anew = new DefaultBpmnParseFactory();

    @Autowired
    private ProcessEngineConfigurationImpl engine;

    @Test
    void isWhatTheEngineReadsWith() {
        assertThat(engine.getBpmnParseFactory()).isInstanceOf(OneSchema.class);
    }

    /** Also what no model says and the schema adds, such as {@code cancelActivity="true"}. */
    @Test
    void everyModelIsReadAsTheEngineReadsIt() throws IOException {
        List<Path> models;
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            models = files.filter(file -> file.toString().endsWith(".bpmn")).toList();
        }
        assertThat(models).hasSizeGreaterThan(20);
        for (Path model : models) {
            String text = Files.readString(model);
            assertThat(read(once, text))
                    .as(model.toString())
                    .isEqualTo(read(anew, text))
                    .doesNotContain("Exception");
        }
    }

    @Test
    void whatIsWrongIsSaidAsTheEngineSaysIt() throws IOException {
        String right = Files.readString(CARD_ISSUE);
        for (String wrong : List.of(
                right.replaceFirst("<bpmn:startEvent ", "<bpmn:beginEvent "),
                right.replaceFirst("sourceRef=\"[^\"]*\"", "sourceRef=\"\""),
                right.replaceFirst(" id=\"[^\"]*\"", " id=\"a b\" nonsense=\"1\""),
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/hostname\">]>" + right.substring(right.indexOf("?>") + 2),
                "",
                "no model")) {
            assertThat(wrong).isNotEqualTo(right);
            String said = read(once, wrong);
            assertThat(said).isEqualTo(read(anew, wrong)).contains("Exception");
        }
    }

    /** The whole of it in words, or what the parser objects. */
    private String read(BpmnParseFactory factory, String model) {
        return engine.getCommandExecutorTxRequired().execute(context -> {
            BpmnParse parse = new BpmnParser(engine.getExpressionManager(), factory)
                    .createParse()
                    .deployment(new DeploymentEntity())
                    .name("model")
                    .sourceInputStream(new ByteArrayInputStream(model.getBytes(StandardCharsets.UTF_8)));
            try {
                parse.execute();
            } catch (ParseException e) {
                return e
                        + e.getResorceReports().stream()
                                .flatMap(report -> report.getErrors().stream())
                                .map(problem -> problem.getMessage() + problem.getLine() + ":" + problem.getColumn())
                                .collect(Collectors.joining("\n"));
            } catch (RuntimeException e) {
                return e + " " + e.getCause();
            }
            return words(parse.getRootElement());
        });
    }

    private static String words(Element element) {
        TreeMap<String, String> attributes = new TreeMap<>();
        element.attributes().forEach(name -> attributes.put(name, element.attribute(name)));
        return element.getUri()
                + element.getTagName()
                + attributes
                + element.getText()
                + element.elements().stream().map(OneSchemaTest::words).toList();
    }
}
