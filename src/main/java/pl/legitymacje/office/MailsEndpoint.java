package pl.legitymacje.office;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.mail.OutgoingMail;

/** A mail that could not be delivered, so that its contents can be told by other means. */
@RestController
@OnlyFor(Role.OFFICE)
@RequestMapping(OfficeDoor.PATH + "/mails")
class MailsEndpoint {

    record MailShown(long id, String subject, String text, String recipient, String failure) {}

    private final Outbox outbox;

    MailsEndpoint(Outbox outbox) {
        this.outbox = outbox;
    }

    @GetMapping("/{id}")
    MailShown mail(@PathVariable long id) {
        OutgoingMail mail = outbox.get(id);
        return new MailShown(
                mail.id(),
                mail.subject(),
                mail.text(),
                mail.recipient(),
                mail.failure().orElse(null));
    }
}
