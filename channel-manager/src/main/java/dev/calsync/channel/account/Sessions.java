package dev.calsync.channel.account;

import dev.calsync.channel.loop.Loops;
import dev.calsync.model.UserId;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Ends sessions, here and for the page: the notifier looks at the same rows, and closes the streams
 * of those that are gone.
 */
@Component
final class Sessions {
  private static final Duration TICK = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Duration longest;

  /** Begins to look for sessions that are too old. */
  Sessions(JdbcClient jdbc, Clock clock, Loops loops, SessionSettings settings) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.longest = settings.maxAge();
    loops.every(TICK, "sessions", this::endOld);
  }

  /** Signs a user out everywhere. */
  void endAll(UserId user) {
    jdbc.sql("delete from session.spring_session where principal_name = :user")
        .param("user", user.toString())
        .update();
  }

  /** One round. */
  void endOld() {
    jdbc.sql("delete from session.spring_session where creation_time < :oldest")
        .param("oldest", clock.instant().minus(longest).toEpochMilli())
        .update();
  }
}
