package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseFile;
import pl.legitymacje.mail.MailKind;
import pl.legitymacje.mail.Missing;
import pl.legitymacje.mail.PhotoNeeds;
import pl.legitymacje.mail.Remedy;
import pl.legitymacje.photo.PhotoRules;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.RefusalReason;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Students;

/** Finds what a mail says: each variable that its kind declares, out of the case and the process. */
@Component
class MailContents {

    private final Students students;
    private final Photos photos;
    private final PhotoRules photoRules;
    private final CardRegister cards;

    MailContents(Students students, Photos photos, PhotoRules photoRules, CardRegister cards) {
        this.students = students;
        this.photos = photos;
        this.photoRules = photoRules;
        this.cards = cards;
    }

    Map<String, Object> of(MailKind kind, CaseFile caseFile, VariableScope scope) {
        Map<String, Supplier<Object>> known = Map.of(
                "firstName", () -> students.get(caseFile.studentId()).firstName(),
                "procedure", () -> caseFile.procedure().label(),
                "missing", () -> missing(scope),
                "photo", this::photoNeeds,
                "reasons", () -> reasons(REFUSED_PHOTO_ID.get(scope)),
                "until", () -> PHOTO_UNTIL.get(scope),
                "bring", () -> List.of(Texts.of("process.bring.identity")),
                "readySince",
                        () -> cards.ofCase(caseFile.number()).orElseThrow().readyOn());
        return kind.variables().keySet().stream()
                .collect(Collectors.toMap(name -> name, name -> known.get(name).get()));
    }

    private static List<Missing> missing(VariableScope scope) {
        return PHOTO_ID.find(scope).isPresent() ? List.of() : List.of(Missing.photo(PHOTO_UNTIL.get(scope)));
    }

    private PhotoNeeds photoNeeds() {
        return new PhotoNeeds(photoRules.minWidth(), photoRules.minHeight(), (int)
                photoRules.maxSize().toMegabytes());
    }

    private List<Remedy> reasons(String photoId) {
        StoredPhoto photo = photos.get(photoId);
        if (!photo.passed()) {
            return photos.report(photoId).refusals().stream()
                    .map(finding -> new Remedy(finding.reason(), finding.remedy()))
                    .toList();
        }
        return photo.reasons().stream()
                .map(reason ->
                        new Remedy(reason == RefusalReason.OTHER ? photo.note() : reason.reason(), reason.remedy()))
                .toList();
    }
}
