package pl.legitymacje.whole;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yaml.snakeyaml.Yaml;

/** A PostgreSQL server with an empty database as docker-compose.yml sets one up, and the environment it gives to the application. */
final class Postgres {

    private static final String PASSWORD = "tylko-w-testach";

    private final EmbeddedPostgres server;

    Postgres() {
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JdbcClient db = JdbcClient.create(server.getPostgresDatabase());
        db.sql("create role legitymacje login password '" + PASSWORD + "'").update();
        db.sql("create database legitymacje owner legitymacje encoding 'UTF8' template template0")
                .update();
    }

    JdbcClient db() {
        return JdbcClient.create(server.getDatabase("legitymacje", "legitymacje"));
    }

    /** Every variable that docker-compose.yml gives, with what it would be here. */
    Map<String, String> environment(int mailPort) {
        Map<String, String> values = new HashMap<>();
        values.put("DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/legitymacje");
        values.put("DATABASE_USER", "legitymacje");
        values.put("DATABASE_PASSWORD", PASSWORD);
        values.put("ADMIN_PASSWORD", App.PASSWORD);
        values.put("SPRING_MAIL_HOST", "127.0.0.1");
        values.put("SPRING_MAIL_PORT", "" + mailPort);
        values.put("SPRING_MAIL_USERNAME", "");
        values.put("SPRING_MAIL_PASSWORD", "");
        values.put("SERVER_TOMCAT_REMOTEIP_INTERNALPROXIES", "127\\.0\\.0\\.1");
        if (!values.keySet().equals(inCompose())) {
            throw new AssertionError("docker-compose.yml gives " + inCompose());
        }
        return values;
    }

    void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.util.Set<?> inCompose() {
        try (InputStream file = Files.newInputStream(Path.of("docker-compose.yml"))) {
            Map<?, ?> compose = new Yaml().load(file);
            Map<?, ?> app = (Map<?, ?>) ((Map<?, ?>) compose.get("services")).get("app");
            return ((Map<?, ?>) app.get("environment")).keySet();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
