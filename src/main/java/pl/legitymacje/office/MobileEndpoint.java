package pl.legitymacje.office;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import pl.legitymacje.letter.LetterKind;
import pl.legitymacje.letter.PdfLetters;
import pl.legitymacje.letter.QrPicture;
import pl.legitymacje.register.ActivationCode;
import pl.legitymacje.register.MobileCard;
import pl.legitymacje.register.MobileCards;
import pl.legitymacje.school.Refused;
import pl.legitymacje.student.Student;
import pl.legitymacje.student.Students;

/** The codes of mobile cards: for the office's eyes alone, on the screen and on the printed slip; and QR pictures read. */
@RestController
@OnlyFor(Role.OFFICE)
@RequestMapping(OfficeDoor.PATH)
class MobileEndpoint {

    /** All null where there is no code that can be used now. */
    record CodeShown(String code, LocalDateTime validUntil, String slip) {}

    record QrRead(String content) {}

    private final MobileCards mobileCards;
    private final Students students;
    private final PdfLetters letters;
    private final Clock clock;

    MobileEndpoint(MobileCards mobileCards, Students students, PdfLetters letters, Clock clock) {
        this.mobileCards = mobileCards;
        this.students = students;
        this.letters = letters;
        this.clock = clock;
    }

    @PostMapping("/qr")
    QrRead read(@RequestParam(name = "file", required = false) MultipartFile file) throws IOException {
        if (file == null) {
            throw new Refused("office.upload.missing");
        }
        return new QrRead(QrPicture.read(file.getBytes()));
    }

    @GetMapping("/cases/{number}/mobile-code")
    CodeShown code(@PathVariable String number) {
        return mobileCards
                .ofCase(number)
                .flatMap(mobile -> mobileCards.codeOf(mobile.id()))
                .map(code -> new CodeShown(
                        code.grouped(),
                        LocalDateTime.ofInstant(code.validUntil(), clock.getZone()),
                        OfficeDoor.PATH + "/cases/" + number + "/mobile-slip"))
                .orElseGet(() -> new CodeShown(null, null, null));
    }

    /** The slip with code and QR picture (S3 VI.3). */
    @GetMapping("/cases/{number}/mobile-slip")
    ResponseEntity<byte[]> slip(@PathVariable String number) {
        MobileCard mobile = mobileCards.ofCase(number).orElseThrow(() -> new Refused("casefile.unknown", number));
        ActivationCode code =
                mobileCards.codeOf(mobile.id()).orElseThrow(() -> new Refused("office.mobile.noCode", number));
        Student student = students.get(mobile.studentId());
        Map<String, Object> variables = new HashMap<>(Map.of(
                "caseNumber", number,
                "date", LocalDate.now(clock),
                "student", student.fullName(),
                "schoolClass", student.schoolClass(),
                "code", code.grouped(),
                "until", LocalDateTime.ofInstant(code.validUntil(), clock.getZone())));
        if (code.qr() != null) {
            variables.put("qr", code.qr());
        }
        return Pdf.shown(letters.pdf(LetterKind.MOBILE_CARD_SLIP, variables), number + "-kod.pdf");
    }
}
