package dev.calsync.notifier;

import dev.calsync.testsupport.TestInfrastructure;
import dev.calsync.testsupport.TestInfrastructure.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.Lifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.SessionRepository;

/** One notifier of several, begun and ended by the test. */
final class Node implements AutoCloseable {
  private final ConfigurableApplicationContext context;

  private Node(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static Node start(Database database, String... settings) {
    return new Node(NotifierApplication.application().run(settings(database, settings)));
  }

  static String[] settings(Database database, String... more) {
    var settings =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--calsync.topics.partitions=3",
                "--spring.kafka.bootstrap-servers=" + TestInfrastructure.bootstrapServers(),
                "--spring.datasource.url=" + database.jdbcUrl(),
                "--spring.datasource.username=" + database.user(),
                "--spring.datasource.password=" + database.password()));
    Arrays.stream(more).map(setting -> "--" + setting).forEach(settings::add);
    return settings.toArray(String[]::new);
  }

  int port() {
    return port("local.server.port");
  }

  /** What programs of operators ask. */
  Api management() {
    return new Api(port("local.management.port"));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** The services around it, on the same database. */
  @SuppressWarnings("unchecked") // beans by their generic types
  World world() {
    return new World(
        bean(JdbcClient.class), bean(KafkaTemplate.class), bean(SessionRepository.class));
  }

  /** What a SIGTERM does first. */
  void drains() {
    context.getBean("streamDrain", Lifecycle.class).stop();
  }

  /** What a SIGTERM does. */
  @Override
  public void close() {
    context.close();
  }

  private int port(String name) {
    return context.getEnvironment().getRequiredProperty(name, Integer.class);
  }
}
