package pl.legitymacje.letter;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What a letter costs: CPU time and size of each kind, the first one and the later ones. Writes every letter to a
 * folder, so that it can be looked at; see {@code docs/bench.md} for how to run it and what came out.
 */
final class LetterBench {

    private static final int RUNS = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private LetterBench() {}

    /**
     * Measures and prints.
     *
     * @param args the folder for the letters
     */
    public static void main(String[] args) throws IOException {
        LetterBench bench = new LetterBench();
        Path folder = Files.createDirectories(Path.of(args[0]));
        long start = bench.threads.getCurrentThreadCpuTime();
        PdfLetters letters = new PdfLetters(LetterSamples.SCHOOL);
        bench.out.printf("made: %.0f ms%n", (bench.threads.getCurrentThreadCpuTime() - start) / 1e6);
        for (LetterKind kind : LetterKind.values()) {
            bench.measure(letters, folder, kind.label(), kind, LetterSamples.variables(kind));
            if (!kind.optional().isEmpty()) {
                bench.measure(letters, folder, kind.label() + "-empty", kind, LetterSamples.needed(kind));
            }
        }
        Map<String, Object> longest = LetterSamples.variables(LetterKind.REGISTER_PRINTOUT);
        longest.put("page", LetterSamples.register(2000));
        bench.measure(letters, folder, "register-2000-rows", LetterKind.REGISTER_PRINTOUT, longest);
    }

    private void measure(PdfLetters letters, Path folder, String name, LetterKind kind, Map<String, Object> variables)
            throws IOException {
        byte[] pdf = {};
        long first = 0;
        long best = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            pdf = letters.pdf(kind, variables);
            long took = threads.getCurrentThreadCpuTime() - start;
            first = i == 0 ? took : first;
            best = Math.min(best, took);
        }
        Files.write(folder.resolve(name + ".pdf"), pdf);
        out.printf(
                Locale.ROOT,
                "%-30s %6d bytes, first %6.0f ms, least %6.1f ms%n",
                name,
                pdf.length,
                first / 1e6,
                best / 1e6);
    }
}
