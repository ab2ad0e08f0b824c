package pl.legitymacje.register;

import java.io.IOException;
import pl.legitymacje.Rooms;

/** The same on PostgreSQL. */
class HologramsPostgresIT extends HologramsTest {

    @Override
    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onPostgres(services);
    }
}
