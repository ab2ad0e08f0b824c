package pl.legitymacje.process;

import static java.util.stream.Collectors.toCollection;
import static pl.legitymacje.process.Vars.*;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.Applicant;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.CertificateApplication;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.NewCase;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.fee.Claims;
import pl.legitymacje.fee.PaidFor;
import pl.legitymacje.school.Deadline;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.student.Student;

/** Makes an application a case: number, rules, what it needs, what of it is there, what it owes. */
@Component
public class Registration {

    private final SchoolProfile school;
    private final Cases cases;
    private final Requirements requirements;
    private final Claims claims;
    private final ProofDesk proofs;
    private final OfficeTime time;
    private final Actor actor;

    Registration(
            SchoolProfile school,
            Cases cases,
            Requirements requirements,
            Claims claims,
            ProofDesk proofs,
            OfficeTime time,
            Actor actor) {
        this.school = school;
        this.cases = cases;
        this.requirements = requirements;
        this.claims = claims;
        this.proofs = proofs;
        this.time = time;
        this.actor = actor;
    }

    /**
     * Registers an application about a student's card or mobile card, whose form and rules lie in the variables.
     *
     * @throws Refused if something in the form cannot be, or the student has an open case about the same
     */
    public void register(DelegateExecution execution, Procedure procedure, Student student) {
        register(
                execution,
                procedure,
                NewCase.of(student.id(), procedure),
                student.id(),
                APPLICANT_NAME
                        .find(execution)
                        .map(name -> applicant(execution, name))
                        .or(() -> firstGuardian(student))
                        .or(() -> exOfficio(execution, student))
                        .orElseThrow(() -> new Refused("process.applicant.missing")),
                new PaidFor(student.firstName(), student.surname(), student.schoolClass()));
    }

    /**
     * Registers an application about a certificate, whose form and rules lie in the variables.
     *
     * @param applicant the name of whoever applies
     * @param studentId null for somebody who is not on the roster
     * @throws Refused if something in the form cannot be, or there is an open case about that certificate
     */
    public void register(
            DelegateExecution execution, CertificateApplication application, String applicant, Long studentId) {
        register(
                execution,
                Procedure.CERTIFICATE_DUPLICATE,
                NewCase.certificate(application),
                studentId,
                applicant(execution, applicant),
                new PaidFor(application.firstName(), application.surname(), null));
    }

    @SuppressWarnings("unchecked")
    private void register(
            DelegateExecution execution,
            Procedure procedure,
            String subject,
            Long studentId,
            Applicant applicant,
            PaidFor paidFor) {
        CaseReason reason = reason(execution, procedure);
        CaseRules rules = CaseRules.of(
                procedure, reason, (Map<String, Object>) RULES.find(execution).orElse(null));
        execution.removeVariable(RULES.name());
        LocalDate receivedOn = RECEIVED_ON.get(execution);
        Set<String> proofIds = listed(execution, PAYMENT_PROOFS).collect(toCollection(LinkedHashSet::new));
        Set<Requirement> there = there(execution, proofIds);
        CaseFile caseFile = cases.open(new NewCase(
                procedure,
                subject,
                studentId,
                applicant,
                Choice.of(Channel.class, execution, CHANNEL),
                receivedOn,
                reason,
                REASON_NOTE.find(execution).orElse(null),
                actor.name()));
        String number = caseFile.number();
        execution.setProcessBusinessKey(number);
        CASE_NUMBER.set(execution, number);
        PHOTO_ID.set(execution, PHOTO_ID.find(execution).orElse(null));
        // The school's clock is started by the completion, which knows what is owed.
        DUE_AT.set(execution, null);
        DEADLINE_DAYS.set(execution, (long) rules.deadlineDays());
        DEADLINE_FROM.set(execution, rules.deadlineFrom().name());
        PRINCIPAL_DECIDES.set(execution, rules.principalDecides());
        COMPLETION_UNTIL.set(
                execution, Deadline.after(time.today(), school.deadlines().completionDays()));
        for (Requirement item : rules.attachments()) {
            if (there.contains(item)) {
                requirements.add(number, item, item.onArrival(), receivedOn);
            } else {
                requirements.add(number, item, RequirementState.MISSING, null);
            }
        }
        if (rules.feeKind() != null) {
            claims.claim(number, rules.feeKind(), rules.fee(), paidFor);
        }
        if (!proofIds.isEmpty()) {
            proofs.attach(number, proofIds);
        }
    }

    /** What is ticked, and what came as a file. */
    private static Set<Requirement> there(DelegateExecution execution, Set<String> proofIds) {
        Set<Requirement> there = EnumSet.noneOf(Requirement.class);
        there.addAll(items(execution, ATTACHMENTS));
        there.remove(Requirement.PHOTO);
        PHOTO_ID.find(execution).ifPresent(photo -> there.add(Requirement.PHOTO));
        if (!proofIds.isEmpty()) {
            there.add(Requirement.PAYMENT);
        }
        return there;
    }

    /** The items that a variable lists, comma separated. */
    public static List<Requirement> items(DelegateExecution execution, Var<String> variable) {
        try {
            return listed(execution, variable).map(Requirement::valueOf).toList();
        } catch (IllegalArgumentException unknown) {
            throw new Refused("process.variable.wrong", variable.name());
        }
    }

    private static Stream<String> listed(DelegateExecution execution, Var<String> variable) {
        return Arrays.stream(variable.find(execution).orElse("").split(",", -1))
                .map(String::strip)
                .filter(item -> !item.isEmpty());
    }

    private static CaseReason reason(DelegateExecution execution, Procedure procedure) {
        boolean needed = Arrays.stream(CaseReason.values()).anyMatch(reason -> reason.procedure() == procedure);
        if (!needed) {
            return null;
        }
        CaseReason reason = Choice.of(CaseReason.class, execution, REASON);
        if (reason.procedure() != procedure) {
            throw new Refused("process.variable.wrong", REASON.name());
        }
        return reason;
    }

    /** Whoever applies, to be reached as the form says. */
    private static Applicant applicant(DelegateExecution execution, String name) {
        return new Applicant(
                name,
                APPLICANT_EMAIL.find(execution).orElse(null),
                APPLICANT_PHONE.find(execution).orElse(null));
    }

    /** What the school does of itself needs nobody who applies. */
    private static Optional<Applicant> exOfficio(DelegateExecution execution, Student student) {
        return Choice.of(Channel.class, execution, CHANNEL) == Channel.EX_OFFICIO
                ? Optional.of(new Applicant(student.fullName(), null, null))
                : Optional.empty();
    }

    /** Where no form names an applicant: the student's first guardian who can be reached by e-mail. */
    private static Optional<Applicant> firstGuardian(Student student) {
        return student.guardians().stream()
                .min(Comparator.comparing(guardian -> guardian.email() == null))
                .map(guardian -> new Applicant(guardian.name(), guardian.email(), guardian.phone()));
    }
}
