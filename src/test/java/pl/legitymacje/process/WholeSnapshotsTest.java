package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** While one connection commits, no other is in the middle of a statement; and nobody waits for ever. */
class WholeSnapshotsTest {

    private final AtomicInteger executing = new AtomicInteger();
    private final AtomicInteger committing = new AtomicInteger();
    private final AtomicInteger overlaps = new AtomicInteger();

    @Test
    void noStatementRunsWhileAnotherConnectionCommits() throws Exception {
        assertThat(overlaps(WholeSnapshots.guarded(watched(), Duration.ofMinutes(1))))
                .isZero();
    }

    /** That the watch sees what it has to. */
    @Test
    void withoutTheGateTheyDo() throws Exception {
        assertThat(overlaps(watched())).isPositive();
    }

    @Test
    void aCommitThatAnotherStatementWaitsForGoesOn(@TempDir Path folder) throws Exception {
        JdbcDataSource file = new JdbcDataSource();
        file.setURL("jdbc:h2:file:" + folder.resolve("x") + ";WRITE_DELAY=0;LOCK_TIMEOUT=20000");
        DataSource database = WholeSnapshots.guarded(file, Duration.ofMillis(50));
        try (Connection first = database.getConnection();
                Connection second = database.getConnection()) {
            first.createStatement().execute("create table counter (n integer)");
            first.createStatement().execute("insert into counter values (1)");
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            first.createStatement().executeUpdate("update counter set n = n + 1");
            ExecutorService other = Executors.newSingleThreadExecutor();
            Future<Integer> waiting =
                    other.submit(() -> second.createStatement().executeUpdate("update counter set n = n + 1"));
            assertThatThrownBy(() -> waiting.get(200, TimeUnit.MILLISECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            first.commit();
            assertThat(waiting.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            second.commit();
            other.shutdown();
            assertThatThrownBy(() -> second.createStatement().execute("select nothing from nowhere"))
                    .isInstanceOf(SQLException.class);
        }
    }

    private int overlaps(DataSource database) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(4);
        CountDownLatch together = new CountDownLatch(4);
        List<Future<?>> done = new ArrayList<>();
        for (int person = 0; person < 4; person++) {
            done.add(people.submit(() -> {
                together.countDown();
                together.await();
                try (Connection connection = database.getConnection()) {
                    for (int round = 0; round < 30; round++) {
                        connection.prepareStatement("").executeUpdate();
                        connection.commit();
                    }
                }
                return null;
            }));
        }
        for (Future<?> one : done) {
            one.get(60, TimeUnit.SECONDS);
        }
        people.shutdown();
        return overlaps.get();
    }

    /** A database that does nothing but look who else is there. */
    private DataSource watched() {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                return (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            switch (method.getName()) {
                                case "commit" -> during(committing, executing);
                                case "prepareStatement" -> {
                                    return statement();
                                }
                                default -> {}
                            }
                            return method.getReturnType() == boolean.class ? false : null;
                        });
            }

            @Override
            public Connection getConnection(String user, String password) {
                return getConnection();
            }
        };
    }

    private PreparedStatement statement() {
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    during(executing, committing);
                    return 1;
                });
    }

    private void during(AtomicInteger mine, AtomicInteger others) throws InterruptedException {
        mine.incrementAndGet();
        if (others.get() > 0) {
            overlaps.incrementAndGet();
        }
        Thread.sleep(1);
        if (others.get() > 0) {
            overlaps.incrementAndGet();
        }
        mine.decrementAndGet();
    }
}
