package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.process.CaseRules;

/** What an application needs, before it is made: the checklist of the start forms. */
@RestController
@RequestMapping(OfficeDoor.PATH + "/case-rules")
class CaseRulesEndpoint {

    record Item(String item, String label) {}

    record RulesShown(String fee, int deadlineDays, boolean principalDecides, List<Item> attachments) {}

    private final DecisionService decisions;
    private final Clock clock;

    CaseRulesEndpoint(DecisionService decisions, Clock clock) {
        this.decisions = decisions;
        this.clock = clock;
    }

    @GetMapping
    RulesShown rules(@RequestParam String procedure, @RequestParam(required = false) CaseReason reason) {
        CaseRules rules = CaseRules.of(decisions
                .evaluateDecisionTableByKey(
                        "case-rules",
                        Variables.putValue(
                                        "procedure",
                                        Procedure.ofProcess(procedure).processId())
                                .putValue("reason", reason == null ? null : reason.name())
                                .putValue("receivedOn", LocalDate.now(clock).toString()))
                .getSingleResult()
                .getEntryMap());
        return new RulesShown(
                rules.fee().toPlainString(),
                rules.deadlineDays(),
                rules.principalDecides(),
                rules.attachments().stream()
                        .map(item -> new Item(item.name(), item.label()))
                        .toList());
    }
}
