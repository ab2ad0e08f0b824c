package pl.legitymacje.mail;

import pl.legitymacje.school.Refused;

/**
 * A mail that will not reach its recipient however often it is tried: the address is wrong, or a mail server refused
 * the recipient or the message for good. A person has to find another way; the message says why, in Polish, and holds
 * no address.
 */
public class Undeliverable extends Refused {

    Undeliverable(String key, Object... arguments) {
        super(key, arguments);
    }
}
