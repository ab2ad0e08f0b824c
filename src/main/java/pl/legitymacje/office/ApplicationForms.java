package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import pl.legitymacje.casefile.CaseReason;
import pl.legitymacje.casefile.Procedure;
import pl.legitymacje.letter.DueFee;
import pl.legitymacje.letter.LetterKind;
import pl.legitymacje.letter.PdfLetters;
import pl.legitymacje.process.CaseRules;
import pl.legitymacje.process.CaseRulesTable;
import pl.legitymacje.register.CardRegister;
import pl.legitymacje.register.StudentCard;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.Texts;
import pl.legitymacje.student.Guardian;
import pl.legitymacje.student.Student;

/** The application forms (S3, annexes 1 to 5) on paper, empty or with what the school knows of a student. */
@Component
class ApplicationForms {

    private static final Map<String, LetterKind> FORMS = Map.of(
            "1", LetterKind.FORM_1,
            "2", LetterKind.FORM_2,
            "3", LetterKind.FORM_3,
            "4", LetterKind.FORM_4,
            "5", LetterKind.FORM_5);

    /** Whose row of the rules names a form's fee: where there are several reasons, the one that is the applicant's. */
    private record PaidFor(Procedure procedure, CaseReason reason) {}

    private static final Map<LetterKind, PaidFor> PAID_FOR = Map.of(
            LetterKind.FORM_1, new PaidFor(Procedure.CARD_EXCHANGE, CaseReason.DATA_CHANGE),
            LetterKind.FORM_2, new PaidFor(Procedure.CARD_DUPLICATE, CaseReason.LOST),
            LetterKind.FORM_3, new PaidFor(Procedure.MOBILE_CARD_ISSUE, CaseReason.FIRST_ISSUE),
            LetterKind.FORM_5, new PaidFor(Procedure.CERTIFICATE_DUPLICATE, null));

    private final PdfLetters letters;
    private final CardRegister cards;
    private final CaseRulesTable rules;
    private final Clock clock;

    ApplicationForms(PdfLetters letters, CardRegister cards, CaseRulesTable rules, Clock clock) {
        this.letters = letters;
        this.cards = cards;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * The form of that number with nothing but the school's own facts.
     *
     * @throws Refused if there is none
     */
    byte[] empty(String number) {
        LetterKind form = form(number);
        return print(form, Map.of("fee", () -> fee(form, Texts.of("office.form.name"), Texts.of("office.form.class"))));
    }

    /**
     * The form of that number about a student. What only the applicant can know stays empty: which of several guardians
     * applies, where they live, why.
     *
     * @throws Refused if there is none
     */
    byte[] filled(String number, Student student) {
        LetterKind form = form(number);
        Guardian applicant = applicant(student);
        return print(
                form,
                Map.ofEntries(
                        Map.entry("student", student::documentName),
                        Map.entry("birthDate", student::birthDate),
                        Map.entry(
                                "pesel",
                                () -> student.pesel() == null
                                        ? null
                                        : student.pesel().digits()),
                        // a certificate's class is that of its year
                        Map.entry("schoolClass", () -> form == LetterKind.FORM_5 ? null : student.schoolClass()),
                        Map.entry("cardNumber", () -> cards.validOf(student.id())
                                .map(StudentCard::number)
                                .orElse(null)),
                        Map.entry("applicant", applicant::name),
                        Map.entry("applicantPhone", applicant::phone),
                        Map.entry("applicantMail", applicant::email),
                        Map.entry("fee", () -> fee(form, student.fullName(), student.schoolClass()))));
    }

    private static LetterKind form(String number) {
        LetterKind form = FORMS.get(number);
        if (form == null) {
            throw new Refused("office.form.unknown", number);
        }
        return form;
    }

    private byte[] print(LetterKind form, Map<String, Supplier<Object>> known) {
        Map<String, Object> variables = new HashMap<>();
        form.optional().keySet().stream()
                .filter(known::containsKey)
                .forEach(name -> variables.put(name, known.get(name).get()));
        return letters.pdf(form, variables);
    }

    private Guardian applicant(Student student) {
        if (student.adultOn(LocalDate.now(clock))) {
            return new Guardian(student.fullName(), null, null);
        }
        return student.guardians().size() == 1 ? student.guardians().get(0) : new Guardian(null, null, null);
    }

    /** What an application made today costs; null for nothing. */
    private DueFee fee(LetterKind form, String name, String schoolClass) {
        PaidFor paid = PAID_FOR.get(form);
        CaseRules row = rules.rules(paid.procedure(), paid.reason(), LocalDate.now(clock));
        return row.feeKind() == null
                ? null
                : new DueFee(row.fee(), row.feeKind().title(name, schoolClass));
    }
}
