package pl.legitymacje;

import pl.legitymacje.school.CodeChannel;
import pl.legitymacje.school.SchoolProfile;
import pl.legitymacje.school.SchoolProfile.Deadlines;
import pl.legitymacje.school.SchoolProfile.Mobile;

/** Schools like a given one but for one fact. */
public final class OtherSchool {

    private OtherSchool() {}

    public static SchoolProfile with(Deadlines deadlines, SchoolProfile school) {
        return with(deadlines, school.mobile(), school);
    }

    /** One that lets e-mails carry the codes of mobile cards. */
    public static SchoolProfile thatMailsCodes(SchoolProfile school) {
        Mobile by = school.mobile();
        return with(
                school.deadlines(),
                new Mobile(CodeChannel.MAIL, by.codeValidity(), by.codeWarning(), by.android(), by.ios()),
                school);
    }

    private static SchoolProfile with(Deadlines deadlines, Mobile mobile, SchoolProfile school) {
        return new SchoolProfile(
                school.name(),
                school.address(),
                school.phone(),
                school.mail(),
                school.hours(),
                school.website(),
                school.account(),
                school.printing(),
                school.retention(),
                school.numbers(),
                deadlines,
                mobile,
                school.rosterFile());
    }
}
