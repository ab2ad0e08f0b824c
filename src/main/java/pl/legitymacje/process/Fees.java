package pl.legitymacje.process;

import java.time.LocalDate;
import org.springframework.stereotype.Component;
import pl.legitymacje.fee.FeeKind;
import pl.legitymacje.fee.Tariff;

/** The school's tariff as {@code case-rules.dmn} asks for it, in złoty on the day of the application. */
@Component("fees")
public class Fees {

    private final Tariff tariff;

    Fees(Tariff tariff) {
        this.tariff = tariff;
    }

    public double cardDuplicate(String receivedOn) {
        return tariff.on(FeeKind.CARD_DUPLICATE, LocalDate.parse(receivedOn)).doubleValue();
    }

    public double certificateDuplicate(String receivedOn) {
        return tariff.on(FeeKind.CERTIFICATE_DUPLICATE, LocalDate.parse(receivedOn))
                .doubleValue();
    }
}
