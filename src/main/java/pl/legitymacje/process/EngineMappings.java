package pl.legitymacje.process;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.ibatis.builder.xml.XMLConfigBuilder;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.defaults.DefaultSqlSessionFactory;
import org.apache.ibatis.transaction.managed.ManagedTransactionFactory;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;
import org.camunda.bpm.engine.impl.util.ReflectUtil;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The engine's own mappings of its tables, read beside the start of all that does not need them: they are the longest piece of
 * the engine's start (docs/bench.md).
 */
final class EngineMappings {

    private final String databaseType;
    private final FutureTask<Configuration> reading;

    /** Begins to read them, for the database at this address. */
    EngineMappings(String url) {
        databaseType = databaseType(url);
        reading = new FutureTask<>(() -> read(databaseType));
        Thread reader = new Thread(reading, "engine-mappings");
        reader.setDaemon(true);
        reader.start();
    }

    /** As the engine calls it; those that we have tables for. */
    private static String databaseType(String url) {
        return url.startsWith("jdbc:postgresql:") ? DbSqlSessionFactory.POSTGRES : DbSqlSessionFactory.H2;
    }

    private static Configuration read(String databaseType) throws Exception {
        Properties words = new Properties();
        String tablePrefix = "";
        words.put("prefix", tablePrefix);
        ProcessEngineConfigurationImpl.initSqlSessionFactoryProperties(words, tablePrefix, databaseType);
        try (InputStreamReader mappings = new InputStreamReader(
                ReflectUtil.getResourceAsStream(ProcessEngineConfigurationImpl.DEFAULT_MYBATIS_MAPPING_FILE),
                StandardCharsets.UTF_8)) {
            return new XMLConfigBuilder(mappings, null, words).parse();
        }
    }

    /**
     * Gives them to an engine whose transactions Spring manages, and which then reads none itself; not where its database has
     * turned out to be another than was known at the beginning.
     */
    void giveTo(ProcessEngineConfigurationImpl engine, String url) {
        if (!databaseType.equals(databaseType(url))) {
            return;
        }
        Configuration mappings = get();
        mappings.setEnvironment(new Environment("default", new ManagedTransactionFactory(), engine.getDataSource()));
        mappings.setDefaultStatementTimeout(engine.getJdbcStatementTimeout());
        if (engine.isJdbcBatchProcessing()) {
            mappings.setDefaultExecutorType(ExecutorType.BATCH);
        }
        engine.setSqlSessionFactory(new DefaultSqlSessionFactory(mappings));
    }

    private Configuration get() {
        try {
            return reading.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new ProcessEngineException("The engine's mappings could not be read", e);
        }
    }

    /** Begins as soon as the settings are known; named in {@code META-INF/spring.factories}. */
    static final class Early implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String url = context.getEnvironment().getProperty("spring.datasource.url", "");
            context.getBeanFactory().registerSingleton("engineMappings", new EngineMappings(url));
        }
    }
}
