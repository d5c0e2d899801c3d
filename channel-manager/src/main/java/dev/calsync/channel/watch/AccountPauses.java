package dev.calsync.channel.watch;

import dev.calsync.model.AccountId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Until when no process asks Google about an account's channels, as Google has enough of it. */
@Component
final class AccountPauses {
  /** Where Google does not say for how long, or for less. */
  private static final Duration SHORTEST = Duration.ofSeconds(10);

  private static final Duration LONGEST = Duration.ofHours(6);

  private final JdbcClient jdbc;
  private final Clock clock;

  AccountPauses(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** From now on; a pause that lasts longer goes on. */
  void begin(AccountId account, @Nullable Duration retryAfter) {
    Duration wait =
        retryAfter == null || retryAfter.compareTo(SHORTEST) < 0 ? SHORTEST : retryAfter;
    jdbc.sql(
            """
            update channel.account set calls_wait_until = greatest(calls_wait_until, :until)
             where account_id = :account
            """)
        .param(
            "until",
            Timestamp.from(clock.instant().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait)))
        .param("account", account.value())
        .update();
  }
}
