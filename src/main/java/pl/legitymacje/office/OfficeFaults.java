package pl.legitymacje.office;

import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.fileupload.impl.FileCountLimitExceededException;
import org.camunda.bpm.engine.exception.NullValueException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.autoconfigure.web.servlet.MultipartProperties;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
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

    private final ErrorPages pages;
    private final DataSize largestFile;

    OfficeFaults(ErrorPages pages, MultipartProperties multipart) {
        this.pages = pages;
        this.largestFile = multipart.getMaxFileSize();
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(Refused refused, HttpServletRequest request) {
        return pages.answer(request, status(refused.key()), refused.getMessage());
    }

    private static HttpStatus status(String key) {
        if (key.endsWith(".unknown")) {
            return HttpStatus.NOT_FOUND;
        }
        return key.startsWith(UNFIT) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_ENTITY;
    }

    /** What is no upload at all, as without a boundary between its parts. */
    @ExceptionHandler
    ResponseEntity<Object> unreadable(MultipartException unreadable, HttpServletRequest request) {
        return pages.answer(request, HttpStatus.BAD_REQUEST, Texts.of("office.upload.unreadable"));
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(MaxUploadSizeExceededException tooLarge, HttpServletRequest request) {
        if (tooLarge.getRootCause() instanceof FileCountLimitExceededException) {
            // Spring takes too many parts for too large a file
            return pages.answer(request, HttpStatus.UNPROCESSABLE_ENTITY, Texts.of("office.upload.one"));
        }
        String sentence = Texts.of("office.upload.tooLarge", largestFile.toMegabytes());
        return pages.answer(request, HttpStatus.PAYLOAD_TOO_LARGE, sentence);
    }

    @ExceptionHandler
    ResponseEntity<Object> fault(Exception fault, HttpServletRequest request) {
        if (fault instanceof ErrorResponse wrongRequest) {
            return pages.answer(request, wrongRequest.getStatusCode());
        }
        if (fault instanceof TypeMismatchException) {
            return pages.answer(request, HttpStatus.BAD_REQUEST);
        }
        if (fault instanceof NullValueException) {
            // how the engine says that there is no such task
            return pages.answer(request, HttpStatus.NOT_FOUND);
        }
        LOG.error("Office endpoint failed", fault);
        return pages.answer(request, HttpStatus.INTERNAL_SERVER_ERROR);
    }
}
