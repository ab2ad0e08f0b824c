package pl.legitymacje.school;

import java.util.List;

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
        String line = text == null ? "" : onOneLine(text);
        if (line.isEmpty()) {
            throw new IllegalArgumentException("Empty text: " + what);
        }
        return line;
    }

    /** The lines of a text, each as {@link #line} makes it; those on which nothing visible is left are left out. */
    public static List<String> lines(String text) {
        return text.lines()
                .map(Plain::onOneLine)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Zs}]+", " ").strip();
    }
}
