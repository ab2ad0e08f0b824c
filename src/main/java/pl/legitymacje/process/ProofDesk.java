package pl.legitymacje.process;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import org.camunda.bpm.engine.TaskService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.PaymentProof;
import pl.legitymacje.fee.PaymentProofs;

/** Proofs of payment put to a case and taken from it, each time with a word in the case's trail, but for the file's name. */
@Component
public class ProofDesk {

    private final PaymentProofs proofs;
    private final Cases cases;
    private final Requirements requirements;
    private final TaskService tasks;
    private final Clock clock;
    private final Actor actor;

    ProofDesk(
            PaymentProofs proofs,
            Cases cases,
            Requirements requirements,
            @Lazy TaskService tasks,
            Clock clock,
            Actor actor) {
        this.proofs = proofs;
        this.cases = cases;
        this.requirements = requirements;
        this.tasks = tasks;
        this.clock = clock;
        this.actor = actor;
    }

    /**
     * Takes a file in: where the case has lacked its payment and is not waiting for it, that has come and is to be looked at.
     *
     * @param caseNumber null for an application that is no case yet
     * @throws pl.legitymacje.school.Refused if it cannot be taken
     */
    @Transactional
    public PaymentProof handIn(String caseNumber, String fileName, byte[] content) {
        if (caseNumber == null) {
            return proofs.receive(fileName, content, actor.name());
        }
        PaymentProof proof = proofs.receive(caseNumber, fileName, content, actor.name());
        noteHandedIn(proof);
        // A case that waits takes it from the waiting task, with whatever else the clerk notes there.
        boolean waits = tasks.createTaskQuery()
                        .processInstanceBusinessKey(caseNumber)
                        .taskDefinitionKey("userTask_awaitCompletion")
                        .count()
                > 0;
        if (!waits && requirements.of(caseNumber).get(Requirement.PAYMENT) == RequirementState.MISSING) {
            requirements.came(
                    caseNumber,
                    Requirement.PAYMENT,
                    LocalDate.ofInstant(clock.instant(), clock.getZone()),
                    actor.name());
        }
        return proof;
    }

    /**
     * Puts the files that came with an application to its case.
     *
     * @throws pl.legitymacje.school.Refused if one of them cannot be
     */
    @Transactional
    public void attach(String caseNumber, Collection<String> ids) {
        proofs.attach(caseNumber, ids);
        ids.stream().map(proofs::get).forEach(this::noteHandedIn);
    }

    /**
     * Deletes a file that was added by mistake.
     *
     * @throws pl.legitymacje.school.Refused if it is gone already, or its case has ended
     */
    @Transactional
    public PaymentProof remove(String id) {
        PaymentProof proof = proofs.remove(id, actor.name());
        if (proof.caseNumber() != null) {
            cases.note(
                    proof.caseNumber(),
                    actor.name(),
                    "process.trail.proof.removed",
                    proof.kind(),
                    LocalDate.ofInstant(proof.receivedAt(), clock.getZone()),
                    proof.receivedBy());
        }
        return proofs.get(id);
    }

    private void noteHandedIn(PaymentProof proof) {
        cases.note(proof.caseNumber(), actor.name(), "process.trail.proof.handedIn", proof.kind());
    }
}
