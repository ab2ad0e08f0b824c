package pl.legitymacje.office;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import pl.legitymacje.fee.PaymentProof;
import pl.legitymacje.fee.PaymentProofs;
import pl.legitymacje.process.ProofDesk;
import pl.legitymacje.school.Refused;

/** Proofs of payment: handed in from a form, shown, and removed where one was added by mistake. */
@RestController
@RequestMapping(OfficeDoor.PATH)
class PaymentProofsEndpoint {

    /** {@code removedOn}: null while the file is there. */
    record ProofShown(
            String id, String fileName, String kind, LocalDate receivedOn, String receivedBy, LocalDate removedOn) {

        static ProofShown of(PaymentProof proof, Clock clock) {
            return new ProofShown(
                    proof.id(),
                    proof.fileName(),
                    proof.kind().name(),
                    LocalDate.ofInstant(proof.receivedAt(), clock.getZone()),
                    proof.receivedBy(),
                    proof.present() ? null : LocalDate.ofInstant(proof.removedAt(), clock.getZone()));
        }
    }

    private final PaymentProofs proofs;
    private final ProofDesk desk;
    private final Clock clock;

    PaymentProofsEndpoint(PaymentProofs proofs, ProofDesk desk, Clock clock) {
        this.proofs = proofs;
        this.desk = desk;
        this.clock = clock;
    }

    /** @param caseNumber null for an application that is no case yet */
    @OnlyFor(Role.OFFICE)
    @PostMapping("/payment-proofs")
    ProofShown handIn(
            @RequestParam(name = "file", required = false) MultipartFile file,
            @RequestParam(required = false) String caseNumber)
            throws IOException {
        if (file == null) {
            throw new Refused("office.upload.missing");
        }
        return ProofShown.of(desk.handIn(caseNumber, file.getOriginalFilename(), file.getBytes()), clock);
    }

    /** The file as it is, under a name that tells nobody's; the browser is not to guess what it is (nosniff). */
    @OnlyFor({Role.OFFICE, Role.PRINCIPAL})
    @GetMapping("/payment-proofs/{id}")
    ResponseEntity<byte[]> file(@PathVariable String id) {
        PaymentProof proof = proofs.get(id);
        ContentDisposition name = ContentDisposition.inline()
                .filename("potwierdzenie-wplaty" + proof.kind().ending(), StandardCharsets.US_ASCII)
                .build();
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(proof.kind().mediaType()))
                .header(HttpHeaders.CONTENT_DISPOSITION, name.toString())
                .body(proofs.content(id));
    }

    @OnlyFor(Role.OFFICE)
    @DeleteMapping("/payment-proofs/{id}")
    ProofShown remove(@PathVariable String id) {
        return ProofShown.of(desk.remove(id), clock);
    }
}
