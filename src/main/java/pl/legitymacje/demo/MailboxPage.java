package pl.legitymacje.demo;

import com.icegreen.greenmail.store.StoredMessage;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;

/** The mailboxes of the demo school, to look into without a mail program. */
@Controller
@Profile("demo")
@RequestMapping("/demo/skrzynki")
class MailboxPage {

    /** A mailbox in the list. */
    record Mailbox(String address, int count) {}

    private final DemoMailServer server;
    private final Clock clock;

    MailboxPage(DemoMailServer server, Clock clock) {
        this.server = server;
        this.clock = clock;
    }

    @GetMapping
    String mailboxes(Model model) {
        List<Mailbox> mailboxes = server.addresses().stream()
                .map(address -> new Mailbox(
                        address, server.messages(address).orElse(List.of()).size()))
                .sorted(Comparator.comparing(mailbox -> mailbox.count() == 0)) // those with mails first
                .toList();
        model.addAttribute("mailboxes", mailboxes);
        model.addAttribute("smtpPort", server.smtpPort());
        model.addAttribute("imapPort", server.imapPort());
        return "demo/mailboxes";
    }

    @GetMapping("/{address}")
    String mailbox(@PathVariable String address, Model model) {
        model.addAttribute("address", address);
        model.addAttribute(
                "mails",
                messages(address).stream()
                        .map(message -> ReceivedMail.of(message, clock.getZone()))
                        .toList());
        return "demo/mailbox";
    }

    @GetMapping("/{address}/{uid}")
    String mail(@PathVariable String address, @PathVariable long uid, Model model) {
        model.addAttribute("address", address);
        model.addAttribute(
                "mail",
                messages(address).stream()
                        .filter(message -> message.getUid() == uid)
                        .map(message -> ReceivedMail.of(message, clock.getZone()))
                        .findFirst()
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND)));
        return "demo/mail";
    }

    private List<StoredMessage> messages(String address) {
        return server.messages(address).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
