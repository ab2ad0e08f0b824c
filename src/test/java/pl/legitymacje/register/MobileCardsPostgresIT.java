package pl.legitymacje.register;

import java.io.IOException;
import pl.legitymacje.Rooms;

/** The same on PostgreSQL. */
class MobileCardsPostgresIT extends MobileCardsTest {

    @Override
    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onPostgres(services);
    }
}
