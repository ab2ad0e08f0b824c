package pl.legitymacje.office;

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
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;

/** Whatever goes wrong behind the office's endpoints, the person gets one Polish sentence. */
@RestControllerAdvice(basePackageClasses = OfficeFaults.class)
class OfficeFaults {

    /** What the caller is told. */
    record Fault(String message) {}

    private static final Logger LOG = LoggerFactory.getLogger(OfficeFaults.class);

    private final DataSize largestFile;

    OfficeFaults(MultipartProperties multipart) {
        this.largestFile = multipart.getMaxFileSize();
    }

    @ExceptionHandler
    ResponseEntity<Fault> refused(Refused refused) {
        HttpStatus status = refused.key().endsWith(".unknown") ? HttpStatus.NOT_FOUND : HttpStatus.UNPROCESSABLE_ENTITY;
        return ResponseEntity.status(status).body(new Fault(refused.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Fault> tooLarge(MaxUploadSizeExceededException tooLarge) {
        return ResponseEntity.status(HttpStatus.PAYLOAD_TOO_LARGE)
                .body(new Fault(Texts.of("office.upload.tooLarge", largestFile.toMegabytes())));
    }

    @ExceptionHandler
    ResponseEntity<Fault> fault(Exception fault) {
        if (fault instanceof ErrorResponse wrongRequest) {
            return ResponseEntity.status(wrongRequest.getStatusCode())
                    .body(new Fault(Texts.of("office.request.wrong")));
        }
        if (fault instanceof TypeMismatchException) {
            return ResponseEntity.badRequest().body(new Fault(Texts.of("office.request.wrong")));
        }
        LOG.error("Office endpoint failed", fault);
        return ResponseEntity.internalServerError().body(new Fault(Texts.of("office.fault")));
    }
}
