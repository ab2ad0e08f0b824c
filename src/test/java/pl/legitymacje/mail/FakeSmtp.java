package pl.legitymacje.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A mail server that says what it is told to, at each step of the conversation; one conversation at a time. */
final class FakeSmtp implements AutoCloseable {

    /** Instead of a reply: say nothing more. */
    static final String HANG = "hang";
    /** Instead of a reply: hang up. */
    static final String DROP = "drop";

    private final ServerSocket socket;
    private final Thread thread;
    private final Map<String, String> script = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    final List<String> accepted = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();

    FakeSmtp() throws IOException {
        socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        thread = new Thread(this::serve, "fake-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** @param step {@code GREETING}, a verb such as {@code RCPT}, or {@code .} for the end of the message */
    FakeSmtp reply(String step, String reply) {
        script.put(step, reply);
        return this;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                talk(client);
            } catch (SocketException over) {
                // the client or the test hung up
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void talk(Socket client) throws IOException {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        if (!say(client, "GREETING", "220 fake")) {
            return;
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String verb = line.replaceFirst("[ :].*", "");
            String reply =
                    switch (verb) {
                        case "DATA" -> "354 go on";
                        case "QUIT" -> "221 bye";
                        default -> "250 OK";
                    };
            if (!say(client, verb, reply)) {
                return;
            }
            if (verb.equals("DATA") && !script.containsKey("DATA")) {
                StringBuilder message = new StringBuilder();
                for (String data = in.readLine(); !".".equals(data); data = in.readLine()) {
                    if (data == null) {
                        return;
                    }
                    message.append(data).append('\n');
                }
                String end = script.getOrDefault(".", "250 OK");
                if (end.startsWith("250") || end.equals(DROP)) {
                    accepted.add(message.toString());
                }
                if (!say(client, ".", "250 OK")) {
                    return;
                }
            }
        }
    }

    private boolean say(Socket client, String step, String usual) throws IOException {
        String reply = script.getOrDefault(step, usual);
        if (reply.equals(HANG)) {
            try {
                closing.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        }
        if (reply.equals(DROP)) {
            return false;
        }
        client.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        client.getOutputStream().flush();
        return true;
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        socket.close();
    }
}
