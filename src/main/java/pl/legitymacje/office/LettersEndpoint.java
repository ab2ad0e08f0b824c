package pl.legitymacje.office;

import java.time.LocalDate;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.letter.LetterKind;
import pl.legitymacje.process.CaseLetters;
import pl.legitymacje.process.CaseLetters.Delay;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Students;

/** Letters and forms as PDF, printed where they are needed. */
@RestController
@OnlyFor({Role.OFFICE, Role.PRINCIPAL})
@RequestMapping(OfficeDoor.PATH)
class LettersEndpoint {

    private final CaseLetters letters;
    private final ApplicationForms forms;
    private final Students students;

    LettersEndpoint(CaseLetters letters, ApplicationForms forms, Students students) {
        this.letters = letters;
        this.forms = forms;
        this.students = students;
    }

    /**
     * A letter of a case; that it was printed is written into the case.
     *
     * @param reason for a delay notice
     * @param newDate for a delay notice: the new deadline
     */
    @GetMapping("/cases/{number}/letters/{kind}")
    ResponseEntity<byte[]> letter(
            @PathVariable String number,
            @PathVariable String kind,
            @RequestParam(required = false) String reason,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate newDate) {
        LetterKind letter = CaseLetters.kind(kind);
        return Pdf.shown(
                letters.print(letter, number, new Delay(reason, newDate)), CaseLetters.fileName(letter, number));
    }

    /** An empty application form, S3's annexes 1 to 5. */
    @GetMapping("/forms/{form}")
    ResponseEntity<byte[]> empty(@PathVariable String form) {
        return shown(forms.empty(form), form);
    }

    /** The same with the student's data. */
    @OnlyFor(Role.OFFICE)
    @GetMapping("/students/{id}/forms/{form}")
    ResponseEntity<byte[]> filled(@PathVariable long id, @PathVariable String form) {
        return shown(forms.filled(form, students.get(id)), form);
    }

    private static ResponseEntity<byte[]> shown(byte[] pdf, String form) {
        return Pdf.shown(pdf, Texts.of("office.form.file", form));
    }
}
