package pl.legitymacje.office;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.mail.Outbox;
import pl.legitymacje.mail.OutgoingMail;
import pl.legitymacje.student.Guardian;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** A mail that could not be delivered, so that its contents can be told by other means. */
@RestController
@OnlyFor(Role.OFFICE)
@RequestMapping(OfficeDoor.PATH + "/mails")
class MailsEndpoint {

    record About(long id, String name, String schoolClass, List<Guardian> guardians) {}

    /** {@code student} is null for a mail that belongs to a case. */
    record MailShown(long id, String subject, String text, String recipient, String failure, About student) {}

    private final Outbox outbox;
    private final Students students;

    MailsEndpoint(Outbox outbox, Students students) {
        this.outbox = outbox;
        this.students = students;
    }

    @GetMapping("/{id}")
    MailShown mail(@PathVariable long id) {
        OutgoingMail mail = outbox.get(id);
        return new MailShown(
                mail.id(),
                mail.subject(),
                mail.text(),
                mail.recipient(),
                mail.failure().orElse(null),
                mail.studentId() == null ? null : about(students.get(mail.studentId())));
    }

    private static About about(Student student) {
        return new About(student.id(), student.fullName(), student.schoolClass(), student.guardians());
    }
}
