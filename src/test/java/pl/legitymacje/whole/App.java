package pl.legitymacje.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The application as it is shipped, in a JVM of its own with an environment of its own, that can be killed. */
final class App implements AutoCloseable {

    static final String PASSWORD = "Tylko-w-testach-7";

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
    private static final Duration START = Duration.ofMinutes(2);
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    /** Quick to start rather than quick to run. */
    private static final String FLAGS =
            "-Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto -Djava.awt.headless=true";

    private final Process process;
    private final Path log;
    private int port;

    private App(Map<String, String> environment, String name, String... program) throws IOException {
        this.log = Files.createDirectories(TARGET.resolve("it-logs")).resolve(name + ".log");
        ProcessBuilder builder = new ProcessBuilder(program)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .directory(log.getParent().toFile());
        // Nothing of the developer's own environment decides.
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "LANG",
                        "C.UTF-8",
                        "PATH",
                        System.getenv("PATH"),
                        "JAVA_HOME",
                        JAVA_HOME.toString(),
                        "JAVA_TOOL_OPTIONS",
                        FLAGS,
                        "SERVER_PORT",
                        "0"));
        builder.environment().putAll(environment);
        this.process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** Starts the jar itself, and does not wait for anything. */
    static App launch(String name, Map<String, String> environment) {
        try {
            return new App(environment, name, JAVA_HOME.resolve("bin/java").toString(), "-jar", jar().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it as it is installed for real, which is quicker. */
    static App launchQuickly(String name, Map<String, String> environment) {
        try {
            return new App(environment, name, installed().resolve("start").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it serves requests. */
    App ready() {
        Instant giveUp = Instant.now().plus(START);
        String said = output();
        while (!said.contains("Started Application in")) {
            if (!process.isAlive() || Instant.now().isAfter(giveUp)) {
                close();
                throw new AssertionError("Not started: " + log + "\n" + said);
            }
            sleep(50);
            said = output();
        }
        Matcher started = PORT.matcher(said);
        if (!started.find()) {
            throw new AssertionError("No port in " + log);
        }
        port = Integer.parseInt(started.group(1));
        return this;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until it has ended by itself, and gives its exit code. */
    int ended() {
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                close();
                throw new AssertionError("Still running: " + log + "\n" + output());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: no shutdown hook, no flush, no good-bye. */
    void kill() {
        process.destroyForcibly();
        ended();
    }

    /** SIGTERM, as a service manager or Ctrl-C stops it. */
    void stop() {
        process.destroy();
        ended();
    }

    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }

    static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(TARGET)) {
            return files.filter(file -> file.getFileName().toString().matches("legitymacje-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("No jar in target: mvn package makes it"));
        }
    }

    /** Installed once per build. */
    private static Path installed() throws IOException {
        Path jar = jar();
        Path folder = TARGET.resolve("it-app-" + Files.getLastModifiedTime(jar).toMillis());
        if (!Files.exists(folder.resolve("classes.jsa"))) {
            App install = new App(
                    Map.of(),
                    "install",
                    Path.of("docs/install.sh").toAbsolutePath().toString(),
                    jar.toString(),
                    folder.toString());
            if (install.ended() != 0) {
                throw new AssertionError(install.output());
            }
        }
        return folder;
    }
}
