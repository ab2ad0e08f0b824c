package pl.legitymacje.office;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;

/**
 * The school's name and mark, as every page shows them, the login among them: so both are for everybody. The mark is the PNG or
 * SVG file that {@code school.mark} names, checked at start, or else a neutral one of ours.
 */
@Controller
class SchoolSign {

    static final String MARK = "/school/mark";

    private static final String OWN = "office/mark.svg";
    private static final int LARGEST = 1024 * 1024;
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final MediaType SVG = MediaType.valueOf("image/svg+xml");
    /** What may run, load or link in an SVG. */
    private static final Set<String> ACTIVE = Set.of("script", "foreignObject", "iframe", "handler", "listener");

    private final byte[] mark;
    private final MediaType type;
    private final String script;

    /**
     * @param file the mark's, or empty
     * @param schoolAccounts the server that knows the school's accounts, or empty: whether one can sign in with them
     */
    SchoolSign(
            SchoolProfile school,
            @Value("${school.mark:}") String file,
            @Value("${oidc.issuer:}") String schoolAccounts,
            ObjectMapper json)
            throws IOException {
        mark = file.isBlank() ? new ClassPathResource(OWN).getContentAsByteArray() : read(file.strip());
        type = type(mark);
        if (type == null) {
            throw new Refused("office.mark.wrong", file);
        }
        script = script(json, Map.of("name", school.name(), "schoolAccounts", !schoolAccounts.isBlank()));
    }

    private static String script(ObjectMapper json, Map<String, Object> facts) throws JsonProcessingException {
        return "export default " + json.writeValueAsString(facts) + ";\n";
    }

    private static byte[] read(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > LARGEST) {
                throw new Refused("office.mark.wrong", file);
            }
            return Files.readAllBytes(path);
        } catch (IOException | InvalidPathException e) {
            throw new Refused("office.mark.unreadable", file);
        }
    }

    /** Null if it is neither. */
    static MediaType type(byte[] picture) {
        try {
            if (Arrays.equals(picture, 0, Math.min(picture.length, PNG.length), PNG, 0, PNG.length)) {
                return ImageIO.read(new ByteArrayInputStream(picture)) == null ? null : MediaType.IMAGE_PNG;
            }
            return isStillSvg(picture) ? SVG : null;
        } catch (IOException | XMLStreamException | RuntimeException broken) {
            return null;
        }
    }

    /** Nothing in it runs, or comes from elsewhere. */
    private static boolean isStillSvg(byte[] picture) throws XMLStreamException {
        XMLInputFactory xml = XMLInputFactory.newFactory();
        xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(picture));
        boolean svg = false;
        while (reader.hasNext()) {
            if (reader.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            svg = svg || reader.getLocalName().equals("svg");
            if (!svg || ACTIVE.contains(reader.getLocalName())) {
                return false;
            }
            for (int i = 0; i < reader.getAttributeCount(); i++) {
                String attribute = reader.getAttributeLocalName(i);
                String value = reader.getAttributeValue(i).strip();
                if (attribute.startsWith("on")
                        || (attribute.equals("href") && !value.startsWith("#") && !value.startsWith("data:image/"))) {
                    return false;
                }
            }
        }
        return svg;
    }

    /** For the web applications' own settings (scripts/config.js), which import it. */
    @GetMapping("/school.js")
    ResponseEntity<byte[]> name() {
        return answer(MediaType.valueOf("text/javascript;charset=UTF-8"), script.getBytes(StandardCharsets.UTF_8));
    }

    /** Opened by itself, an SVG is a page: there it runs nothing by SafeAnswers' policy. */
    @GetMapping(MARK)
    ResponseEntity<byte[]> mark() {
        return answer(type, mark);
    }

    private static ResponseEntity<byte[]> answer(MediaType type, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .eTag(DigestUtils.md5DigestAsHex(content))
                .body(content);
    }
}
