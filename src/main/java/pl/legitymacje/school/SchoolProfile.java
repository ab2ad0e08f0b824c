package pl.legitymacje.school;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;

/**
 * The school's own facts, from {@code school.*}: who we are, where we are paid, how long we keep what, by when we answer.
 *
 * <p>Checked at start: a wrong setting stops the start with its name and, in Polish, what is expected there. The values
 * that ship are those of S3 ({@code application.yaml}) and of S0 ({@code application-s0.yaml}).
 *
 * @param phone of the office, or null
 * @param mail the office's mailbox: guardians write to it and receive from it
 * @param hours when the office is open, as a sentence part: "poniedziałek–piątek 7.30–14.30"
 * @param website or null
 * @param rosterFile a CSV file imported at start whenever its content is new, a path or {@code classpath:…}; or null
 */
@Validated
@ConfigurationProperties("school")
public record SchoolProfile(
        @NotBlank String name,
        @NotNull @Valid Address address,
        @Pattern(regexp = "\\+?[0-9][0-9 ()-]{5,}", message = "{school.phone}") String phone,
        @NotBlank @Pattern(regexp = MailAddress.FORM, message = "{school.mail}") String mail,
        @NotBlank String hours,
        @Pattern(regexp = "https?://\\S+", message = "{school.website}") String website,
        @NotNull @Valid Account account,
        @NotNull Printing printing,
        @NotNull @Valid Retention retention,
        @NotNull @Valid Numbers numbers,
        @NotNull @Valid Deadlines deadlines,
        @NotNull @Valid Mobile mobile,
        String rosterFile) {

    public SchoolProfile {
        // an empty variable in the environment is how one says "none"
        phone = blankToNull(phone);
        website = blankToNull(website);
        rosterFile = blankToNull(rosterFile);
    }

    /** Where the school is. {@code postalCode} as 37-565. */
    public record Address(
            @NotBlank String street,
            @NotBlank @Pattern(regexp = "[0-9]{2}-[0-9]{3}", message = "{school.postalCode}") String postalCode,
            @NotBlank String city) {

        /** On one line: "Roźwienica 200, 37-565 Roźwienica". */
        public String oneLine() {
            return street + ", " + postalCode + " " + city;
        }
    }

    /**
     * The bank account that fees are paid to (S3 IV.4).
     *
     * @param number NRB, 26 digits; spaces in the setting are dropped
     */
    public record Account(@NotBlank String holder, @NotBlank String bank, @NotBlank @AccountNumber String number) {

        public Account {
            number = number == null ? null : StringUtils.trimAllWhitespace(number);
        }

        /** As people write it: "08 9108 0006 2014 1500 1328 0001". */
        public String formatted() {
            return number.substring(0, 2) + number.substring(2).replaceAll("(.{4})", " $1");
        }
    }

    /**
     * How long what is kept (domain §8).
     *
     * @param photoDays a photo's original after the card was handed over
     * @param caseYears closed cases (archive category B5)
     * @param certificateYears the register of certificate duplicates
     */
    public record Retention(@Min(1) int photoDays, @Min(1) int caseYears, @Min(1) int certificateYears) {

        /** The first day of the time from which closed cases are still kept: whole years count, after the one of the closing. */
        public LocalDate casesFrom(LocalDate today) {
            return from(today, caseYears);
        }

        /** As {@link #casesFrom}, for entries in the register of certificate duplicates. */
        public LocalDate certificatesFrom(LocalDate today) {
            return from(today, certificateYears);
        }

        private static LocalDate from(LocalDate today, int years) {
            return LocalDate.of(today.getYear() - years, 1, 1);
        }
    }

    /** How the card register, the register of certificate duplicates and the register of cases are numbered. */
    public record Numbers(
            @NotNull @Valid Series card, @NotNull @Valid Series certificate, @NotNull @Valid Series caseFile) {}

    /**
     * One series of numbers.
     *
     * @param start the first number that this software gives, so that a school goes on from its paper register; where
     *     numbers are counted per year it holds for the first year only
     */
    public record Series(@NotNull Counting counting, @Min(1) int start) {}

    /**
     * By when (domain §5). Days are calendar days counted by {@link Deadline}.
     *
     * @param completionDays that a call to complete gives the applicant, by law at least 7 (KPA art. 64)
     * @param lastCallDays that the one reminder after it gives
     * @param collectReminderDays after which a guardian is reminded of a card that waits
     * @param staffRemindersWorkingDays how many working days before a deadline the staff is reminded
     * @param validityReminders days of September on which the guardians of those who have not brought their card to be
     *     confirmed (S3 II.4) are reminded
     * @param digest whether the office gets a mail each working day that lists what is late, due, and waited for
     */
    public record Deadlines(
            @Min(value = 7, message = "{school.completionDays}") int completionDays,
            @Min(1) int lastCallDays,
            @Min(1) int collectReminderDays,
            @NotEmpty List<@NotNull @Min(1) @Max(60) Integer> staffRemindersWorkingDays,
            @NotEmpty List<@NotNull @Min(1) @Max(30) Integer> validityReminders,
            @DefaultValue("true") boolean digest) {

        public Deadlines {
            staffRemindersWorkingDays =
                    staffRemindersWorkingDays == null ? List.of() : List.copyOf(staffRemindersWorkingDays);
            validityReminders = validityReminders == null ? List.of() : List.copyOf(validityReminders);
        }
    }

    /**
     * How mobile cards are issued (S3 V, VI).
     *
     * @param channel how codes are given, unless the clerk chooses another way for one
     * @param codeWarning how long before a code lapses its guardian is warned
     * @param android the least version of the system on which the app runs, and
     * @param ios likewise (S3 VI.6)
     */
    public record Mobile(
            @NotNull CodeChannel channel,
            @NotNull @Valid CodeValidity codeValidity,
            @NotNull @DurationMin(minutes = 1, message = "{school.mobile.duration}") Duration codeWarning,
            @NotBlank @Pattern(regexp = VERSION, message = "{school.mobile.version}") String android,
            @NotBlank @Pattern(regexp = VERSION, message = "{school.mobile.version}") String ios) {

        private static final String VERSION = "[0-9]+(\\.[0-9]+)*";

        /** Whether codes may be given like this: by e-mail only where the school chose that (domain §7). */
        public boolean allows(CodeChannel way) {
            return way != CodeChannel.MAIL || channel == CodeChannel.MAIL;
        }
    }

    /**
     * How long a code can be used after it was generated, where the government system does not say until when: 30 days
     * (S3 VI.5), a week on a printed slip, minutes in ZPE (domain §5).
     */
    public record CodeValidity(
            @NotNull @DurationMin(minutes = 1, message = "{school.mobile.duration}") Duration slip,
            @NotNull @DurationMin(minutes = 1, message = "{school.mobile.duration}") Duration pickUp,
            @NotNull @DurationMin(minutes = 1, message = "{school.mobile.duration}") Duration zpe,
            @NotNull @DurationMin(minutes = 1, message = "{school.mobile.duration}") Duration mail) {

        public Duration of(CodeChannel channel) {
            return switch (channel) {
                case SLIP -> slip;
                case PICK_UP -> pickUp;
                case ZPE -> zpe;
                case MAIL -> mail;
            };
        }
    }

    private static String blankToNull(String text) {
        return StringUtils.hasText(text) ? text.strip() : null;
    }
}
