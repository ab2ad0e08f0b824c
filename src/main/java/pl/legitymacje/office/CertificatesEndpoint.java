package pl.legitymacje.office;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import pl.legitymacje.register.CertificateDuplicate;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.school.Page;
import pl.legitymacje.school.Texts;

/** The register of certificate duplicates (S3 IX). */
@RestController
@RequestMapping(OfficeDoor.PATH)
class CertificatesEndpoint {

    record CertificateRow(
            String number,
            String caseNumber,
            String nameThen,
            String nameNow,
            String certificate,
            String schoolYear,
            String schoolClass,
            String state,
            LocalDate assignedOn,
            LocalDate preparedOn,
            String signatures,
            LocalDate approvedOn,
            String handedOverHow,
            LocalDate handedOverOn,
            String handedOverTo,
            String authorisation,
            String letterNumber,
            LocalDate sentOn,
            LocalDate receivedOn,
            LocalDate annulledOn,
            String note) {}

    private final CertificateDuplicates certificates;
    private final Clock clock;

    CertificatesEndpoint(CertificateDuplicates certificates, Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
    }

    @GetMapping("/certificates")
    Page<CertificateRow> certificates(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "0") int page) {
        return certificates.search(q, page).map(this::row);
    }

    @GetMapping("/certificates.csv")
    ResponseEntity<byte[]> certificatesAsCsv(@RequestParam(defaultValue = "") String q) {
        Csv csv = new Csv(Texts.of("office.csv.certificates"));
        RegistersEndpoint.everyPage(page -> certificates(q, page))
                .forEach(row -> csv.row(
                        row.number(),
                        row.caseNumber(),
                        row.nameThen(),
                        row.nameNow(),
                        row.certificate(),
                        row.schoolYear(),
                        row.schoolClass(),
                        row.state(),
                        row.assignedOn(),
                        row.preparedOn(),
                        row.signatures(),
                        row.approvedOn(),
                        row.handedOverHow(),
                        row.handedOverOn(),
                        row.handedOverTo(),
                        row.authorisation(),
                        row.letterNumber(),
                        row.sentOn(),
                        row.receivedOn(),
                        row.annulledOn(),
                        row.note()));
        return RegistersEndpoint.download(csv, "duplikaty-swiadectw.csv");
    }

    private CertificateRow row(CertificateDuplicate entry) {
        HandOver handOver = entry.handOver();
        CertificateDuplicate.Letter letter = entry.letter();
        return new CertificateRow(
                entry.number(),
                entry.what().caseNumber(),
                entry.what().nameThen(),
                entry.what().nameNow(),
                entry.what().certificate(),
                entry.what().schoolYear().toString(),
                entry.what().schoolClass(),
                entry.state().label(),
                LocalDate.ofInstant(entry.assignedAt(), clock.getZone()),
                entry.preparedOn(),
                entry.signatures() == null ? null : entry.signatures().label(),
                entry.approvedOn(),
                how(handOver, letter),
                handOver == null ? null : handOver.on(),
                handOver == null ? null : handOver.to() + " (" + handOver.as().label() + ")",
                entry.authorisation(),
                letter == null ? null : letter.number(),
                letter == null ? null : letter.sentOn(),
                letter == null ? null : letter.receivedOn(),
                entry.annulledOn(),
                entry.note());
    }

    private static String how(HandOver handOver, CertificateDuplicate.Letter letter) {
        if (letter != null) {
            return Texts.of("office.certificate.letter");
        }
        return handOver == null ? null : Texts.of("office.certificate.inPerson");
    }
}
