package dev.calsync.channel.account;

import dev.calsync.channel.account.Accounts.Profile;
import dev.calsync.channel.grant.Grants.Sealed;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Further Google accounts whose user has not yet said yes. They are the user's who asked, good for
 * a while only, and of no use to anybody until confirmed.
 */
@Component
final class PendingAccounts {
  /** How long an address may wait to be looked at. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  private final JdbcClient jdbc;

  PendingAccounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The id that this Google account has or will have; asking again begins the time anew. */
  AccountId reserve(UserId user, Profile profile) {
    return new AccountId(
        jdbc.sql(
                """
                select account_id from channel.pending_account
                 where user_id = :user and google_sub = :sub for update
                """)
            .param("user", user.value())
            .param("sub", profile.sub())
            .query(UUID.class)
            .optional()
            .orElseGet(() -> jdbc.sql("select uuidv7()").query(UUID.class).single()));
  }

  void keep(AccountId account, UserId user, Wish wish, Sealed grant, Instant now) {
    jdbc.sql(
            """
            insert into channel.pending_account
                   (account_id, user_id, google_sub, email, name, scopes, instead_of,
                    refresh_token, access_token, access_expires_at, refresh_expires_at, expires_at,
                    clear_at)
            values (:account, :user, :sub, :email, :name, :scopes, :instead, :refresh, :access,
                    :expiry, :end, :until, :until)
            on conflict (account_id) do update
               set email = excluded.email, name = excluded.name, scopes = excluded.scopes,
                   instead_of = excluded.instead_of, refresh_token = excluded.refresh_token,
                   access_token = excluded.access_token,
                   access_expires_at = excluded.access_expires_at,
                   refresh_expires_at = excluded.refresh_expires_at,
                   expires_at = excluded.expires_at, clear_at = excluded.clear_at
            """)
        .param("account", account.value())
        .param("user", user.value())
        .param("sub", wish.profile().sub())
        .param("email", wish.profile().email())
        .param("name", wish.profile().name())
        .param("scopes", String.join(" ", wish.scopes()))
        .param("instead", wish.insteadOf())
        .param("refresh", grant.refreshToken())
        .param("access", grant.accessToken())
        .param("expiry", Timestamp.from(grant.expiresAt()))
        .param("end", Optional.ofNullable(grant.endsAt()).map(Timestamp::from).orElse(null))
        .param("until", Timestamp.from(now.plus(PATIENCE)))
        .update();
  }

  /** Those a user may still confirm. */
  List<Pending> of(UserId user, Instant now) {
    return jdbc.sql(
            """
            select * from channel.pending_account
             where user_id = :user and expires_at > :now order by expires_at, account_id
            """)
        .param("user", user.value())
        .param("now", Timestamp.from(now))
        .query((row, _) -> pending(row))
        .list();
  }

  /** Takes out one that this user may still confirm: of two who try, one gets it. */
  Optional<Pending> take(UserId user, AccountId account, Instant now) {
    return jdbc.sql(
            """
            delete from channel.pending_account
             where account_id = :account and user_id = :user and expires_at > :now
            returning *
            """)
        .param("account", account.value())
        .param("user", user.value())
        .param("now", Timestamp.from(now))
        .query((row, _) -> pending(row))
        .optional();
  }

  /** It is not wanted: its grant is to be given back; false if the user has no such account. */
  boolean decline(UserId user, AccountId account, Instant now) {
    return jdbc.sql(
                """
                update channel.pending_account
                   set expires_at = least(expires_at, :now), clear_at = :now
                 where account_id = :account and user_id = :user
                """)
            .param("now", Timestamp.from(now))
            .param("user", user.value())
            .param("account", account.value())
            .update()
        == 1;
  }

  /** The same for all that a user has. */
  void declineAll(UserId user, Instant now) {
    of(user, now).forEach(pending -> decline(user, pending.account(), now));
  }

  /** Those whose time is over and on which nobody else works until the lease ends. */
  List<Pending> overdue(Instant now, Duration lease, int limit) {
    return jdbc.sql(
            """
            update channel.pending_account set clear_at = :until
             where account_id in (select account_id from channel.pending_account
                                   where clear_at <= :now
                                   order by clear_at limit :limit for update skip locked)
            returning *
            """)
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(lease)))
        .param("limit", limit)
        .query((row, _) -> pending(row))
        .list();
  }

  /** The same of one of them. */
  Optional<Pending> overdue(AccountId account, Instant now, Duration lease) {
    return jdbc.sql(
            """
            update channel.pending_account set clear_at = :until
             where account_id = :account and clear_at <= :now
            returning *
            """)
        .param("account", account.value())
        .param("now", Timestamp.from(now))
        .param("until", Timestamp.from(now.plus(lease)))
        .query((row, _) -> pending(row))
        .optional();
  }

  /** Google has one grant per person and client: to end this one would end what another uses. */
  boolean sharesItsGrant(Pending pending) {
    return jdbc.sql(
            """
            select exists (select from channel.account where google_sub = :sub)
                or exists (select from channel.pending_account
                            where google_sub = :sub and account_id <> :account)
            """)
        .param("sub", pending.profile().sub())
        .param("account", pending.account().value())
        .query(Boolean.class)
        .single();
  }

  /** Forgets one whose time is over; one that was asked for anew meanwhile stays. */
  void forget(Pending pending) {
    jdbc.sql(
            """
            delete from channel.pending_account
             where account_id = :account and expires_at = :until
            """)
        .param("account", pending.account().value())
        .param("until", Timestamp.from(pending.expiresAt()))
        .update();
  }

  /**
   * Forgets one whose grant was ended; also if it was asked for anew meanwhile: what Google gave
   * then has ended too, and is not to be confirmed.
   *
   * @return whether it was asked for anew
   */
  boolean forgetEnded(Pending pending) {
    return jdbc.sql(
            """
            delete from channel.pending_account where account_id = :account
            returning expires_at <> :until
            """)
        .param("account", pending.account().value())
        .param("until", Timestamp.from(pending.expiresAt()))
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  private static Pending pending(ResultSet row) throws SQLException {
    return new Pending(
        new AccountId(row.getObject("account_id", UUID.class)),
        new Profile(row.getString("google_sub"), row.getString("email"), row.getString("name")),
        Set.of(row.getString("scopes").split(" ", -1)),
        row.getString("instead_of"),
        new Sealed(
            row.getBytes("refresh_token"),
            row.getBytes("access_token"),
            row.getTimestamp("access_expires_at").toInstant(),
            Optional.ofNullable(row.getTimestamp("refresh_expires_at"))
                .map(Timestamp::toInstant)
                .orElse(null)),
        row.getTimestamp("expires_at").toInstant());
  }

  /**
   * What somebody came back from Google with.
   *
   * @param insteadOf the address of the account they had set out to reconnect, if it was another
   */
  record Wish(Profile profile, Set<String> scopes, @Nullable String insteadOf) {}

  /** One that waits. */
  record Pending(
      AccountId account,
      Profile profile,
      Set<String> scopes,
      @Nullable String insteadOf,
      Sealed grant,
      Instant expiresAt) {}
}
