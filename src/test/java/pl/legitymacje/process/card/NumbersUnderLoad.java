package pl.legitymacje.process.card;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.student.Student;

/**
 * Numbers taken by several threads at once, each in the engine's own transaction, one in ten rolled back: no gap, no
 * double. Every case takes number after number, since its blanks are always spoiled.
 */
public abstract class NumbersUnderLoad {

    private static final int THREADS = 4;
    private static final int NUMBERS_EACH = 50;

    @Autowired
    protected OfficeDesk desk;

    @Autowired
    private ManagementService jobs;

    @Autowired
    private TaskService tasks;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcClient db;

    @BeforeEach
    protected void morning() {
        desk.opens("2026-11-23T09:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void numbersHaveNoGapUnderConcurrentIssueAndRollback() throws Exception {
        long last = last();
        ConcurrentLinkedQueue<Boolean> rolledBack = new ConcurrentLinkedQueue<>();
        List<String> cases = new ArrayList<>();
        List<Callable<Void>> clerks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String caseNumber = readyForANumber();
            cases.add(caseNumber);
            Random random = new Random(i);
            clerks.add(() -> {
                for (int taken = 0; taken < NUMBERS_EACH; ) {
                    boolean fails = random.nextInt(10) == 0;
                    takeNumber(caseNumber, fails);
                    if (fails) {
                        rolledBack.add(true);
                    } else {
                        taken++;
                        spoilBlank(caseNumber);
                    }
                }
                return null;
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : threads.invokeAll(clerks, 2, TimeUnit.MINUTES)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        // else their waiting jobs would take numbers in the middle of other tests
        cases.forEach(number -> desk.withdraw(number, "Jan Rodzic", "2026-11-23"));
        assertThat(rolledBack).hasSizeGreaterThan(THREADS * NUMBERS_EACH / 20);
        assertThat(db.sql("select serial from student_card where serial > ? order by serial")
                        .param(last)
                        .query(Long.class)
                        .list())
                .isEqualTo(LongStream.rangeClosed(last + 1, last + THREADS * NUMBERS_EACH)
                        .boxed()
                        .toList());
        assertThat(last()).isEqualTo(last + THREADS * NUMBERS_EACH);
    }

    private String readyForANumber() {
        Student student = desk.student();
        String caseNumber =
                desk.caseNumber(desk.start("card-issue", desk.application(student, desk.goodPhoto(student))));
        if (desk.task(caseNumber, "userTask_verifyPhoto") != null) {
            desk.complete(caseNumber, "userTask_verifyPhoto", "photoDecision", "ACCEPTED");
        }
        return caseNumber;
    }

    private void takeNumber(String caseNumber, boolean fails) {
        String job = jobs.createJobQuery().activityId("serviceTask_assignNumber").active().list().stream()
                .filter(candidate -> caseNumber.equals(numberOf(candidate.getProcessInstanceId())))
                .findFirst()
                .orElseThrow()
                .getId();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jobs.executeJob(job);
            if (fails) {
                status.setRollbackOnly();
            }
        });
    }

    private String numberOf(String processInstanceId) {
        return db.sql("select business_key_ from act_ru_execution where id_ = ?")
                .param(processInstanceId)
                .query(String.class)
                .single();
    }

    private void spoilBlank(String caseNumber) {
        List<Task> waiting;
        do {
            waiting = tasks.createTaskQuery()
                    .processInstanceBusinessKey(caseNumber)
                    .list();
            for (Task task : waiting) {
                Map<String, Object> form = task.getTaskDefinitionKey().equals("userTask_orderCard")
                        ? OfficeDesk.map("orderedOn", "2026-11-23")
                        : OfficeDesk.map("cardOutcome", "SPOILED", "spoiledReason", "próba");
                if (task.getTaskDefinitionKey().equals("userTask_receiveCard")) {
                    form.put("receivedCardOn", "2026-11-23");
                }
                tasks.complete(task.getId(), form);
            }
        } while (!waiting.isEmpty());
    }

    private long last() {
        return db.sql("select coalesce(max(last_number), 0) from number_series where name = 'card'")
                .query(Long.class)
                .single();
    }
}
