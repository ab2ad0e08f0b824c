package pl.legitymacje.school;

import java.time.LocalDate;
import java.time.Month;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A school year, 1 September to 31 August; {@code startYear} 2026 is 2026/2027. */
public record SchoolYear(int startYear) {

    private static final Pattern WRITTEN = Pattern.compile("((?:19|20)[0-9]{2}) ?/ ?([0-9]{4})");

    /**
     * A school year as people write it, "2023/2024", that has begun by a day.
     *
     * @throws Refused if it is written otherwise, its years do not follow each other, or it has not begun
     */
    public static SchoolYear parse(String text, LocalDate today) {
        Matcher written = WRITTEN.matcher(text.strip());
        if (!written.matches() || Integer.parseInt(written.group(2)) != Integer.parseInt(written.group(1)) + 1) {
            throw new Refused("school.year.malformed", text.strip());
        }
        SchoolYear year = new SchoolYear(Integer.parseInt(written.group(1)));
        if (year.firstDay().isAfter(today)) {
            throw new Refused("school.year.future", year);
        }
        return year;
    }

    /** The school year in which a day lies. */
    public static SchoolYear of(LocalDate day) {
        return new SchoolYear(day.getMonthValue() >= Month.SEPTEMBER.getValue() ? day.getYear() : day.getYear() - 1);
    }

    /** Until when a card handed over on a day is valid: 30 September after the end of that school year (S3 II.4). */
    public static LocalDate cardValidUntil(LocalDate issuedOn) {
        return LocalDate.of(of(issuedOn).startYear + 1, Month.SEPTEMBER, 30);
    }

    public LocalDate firstDay() {
        return LocalDate.of(startYear, Month.SEPTEMBER, 1);
    }

    public LocalDate lastDay() {
        return LocalDate.of(startYear + 1, Month.AUGUST, 31);
    }

    /** As people write it: "2026/2027". */
    @Override
    public String toString() {
        return startYear + "/" + (startYear + 1);
    }
}
