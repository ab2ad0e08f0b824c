package pl.legitymacje.demo;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import pl.legitymacje.school.Refused;

/**
 * A mail server in this process: SMTP and IMAP on the loopback interface, mails in memory.
 *
 * <p>Every address is at home here. A mailbox is opened when somebody knows its address or at the first mail; the user
 * name is the address, the password is the demo password.
 */
final class DemoMailServer {

    private static final String LOOPBACK = "127.0.0.1";

    private final DemoPassword password;
    private final GreenMail greenMail;

    /** Starts at once: when this object is there, mails can be sent. Port 0 is any free port. */
    DemoMailServer(int smtpPort, int imapPort, DemoPassword password) {
        this.password = password;
        this.greenMail = new GreenMail(new ServerSetup[] {
            new ServerSetup(smtpPort, LOOPBACK, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imapPort, LOOPBACK, ServerSetup.PROTOCOL_IMAP)
        });
        greenMail.getUserManager().setMessageDeliveryHandler((message, address) -> open(address.getEmail()));
        try {
            greenMail.start();
        } catch (RuntimeException e) {
            stop();
            throw new Refused("demo.mailServer.notStarted", Integer.toString(smtpPort), Integer.toString(imapPort));
        }
    }

    void stop() {
        greenMail.stop();
    }

    int smtpPort() {
        return greenMail.getSmtp().getPort();
    }

    int imapPort() {
        return greenMail.getImap().getPort();
    }

    /** The mailbox of an address, made if it is not there. */
    synchronized GreenMailUser open(String address) {
        String name = address.toLowerCase(Locale.ROOT);
        GreenMailUser known = greenMail.getUserManager().getUserByEmail(name);
        if (known != null) {
            return known;
        }
        try {
            return greenMail.getUserManager().createUser(name, name, password.value());
        } catch (UserException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All addresses that have a mailbox, in alphabetical order. */
    List<String> addresses() {
        return greenMail.getUserManager().listUser().stream()
                .map(GreenMailUser::getEmail)
                .sorted()
                .toList();
    }

    /** What came to an address, newest first; nothing if it has no mailbox. */
    Optional<List<StoredMessage>> messages(String address) {
        return inbox(address).map(inbox -> inbox.getMessages().stream()
                .sorted(Comparator.comparingLong(StoredMessage::getUid).reversed())
                .toList());
    }

    private Optional<MailFolder> inbox(String address) {
        GreenMailUser user = greenMail.getUserManager().getUserByEmail(address);
        if (user == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(greenMail.getManagers().getImapHostManager().getInbox(user));
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }
}
