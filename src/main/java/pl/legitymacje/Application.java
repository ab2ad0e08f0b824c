package pl.legitymacje;

import java.util.TimeZone;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import pl.legitymacje.fee.Tariff;
import pl.legitymacje.photo.PhotoRules;
import pl.legitymacje.process.HigherAuthority;
import pl.legitymacje.school.SchoolProfile;

/** A Polish school's document office: student cards and what surrounds them, run by a workflow engine. */
@SpringBootApplication
@EnableConfigurationProperties({SchoolProfile.class, Tariff.class, PhotoRules.class, HigherAuthority.class})
public class Application {

    public static void main(String[] args) {
        // The engine's daily timers follow the JVM's zone, wherever the server stands.
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Warsaw"));
        SpringApplication.run(Application.class, args);
    }
}
