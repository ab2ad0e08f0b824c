package pl.legitymacje.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.mock.env.MockEnvironment;

class EngineMappingsTest {

    private static final String H2 = "jdbc:h2:file:./data/x";
    private static final String POSTGRES = "jdbc:postgresql://localhost/x";

    @ParameterizedTest
    @CsvSource({H2 + ", h2", POSTGRES + ", postgres"})
    void areWhatTheEngineReadsItself(String url, String databaseType) {
        Engine own = new Engine(databaseType);
        own.readMappings();
        Engine given = new Engine(databaseType);
        new EngineMappings(url).giveTo(given, url);
        Configuration before = given.mappings();
        given.readMappings();
        assertThat(given.mappings()).isSameAs(before);
        assertThat(statements(given.mappings())).hasSizeGreaterThan(1000).isEqualTo(statements(own.mappings()));
        assertThat(given.mappings().getVariables()).isEqualTo(own.mappings().getVariables());
        assertThat(given.mappings().getDefaultExecutorType())
                .isEqualTo(own.mappings().getDefaultExecutorType());
        assertThat(given.mappings().getDefaultStatementTimeout()).isEqualTo(17);
        assertThat(given.mappings().getEnvironment())
                .usingRecursiveComparison()
                .isEqualTo(own.mappings().getEnvironment());
    }

    @Test
    void theWayToWriteIsTheEngines() {
        Engine oneByOne = new Engine("h2");
        oneByOne.setJdbcBatchProcessing(false);
        new EngineMappings(H2).giveTo(oneByOne, H2);
        assertThat(oneByOne.mappings().getDefaultExecutorType()).hasToString("SIMPLE");
    }

    @ParameterizedTest
    @CsvSource({H2 + ", h2", POSTGRES + ", postgres"})
    void areForTheDatabaseOfTheSettings(String url, String databaseType) {
        Properties words = new Properties();
        words.put("prefix", "");
        ProcessEngineConfigurationImpl.initSqlSessionFactoryProperties(words, "", databaseType);
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.setEnvironment(new MockEnvironment().withProperty("spring.datasource.url", url));
            new EngineMappings.Early().initialize(context);
            context.refresh();
            Engine engine = new Engine(databaseType);
            context.getBean(EngineMappings.class).giveTo(engine, url);
            assertThat(engine.mappings().getVariables()).isEqualTo(words);
        }
    }

    @Test
    void anotherDatabasesAreNotGiven() {
        Engine engine = new Engine("postgres");
        new EngineMappings(H2).giveTo(engine, POSTGRES);
        assertThat(engine.getSqlSessionFactory()).isNull();
    }

    /** What each statement says to the database, or how it fails, when it is asked without parameters. */
    private static Map<String, String> statements(Configuration mappings) {
        Map<String, String> statements = new TreeMap<>();
        for (String id : mappings.getMappedStatementNames()) {
            statements.put(id, sql(mappings.getMappedStatement(id)));
        }
        return statements;
    }

    private static String sql(MappedStatement statement) {
        try {
            return statement.getBoundSql(Map.of("parameter", "")).getSql();
        } catch (RuntimeException e) {
            return e.getClass().getName();
        }
    }

    private static final DataSource DATABASE = new JdbcDataSource();

    private static final class Engine extends StandaloneProcessEngineConfiguration {

        Engine(String databaseType) {
            setDatabaseType(databaseType);
            setDataSource(DATABASE);
            setTransactionsExternallyManaged(true);
            setJdbcStatementTimeout(17);
        }

        void readMappings() {
            initTransactionFactory();
            initSqlSessionFactory();
        }

        Configuration mappings() {
            return getSqlSessionFactory().getConfiguration();
        }
    }
}
