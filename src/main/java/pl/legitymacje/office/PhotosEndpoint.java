package pl.legitymacje.office;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.autoconfigure.web.servlet.MultipartProperties;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import pl.legitymacje.photo.Finding;
import pl.legitymacje.photo.PhotoReport;
import pl.legitymacje.photo.PhotoRules;
import pl.legitymacje.photo.PhotoSource;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.RefusalReason;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.process.Actor;
import pl.legitymacje.school.Refused;

/** Photos: handed in from a form and judged at once, and shown. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class PhotosEndpoint {

    record FindingShown(String code, String reason, String remedy) {

        static List<FindingShown> of(List<Finding> findings) {
            return findings.stream()
                    .map(finding -> new FindingShown(finding.rule().name(), finding.reason(), finding.remedy()))
                    .toList();
        }
    }

    /** {@code pictured}: whether there is a preview to look at. */
    record PhotoShown(
            String id,
            String fileName,
            boolean passed,
            boolean pictured,
            int width,
            int height,
            List<FindingShown> refusals,
            List<FindingShown> advice) {}

    record ReasonShown(String code, String label) {}

    /**
     * What the school asks of a photo's file.
     *
     * @param sentMegabytes larger ones are not even taken in to be judged
     */
    record PhotoRulesShown(double megabytes, long sentMegabytes, int width, int height) {}

    private final Photos photos;
    private final PhotoRules rules;
    private final MultipartProperties uploads;
    private final Actor actor;

    PhotosEndpoint(Photos photos, PhotoRules rules, MultipartProperties uploads, Actor actor) {
        this.rules = rules;
        this.uploads = uploads;
        this.photos = photos;
        this.actor = actor;
    }

    @PostMapping("/photos")
    PhotoShown handIn(
            @RequestParam(name = "file", required = false) MultipartFile file,
            @RequestParam(required = false) Long studentId,
            @RequestParam(defaultValue = "OFFICE") PhotoSource source)
            throws IOException {
        if (file == null) {
            throw new Refused("office.upload.missing");
        }
        return shown(photos.receive(studentId, file.getOriginalFilename(), file.getBytes(), source, actor.name()));
    }

    @GetMapping("/photo-rules")
    PhotoRulesShown rules() {
        return new PhotoRulesShown(
                (double) rules.maxSize().toBytes() / DataSize.ofMegabytes(1).toBytes(),
                uploads.getMaxFileSize().toMegabytes(),
                rules.minWidth(),
                rules.minHeight());
    }

    @GetMapping("/photos/{id}")
    PhotoShown photo(@PathVariable String id) {
        return shown(photos.get(id));
    }

    /** As the government system takes it for a mobile card. */
    @OnlyFor(Role.OFFICE)
    @GetMapping("/photos/{id}/government")
    ResponseEntity<byte[]> government(@PathVariable String id) {
        return picture(photos.governmentPortrait(id));
    }

    @OnlyFor({Role.OFFICE, Role.PRINCIPAL})
    @GetMapping("/photos/{id}/preview")
    ResponseEntity<byte[]> preview(@PathVariable String id) {
        return picture(photos.preview(id));
    }

    /** The picture for the card. */
    @OnlyFor({Role.OFFICE, Role.PRINCIPAL})
    @GetMapping("/photos/{id}/portrait")
    ResponseEntity<byte[]> portrait(@PathVariable String id) {
        return picture(photos.portrait(id));
    }

    @GetMapping("/refusal-reasons")
    List<ReasonShown> refusalReasons() {
        return Arrays.stream(RefusalReason.values())
                .map(reason -> new ReasonShown(reason.name(), reason.label()))
                .toList();
    }

    private PhotoShown shown(StoredPhoto photo) {
        PhotoReport report = photos.report(photo.id());
        return new PhotoShown(
                photo.id(),
                photo.fileName(),
                report.passed(),
                photos.pictured(photo.id()),
                report.width(),
                report.height(),
                FindingShown.of(report.refusals()),
                FindingShown.of(report.advice()));
    }

    private static ResponseEntity<byte[]> picture(byte[] jpeg) {
        return ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).body(jpeg);
    }
}
