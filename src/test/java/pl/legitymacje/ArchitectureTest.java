package pl.legitymacje;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The walls of the house. */
@AnalyzeClasses(packages = "pl.legitymacje", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] LOWER = {
        "pl.legitymacje.school..",
        "pl.legitymacje.student..",
        "pl.legitymacje.photo..",
        "pl.legitymacje.fee..",
        "pl.legitymacje.register..",
        "pl.legitymacje.letter.."
    };

    /** Only these rooms would change if the engine's fork took over. */
    @ArchTest
    static final ArchRule onlyProcessOfficeAndDemoKnowTheEngine = noClasses()
            .that()
            .resideOutsideOfPackages("pl.legitymacje.process..", "pl.legitymacje.office..", "pl.legitymacje.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.camunda..");

    @ArchTest
    static final ArchRule roomsHaveNoCircles =
            slices().matching("pl.legitymacje.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule lowerRoomsKnowNothingOfCasesProcessesOrHttp = noClasses()
            .that()
            .resideInAnyPackage(LOWER)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "pl.legitymacje.casefile..",
                    "pl.legitymacje.process..",
                    "pl.legitymacje.office..",
                    "pl.legitymacje.demo..",
                    "pl.legitymacje.mail..",
                    "jakarta.servlet..",
                    "org.springframework.web..")
            .allowEmptyShould(true);

    /** A query's stream that nobody closes keeps its connection: ten of them, and the office stands still. */
    @ArchTest
    static final ArchRule queriesAreReadToTheEnd = noClasses()
            .should()
            .callMethod(org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec.class, "stream");

    @ArchTest
    static final ArchRule nobodyReadsTheWallClockPastOurClock = noClasses()
            .should()
            .callMethod(java.time.LocalDate.class, "now")
            .orShould()
            .callMethod(java.time.LocalDateTime.class, "now")
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Such a stream keeps its connection until somebody closes it, and nobody does: ten of them and the pool is empty. */
    @ArchTest
    static final ArchRule nobodyStreamsFromTheDatabase =
            noClasses().should().callMethod(JdbcClient.MappedQuerySpec.class, "stream");
}
