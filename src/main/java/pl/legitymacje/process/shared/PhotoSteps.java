package pl.legitymacje.process.shared;

import static pl.legitymacje.process.Vars.*;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import pl.legitymacje.casefile.Cases;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.RefusalReason;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.process.Actor;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.school.Deadline;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolProfile;

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

    private final SchoolProfile school;
    private final Photos photos;
    private final Cases cases;
    private final OfficeTime time;
    private final Actor actor;
    private final Clock clock;

    PhotoSteps(SchoolProfile school, Photos photos, Cases cases, OfficeTime time, Actor actor, Clock clock) {
        this.school = school;
        this.photos = photos;
        this.cases = cases;
        this.time = time;
        this.actor = actor;
        this.clock = clock;
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
            PHOTO_ACCEPTED.set(execution, verdict == Verdict.ON_FILE);
            // A decision left over from an earlier photo must not decide about this one.
            PHOTO_DECISION.set(execution, null);
            if (verdict != Verdict.REFUSED) {
                restartClock(execution, photoId);
            }
            cases.note(caseNumber, actor.name(), "process.trail.photo." + verdict);
        };
    }

    @Bean
    JavaDelegate acceptPhoto() {
        return execution -> {
            photos.accept(PHOTO_ID.get(execution), actor.name());
            PHOTO_ACCEPTED.set(execution, true);
            cases.note(CASE_NUMBER.get(execution), actor.name(), "process.trail.photoAccepted");
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
            cases.note(caseNumber, actor.name(), "process.trail.photoRefused");
            // While the applicant owes a photo, the school's clock stands still.
            DUE_AT.set(execution, null);
            cases.deadline(caseNumber, null);
            REFUSED_PHOTO_ID.set(execution, photoId);
            PHOTO_ID.set(execution, null);
            LocalDate until = Deadline.after(time.today(), school.deadlines().completionDays());
            PHOTO_UNTIL.set(execution, until);
            PHOTO_DUE_AT.set(execution, time.morningAfter(until));
        };
    }

    @Bean
    JavaDelegate setLastPhotoDate() {
        return execution -> {
            LocalDate last = Deadline.after(time.today(), school.deadlines().lastCallDays());
            PHOTO_UNTIL.set(execution, last);
            PHOTO_CLOSES_AT.set(execution, time.morningAfter(last));
        };
    }

    @Bean
    JavaDelegate reportPhotoMissing() {
        return execution -> PHOTO_ACCEPTED.set(execution, false);
    }

    /** The school's time runs from the day on which all is there: the later of application and correct photo. */
    private void restartClock(DelegateExecution execution, String photoId) {
        String caseNumber = CASE_NUMBER.get(execution);
        StoredPhoto photo = photos.get(photoId);
        LocalDate photoOn = LocalDate.ofInstant(photo.receivedAt(), clock.getZone());
        LocalDate complete = Stream.of(cases.get(caseNumber).receivedOn(), photoOn)
                .max(LocalDate::compareTo)
                .orElseThrow();
        LocalDate deadline = Deadline.after(complete, school.deadlines().cardIssueDays());
        DUE_AT.set(execution, time.endOf(deadline));
        cases.deadline(caseNumber, deadline);
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
