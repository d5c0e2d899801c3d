package dev.calsync.notifier.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.calsync.model.UserId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of streams while the database is away. */
class RoundsTests {
  private static final StreamSettings SETTINGS =
      new StreamSettings(
          Duration.ofSeconds(15),
          Duration.ofMinutes(10),
          Duration.ofSeconds(4),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          8,
          32,
          20_000,
          10_000,
          Duration.ofSeconds(30));

  private final JdbcClient away =
      JdbcClient.create(
          new AbstractDataSource() {
            @Override
            public Connection getConnection() throws SQLException {
              throw new SQLException("the database is away");
            }

            @Override
            public Connection getConnection(String user, String password) throws SQLException {
              return getConnection();
            }
          });
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Feeds feeds =
      new Feeds(
          new FeedLog(away, JsonMapper.shared()),
          new Frames(JsonMapper.shared()),
          SETTINGS,
          Clock.systemUTC(),
          meters);
  private final long begun = System.nanoTime();
  private final Rounds rounds =
      new Rounds(feeds, new OpenSessions(away, Clock.systemUTC()), SETTINGS, meters);
  private final AtomicBoolean isCut = new AtomicBoolean();

  /** So that its page goes on saying "live" for no longer. */
  @Test
  void aStreamIsCutOnceTheDatabaseIsAwayForLongerThanAMoment() {
    feeds.join(
        new UserId(UUID.randomUUID()),
        new dev.calsync.notifier.feed.Connection(() -> isCut.set(true), System::nanoTime),
        new Subscriber.Terms("session", null, 1_000, 2_000, 1, 1));

    looksInVain(Duration.ofSeconds(10));
    assertThat(isCut).isFalse();
    looksInVain(Duration.ofSeconds(30));
    assertThat(isCut).isTrue();
  }

  private void looksInVain(Duration later) {
    assertThatThrownBy(() -> rounds.closeWhereSessionEnded(begun + later.toNanos()))
        .isInstanceOf(DataAccessException.class);
  }
}
