package pl.legitymacje.office;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import pl.legitymacje.fee.Claims;
import pl.legitymacje.fee.FeeKind;
import pl.legitymacje.fee.NewPayment;
import pl.legitymacje.fee.PaidFor;
import pl.legitymacje.fee.PaymentSource;
import pl.legitymacje.fee.Payments;
import pl.legitymacje.fee.Settlement;
import pl.legitymacje.process.OfficeDesk;
import pl.legitymacje.process.OfficeTest;
import pl.legitymacje.register.CertificateDuplicates;
import pl.legitymacje.register.HandOver;
import pl.legitymacje.register.NewCertificateDuplicate;
import pl.legitymacje.register.Receiver;
import pl.legitymacje.register.Signatures;
import pl.legitymacje.school.SchoolYear;

/** The payments and the certificate duplicates as the office looks them up and exports them. */
@OfficeTest
class RegistersOfMoneyAndCertificatesTest {

    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @Autowired
    private OfficeDesk desk;

    @Autowired
    private Payments payments;

    @Autowired
    private Claims claims;

    @Autowired
    private CertificateDuplicates certificates;

    @Autowired
    private MockMvc web;

    @BeforeEach
    void morning() {
        desk.opens("2026-11-23T09:00");
    }

    @AfterEach
    void evening() {
        desk.closes();
    }

    @Test
    void paymentsAreFoundByPayerTitleReferenceAndCaseAndSayWhatBecameOfThem() throws Exception {
        claims.claim("REJ-2026-0001", FeeKind.CARD_DUPLICATE, new BigDecimal("9.00"), new PaidFor("Jan", "Gęś", "1a"));
        long used = paid("18.00", "Łucja Rejestrowa", "=za gęś", "REJ/1");
        payments.cover(used, "REJ-2026-0001", "ania");
        shows("lucja REJESTR", "do wyjaśnienia");
        payments.settle(used, Settlement.KEPT_FOR_LATER, "rodzeństwo", "ania");
        shows("rej/1", "pozostawiona na później");
        payments.settle(used, Settlement.REFUNDED, "przelewem", "ania");
        web.perform(get(OfficeDoor.PATH + "/payments").param("q", "rej-2026-0001"))
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.rows[0].payer").value("Łucja Rejestrowa"))
                .andExpect(jsonPath("$.rows[0].usedFor").value("REJ-2026-0001: 9,00 zł"))
                .andExpect(jsonPath("$.rows[0].rest").isEmpty())
                .andExpect(jsonPath("$.rows[0].state").value("rozliczona"))
                .andExpect(jsonPath("$.rows[0].lastStep").value(containsString("zwrócono wpłacającemu")));
        web.perform(get(OfficeDoor.PATH + "/payments").param("q", "nikt taki"))
                .andExpect(jsonPath("$.total").value(0));
        assertThat(csv("/payments.csv", "rejestrowa"))
                .contains("Data wpłaty;Kwota;Wpłacający")
                .contains("2026-11-20;18,00 zł;Łucja Rejestrowa;'=za gęś;wyciąg bankowy;REJ/1;REJ-2026-0001: 9,00 zł;;")
                .doesNotContain("Płatnik Inny");
    }

