package pl.legitymacje.fee;

import java.io.IOException;
import pl.legitymacje.Rooms;

/** The same on PostgreSQL. */
class PaymentProofsPostgresIT extends PaymentProofsTest {

    @Override
    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onPostgres(services);
    }
}
