package dev.calsync.sync.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.calsync.model.CalendarId;
import dev.calsync.model.Topics;
import dev.calsync.sync.Settings;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.lease.DueCalendars;
import dev.calsync.sync.quota.Budgets;
import dev.calsync.sync.quota.Quota;
import dev.calsync.sync.quota.QuotaProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;

class DispatcherTests {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int PERMITS = 64;

  private final AtomicInteger asked = new AtomicInteger();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final SyncProperties settings = Settings.withPermits(PERMITS);
  private @Nullable Error broken;

  @Test
  void aDatabaseThatIsAwayCostsNoPermits() {
    Dispatcher dispatcher = dispatcher(new OwnedPartitions());
    dispatcher.start();
    try {
      for (int i = 0; i < 3 * PERMITS; i++) {
        dispatcher.wake(List.of(new CalendarId(UUID.randomUUID())));
      }
      await().until(() -> asked.get() >= 3 * PERMITS);
    } finally {
      dispatcher.stop();
    }

    assertThat(meters.get("calsync.sync.turns.running").gauge().value()).isZero();
  }

  /** Such as a heap that is full for a moment; else nothing would be looked for any more. */
  @Test
  @SuppressWarnings("NullAway") // no consumer is asked
  void aLookThatEndsInAnErrorIsFollowedByTheNext() {
    broken = new StackOverflowError();
    var owned = new OwnedPartitions();
    owned.onPartitionsAssigned(null, List.of(new TopicPartition(Topics.NOTIFICATIONS, 0)));
    Dispatcher dispatcher = dispatcher(owned);
    dispatcher.start();
    try {
      await().until(() -> asked.get() >= 3);
    } finally {
      dispatcher.stop();
    }
  }

  @SuppressWarnings("NullAway") // no turn is ever begun
  private Dispatcher dispatcher(OwnedPartitions owned) {
    var database = JdbcClient.create(new NoDatabase());
    var due = new DueCalendars(database, settings, InstantSource.system());
    var turns = new CalendarTurns(due, null, null, null, null, meters);
    var quota = new QuotaProperties(60, 60, 1, 1_000, MINUTE, 4);
    var calls = new Quota(new Budgets(database), quota, InstantSource.system(), meters);
    var room = new Room(settings, quota, calls, meters);
    var threads = new TurnThreads(new SplittableRandom());
    return new Dispatcher(due, turns, owned, settings, threads, room, InstantSource.system());
  }

  private final class NoDatabase extends AbstractDataSource {
    @Override
    public Connection getConnection() throws SQLException {
      asked.incrementAndGet();
      if (broken != null) {
        throw broken;
      }
      throw new SQLException("away");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
