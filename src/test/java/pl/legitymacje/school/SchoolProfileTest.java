package pl.legitymacje.school;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

class SchoolProfileTest {

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(SchoolProfile.class)
    static class Settings {}

    private final ApplicationContextRunner start = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(
                    ConfigurationPropertiesAutoConfiguration.class, ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    /** What the person who started the program reads. */
    private static String shown(Throwable failure) {
        for (FailureAnalyzer analyzer : SpringFactoriesLoader.forDefaultResourceLocation()
                .load(
                        FailureAnalyzer.class,
                        SpringFactoriesLoader.FailureHandler.logging(
                                org.apache.commons.logging.LogFactory.getLog(SchoolProfileTest.class)))) {
            FailureAnalysis analysis = analyzer.analyze(failure);
            if (analysis != null) {
                return analysis.getDescription() + "\n" + analysis.getAction();
            }
        }
        return "no analysis of " + failure;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    school.name                                      |''                                |school.name           |nie może być pusta
                    school.address.street                            |''                                |school.address.street |nie może być pusta
                    school.address.postal-code                       |37565                             |school.address.postalCode|w postaci NN-NNN
                    school.mail                                      |sekretariat                       |school.mail           |adres e-mail
                    school.mail                                      |a@b.pl, c@d.pl                    |school.mail           |jeden adres e-mail
                    school.hours                                     |''                                |school.hours          |nie może być pusta
                    school.phone                                     |zadzwoń                           |school.phone          |numer telefonu
                    school.website                                   |www.szkola.pl                     |school.website        |https://
                    school.account.number                            |09 9108 0006 2014 1500 1328 0001  |school.account.number |26 cyfr
                    school.account.number                            |08 9108 0006 2014 1500 1328 0010  |school.account.number |26 cyfr
                    school.account.number                            |08 9108 0006 2014 1500 1328 000   |school.account.number |26 cyfr
                    school.account.number                            |PL08910800062014150013280001      |school.account.number |26 cyfr
                    school.account.bank                              |''                                |school.account.bank   |nie może być pusta
                    school.printing                                  |DRUKARNIA                         |school.printing       |OUTSIDE_FIRM
                    school.retention.photo-days                      |0                                 |school.retention.photoDays|co najmniej 1
                    school.retention.case-years                      |-5                                |school.retention.caseYears|co najmniej 1
                    school.numbers.card.start                        |0                                 |school.numbers.card.start|co najmniej 1
                    school.numbers.certificate.start                 |0                                 |school.numbers.certificate.start|co najmniej 1
                    school.numbers.case-file.counting                |ZAWSZE                            |school.numbers.case-file.counting|PER_YEAR
                    school.deadlines.completion-days                 |6                                 |school.deadlines.completionDays|co najmniej 7 dni
                    school.deadlines.last-call-days                  |dwa                               |school.deadlines.last-call-days|dwa
                    school.deadlines.staff-reminders-working-days    |7,0                               |school.deadlines.staffRemindersWorkingDays|co najmniej 1
                    school.deadlines.staff-reminders-working-days    |''                                |school.deadlines.staffRemindersWorkingDays|lista nie może być pusta
                    school.deadlines.validity-reminders              |15,31                             |school.deadlines.validityReminders|najwyżej 30
                    school.deadlines.validity-reminders              |''                                |school.deadlines.validityReminders|lista nie może być pusta
                    school.mobile.channel                            |GOŁĄB                             |school.mobile.channel|PICK_UP
                    school.mobile.code-validity.slip                 |0m                                |school.mobile.codeValidity.slip|od jednej minuty
                    school.mobile.code-validity.zpe                  |-15m                              |school.mobile.codeValidity.zpe|od jednej minuty
                    school.mobile.code-validity.pick-up              |miesiąc                           |school.mobile.code-validity.pick-up|miesiąc
                    school.mobile.code-warning                       |0d                                |school.mobile.codeWarning|od jednej minuty
                    school.mobile.android                            |Android 6                         |school.mobile.android|numer wersji
                    school.mobile.ios                                |''                                |school.mobile.ios|nie może być pusta
                    """)
    void aWrongSettingStopsTheStartAndIsNamed(String setting, String value, String named, String expected) {
        start.withPropertyValues(setting + "=" + value).run(context -> {
            assertThat(context).hasFailed();
            assertThat(shown(context.getStartupFailure())).contains(named).contains(expected);
        });
    }

    @Test
    void whatIsWrongIsSaidInPolishOnAMachineOfAnotherLanguage() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            start.withPropertyValues("school.name=").run(context -> assertThat(shown(context.getStartupFailure()))
                    .contains("wartość nie może być pusta"));
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aMissingPartIsNamed() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ConfigurationPropertiesAutoConfiguration.class, ValidationAutoConfiguration.class))
                .withUserConfiguration(Settings.class)
                .withPropertyValues("school.name=Szkoła")
                .run(context -> assertThat(shown(context.getStartupFailure()))
                        .contains("school.account", "school.address", "school.printing", "brakuje tego ustawienia"));
    }

    @Test
    void theDefaultIsTheSchoolOfS3() {
        start.run(context -> {
            SchoolProfile school = context.getBean(SchoolProfile.class);
            assertThat(school.name()).isEqualTo("Szkoła Podstawowa im. Orląt Lwowskich w Roźwienicy");
            assertThat(school.address().oneLine()).isEqualTo("Roźwienica 200, 37-565 Roźwienica");
            assertThat(school.account().number()).isEqualTo("08910800062014150013280001");
            assertThat(school.account().formatted()).isEqualTo("08 9108 0006 2014 1500 1328 0001");
            assertThat(school.printing()).isEqualTo(Printing.OWN_PRINTER);
            assertThat(school.retention()).isEqualTo(new SchoolProfile.Retention(30, 5, 50));
            assertThat(school.deadlines().staffRemindersWorkingDays()).containsExactly(7, 2);
            assertThat(school.deadlines().validityReminders()).containsExactly(15, 25);
            assertThat(school.numbers().certificate()).isEqualTo(new SchoolProfile.Series(Counting.PER_YEAR, 1));
            assertThat(school.mobile().channel()).isEqualTo(CodeChannel.PICK_UP);
            assertThat(school.mobile().android()).isEqualTo("6.0");
            assertThat(school.mobile().ios()).isEqualTo("12.4");
            assertThat(school.mobile().codeValidity().of(CodeChannel.SLIP)).isEqualTo(Duration.ofDays(7));
            assertThat(school.mobile().codeValidity().of(CodeChannel.PICK_UP)).isEqualTo(Duration.ofDays(30));
            assertThat(school.mobile().codeValidity().of(CodeChannel.ZPE)).isEqualTo(Duration.ofMinutes(15));
            assertThat(school.mobile().codeValidity().of(CodeChannel.MAIL)).isEqualTo(Duration.ofDays(30));
            assertThat(school.phone()).isNull();
            assertThat(school.rosterFile()).isNull();
        });
    }

    @Test
    void theProfileOfS0IsValidAndMarkedAsToBeFilledIn() {
        start.withPropertyValues("spring.profiles.active=s0").run(context -> {
            SchoolProfile school = context.getBean(SchoolProfile.class);
            assertThat(school.name()).contains("do uzupełnienia");
            assertThat(school.account().number()).isEqualTo("04000000000000000000000000");
            assertThat(school.account().holder()).doesNotContain("Roźwienic");
            assertThat(school.address().oneLine()).doesNotContain("Roźwienic");
            assertThat(school.mail()).doesNotContain("rozwienica");
            assertThat(school.printing()).isEqualTo(Printing.OUTSIDE_FIRM);
            assertThat(context.getEnvironment().getProperty("school.photo.min-width"))
                    .isEqualTo("492");
        });
    }

    @Test
    void everySettingComesFromTheEnvironmentToo() {
        start.withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                java.util.Map.of(
                                        "SCHOOL_ADDRESS_POSTALCODE", "00-950",
                                        "SCHOOL_ACCOUNT_NUMBER", "04 0000 0000 0000 0000 0000 0000",
                                        "SCHOOL_NUMBERS_CASEFILE_START", "318",
                                        "SCHOOL_DEADLINES_STAFFREMINDERSWORKINGDAYS", "5,1",
                                        "SCHOOL_ROSTERFILE", "/dane/uczniowie.csv",
                                        "SCHOOL_PHONE", " "))))
                .run(context -> {
                    SchoolProfile school = context.getBean(SchoolProfile.class);
                    assertThat(school.address().postalCode()).isEqualTo("00-950");
                    assertThat(school.account().number()).startsWith("04");
                    assertThat(school.numbers().caseFile().start()).isEqualTo(318);
                    assertThat(school.deadlines().staffRemindersWorkingDays()).containsExactly(5, 1);
                    assertThat(school.rosterFile()).isEqualTo("/dane/uczniowie.csv");
                    assertThat(school.phone()).isNull();
                });
    }

    @Test
    void aRefusalAtStartIsShownAsItsSentence() {
        assertThat(shown(new IllegalStateException(new Refused("school.start.remedy"))))
                .startsWith(Texts.of("school.start.remedy"));
    }
}
