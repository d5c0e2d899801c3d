package dev.calsync.channel.grant;

import dev.calsync.channel.grant.TokenAnswer.AccessToken;
import dev.calsync.channel.vault.TokenVault;
import dev.calsync.model.AccountId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The rows in which grants rest. {@code token_version} grows with everything Google gave us, and
 * every write says from which version it started: a refresh that took too long changes nothing.
 */
@Component
final class Credentials {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final TokenVault vault;
  private final Clock clock;

  Credentials(JdbcClient jdbc, TransactionTemplate transaction, TokenVault vault, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.vault = vault;
    this.clock = clock;
  }

  Optional<Credential> find(AccountId account) {
    return jdbc.sql(
            """
            select a.state, a.reason, c.refresh_token is not null as refreshable, c.access_token,
                   c.access_expires_at, c.token_version
              from channel.account a join channel.credential c using (account_id)
             where account_id = :account
            """)
        .param("account", account.value())
        .query((row, _) -> credential(account, row))
        .optional();
  }

  private Credential credential(AccountId account, ResultSet row) throws SQLException {
    long version = row.getLong("token_version");
    Timestamp expiry = row.getTimestamp("access_expires_at");
    byte[] sealed = row.getBytes("access_token");
    boolean dead =
        row.getString("state").equals("NEEDS_REAUTHORIZATION") || !row.getBoolean("refreshable");
    return new Credential(
        dead,
        row.getString("reason"),
        version,
        sealed == null || expiry == null
            ? null
            : new SealedToken(
                expiry.toInstant(),
                version,
                () -> vault.open(account, TokenVault.Kind.ACCESS, sealed)));
  }

  /** Takes the right to refresh from this version; of many who try, in the whole fleet, one. */
  Optional<String> claimRefresh(AccountId account, long version, Duration lease) {
    return jdbc.sql(
            """
            update channel.credential
               set refreshing_until = now() + make_interval(secs => :lease)
             where account_id = :account and token_version = :version and refresh_token is not null
               and (refreshing_until is null or refreshing_until < now())
            returning refresh_token
            """)
        .param("lease", lease.toMillis() / 1000.0)
        .param("account", account.value())
        .param("version", version)
        .query(byte[].class)
        .optional()
        .map(sealed -> vault.open(account, TokenVault.Kind.REFRESH, sealed));
  }

  /** Keeps what a refresh brought; false when somebody was faster. */
  boolean keepRefreshed(
      AccountId account, long version, String access, Instant expiry, @Nullable String refresh) {
    forgetTestingIfOutlived(account);
    return jdbc.sql(
                """
                update channel.credential
                   set access_token = :access, access_expires_at = :expiry, refreshing_until = null,
                       refresh_token = coalesce(cast(:refresh as bytea), refresh_token),
                       refresh_token_at =
                           case when cast(:refresh as bytea) is null
                                then refresh_token_at else cast(:now as timestamptz) end,
                       token_version = token_version + 1
                 where account_id = :account and token_version = :version
                """)
            .param("access", vault.seal(account, TokenVault.Kind.ACCESS, access))
            .param("expiry", Timestamp.from(expiry))
            .param(
                "refresh",
                refresh == null ? null : vault.seal(account, TokenVault.Kind.REFRESH, refresh))
            .param("now", Timestamp.from(clock.instant()))
            .param("account", account.value())
            .param("version", version)
            .update()
        == 1;
  }

  /** A grant that lives longer than testing allows says that the app is in testing no more. */
  private void forgetTestingIfOutlived(AccountId account) {
    jdbc.sql(
            """
            delete from channel.testing_mode
             where exists (select from channel.credential
                            where account_id = :account and refresh_expires_at is null
                              and refresh_token_at < cast(:now as timestamptz) - interval '8 days')
            """)
        .param("now", Timestamp.from(clock.instant()))
        .param("account", account.value())
        .update();
  }

  /**
   * One that ends when testing's seven days are over says that the app is in testing; unless
   * another was refreshed at a greater age, which Google lets no app in testing do: then its owner
   * took it back.
   */
  boolean recogniseTesting(AccountId account, long version) {
    return jdbc.sql(
                """
                insert into channel.testing_mode (seen_at)
                select cast(:now as timestamptz) from channel.credential
                 where account_id = :account and token_version = :version
                   and refresh_expires_at is null
                   and refresh_token_at between cast(:now as timestamptz) - interval '8 days'
                                            and cast(:now as timestamptz) - interval '166 hours'
                   and not exists (select from channel.credential
                                    where refresh_expires_at is null
                                      and access_expires_at > refresh_token_at + interval '8 days')
                on conflict (one) do update set seen_at = excluded.seen_at
                """)
            .param("now", Timestamp.from(clock.instant()))
            .param("account", account.value())
            .param("version", version)
            .update()
        == 1;
  }

  /** Gives the right to refresh back after a failure that another try may cure. */
  void releaseRefresh(AccountId account, long version) {
    jdbc.sql(
            """
            update channel.credential set refreshing_until = null
             where account_id = :account and token_version = :version
            """)
        .param("account", account.value())
        .param("version", version)
        .update();
  }

  /**
   * Parks the account, unless a new grant came meanwhile; true if this call did it. The version
   * grows, so that whoever has read the row before does not claim a refresh of it now. Of an
   * account that is being disconnected the grant is forgotten: nobody will ask with it again.
   */
  boolean park(AccountId account, long version, String reason) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          int stillThatGrant =
              jdbc.sql(
                      """
                      update channel.credential
                         set refreshing_until = null, access_token = null, access_expires_at = null,
                             refresh_token = case
                               when exists (select from channel.account
                                             where account_id = :account and state = 'DISCONNECTED')
                               then null else refresh_token end,
                             token_version = token_version + 1
                       where account_id = :account and token_version = :version
                      """)
                  .param("account", account.value())
                  .param("version", version)
                  .update();
          return stillThatGrant == 1
              && jdbc.sql(
                          """
                          update channel.account
                             set state = 'NEEDS_REAUTHORIZATION', reason = :reason,
                                 state_since = now(), version = version + 1
                           where account_id = :account and state = 'CONNECTED'
                          """)
                      .param("account", account.value())
                      .param("reason", reason)
                      .update()
                  == 1;
        }));
  }

  /**
   * A grant as it rests.
   *
   * @param dead no refresh can succeed
   */
  record Credential(
      boolean dead, @Nullable String reason, long version, @Nullable SealedToken access) {}

  /** An access token that is opened only if it is needed. */
  record SealedToken(Instant expiresAt, long version, Supplier<String> opener) {
    AccessToken open() {
      return new AccessToken(opener.get(), expiresAt, version);
    }
  }
}
