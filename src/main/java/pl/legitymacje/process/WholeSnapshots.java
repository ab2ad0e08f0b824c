package pl.legitymacje.process;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.stereotype.Component;

/**
 * Lets an H2 file be written while nobody is in the middle of a statement. At each commit H2 saves one table and index after
 * the other; what others change meanwhile can be saved in part, and if the process is killed before the next commit, half a
 * transaction stays (h2database 2080). PostgreSQL needs none of this.
 */
@Component
class WholeSnapshots implements BeanPostProcessor {

    /** So long a commit waits for the others' statements; one of them may itself be waiting for what this commit frees. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof HikariDataSource pool && pool.getJdbcUrl().startsWith("jdbc:h2:file:")
                ? guarded(pool, PATIENCE)
                : bean;
    }

    /** Statements pass it together, a commit alone – or with others after all, once its patience is over. */
    private record Gate(ReadWriteLock lock, Duration patience) {

        Object together(Object target, Method method, Object[] arguments) throws Throwable {
            lock.readLock().lock();
            try {
                return call(target, method, arguments);
            } finally {
                lock.readLock().unlock();
            }
        }

        Object alone(Object target, Method method, Object[] arguments) throws Throwable {
            boolean locked = lock.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return call(target, method, arguments);
            } finally {
                if (locked) {
                    lock.writeLock().unlock();
                }
            }
        }
    }

    static DataSource guarded(DataSource database, Duration patience) {
        Gate gate = new Gate(new ReentrantReadWriteLock(), patience);
        return new DelegatingDataSource(database) {
            @Override
            public Connection getConnection() throws SQLException {
                return connection(super.getConnection(), gate);
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
                return connection(super.getConnection(user, password), gate);
            }
        };
    }

    private static Connection connection(Connection connection, Gate gate) {
        return proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "commit" -> gate.alone(connection, method, arguments);
            case "rollback", "setAutoCommit", "close" -> gate.together(connection, method, arguments);
            case "createStatement", "prepareStatement", "prepareCall" ->
                statement((Statement) call(connection, method, arguments), method.getReturnType(), connection, gate);
            default -> call(connection, method, arguments);
        });
    }

    private static Object statement(Statement statement, Class<?> kind, Connection connection, Gate gate) {
        return proxy(kind, (proxy, method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, arguments);
            }
            if (connection.getAutoCommit() && !method.getName().equals("executeQuery")) {
                return gate.alone(statement, method, arguments);
            }
            return gate.together(statement, method, arguments);
        });
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> kind, InvocationHandler handler) {
        return kind.cast(Proxy.newProxyInstance(WholeSnapshots.class.getClassLoader(), new Class<?>[] {kind}, handler));
    }
}
