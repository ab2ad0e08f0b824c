package pl.legitymacje.photo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The findings of one photo as they are stored.
 *
 * @param version of this form; a later one must still read what earlier ones wrote
 */
record Findings(int version, List<Finding> refusals, List<Finding> advice) {

    private static final int CURRENT = 1;

    /** Of its own, so that no setting of the application's mapper changes what is in the database. */
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    static Findings of(PhotoReport report) {
        return new Findings(CURRENT, report.refusals(), report.advice());
    }

    static Findings read(String json) {
        try {
            return MAPPER.readValue(json, Findings.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    String write() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
