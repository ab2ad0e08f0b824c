package pl.legitymacje.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import pl.legitymacje.AtOnce;
import pl.legitymacje.Rooms;
import pl.legitymacje.school.Refused;
import pl.legitymacje.school.SchoolYear;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HologramsTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final SchoolYear YEAR = new SchoolYear(2026);

    private Rooms rooms;
    private Holograms holograms;

    Rooms open(Class<?>... services) throws IOException {
        return Rooms.onH2(services);
    }

    @BeforeAll
    void start() throws IOException {
        rooms = open(Holograms.class);
        holograms = rooms.get(Holograms.class);
        JdbcClient db = rooms.get(JdbcClient.class);
        db.sql("insert into student (first_name, surname, school_class, birth_date, status, search_text)"
                        + " values ('Jan', 'Lis', '4a', ?, 'ATTENDS', 'lis jan 4a')")
                .param(LocalDate.of(2016, 5, 4))
                .update();
        for (int n = 1; n <= 9; n++) {
            db.sql("insert into student_card (number, student_id, first_name, surname, state, assigned_at)"
                            + " select ?, id, first_name, surname, 'ISSUED', current_timestamp from student")
                    .param("K" + n)
                    .update();
        }
    }

    @BeforeEach
    void empty() {
        JdbcClient db = rooms.get(JdbcClient.class);
        db.sql("delete from hologram_entry").update();
        db.sql("update hologram_stock set balance = 0").update();
    }

    @AfterAll
    void stop() {
        rooms.close();
    }

    private static void refused(String key, Runnable move) {
        assertThatThrownBy(move::run).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.key())
                .isEqualTo(key));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void noneIsNoQuantity(int quantity) {
        refused("register.hologram.quantity", () -> holograms.receive(quantity, TODAY, "ania"));
        refused("register.hologram.quantity", () -> holograms.spoil(quantity, "rozdarty", TODAY, "ania"));
        assertThat(holograms.entries(0).total()).isZero();
    }

    @Test
    void moreThanThereAreCannotGo() {
        refused("register.hologram.tooFew", () -> holograms.use("K1", YEAR, TODAY, "ania"));
        holograms.receive(2, TODAY, "ania");
        refused("register.hologram.tooFew", () -> holograms.spoil(3, "rozdarte", TODAY, "ania"));
        refused("register.hologram.negative", () -> holograms.count(-1, null, TODAY, "ania"));
        refused("register.noReason", () -> holograms.spoil(1, " ", TODAY, "ania"));
        refused("register.day.future", () -> holograms.receive(1, TODAY.plusDays(1), "ania"));
        refused("register.hologram.quantity", () -> holograms.receive(Integer.MAX_VALUE, TODAY, "ania"));
        assertThat(holograms.balance()).isEqualTo(2);
        assertThat(holograms.entries(0).total()).isEqualTo(1);
        assertThatThrownBy(() -> rooms.get(JdbcClient.class)
                        .sql("update hologram_stock set balance = -1")
                        .update())
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void aCardTakesOneAYear() throws Exception {
        holograms.receive(5, TODAY, "ania");
        assertThat(holograms.use("K1", YEAR, TODAY, "ania")).isTrue();
        assertThat(holograms.use("K1", YEAR, TODAY, "ola")).isFalse();
        assertThat(holograms.use("K1", new SchoolYear(2027), TODAY, "ania")).isTrue();
        assertThat(holograms.balance()).isEqualTo(3);
        AtOnce.done(
                List.of(() -> holograms.use("K2", YEAR, TODAY, "ania"), () -> holograms.use("K2", YEAR, TODAY, "ola")));
        assertThat(holograms.balance()).isEqualTo(2);
        assertThat(holograms.total(HologramEntry.Kind.USED, YEAR)).isEqualTo(2);
    }

    @Test
    void theLastOneIsUsedOnce() throws Exception {
        holograms.receive(3, TODAY, "ania");
        List<Runnable> many = IntStream.rangeClosed(1, 9)
                .mapToObj(n -> (Runnable) () -> holograms.use("K" + n, YEAR, TODAY, "ania"))
                .toList();
        assertThat(AtOnce.done(many)).isEqualTo(3);
        assertThat(holograms.balance()).isZero();
    }

    /** What a count of August found is not what lies there after September. */
    @Test
    void aCountOlderThanTheNewestMovementIsRefused() {
        holograms.receive(30, LocalDate.of(2026, 8, 28), "ania");
        holograms.use("K1", YEAR, LocalDate.of(2026, 9, 3), "ania");
        holograms.receive(5, LocalDate.of(2026, 9, 1), "ania");
        assertThatThrownBy(() -> holograms.count(30, null, LocalDate.of(2026, 9, 2), "ola"))
                .hasMessageContaining("02.09.2026")
                .hasMessageContaining("naklejono, 03.09.2026");
        assertThat(holograms.balance()).isEqualTo(34);
        holograms.count(33, null, LocalDate.of(2026, 9, 3), "ola");
        refused("register.hologram.countedEarly", () -> holograms.count(30, null, LocalDate.of(2026, 9, 2), "ola"));
        assertThat(holograms.balance()).isEqualTo(33);
    }

    @Test
    void theLedgerTellsHowTheStockCameAbout() {
        holograms.receive(30, LocalDate.of(2026, 8, 28), "ania");
        holograms.use("K1", YEAR, LocalDate.of(2026, 9, 3), "ania");
        holograms.spoil(2, "rozdarte", LocalDate.of(2026, 9, 3), "ola");
        holograms.count(25, "spis po wrześniu", TODAY, "ola");
        holograms.count(26, null, TODAY, "ola");
        holograms.count(26, null, TODAY, "ola");
        assertThat(holograms.balance()).isEqualTo(26);
        assertThat(holograms.entries(0).rows())
                .extracting(entry -> entry.kind() + " " + entry.quantity() + " " + entry.balance() + " "
                        + entry.schoolYear() + " " + entry.cardNumber() + " " + entry.note() + " " + entry.by())
                .containsExactly(
                        "COUNTED 0 26 2026/2027 null null ola",
                        "COUNTED 1 26 2026/2027 null null ola",
                        "COUNTED -2 25 2026/2027 null spis po wrześniu ola",
                        "SPOILED -2 27 2026/2027 null rozdarte ola",
                        "USED -1 29 2026/2027 K1 null ania",
                        "RECEIVED 30 30 2025/2026 null null ania");
        assertThat(holograms.total(HologramEntry.Kind.SPOILED, YEAR)).isEqualTo(2);
        assertThat(holograms.total(HologramEntry.Kind.SPOILED, new SchoolYear(2025)))
                .isZero();
    }
}
