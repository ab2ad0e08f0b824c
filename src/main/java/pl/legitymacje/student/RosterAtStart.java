package pl.legitymacje.student;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.PathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;

/**
 * Imports {@code school.roster-file} at start, once for each new content of the file. A file that is set but missing or no roster stops the start; wrong rows
 * in it do not, they are logged by line and reason, without personal data.
 */
@Component
@Order(0) // others that run at start may count on the students
class RosterAtStart implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(RosterAtStart.class);
    private static final String ON_CLASS_PATH = "classpath:";

    private final SchoolProfile school;
    private final RosterUploads uploads;

    RosterAtStart(SchoolProfile school, RosterUploads uploads) {
        this.school = school;
        this.uploads = uploads;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (school.rosterFile() == null) {
            return;
        }
        byte[] content = content(school.rosterFile());
        try {
            uploads.applyAtStart(content)
                    .ifPresentOrElse(
                            RosterAtStart::log,
                            () -> LOG.info("The roster file is the one imported before: left as it is"));
        } catch (Refused refused) {
            throw new Refused("student.rosterFile.notRoster", refused.getMessage());
        }
    }

    private static void log(RosterPlan plan) {
        LOG.info("Roster imported: {}", plan.counts());
        for (RosterProblem problem : plan.problems()) {
            LOG.warn("Roster line {} not taken: {}", problem.line(), problem.reason());
        }
        for (RosterPlan.Ambiguity ambiguity : plan.ambiguous()) {
            LOG.warn(
                    "Roster line {} not taken: fits {} student(s) on record, a person must decide",
                    ambiguity.row().line(),
                    ambiguity.candidates().size());
        }
    }

    private static byte[] content(String file) {
        try {
            Resource resource = file.startsWith(ON_CLASS_PATH)
                    ? new ClassPathResource(file.substring(ON_CLASS_PATH.length()))
                    : new PathResource(Path.of(file));
            return resource.getContentAsByteArray();
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused("student.rosterFile.unreadable", file);
        }
    }
}
