package dev.calsync.sync.quota;

import com.zaxxer.hikari.HikariDataSource;
import dev.calsync.testsupport.Schemas;
import dev.calsync.testsupport.TestInfrastructure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real database whose {@code now()} is ours, and the clock of workers beside it. */
final class VirtualDatabase {
  private static final JdbcClient jdbc = open();

  private Instant now = Instant.parse("2026-03-02T09:00:00Z");

  VirtualDatabase() {
    jdbc.sql("delete from sync.quota").update();
    advance(Duration.ZERO);
  }

  JdbcClient jdbc() {
    return jdbc;
  }

  Instant now() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
    jdbc.sql("update virtual_time.clock set at = :now")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /** Monotonic time of one process, which began when it began. */
  InstantSource clockOfAWorker() {
    Instant begun = now;
    return () -> Instant.EPOCH.plus(Duration.between(begun, now));
  }

  /** A database of its own: workers of other tests would move its time on. */
  private static JdbcClient open() {
    var own = TestInfrastructure.newDatabase("virtual_time");
    Schemas.migrate(own, "sync-worker", "sync-worker.sql");
    var pool = new HikariDataSource();
    pool.setJdbcUrl(own.jdbcUrl());
    pool.setUsername(own.user());
    pool.setPassword(own.password());
    pool.setConnectionInitSql("set search_path to virtual_time, pg_catalog, public");
    JdbcClient client = JdbcClient.create(pool);
    client.sql("create schema virtual_time").update();
    client.sql("create table virtual_time.clock (at timestamptz not null)").update();
    client
        .sql(
            """
            insert into virtual_time.clock values ('-infinity')
            """)
        .update();
    client
        .sql(
            """
            create function virtual_time.now() returns timestamptz
            language sql stable as 'select at from virtual_time.clock'
            """)
        .update();
    return client;
  }
}
