package pl.legitymacje.demo;

import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Students;

/** Opens the mailboxes of everyone on the roster and tells the newcomer where to go and how to get in. */
@Component
@Profile("demo")
class DemoWelcome {

    private final DemoMailServer mailServer;
    private final DemoPassword password;
    private final SchoolProfile school;
    private final Students students;

    DemoWelcome(DemoMailServer mailServer, DemoPassword password, SchoolProfile school, Students students) {
        this.mailServer = mailServer;
        this.password = password;
        this.school = school;
        this.students = students;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        mailServer.open(school.mail());
        students.classes().stream()
                .flatMap(schoolClass -> students.inClass(schoolClass).stream())
                .flatMap(student -> student.guardianEmails().stream())
                .forEach(mailServer::open);
        var environment = event.getApplicationContext().getEnvironment();
        System.out.println(text("http://localhost:" + environment.getProperty("local.server.port", "8080")));
    }

    /** For a person at a terminal, not for the log. */
    String text(String url) {
        String line = "=".repeat(78);
        return String.join(
                System.lineSeparator(),
                List.of(
                        "",
                        line,
                        Texts.of("demo.ready.title"),
                        "",
                        Texts.of("demo.ready.tasklist", url + "/camunda/app/tasklist/"),
                        Texts.of("demo.ready.cockpit", url + "/camunda/app/cockpit/"),
                        Texts.of("demo.ready.users"),
                        Texts.of("demo.ready.password", password.value()),
                        "",
                        Texts.of("demo.ready.mailboxes", url + "/demo/skrzynki"),
                        Texts.of(
                                "demo.ready.mailServer",
                                Integer.toString(mailServer.smtpPort()),
                                Integer.toString(mailServer.imapPort())),
                        Texts.of("demo.ready.mailUser"),
                        line,
                        ""));
    }
}
