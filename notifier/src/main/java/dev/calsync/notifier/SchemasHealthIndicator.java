package dev.calsync.notifier;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether the schemas that other services own are there yet. */
@Component("schemasHealthIndicator")
class SchemasHealthIndicator extends AbstractHealthIndicator {
  private static final String PRESENT =
      """
      select to_regclass('sync.change_log') is not null
         and to_regclass('channel.calendar') is not null
         and to_regclass('session.spring_session') is not null
      """;

  private final JdbcClient jdbc;

  SchemasHealthIndicator(JdbcClient jdbc) {
    super("the schemas could not be looked for");
    this.jdbc = jdbc;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    boolean present = jdbc.sql(PRESENT).query(Boolean.class).single();
    builder
        .status(present ? "UP" : "OUT_OF_SERVICE")
        .withDetail("waitingFor", present ? "nothing" : "sync-worker and channel-manager");
  }
}
