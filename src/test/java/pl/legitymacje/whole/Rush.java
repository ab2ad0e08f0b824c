package pl.legitymacje.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import pl.legitymacje.photo.Drawn;

/**
 * Several clerks who issue first cards as fast as they can: begin cases, do whatever task there is, get in each other's
 * way. They stop when the application is gone; how far they came, the next ones see in the application.
 */
final class Rush {

    private static final byte[] PHOTO = Drawn.photo(520, 660);
    private static final int AT_ONCE = 4;

    private final Queue<Long> newcomers;
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final List<Thread> clerks = new ArrayList<>();
    private volatile boolean closingTime;

    /** Clerks sit down at every one of the applications. */
    Rush(Collection<App> apps, int clerksEach, Collection<Long> newcomers, Random random) {
        this.newcomers = new ConcurrentLinkedQueue<>(newcomers);
        for (App app : apps) {
            for (int i = 0; i < clerksEach; i++) {
                Random own = new Random(random.nextLong());
                Thread clerk = new Thread(() -> work(app, own));
                clerks.add(clerk);
                clerk.start();
            }
        }
    }

    /** The clerks go home; fails if one of them met something that cannot be. */
    void close() {
        closingTime = true;
        for (Thread clerk : clerks) {
            try {
                clerk.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.size() + " clerks failed", faults.peek());
        }
    }

    private void work(App app, Random random) {
        try {
            Clerk clerk = new Clerk(app).logIn("admin", App.PASSWORD);
            while (!closingTime) {
                Long student = newcomers.poll();
                if (student != null) {
                    begin(clerk, student);
                }
                int done = doTasks(clerk, random);
                if (student == null && done == 0) {
                    App.sleep(50);
                }
            }
        } catch (UncheckedIOException applicationGone) {
            // That is what these tests are about.
        } catch (RuntimeException | AssertionError fault) {
            faults.add(fault);
        }
    }

    /** If this is refused, the books show it: no case, and the student is still among those who need one. */
    private static void begin(Clerk clerk, long student) {
        String photoId = clerk.handInPhoto(student, PHOTO).json().get("id").textValue();
        clerk.startProcess(
                "card-issue",
                Map.of("studentId", student, "photoId", photoId, "channel", "OFFICE", "receivedOn", today()));
    }

    private static int doTasks(Clerk clerk, Random random) {
        List<JsonNode> tasks = new ArrayList<>();
        clerk.engine("task?maxResults=20&sortBy=created&sortOrder=asc").forEach(tasks::add);
        Collections.shuffle(tasks, random);
        return (int) tasks.stream()
                .limit(AT_ONCE)
                .filter(task -> clerk.complete(
                                task.get("id").textValue(),
                                answer(task.get("taskDefinitionKey").textValue(), random))
                        .good())
                .count();
    }

    private static Map<String, ?> answer(String task, Random random) {
        Map<String, ?> card = random.nextInt(6) == 0
                ? Map.of("cardOutcome", "SPOILED", "spoiledReason", "wstążka się zacięła")
                : Map.of("cardOutcome", "PRINTED");
        return switch (task) {
            case "userTask_verifyPhoto" -> Map.of("photoDecision", "ACCEPTED");
            case "userTask_printCard" -> card;
            case "userTask_orderCard" -> Map.of("orderedOn", today());
            case "userTask_receiveCard" -> {
                Map<String, Object> received = new java.util.HashMap<>(card);
                received.put("receivedCardOn", today());
                yield received;
            }
            case "userTask_handOver" ->
                Map.of(
                        "handedOverOn",
                        today(),
                        "handedOverTo",
                        "Jan Rodzic",
                        "handedOverAs",
                        "GUARDIAN",
                        "receiptSigned",
                        true);
            default -> throw new AssertionError("Nobody should have to do " + task);
        };
    }

    /** Students of all classes for whom a first card can be begun now. */
    static Stream<Long> inNeedOfACard(Clerk clerk) {
        List<Long> students = new ArrayList<>();
        for (JsonNode schoolClass : clerk.office("classes")) {
            clerk.office("classes/" + schoolClass.textValue() + "/card-issue")
                    .get("taken")
                    .forEach(student -> students.add(student.get("id").longValue()));
        }
        return students.stream();
    }

    private static String today() {
        return LocalDate.now(ZoneId.of("Europe/Warsaw")).toString();
    }
}
