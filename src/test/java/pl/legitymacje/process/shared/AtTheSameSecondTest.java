package pl.legitymacje.process.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Outcome;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.CertificateState;

/** The principal and the clerk act on one case in the same instant: one of them is first, and nothing is half done. */
@OfficeTest
class AtTheSameSecondTest {

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Cases cases;

    @Autowired
    private CertificateDuplicates duplicates;

    @Autowired
    private TaskService tasks;

    @Autowired
    private IdentityService identity;

    private ExecutorService people;
    private String number;

    @BeforeEach
    void aDuplicateWaitsForThePrincipal() {
        people = Executors.newFixedThreadPool(2);
        desk.opens("2026-11-23T09:00");
        number = desk.caseNumber(desk.start(
                "certificate-duplicate",
                OfficeDesk.map(
                        "firstName", "Anna",
                        "surname", "Równoczesna",
                        "birthDate", "1992-02-02",
                        "certificate", "świadectwo " + System.nanoTime(),
                        "certificateYear", "2003/2004",
                        "certificateClass", "6b",
                        "applicantAs", "GRADUATE",
                        "collection", "IN_PERSON",
                        "channel", "OFFICE",
                        "receivedOn", "2026-11-23",
                        "attachments", "APPLICATION,PAYMENT")));
        desk.pays(number, "26.00", "Anna " + number);
        desk.complete(number, "userTask_checkRecords", "records", "PRESENT");
        desk.jobsRun();
        desk.complete(number, "userTask_prepareDuplicate", "preparedOn", "2026-11-23", "signaturesIllegible", true);
    }

    @AfterEach
    void evening() {
        people.shutdownNow();
        desk.closes();
    }

    @RepeatedTest(5)
    void approvalAndWithdrawal() throws Exception {
        String entry = duplicates.ofCase(number).orElseThrow().number();
        List<Throwable> lost = together(decision("APPROVED"), this::withdraw);
        // Approved and then withdrawn is right, too: a case can be withdrawn until the document is handed over.
        assertThat(lost).hasSizeLessThanOrEqualTo(1);
        if (cases.get(number).open()) {
            assertThat(lost).hasSize(1);
            assertThat(desk.waitsIn(number)).contains("userTask_handOver").doesNotContain("userTask_decide");
            assertThat(duplicates.get(entry).state()).isEqualTo(CertificateState.APPROVED);
        } else {
            assertThat(cases.get(number).outcome()).isEqualTo(Outcome.WITHDRAWN);
            assertThat(duplicates.get(entry).state()).isEqualTo(CertificateState.ANNULLED);
            assertThat(desk.waitsIn(number)).doesNotContain("userTask_handOver", "userTask_decide");
        }
    }

    @RepeatedTest(5)
    void approvalAndRefusalInTwoWindows() throws Exception {
        List<Throwable> lost = together(decision("APPROVED"), decision("REFUSED"));
        assertThat(lost).hasSize(1);
        if (cases.get(number).open()) {
            assertThat(duplicates.ofCase(number).orElseThrow().state()).isEqualTo(CertificateState.APPROVED);
            assertThat(cases.get(number).refusalReasons()).isNull();
        } else {
            assertThat(cases.get(number).outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(duplicates.ofCase(number)).isEmpty();
        }
    }

    private Callable<Void> decision(String decision) {
        Task task = desk.asProgram(() -> desk.task(number, "userTask_decide"));
        return () -> {
            identity.setAuthentication("dyrektor", List.of("dyrektor"));
            tasks.complete(task.getId(), Map.of("decision", decision, "decisionReasons", "Powody."));
            return null;
        };
    }

    private Void withdraw() {
        identity.setAuthentication("sekretariat", List.of("sekretariat"));
        desk.withdraw(number, "Anna", "2026-11-23");
        return null;
    }

    /** Does both at once; what one or the other could not do. */
    private List<Throwable> together(Callable<Void> one, Callable<Void> other) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Void>> both = new ArrayList<>();
        for (Callable<Void> what : List.of(one, other)) {
            both.add(people.submit(() -> {
                start.await(10, TimeUnit.SECONDS);
                try {
                    return what.call();
                } finally {
                    identity.clearAuthentication();
                }
            }));
        }
        List<Throwable> lost = new ArrayList<>();
        for (Future<Void> each : both) {
            try {
                each.get(30, TimeUnit.SECONDS);
            } catch (java.util.concurrent.ExecutionException refused) {
                lost.add(refused.getCause());
            }
        }
        return lost;
    }
}
