package pl.legitymacje.mail;

/**
 * A mail could not be sent this time, for a technical reason: the mail server is away, slow, full or does not know us.
 * To be tried again later. The message holds no address; it has no cause, since causes quote addresses.
 */
public class MailNotSent extends RuntimeException {

    MailNotSent(String message) {
        super(message);
    }
}
