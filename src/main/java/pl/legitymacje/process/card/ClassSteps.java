package pl.legitymacje.process.card;

import static pl.legitymacje.process.Vars.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import pl.legitymacje.casefile.CardEligibility;
import pl.legitymacje.casefile.Channel;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.photo.Photos;
import pl.legitymacje.photo.StoredPhoto;
import pl.legitymacje.process.OfficeTime;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The service task of {@code card-issue-class}: one case a student, or none at all. */
@Configuration(proxyBeanMethods = false)
class ClassSteps {

    private final RuntimeService engine;
    private final Students students;
    private final CardEligibility eligibility;
    private final Photos photos;
    private final OfficeTime time;

    ClassSteps(
            @Lazy RuntimeService engine,
            Students students,
            CardEligibility eligibility,
            Photos photos,
            OfficeTime time) {
        this.engine = engine;
        this.students = students;
        this.eligibility = eligibility;
        this.photos = photos;
        this.time = time;
    }

    @Bean
    JavaDelegate startClassCases() {
        return execution -> {
            List<Student> inClass = students.inClass(SCHOOL_CLASS.get(execution));
            if (inClass.isEmpty()) {
                throw new Refused("process.class.empty", SCHOOL_CLASS.get(execution));
            }
            List<String> started = new ArrayList<>();
            List<String> skipped = new ArrayList<>();
            for (Student student : inClass) {
                Optional<Refused> refusal = eligibility.refusalInClass(student);
                if (refusal.isPresent()) {
                    skipped.add(student.id() + "=" + refusal.get().getMessage());
                } else {
                    start(student);
                    started.add(Long.toString(student.id()));
                }
            }
            STARTED_STUDENTS.set(execution, String.join(",", started));
            SKIPPED_STUDENTS.set(execution, String.join("\n", skipped));
        };
    }

    private void start(Student student) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(STUDENT_ID.name(), student.id());
        variables.put(CHANNEL.name(), Channel.EX_OFFICIO.name());
        variables.put(RECEIVED_ON.name(), time.today().toString());
        photos.acceptedOf(student.id()).map(StoredPhoto::id).ifPresent(id -> variables.put(PHOTO_ID.name(), id));
        engine.startProcessInstanceByKey(Procedure.CARD_ISSUE.processId(), variables);
    }
}
