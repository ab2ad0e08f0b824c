package pl.legitymacje.office;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.process.Delays;

/** The draft of a case's delay notice, for the principal. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class DelayEndpoint {

    private final Delays delays;

    DelayEndpoint(Delays delays) {
        this.delays = delays;
    }

    @GetMapping("/cases/{number}/delay")
    Delays.Draft draft(@PathVariable String number) {
        return delays.draft(number);
    }
}
