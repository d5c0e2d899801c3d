package dev.calsync.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.utils.Exit;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * One real Kafka and one real PostgreSQL per test JVM: containers where Docker answers, else the
 * same programs started here. {@code -Dtest.infrastructure=embedded} or {@code docker} decides
 * otherwise.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestInfrastructure {
  private static final String KAFKA_IMAGE = "apache/kafka:4.2.1";
  private static final String POSTGRES_IMAGE = "postgres:18";

  /** By which contexts are closed: Spring's own, and Spring Boot's. */
  private static final Set<String> HOOKS =
      Set.of("SpringContextShutdownHook", "SpringApplicationShutdownHook");

  private static final Duration UNTIL_HOOKS_RUN = Duration.ofMillis(200);
  private static final Duration CONTEXTS_CLOSE_WITHIN = Duration.ofSeconds(20);

  /** The library's ten seconds are not enough where a build begins many at once. */
  private static final Duration DATABASE_STARTS_WITHIN = Duration.ofMinutes(1);

  /** What no power cut can take is not waited for. */
  private static final Map<String, String> FORGETFUL =
      Map.of(
          "fsync", "off",
          "synchronous_commit", "off",
          "full_page_writes", "off",
          "max_connections", "200");

  /** Where the broker listens. */
  public static String bootstrapServers() {
    return Holder.SERVERS.bootstrapServers();
  }

  /** The database, as its superuser. */
  public static Database database() {
    return Holder.SERVERS.database();
  }

  /** A new database on the same server, for who must not meet the others' rows or workers. */
  public static Database newDatabase(String name) {
    Database shared = database();
    try (var connection =
            DriverManager.getConnection(shared.jdbcUrl(), shared.user(), shared.password());
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException("no database " + name, e);
    }
    return new Database(
        shared.jdbcUrl().replaceFirst("(//[^/]+/)[^?]+", "$1" + name),
        shared.user(),
        shared.password());
  }

  /** Another database, the caller's own, on a server with these settings. */
  public static Database databaseOfItsOwn(Map<String, String> settings) {
    try {
      return useDocker() ? postgresContainer(settings) : embeddedPostgres(settings);
    } catch (IOException e) {
      throw new UncheckedIOException("the database did not start", e);
    }
  }

  @Bean
  KafkaConnectionDetails kafkaConnectionDetails() {
    return () -> List.of(bootstrapServers());
  }

  @Bean
  JdbcConnectionDetails jdbcConnectionDetails() {
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return database().jdbcUrl();
      }

      @Override
      public String getUsername() {
        return database().user();
      }

      @Override
      public String getPassword() {
        return database().password();
      }
    };
  }

  private static Servers start() {
    boolean docker = useDocker();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> kafka =
          executor.submit(
              docker ? TestInfrastructure::kafkaContainer : TestInfrastructure::embeddedKafka);
      Future<Database> postgres =
          executor.submit(
              docker ? () -> postgresContainer(Map.of()) : () -> embeddedPostgres(Map.of()));
      return new Servers(kafka.get(), postgres.get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the test infrastructure did not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the test infrastructure started", e);
    }
  }

  private static boolean useDocker() {
    return switch (System.getProperty("test.infrastructure", "auto")) {
      case "embedded" -> false;
      case "docker" -> true;
      default -> DockerClientFactory.instance().isDockerAvailable();
    };
  }

  @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it afterwards
  private static String kafkaContainer() {
    var container = new KafkaContainer(KAFKA_IMAGE);
    container.start();
    return container.getBootstrapServers();
  }

  @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it afterwards
  private static Database postgresContainer(Map<String, String> settings) {
    var container = new PostgreSQLContainer(POSTGRES_IMAGE);
    List<String> command = new ArrayList<>(List.of("postgres"));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    container.setCommand(command.toArray(String[]::new));
    container.start();
    return new Database(container.getJdbcUrl(), container.getUsername(), container.getPassword());
  }

  private static String embeddedKafka() {
    List<Runnable> deletions = new CopyOnWriteArrayList<>();
    Exit.setShutdownHookAdder((_, deletion) -> deletions.add(deletion)); // else under its feet
    var broker = new EmbeddedKafkaKraftBroker(1, 3);
    broker.brokerProperties(
        Map.of(
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "group.initial.rebalance.delay.ms", "0",
            "log.cleaner.dedupe.buffer.size", "2097152",
            "auto.create.topics.enable", "false"));
    broker.afterPropertiesSet();
    atTheEnd(() -> {
      broker.destroy();
      deletions.forEach(Runnable::run);
    });
    return broker.getBrokersAsString();
  }

  /**
   * Stops a server when this JVM ends, after those who use it: all hooks run at once, and a context
   * that finds no database, or a consumer that finds no broker, takes half a minute to end.
   */
  private static void atTheEnd(Runnable stop) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  awaitContexts();
                  stop.run();
                },
                "server-stop"));
  }

  private static void awaitContexts() {
    LockSupport.parkNanos(UNTIL_HOOKS_RUN.toNanos());
    try {
      for (Thread hook : Thread.getAllStackTraces().keySet()) {
        if (HOOKS.contains(hook.getName())) {
          hook.join(CONTEXTS_CLOSE_WITHIN);
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Database embeddedPostgres(Map<String, String> settings) throws IOException {
    var server = EmbeddedPostgres.builder();
    FORGETFUL.forEach(server::setServerConfig);
    settings.forEach(server::setServerConfig);
    EmbeddedPostgres postgres =
        server.setRegisterShutdownHook(false).setPGStartupWait(DATABASE_STARTS_WITHIN).start();
    atTheEnd(() -> close(postgres));
    return new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
  }

  private static void close(EmbeddedPostgres postgres) {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How to reach a database. */
  public record Database(String jdbcUrl, String user, String password) {}

  private record Servers(String bootstrapServers, Database database) {}

  /**
   * Started on first use, once per JVM. The start itself stands outside: its threads would else
   * wait for ever for this class to be initialised.
   */
  private static final class Holder {
    static final Servers SERVERS = start();
  }
}
