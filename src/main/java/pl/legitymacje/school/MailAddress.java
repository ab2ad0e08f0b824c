package pl.legitymacje.school;

import java.util.regex.Pattern;

/** What an e-mail address must look like before we write to it: one address, nothing around it. */
public final class MailAddress {

    /** Stricter than RFC 5322 on purpose: no quotes, no comments, no line breaks, a domain with a dot. */
    public static final String FORM =
            "[A-Za-z0-9_+&*%-]+(\\.[A-Za-z0-9_+&*%-]+)*@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z]{2,}";

    private static final Pattern PATTERN = Pattern.compile(FORM);

    private MailAddress() {}

    /** Whether the text is one address that a mail server would take. */
    public static boolean isValid(String text) {
        return text != null && text.length() <= 254 && PATTERN.matcher(text).matches();
    }
}
