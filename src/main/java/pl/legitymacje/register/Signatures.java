package pl.legitymacje.register;

import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/**
 * Who signed the original of a certificate, as it stands at the end of its duplicate.
 *
 * @param surnames null where the signatures cannot be read
 */
public record Signatures(String surnames) {

    /** The original's signatures cannot be read. */
    public static final Signatures ILLEGIBLE = new Signatures(null);

    /**
     * Signatures that can be read.
     *
     * @throws Refused if no surname is given: illegible ones are said to be so
     */
    public static Signatures of(String surnames) {
        return new Signatures(Entered.text(surnames, "register.certificate.noSignatures"));
    }

    /** The note on the duplicate: "oryginał podpisali: A. Nowak, J. Lis". */
    public String label() {
        return surnames == null
                ? Texts.of("register.certificate.illegible")
                : Texts.of("register.certificate.signedBy", surnames);
    }
}
