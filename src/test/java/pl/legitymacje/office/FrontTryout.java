package pl.legitymacje.office;

import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Every form in Tasklist with made-up answers behind it, for looking at forms without the rest of the office.
 *
 * <p>Run {@link #main} from the IDE, in the repository's folder, and open
 * {@code http://localhost:8089/camunda/app/tasklist/} (user {@code demo}, password {@code tylko-do-prob}). A start form opens with
 * {@code #/?processStart=card-issue-start}; each task form has a task for each of a few cases. The answers are in
 * {@code src/test/resources/front/answers.txt}: method and path, with the query or without (a regular expression, the first
 * that fits counts), then the JSON; one that begins with a message is a refusal. Forms are deployed at start, everything under {@code webjars/camunda/app} is read anew.
 *
 * <p>Not a component, so that no test's context finds it.
 */
@EnableAutoConfiguration
class FrontTryout {

    private static final Path FORMS = Path.of("forms");
    /** A first card, a duplicate, an exchange. */
    private static final List<String> CASES = List.of("LS.7.2026", "LS.8.2026", "LS.9.2026");

    private static final Pattern BLANK_LINE = Pattern.compile("\n\n+");

    public static void main(String[] args) {
        SpringApplication app = new SpringApplication(FrontTryout.class);
        app.setDefaultProperties(Map.of("server.port", "8089"));
        List<String> all = new ArrayList<>(List.of(args));
        Collections.addAll(
                all,
                "--spring.flyway.enabled=false",
                "--spring.datasource.url=jdbc:h2:mem:front",
                "--spring.servlet.multipart.max-file-size=20MB",
                "--spring.servlet.multipart.max-request-size=20MB",
                "--camunda.bpm.admin-user.id=demo",
                "--camunda.bpm.admin-user.password=tylko-do-prob",
                "--camunda.bpm.filter.create=Do wzięcia",
                "--camunda.bpm.generic-properties.properties.history-time-to-live=P1D",
                "--camunda.bpm.generic-properties.properties.enforce-history-time-to-live=false");
        app.run(all.toArray(String[]::new));
    }

    /** One process for each start form, and one with a task for each task form. */
    @Bean
    ApplicationRunner forms(ProcessEngine engine) {
        return arguments -> {
            var deployment = engine.getRepositoryService().createDeployment();
            List<String> tasks = new ArrayList<>();
            for (String form : formFiles()) {
                deployment.addString("forms/" + form, Files.readString(FORMS.resolve(form)));
                String name = form.replaceAll(".*/|\\.html$", "");
                String key = "embedded:deployment:forms/" + form;
                boolean start = name.endsWith("-start");
                BpmnModelInstance model = start
                        ? Bpmn.createExecutableProcess(name)
                                .name(name)
                                .startEvent()
                                .camundaFormKey(key)
                                .userTask("after")
                                .name("Sprawdzić " + name)
                                .endEvent()
                                .done()
                        : Bpmn.createExecutableProcess(name)
                                .name(name)
                                .startEvent()
                                .userTask("task")
                                .name(name)
                                .camundaFormKey(key)
                                .camundaDueDate("2026-12-01T12:00:00")
                                .endEvent()
                                .done();
                deployment.addModelInstance(name + ".bpmn", model);
                if (!start) tasks.add(name);
            }
            deployment.deploy();
            for (String task : tasks) {
                for (String caseNumber : CASES) {
                    engine.getRuntimeService()
                            .startProcessInstanceByKey(
                                    task,
                                    caseNumber,
                                    Variables.putValue("caseNumber", caseNumber)
                                            .putValue("photoId", "2")
                                            .putValue("mailId", 5L)
                                            .putValue("rosterId", 3L)
                                            .putValue("cardOutcome", "SPOILED")
                                            .putValue("spoiledReason", "Z poprzedniego razu")
                                            .putValue("incidentActivity", "Wysłać wiadomość: legitymacja gotowa")
                                            .putValue("incidentMessage", "Serwer poczty nie odpowiada (5 prób).")
                                            .putValue("incidentJobId", "4711")
                                            .putValue("completionUntil", "2026-12-01")
                                            .putValue("question", "Czy opiekun na pewno szukał legitymacji w domu?")
                                            .putValue("answer", "Tak, rozmawialiśmy wczoraj przez telefon."));
                }
            }
        };
    }

    @Bean
    RouterFunction<ServerResponse> answers() {
        return RouterFunctions.route(path("/camunda/api/office/**"), FrontTryout::answer);
    }

    @Bean
    RouterFunction<ServerResponse> school() {
        return RouterFunctions.route(path("/school.js"), request -> ServerResponse.ok()
                        .contentType(MediaType.valueOf("text/javascript;charset=UTF-8"))
                        .body("export default { name: 'Szkoła na próbę' };"))
                .andRoute(path(SchoolSign.MARK), request -> ServerResponse.ok()
                        .contentType(MediaType.valueOf("image/svg+xml"))
                        .body(new ClassPathResource("office/mark.svg").getContentAsString(StandardCharsets.UTF_8)));
    }

    private static ServerResponse answer(ServerRequest request) throws IOException {
        String asked = request.path().replaceFirst(".*/api/office/", "");
        if (request.method().equals(HttpMethod.GET) && asked.matches("photos/[^/]+/.*|payment-proofs/.*")) {
            return ServerResponse.ok()
                    .contentType(MediaType.valueOf("image/svg+xml"))
                    .body(text("portrait.svg"));
        }
        String key = request.method() + " " + asked;
        String whole = key + "?" + request.uri().getRawQuery();
        for (String entry : BLANK_LINE.split(text("answers.txt"), -1)) {
            String[] parts = entry.strip().split("\n", 2);
            if (key.matches(parts[0].strip()) || whole.matches(parts[0].strip())) {
                boolean refused = parts[1].startsWith("{\"message\"");
                return ServerResponse.status(refused ? 422 : 200)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(parts[1]);
            }
        }
        return ServerResponse.notFound().build();
    }

    private static String text(String name) throws IOException {
        return new ClassPathResource("front/" + name).getContentAsString(StandardCharsets.UTF_8);
    }

    private static List<String> formFiles() throws IOException {
        try (Stream<Path> files = Files.walk(FORMS)) {
            return files.filter(file -> file.toString().endsWith(".html"))
                    .map(file -> FORMS.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
