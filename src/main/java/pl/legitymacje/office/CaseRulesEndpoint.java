package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.process.CaseRules;
import pl.legitymacje.process.CaseRulesTable;

/** What an application needs, before it is made: the checklist of the start forms. */
@RestController
@RequestMapping(OfficeDoor.PATH + "/case-rules")
class CaseRulesEndpoint {

    record Item(String item, String label) {}

    record RulesShown(String fee, int deadlineDays, boolean principalDecides, List<Item> attachments) {}

    private final CaseRulesTable table;
    private final Clock clock;

    CaseRulesEndpoint(CaseRulesTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @GetMapping
    RulesShown rules(@RequestParam String procedure, @RequestParam(required = false) CaseReason reason) {
        CaseRules rules = table.rules(Procedure.ofProcess(procedure), reason, LocalDate.now(clock));
        return new RulesShown(
                rules.fee().toPlainString(),
                rules.deadlineDays(),
                rules.principalDecides(),
                rules.attachments().stream()
                        .map(item -> new Item(item.name(), item.label()))
                        .toList());
    }
}
