package pl.legitymacje.mail;

/**
 * The school as it signs its mails.
 *
 * @param phone of the office, or null
 * @param mail the address that mails come from and replies go to
 * @param hours when the office is open, as a text
 */
public record Sender(String name, String street, String town, String phone, String mail, String hours) {

    public Sender {
        name = Plain.line("school name", name);
        street = Plain.line("school street", street);
        town = Plain.line("school town", town);
        phone = phone == null ? null : Plain.line("school phone", phone);
        mail = Plain.line("school mail", mail);
        hours = Plain.line("school hours", hours);
    }

    /** The part after the at sign: our Message-IDs end with it. */
    String domain() {
        return mail.substring(mail.lastIndexOf('@') + 1);
    }
}
