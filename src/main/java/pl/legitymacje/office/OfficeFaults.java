package pl.legitymacje.office;

import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.autoconfigure.web.servlet.MultipartProperties;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/** Whatever goes wrong behind the office's endpoints, the person gets one Polish sentence. */
@RestControllerAdvice(basePackageClasses = OfficeFaults.class)
class OfficeFaults {

    /** What the caller is told. */
    record Fault(String message) {}

    private static final Logger LOG = LoggerFactory.getLogger(OfficeFaults.class);

    /** A letter that does not fit the state of its case. */
    private static final String UNFIT = "process.letter.unfit.";

    private final DataSize largestFile;

    OfficeFaults(MultipartProperties multipart) {
        this.largestFile = multipart.getMaxFileSize();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused, WebRequest request) {
        return answer(status(refused.key()), refused.getMessage(), request);
    }

    private static HttpStatus status(String key) {
        if (key.endsWith(".unknown")) {
            return HttpStatus.NOT_FOUND;
        }
        return key.startsWith(UNFIT) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY;
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(MaxUploadSizeExceededException tooLarge, WebRequest request) {
        String sentence = Texts.of("office.upload.tooLarge", largestFile.toMegabytes());
        return answer(HttpStatus.PAYLOAD_TOO_LARGE, sentence, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception fault, WebRequest request) {
        if (fault instanceof ErrorResponse wrongRequest) {
            return answer(wrongRequest.getStatusCode(), Texts.of("office.request.wrong"), request);
        }
        if (fault instanceof TypeMismatchException) {
            return answer(HttpStatus.BAD_REQUEST, Texts.of("office.request.wrong"), request);
        }
        if (fault instanceof TypeMismatchException) {
            return ResponseEntity.badRequest().body(new Fault(Texts.of("office.request.wrong")));
        }
        LOG.error("Office endpoint failed", fault);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, Texts.of("office.fault"), request);
    }

    /** A script gets it to show; in a tab of its own, as a letter's link opens it, the person reads the sentence itself. */
    private static ResponseEntity<Object> answer(HttpStatusCode status, String sentence, WebRequest request) {
        String accepted = request.getHeader(HttpHeaders.ACCEPT);
        return accepted != null && accepted.startsWith(MediaType.TEXT_HTML_VALUE)
                ? ResponseEntity.status(status)
                        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                        .body(sentence)
                : ResponseEntity.status(status).body(new Fault(sentence));
    }
}
