package dev.calsync.channel.account;

import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** People and their Google accounts. */
@Component
public final class Accounts {
  private static final String DISCONNECT =
      """
      update channel.account
         set state = 'DISCONNECTED', reason = null, state_since = now(), version = version + 1,
             list_due_at = now(), list_attempts = 0
       where account_id = :account
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  Accounts(JdbcClient jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  /** Whose account this sub is; its row stays locked until the caller's transaction ends. */
  Optional<Account> lock(String sub) {
    return jdbc.sql("select * from channel.account where google_sub = :sub for update")
        .param("sub", sub)
        .query((row, _) -> account(row))
        .optional();
  }

  /** Those of a user that are not being taken away. */
  List<Account> of(UserId user) {
    return jdbc.sql(
            """
            select * from channel.account where user_id = :user and state <> 'DISCONNECTED'
             order by account_id
            """)
        .param("user", user.value())
        .query((row, _) -> account(row))
        .list();
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        new AccountId(row.getObject("account_id", UUID.class)),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("google_sub"),
        row.getString("email"),
        row.getString("name"),
        row.getString("state"),
        row.getTimestamp("state_since").toInstant(),
        row.getString("reason"),
        Set.copyOf(Arrays.asList(row.getString("scopes").split(" "))));
  }

  /** One of a user's accounts. */
  Optional<Account> find(UserId user, AccountId account) {
    return of(user).stream().filter(each -> each.id().equals(account)).findFirst();
  }

  UserId newPerson() {
    return new UserId(
        jdbc.sql("insert into channel.person default values returning user_id")
            .query(UUID.class)
            .single());
  }

  AccountId add(UserId user, Profile profile, Set<String> scopes) {
    return add(null, user, profile, scopes);
  }

  /** The same under an id that is known already. */
  AccountId add(@Nullable AccountId id, UserId user, Profile profile, Set<String> scopes) {
    return new AccountId(
        jdbc.sql(
                """
                insert into channel.account (account_id, user_id, google_sub, email, name, scopes)
                values (coalesce(cast(:id as uuid), uuidv7()), :user, :sub, :email, :name, :scopes)
                returning account_id
                """)
            .param("id", id == null ? null : id.value())
            .param("user", user.value())
            .param("sub", profile.sub())
            .param("email", profile.email())
            .param("name", profile.name())
            .param("scopes", String.join(" ", scopes))
            .query(UUID.class)
            .single());
  }

  /** A new grant came: its channels are renewed, as Google does not say if they outlive the old. */
  void reconnect(AccountId account, Set<String> scopes) {
    jdbc.sql("update channel.calendar set watch_due_at = now() where account_id = :account")
        .param("account", account.value())
        .update();
    jdbc.sql(
            """
            update channel.watch_channel set renew_at = now()
             where account_id = :account and state = 'ACTIVE'
               and exists (select from channel.account
                            where account_id = :account and state = 'NEEDS_REAUTHORIZATION')
            """)
        .param("account", account.value())
        .update();
    jdbc.sql(
            """
            update channel.account
               set state_since = case when state = 'CONNECTED' then state_since else now() end,
                   state = 'CONNECTED', reason = null, disabled_at = null, scopes = :scopes,
                   version = version + 1,
                   list_due_at = now(), list_attempts = 0
             where account_id = :account
            """)
        .param("scopes", String.join(" ", scopes))
        .param("account", account.value())
        .update();
  }

  /** Keeps what people see of an account up to date. */
  void rename(AccountId account, Profile profile) {
    jdbc.sql(
            """
            update channel.account set email = :email, name = coalesce(:name, name)
             where account_id = :account
            """)
        .param("email", profile.email())
        .param("name", profile.name())
        .param("account", account.value())
        .update();
  }

  /** Takes an account away; false if the user has no such account. The rest follows by itself. */
  public boolean disconnect(UserId user, AccountId account) {
    return disconnect(
        jdbc.sql(DISCONNECT + "and user_id = :user and state <> 'DISCONNECTED'")
            .param("user", user.value()),
        account);
  }

  /** Takes an account away that had no grant for so long; false if it has had one meanwhile. */
  boolean disconnectParked(AccountId account, Duration time) {
    return disconnect(
        jdbc.sql(
                DISCONNECT
                    + """
                    and state = 'NEEDS_REAUTHORIZATION'
                    and state_since < now() - make_interval(secs => :time)
                    """)
            .param("time", time.toSeconds()),
        account);
  }

  private boolean disconnect(StatementSpec update, AccountId account) {
    return Boolean.TRUE.equals(
        transaction.execute(_ -> {
          boolean found = update.param("account", account.value()).update() == 1;
          if (found) {
            removeCalendars(account);
          }
          return found;
        }));
  }

  /** Takes a user away, with all their accounts. The rest follows by itself. */
  void leave(UserId user) {
    transaction.executeWithoutResult(_ -> {
      jdbc.sql(
              """
              update channel.person set leaving_at = coalesce(leaving_at, now())
               where user_id = :user
              """)
          .param("user", user.value())
          .update();
      of(user).forEach(account -> disconnect(user, account.id()));
    });
  }

  /** Whether a user is here to stay; holds them here until the caller's transaction ends. */
  boolean stays(UserId user) {
    return jdbc.sql(
            """
            select user_id from channel.person where user_id = :user and leaving_at is null
               for share
            """)
        .param("user", user.value())
        .query(UUID.class)
        .optional()
        .isPresent();
  }

  private void removeCalendars(AccountId account) {
    jdbc.sql(
            """
            update channel.calendar
               set watched_until = null, watch_due_at = null, version = version + 1,
                   changed_at = now()
             where account_id = :account
            """)
        .param("account", account.value())
        .update();
  }

  /** Forgets an account that was taken away, once all have been told; true when it is gone. */
  boolean forget(AccountId account) {
    return jdbc.sql(
                """
                delete from channel.account a
                 where account_id = :account and state = 'DISCONNECTED'
                   and announced_version >= version
                   and not exists (select from channel.calendar c
                                    where c.account_id = a.account_id
                                      and c.version > c.announced_version)
                """)
            .param("account", account.value())
            .update()
        == 1;
  }

  /** Who somebody is at Google. */
  record Profile(String sub, String email, @Nullable String name) {}

  /** One connected Google account. */
  record Account(
      AccountId id,
      UserId user,
      String sub,
      String email,
      @Nullable String name,
      String state,
      Instant since,
      @Nullable String reason,
      Set<String> scopes) {}
}
