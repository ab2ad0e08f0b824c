package pl.legitymacje.school;

/** Text that comes from outside and goes into a mail or a letter: one line, not empty, without control characters. */
public final class Plain {

    private Plain() {}

    /**
     * The text on one line: any white space or control character, line breaks above all, becomes one space.
     *
     * @param what names the text in the complaint, which does not repeat the text itself
     * @throws IllegalArgumentException if nothing visible is left, since a sentence must not have a hole
     */
    public static String line(String what, String text) {
        String line = text == null
                ? ""
                : text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Zs}]+", " ").strip();
        if (line.isEmpty()) {
            throw new IllegalArgumentException("Empty text: " + what);
        }
        return line;
    }
}
