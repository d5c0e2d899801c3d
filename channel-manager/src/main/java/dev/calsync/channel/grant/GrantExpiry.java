package dev.calsync.channel.grant;

import dev.calsync.channel.loop.Loops;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Grants that will end by themselves, and soon. Google says so of some, when it gives them; of
 * those of an app in testing it may not, which is known from the first that ended after seven days.
 */
@Component
public class GrantExpiry {
  private static final Logger log = LoggerFactory.getLogger(GrantExpiry.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Of seven days: from the fifth day on. */
  private static final Duration SOON = Duration.ofDays(2);

  private static final String EXPIRING =
      """
      select a.account_id, a.user_id, e.expires_at
        from channel.account a join channel.credential c using (account_id)
       cross join lateral (
         select coalesce(c.refresh_expires_at,
                         (select c.refresh_token_at + interval '7 days'
                            from channel.testing_mode)) as expires_at) e
       where a.state = 'CONNECTED' and e.expires_at is not null
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private volatile double soon;

  GrantExpiry(JdbcClient jdbc, Clock clock, MeterRegistry meters, Loops loops) {
    this.jdbc = jdbc;
    this.clock = clock;
    Gauge.builder("calsync.grants.expiring", this, expiry -> expiry.soon)
        .description("Grants that end within two days unless their owners sign in again")
        .register(meters);
    var _ = loops.every(EVERY, "grant-expiry", this::look);
  }

  /** When the grants of a user's accounts end, as far as that is known. */
  public Map<AccountId, Expiring> of(UserId user) {
    Instant warnedFrom = clock.instant().plus(SOON);
    return jdbc
        .sql(EXPIRING + " and a.user_id = :user")
        .param("user", user.value())
        .query((row, _) ->
            Map.entry(
                new AccountId(row.getObject("account_id", UUID.class)),
                Expiring.of(row.getTimestamp("expires_at").toInstant(), warnedFrom)))
        .list()
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /**
   * Counts those that end soon, and names each once in the log, whichever process sees it first.
   */
  void look() {
    Timestamp warnedFrom = Timestamp.from(clock.instant().plus(SOON));
    soon =
        jdbc.sql("select count(*) from (" + EXPIRING + ") x where expires_at <= :soon")
            .param("soon", warnedFrom)
            .query(Long.class)
            .single();
    jdbc.sql(
            """
            update channel.credential k set expiry_warned_at = :now from (%s) x
             where x.account_id = k.account_id and x.expires_at <= :soon
               and k.expiry_warned_at is null
            returning x.account_id, x.expires_at
            """
                .formatted(EXPIRING))
        .param("now", Timestamp.from(clock.instant()))
        .param("soon", warnedFrom)
        .query((row, _) -> warn(row.getString("account_id"), row.getTimestamp("expires_at")))
        .list();
  }

  private static boolean warn(String account, Timestamp end) {
    log.warn(
        "the grant of account {} ends at {}: its owner must sign in again before; Google does so"
            + " to apps in testing, see infra/docs/grants.md",
        account,
        end.toInstant());
    return true;
  }

  /**
   * The end of a grant.
   *
   * @param warning for its owner, when it is near
   */
  public record Expiring(Instant expiresAt, @Nullable String warning) {
    static Expiring of(Instant end, Instant warnedFrom) {
      return new Expiring(
          end,
          end.isAfter(warnedFrom)
              ? null
              : "Google ends this connection soon: sign in again to keep it");
    }
  }
}
