package pl.legitymacje.office;

import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** A letter as an answer that the browser shows, to be read before it is printed. */
final class Pdf {

    private Pdf() {}

    /** @param fileName under which it is saved: without personal data */
    static ResponseEntity<byte[]> shown(byte[] pdf, String fileName) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.inline()
                                .filename(fileName, StandardCharsets.US_ASCII)
                                .build()
                                .toString())
                .body(pdf);
    }
}