    @Test
    void aPaymentShowsItsTrailAndTheCasesItMayBeFor() throws Exception {
        claims.claim("REJ-2026-0002", FeeKind.CARD_DUPLICATE, new BigDecimal("7.13"), new PaidFor("Ewa", "Kos", "2a"));
        long payment = paid("7.13", "Kos", "Ewa Kos", "REJ/2");
        web.perform(get(OfficeDoor.PATH + "/payments/" + payment))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.rest").value("7.13"))
                .andExpect(jsonPath("$.trail.length()").value(1))
                .andExpect(jsonPath("$.cases[0].number").value("REJ-2026-0002"))
                .andExpect(jsonPath("$.cases[0].lacking").value("7.13"))
                .andExpect(jsonPath("$.cases[0].amount").value("EXACT"))
                .andExpect(jsonPath("$.cases[0].named").value("NAMED"));
        web.perform(get(OfficeDoor.PATH + "/payments/fitting").param("caseNumber", "REJ-2026-0002"))
                .andExpect(jsonPath("$[0].id").value(payment))
                .andExpect(jsonPath("$[0].fits").value("EXACT"));
        web.perform(get(OfficeDoor.PATH + "/payments/999999")).andExpect(status().isNotFound());
        web.perform(get(OfficeDoor.PATH + "/payments/abc")).andExpect(status().isBadRequest());
        web.perform(get(OfficeDoor.PATH + "/payments/fitting")).andExpect(status().isBadRequest());
    }

    @Test
    void certificatesAreFoundByNamesThenAndNowAndSayHowTheyWereHandedOver() throws Exception {
        String posted = approved("REJ-2026-0003", "Łucja Żurawska", "Łucja Rejestrowa");
        certificates.send(posted, "RR123PL", DAY, "ania");
        String taken = approved("REJ-2026-0004", "Adam Rejestrowy", "Adam Rejestrowy");
        certificates.handOver(
                taken, new HandOver(DAY, "Ewa Kos", Receiver.AUTHORISED, "ania"), "upoważnienie z 19.11.2026");
        web.perform(get(OfficeDoor.PATH + "/certificates").param("q", "zurawska lucja"))
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.rows[0].number").value(posted))
                .andExpect(jsonPath("$.rows[0].state").value("wysłany listem poleconym"))
                .andExpect(jsonPath("$.rows[0].handedOverHow").value("listem poleconym"))
                .andExpect(jsonPath("$.rows[0].letterNumber").value("RR123PL"))
                .andExpect(jsonPath("$.rows[0].sentOn").value("2026-11-20"))
                .andExpect(jsonPath("$.rows[0].receivedOn").isEmpty());
        certificates.received(posted, LocalDate.of(2026, 11, 23));
        web.perform(get(OfficeDoor.PATH + "/certificates").param("q", posted + " rejestrowa"))
                .andExpect(jsonPath("$.rows[0].state").value("wydany"))
                .andExpect(jsonPath("$.rows[0].receivedOn").value("2026-11-23"));
        assertThat(csv("/certificates.csv", "rejestrowy"))
                .contains("Numer;Sprawa;Nazwisko na świadectwie")
                .contains("REJ-2026-0004;Adam Rejestrowy;Adam Rejestrowy;świadectwo;2010/2011;6a;wydany;2026-11-23;")
                .contains("osobiście;2026-11-20;Ewa Kos (osoba upoważniona);upoważnienie z 19.11.2026;")
                .doesNotContain("Żurawska");
    }

    private String approved(String caseNumber, String nameThen, String nameNow) {
        String number = certificates
                .enter(new NewCertificateDuplicate(
                        caseNumber, nameThen, nameNow, "świadectwo", new SchoolYear(2010), "6a"))
                .number();
        certificates.prepare(number, DAY, Signatures.ILLEGIBLE);
        return certificates.approve(number, DAY, "dyrektor").number();
    }

    private void shows(String q, String state) throws Exception {
        web.perform(get(OfficeDoor.PATH + "/payments").param("q", q))
                .andExpect(jsonPath("$.total").value(1))
                .andExpect(jsonPath("$.rows[0].rest").value("9,00 zł"))
                .andExpect(jsonPath("$.rows[0].state").value(state));
    }

    private long paid(String amount, String payer, String title, String reference) {
        return payments.record(
                new NewPayment(new BigDecimal(amount), DAY, payer, title, PaymentSource.STATEMENT, reference, "ania"));
    }

    private String csv(String path, String q) throws Exception {
        return web.perform(get(OfficeDoor.PATH + path).param("q", q))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
