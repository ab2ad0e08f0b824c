package pl.legitymacje.office;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import pl.legitymacje.school.Refused;

/**
 * The engine's REST layer logs each exception with its stack trace as text, which for a refusal holds the sentence for
 * the person, names included. Of a refusal one line is kept, that says which; likewise of what the engine refuses because somebody
 * else was faster.
 */
@Component
class QuietRefusals extends TurboFilter implements DisposableBean {

    private static final String REST = "org.camunda.bpm.engine.rest.exception";
    private static final Pattern REFUSED = Pattern.compile(Pattern.quote(Refused.class.getName()) + ": ([A-Za-z.]+)");

    private final org.slf4j.Logger log = LoggerFactory.getLogger(QuietRefusals.class);
    private final LoggerContext loggers;

    QuietRefusals() {
        loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
        loggers.addTurboFilter(this);
    }

    @Override
    public FilterReply decide(
            Marker marker, Logger logger, Level level, String format, Object[] parameters, Throwable thrown) {
        if (format == null || !logger.getName().equals(REST)) {
            return FilterReply.NEUTRAL;
        }
        Matcher refused = REFUSED.matcher(format);
        Optional<String> which = refused.find()
                ? Optional.of(refused.group(1))
                : EngineFaults.known(format.lines().findFirst().orElse(""));
        if (which.isPresent() && level.isGreaterOrEqual(Level.INFO)) {
            log.info("Refused: {}", which.get());
        }
        return which.isPresent() ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    @Override
    public void destroy() {
        loggers.getTurboFilterList().remove(this);
    }
}
