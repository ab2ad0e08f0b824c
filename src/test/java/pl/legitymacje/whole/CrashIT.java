package pl.legitymacje.whole;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * SIGKILL between number and mail, ten times, at random instants, while clerks are at work: no number is lost or doubled,
 * no mail is lost, and a mail sent twice has the same Message-ID.
 */
@Tag("alone")
class CrashIT {

    private static final int CRASHES = 10;
    private static final int BEGUN_BETWEEN_CRASHES = 10;

    /** What the crash left behind, read from a copy of the database before the application sees it again. */
    private record Wreck(int cases, int numbers, int numbersWithoutMail, int mailsUnsent, int mailsInFlight) {}

    @TempDir
    private Path folder;

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private Map<String, String> environment;

    @BeforeEach
    void school() throws IOException {
        mailServer.start();
        Path roster = Files.writeString(folder.resolve("uczniowie.csv"), roster(CRASHES * BEGUN_BETWEEN_CRASHES));
        environment = Map.of(
                "DATA_DIR",
                folder.toString(),
                "ADMIN_PASSWORD",
                App.PASSWORD,
                "SPRING_MAIL_HOST",
                "127.0.0.1",
                "SPRING_MAIL_PORT",
                "" + mailServer.getSmtp().getPort(),
                "SCHOOL_ROSTERFILE",
                roster.toString(),
                // What the dead one has locked or claimed is free again soon; the claim first, and both last longer
                // than a mail to this server takes.
                "CAMUNDA_BPM_JOBEXECUTION_LOCKTIMEINMILLIS",
                "5000",
                "MAIL_LEASE",
                "PT2S");
    }

    @AfterEach
    void stopMail() {
        mailServer.stop();
    }

    @Test
    void nothingIsLostOrDoubledWhenTheProcessIsKilled() throws Exception {
        long seed = Long.getLong("crash.seed", System.nanoTime());
        System.out.println("crash.seed=" + seed);
        Random random = new Random(seed);
        int caughtBetween = 0;
        int caughtUnsent = 0;
        for (int crash = 1; crash <= CRASHES; crash++) {
            App app = App.launchQuickly("crash-" + crash, environment).ready();
            Clerk look = new Clerk(app).logIn("admin", App.PASSWORD);
            List<Long> newcomers =
                    Rush.inNeedOfACard(look).limit(BEGUN_BETWEEN_CRASHES).toList();
            int received = mailServer.getReceivedMessages().length;
            Rush rush = new Rush(List.of(app), 3, newcomers, random);
            // The first requests after a start take long: an instant among them would find nothing under way.
            mailServer.waitForIncomingEmail(10_000, received + 1);
            App.sleep(random.nextInt(2000));
            app.kill();
            rush.close();
            Wreck wreck = wreck(crash);
            System.out.println("Crash " + crash + ": " + wreck + ", " + mailServer.getReceivedMessages().length
                    + " mails received");
            caughtBetween += wreck.numbersWithoutMail();
            caughtUnsent += wreck.mailsUnsent();
        }
        assertThat(caughtBetween).as("numbers whose mail was still to come").isPositive();
        assertThat(caughtUnsent).as("mails posted but not marked sent").isPositive();

        try (App app = App.launchQuickly("crash-end", environment).ready()) {
            Clerk look = new Clerk(app).logIn("admin", App.PASSWORD);
            int begun = look.office("cases").get("total").intValue();
            Rush rush = new Rush(List.of(app), 3, List.of(), random);
            Books.waitUntilAllIsDone(look);
            rush.close();
            int twice = Books.balance(look, mailServer, begun);
            System.out.println(begun + " cases, " + twice + " mails came twice");
        }
    }

    /** Also checks that the books are right at this moment, with everything half done. */
    private Wreck wreck(int crash) throws IOException {
        Path left = folder.resolve("legitymacje.mv.db");
        Path copy = Files.copy(left, folder.resolve("wreck.mv.db"), REPLACE_EXISTING);
        try {
            return examine(copy);
        } catch (DataAccessException e) {
            // What was opened and what the crash had left, for whoever has to find out why.
            Path kept = Files.createDirectories(Path.of("target", "it-wrecks"));
            Files.copy(copy, kept.resolve("crash-" + crash + "-opened.mv.db"), REPLACE_EXISTING);
            Files.copy(left, kept.resolve("crash-" + crash + "-left.mv.db"), REPLACE_EXISTING);
            throw new AssertionError(
                    "Crash " + crash + ": the database cannot be read, kept in " + kept.toAbsolutePath() + ": "
                            + NestedExceptionUtils.getMostSpecificCause(e),
                    e);
        }
    }

    private static Wreck examine(Path copy) {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + copy.toString().replaceFirst("\\.mv\\.db$", ""));
        database.setUser("sa");
        JdbcClient db = JdbcClient.create(database);
        int numbers = count(db, "student_card");
        assertThat(db.sql("select serial from student_card order by serial")
                        .query(Integer.class)
                        .list())
                .isEqualTo(IntStream.rangeClosed(1, numbers).boxed().toList());
        assertThat(db.sql("select coalesce(max(last_number), 0) from number_series where name = 'card'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(numbers);
        return new Wreck(
                count(db, "case_file"),
                numbers,
                count(db, "student_card where state = 'ASSIGNED' and ready_on is null"),
                count(db, "outgoing_mail where sent_at is null"),
                count(db, "outgoing_mail where sent_at is null and claimed_at is not null"));
    }

    private static int count(JdbcClient db, String rows) {
        return db.sql("select count(*) from " + rows).query(Integer.class).single();
    }

    /** Made up, everybody with a guardian of their own who can be reached. */
    static String roster(int students) {
        return IntStream.range(0, students)
                .mapToObj(i -> "Próbn%c%cska;Ala;;%da;2016-03-0%d;;Ewa Próbna;rodzic%d@poczta.example;;;;\n"
                        .formatted('a' + i / 26, 'a' + i % 26, 1 + i / 25, 1 + i % 9, i))
                .collect(Collectors.joining(
                        "",
                        "Nazwisko;Imię;Drugie imię;Klasa;Data urodzenia;PESEL;"
                                + "Opiekun 1;E-mail 1;Telefon 1;Opiekun 2;E-mail 2;Telefon 2\n",
                        ""));
    }
}
