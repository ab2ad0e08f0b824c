package pl.legitymacje.school;

import java.util.List;

/** Text that comes from outside and goes into a mail or a letter: one line, not empty, without control characters. */
public final class Plain {

    private static final int LONGEST_FILE_NAME = 255;

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

    /**
     * A file's name as its sender gave it, without folders (browsers and mail programs may send a whole path) and without
     * anything that is not seen, such as the marks that turn a line around; cut where it is too long, empty for none.
     */
    public static String fileName(String given) {
        if (given == null) {
            return "";
        }
        String name = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "")
                .strip();
        int end = Math.min(name.length(), LONGEST_FILE_NAME);
        return name.substring(0, end > 0 && Character.isHighSurrogate(name.charAt(end - 1)) ? end - 1 : end);
    }

    private static String onOneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Zs}]+", " ").strip();
    }
}
