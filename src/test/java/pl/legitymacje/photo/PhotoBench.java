package pl.legitymacje.photo;

import com.sun.management.ThreadMXBean;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Supplier;
import org.springframework.util.unit.DataSize;

/**
 * What a photo costs: CPU time and heap of the gate, of a whole judgement, and of a judgement with both derived
 * pictures. Writes its pictures to a folder, so that {@code djpeg} can be measured on the same files; see
 * {@code docs/bench.md} for how to run it and what came out.
 */
final class PhotoBench {

    private static final int RUNS = 7;
    private static final int MEGABYTE = 1024 * 1024;

    private static final PhotoRules RULES =
            new PhotoRules(DataSize.ofMegabytes(15), 500, 600, null, true, Duration.ofDays(90));

    private final PhotoInspector inspector = new PhotoInspector(RULES);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private PhotoBench() {}

    /**
     * Measures and prints.
     *
     * @param args the folder for the pictures; any files named after it are measured too
     */
    public static void main(String[] args) throws IOException {
        PhotoBench bench = new PhotoBench();
        Path folder = Files.createDirectories(Path.of(args[0]));
        bench.out.printf(
                "%-34s %9s %6s %9s %9s %9s %10s%n",
                "file", "kB", "scans", "gate ms", "judge ms", "derive ms", "alloc. MB");
        byte[] baseline = ofAbout(5 * MEGABYTE - 200_000, 3000, 4000, false);
        byte[] progressive = ofAbout(5 * MEGABYTE - 200_000, 3000, 4000, true);
        byte[] profiled = Drawn.with(baseline, 0xE2, linearProfile());
        bench.measure(folder, "baseline-12mp.jpg", baseline);
        bench.measure(folder, "progressive-12mp.jpg", progressive);
        bench.measure(folder, "baseline-12mp-icc.jpg", profiled);
        bench.measure(folder, "truncated-12mp.jpg", Arrays.copyOf(baseline, baseline.length * 95 / 100));
        bench.measure(folder, "baseline-40mp.jpg", ofAbout(5 * MEGABYTE - 200_000, 5470, 7300, false));
        byte[] largest = ofAbout(5 * MEGABYTE - 200_000, 5470, 7300, true);
        bench.measure(folder, "progressive-40mp.jpg", largest);
        bench.measure(folder, "progressive-40mp-12-scans.jpg", withLastScanRepeated(largest, 12));
        byte[] plain = Drawn.jpeg(Drawn.person(3900, 4000, Color.WHITE, 0), 0.1f, true);
        bench.measure(folder, "progressive-15mp-32-scans.jpg", withLastScanRepeated(plain, 32));
        for (String file : Arrays.asList(args).subList(1, args.length)) {
            bench.measure(folder, Path.of(file).getFileName().toString(), Files.readAllBytes(Path.of(file)));
        }
        MemoryPeak.print(bench.out);
    }

    private void measure(Path folder, String name, byte[] photo) throws IOException {
        Files.write(folder.resolve(name), photo);
        double gate = cpu(() -> JpegFile.read(photo).complete());
        double judge = cpu(() -> inspector.inspect(photo, "kowalski-jan-1a.jpg"));
        double derive = cpu(() -> inspector.examine(photo, "kowalski-jan-1a.jpg", true));
        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        PhotoReport report = inspector.inspect(photo, "kowalski-jan-1a.jpg");
        long allocated = threads.getThreadAllocatedBytes(thread) - before;
        out.printf(
                "%-34s %9d %6d %9.1f %9.1f %9.1f %10d  %s%n",
                name,
                photo.length / 1024,
                JpegFile.read(photo).scans(),
                gate,
                judge,
                derive,
                allocated / MEGABYTE,
                report.passed() ? "passed" : report.refusals().get(0).rule());
    }

    /** The least CPU time of several runs, in milliseconds. */
    private double cpu(Supplier<Object> work) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = threads.getCurrentThreadCpuTime();
            if (work.get() == null) {
                throw new IllegalStateException();
            }
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        return best / 1e6;
    }

    /** A picture with as much noise as fills this many bytes. */
    private static byte[] ofAbout(int size, int width, int height, boolean progressive) {
        BufferedImage person = Drawn.person(width, height, new Color(225, 228, 232), 6);
        float low = 0.05f;
        float high = 0.99f;
        byte[] best = {};
        for (int i = 0; i < 7; i++) {
            float quality = (low + high) / 2;
            byte[] photo = Drawn.jpeg(person, quality, progressive);
            if (photo.length <= size) {
                low = quality;
                best = photo;
            } else {
                high = quality;
            }
        }
        return best;
    }

    private static byte[] withLastScanRepeated(byte[] jpeg, int scans) {
        int at = jpeg.length - 2;
        while (jpeg[at] != (byte) 0xFF || jpeg[at + 1] != (byte) 0xDA) {
            at--;
        }
        ByteArrayOutputStream repeated = new ByteArrayOutputStream();
        repeated.write(jpeg, 0, jpeg.length - 2);
        for (int i = JpegFile.read(jpeg).scans(); i < scans; i++) {
            repeated.write(jpeg, at, jpeg.length - 2 - at);
        }
        repeated.write(jpeg, jpeg.length - 2, 2);
        return repeated.toByteArray();
    }

    private static byte[] linearProfile() {
        return Drawn.concat(
                "ICC_PROFILE\0\u0001\u0001".getBytes(StandardCharsets.ISO_8859_1),
                java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB)
                        .getData());
    }

    /** The highest use of each heap pool since the start. */
    private static final class MemoryPeak {
        static void print(PrintStream out) {
            ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
                    .forEach(pool -> out.printf(
                            "%s: peak %d MB%n",
                            pool.getName(), pool.getPeakUsage().getUsed() / MEGABYTE));
        }
    }
}
