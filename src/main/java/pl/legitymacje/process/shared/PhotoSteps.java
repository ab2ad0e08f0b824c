package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.casefile.Requirement;
import pl.legitymacje.casefile.RequirementState;
import pl.legitymacje.casefile.Requirements;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.RefusalReason;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.process.Actor;
import pl.legitymacje.school.Refused;

/** The service tasks of {@code photo-verification} (S3 II.2): the machine measures, the clerk decides. */
@Configuration(proxyBeanMethods = false)
class PhotoSteps {

    /** What the model's gateway asks. */
    private enum Verdict {
        PASSED,
        REFUSED,
        ON_FILE;

        static Verdict of(StoredPhoto photo) {
            return switch (photo.status()) {
                case RECEIVED -> PASSED;
                case ACCEPTED -> ON_FILE;
                case REFUSED_BY_MACHINE, REFUSED_BY_CLERK -> REFUSED;
            };
        }
    }

    private final Photos photos;
    private final Cases cases;
    private final Requirements requirements;
    private final Actor actor;

    PhotoSteps(Photos photos, Cases cases, Requirements requirements, Actor actor) {
        this.photos = photos;
        this.cases = cases;
        this.requirements = requirements;
        this.actor = actor;
    }

    @Bean
    JavaDelegate checkPhoto() {
        return execution -> {
            String photoId = PHOTO_ID.find(execution).orElseThrow(() -> new Refused("process.photo.missing"));
            photos.attach(photoId, STUDENT_ID.get(execution));
            String caseNumber = CASE_NUMBER.get(execution);
            cases.photo(caseNumber, photoId);
            Verdict verdict = Verdict.of(photos.get(photoId));
            PHOTO_VERDICT.set(execution, verdict.name());
            if (verdict == Verdict.ON_FILE) {
                requirements.judged(caseNumber, Requirement.PHOTO, RequirementState.ACCEPTED);
            }
            // A decision left over from an earlier photo must not decide about this one.
            PHOTO_DECISION.set(execution, null);
            cases.note(caseNumber, actor.name(), "process.trail.photo." + verdict);
        };
    }

    @Bean
    JavaDelegate acceptPhoto() {
        return execution -> {
            String caseNumber = CASE_NUMBER.get(execution);
            photos.accept(PHOTO_ID.get(execution), actor.name());
            requirements.judged(caseNumber, Requirement.PHOTO, RequirementState.ACCEPTED);
            cases.note(caseNumber, actor.name(), "process.trail.photoAccepted");
        };
    }

    @Bean
    JavaDelegate refusePhoto() {
        return execution -> {
            String photoId = PHOTO_ID.get(execution);
            if (PHOTO_VERDICT.get(execution).equals(Verdict.PASSED.name())) {
                if (!PHOTO_DECISION.get(execution).equals("REFUSED")) {
                    throw new Refused("process.variable.wrong", PHOTO_DECISION.name());
                }
                photos.refuse(
                        photoId,
                        actor.name(),
                        reasons(PHOTO_REASONS.get(execution)),
                        PHOTO_NOTE.find(execution).orElse(null));
            }
            String caseNumber = CASE_NUMBER.get(execution);
            cases.note(
                    caseNumber,
                    actor.name(),
                    "process.trail.photoRefused",
                    String.join("; ", photos.whyRefused(photos.get(photoId))));
            requirements.judged(caseNumber, Requirement.PHOTO, RequirementState.REFUSED);
        };
    }

    private static List<RefusalReason> reasons(String codes) {
        try {
            return Stream.of(codes.split(","))
                    .map(String::strip)
                    .map(RefusalReason::valueOf)
                    .toList();
        } catch (IllegalArgumentException unknown) {
            throw new Refused("process.variable.wrong", PHOTO_REASONS.name());
        }
    }
}
