package pl.legitymacje.process;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** One mail server for all process tests, running before the application that sends to it. */
public class TestMailServer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final GreenMail SERVER = started();

    private static GreenMail started() {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return server;
    }

    /** Where it listens. */
    public static int port() {
        return SERVER.getSmtp().getPort();
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of("spring.mail.host=127.0.0.1", "spring.mail.port=" + port())
                .applyTo(context);
    }
}
