package pl.legitymacje.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two of the application on one PostgreSQL, in a school whose cards a firm prints; one is killed in the middle of the
 * work. The other finishes it: nothing is lost, no number doubled, no mail sent again but the same one.
 */
@Tag("alone")
class TwoNodesIT {

    private static final int CASES = 20;

    @TempDir
    private Path folder;

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Postgres postgres = new Postgres();

    @BeforeEach
    void startMail() {
        mailServer.start();
    }

    @AfterEach
    void stop() {
        mailServer.stop();
        postgres.stop();
    }

    @Test
    void whatOneLeavesBehindTheOtherFinishes() throws Exception {
        Path roster = Files.writeString(folder.resolve("uczniowie.csv"), CrashIT.roster(CASES));
        Map<String, String> environment =
                new HashMap<>(postgres.environment(mailServer.getSmtp().getPort()));
        environment.put("SPRING_PROFILES_ACTIVE", "s0");
        environment.put("SCHOOL_PRINTING", "OUTSIDE_FIRM");
        environment.put("SCHOOL_ROSTERFILE", roster.toString());
        environment.put("CAMUNDA_BPM_JOBEXECUTION_LOCKTIMEINMILLIS", "5000");
        environment.put("MAIL_LEASE", "PT2S");
        try (App survivor = App.launchQuickly("node-1", environment).ready();
                App victim = App.launchQuickly("node-2", environment).ready()) {
            Clerk look = new Clerk(survivor).logIn("admin", App.PASSWORD);
            List<Long> students = Rush.inNeedOfACard(look).toList();
            assertThat(students).hasSize(CASES);
            long seed = Long.getLong("crash.seed", System.nanoTime());
            System.out.println("crash.seed=" + seed);
            Random random = new Random(seed);
            Rush rush = new Rush(List.of(survivor, victim), 2, students, random);
            mailServer.waitForIncomingEmail(20_000, CASES / 2);
            App.sleep(random.nextInt(1500));
            victim.kill();
            System.out.println("Killed when " + mailServer.getReceivedMessages().length + " mails had been received");
            assertThat(look.engine("process-instance/count").get("count").intValue())
                    .as("there is something left to do")
                    .isPositive();

            // Those whose application died in the middle of beginning a case begin it again.
            List<Long> again = Rush.inNeedOfACard(look).toList();
            Rush second = new Rush(List.of(survivor), 2, again, random);
            Books.waitUntilAllIsDone(look);
            second.close();
            rush.close();
            int twice = Books.balance(look, mailServer, CASES);
            System.out.println(twice + " mails came twice");
        }
    }
}
