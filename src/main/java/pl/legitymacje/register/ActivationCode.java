package pl.legitymacje.register;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import pl.legitymacje.school.Refused;

/**
 * What activates a mobile card in the app, as the government system gave it: shown to the office, kept until it is used,
 * lapsed or revoked, never made here.
 *
 * <p>No document tells what the code looks like, and it may be a password: so only what cannot be one is refused, and
 * capital and small letters are kept as typed.
 *
 * @param code letters and digits without the spaces and dashes that people write between them
 * @param qr what the QR picture says, or null
 * @param validUntil when it lapses
 */
public record ActivationCode(String code, String qr, Instant validUntil) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{4,32}");
    private static final int GROUP = 4;

    /** Bytes; hardly more go into a QR picture. */
    private static final int LONGEST_QR = 2900;

    /**
     * The code as it is kept, from what somebody typed or pasted.
     *
     * @throws Refused if there is none, or it cannot be one
     */
    public static String code(String typed) {
        String code = Entered.text(typed, "register.mobile.code.missing").replaceAll("[\\s\\p{Z}\\p{Pd}\\p{Cf}]", "");
        if (code.contains(":") || code.contains("/")) {
            throw new Refused("register.mobile.code.qr");
        }
        if (!FORM.matcher(code).matches()) {
            throw new Refused(
                    code.length() < 4 || code.length() > 32
                            ? "register.mobile.code.length"
                            : "register.mobile.code.characters");
        }
        return code;
    }

    /**
     * What a QR picture says, as it is kept; null for none.
     *
     * @throws Refused if no QR picture could hold it
     */
    static String qr(String content) {
        if (content == null || content.isBlank()) {
            return null;
        }
        if (content.getBytes(StandardCharsets.UTF_8).length > LONGEST_QR) {
            throw new Refused("register.mobile.code.qrTooLong");
        }
        return content.strip();
    }

    /** As people read it aloud and type it: in groups of four. */
    public String grouped() {
        return code.replaceAll("(.{" + GROUP + "})(?=.)", "$1 ");
    }

    /** No code: records end up in log lines. */
    @Override
    public String toString() {
        return "ActivationCode";
    }
}
