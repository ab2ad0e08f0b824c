package pl.legitymacje.student;

import java.time.DateTimeException;
import java.time.LocalDate;
import pl.legitymacje.school.Refused;

/** A PESEL number that is right in form: eleven digits, a real birth date, the check digit. */
public record Pesel(String digits) {

    private static final int[] WEIGHTS = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};

    /** The century that each twenty of months stands for: 0 = 1900s … 80 = 1800s. */
    private static final int[] CENTURIES = {1900, 2000, 2100, 2200, 1800};

    /**
     * @throws Refused {@code student.pesel.form}, {@code student.pesel.date} or {@code student.pesel.checkDigit}; the
     *     sentence does not repeat the number
     */
    public Pesel {
        if (digits == null || !digits.matches("[0-9]{11}")) {
            throw new Refused("student.pesel.form");
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        if ((10 - sum % 10) % 10 != digits.charAt(10) - '0') {
            throw new Refused("student.pesel.checkDigit");
        }
        try {
            birthDateIn(digits);
        } catch (DateTimeException e) {
            throw new Refused("student.pesel.date");
        }
    }

    public LocalDate birthDate() {
        return birthDateIn(digits);
    }

    private static LocalDate birthDateIn(String digits) {
        int month = Integer.parseInt(digits.substring(2, 4));
        return LocalDate.of(
                CENTURIES[month / 20] + Integer.parseInt(digits.substring(0, 2)),
                month % 20,
                Integer.parseInt(digits.substring(4, 6)));
    }

    /** No personal data: records end up in log lines. */
    @Override
    public String toString() {
        return "Pesel";
    }
}
