package dev.calsync.channel.risc;

import dev.calsync.channel.account.AccountRounds;
import dev.calsync.channel.account.Accounts;
import dev.calsync.channel.grant.RevokedGrants;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.channel.risc.SecurityEvent.AccountDisabled;
import dev.calsync.channel.risc.SecurityEvent.AccountEnabled;
import dev.calsync.channel.risc.SecurityEvent.AccountPurged;
import dev.calsync.channel.risc.SecurityEvent.Other;
import dev.calsync.channel.risc.SecurityEvent.SessionsRevoked;
import dev.calsync.channel.risc.SecurityEvent.TokenRevoked;
import dev.calsync.channel.risc.SecurityEvent.TokensRevoked;
import dev.calsync.channel.risc.SecurityEvent.Verification;
import dev.calsync.model.AccountId;
import dev.calsync.model.UserId;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Does what follows from Google's security events: each once, however often it is delivered, and
 * nothing to what came into being after it.
 */
@Component
final class AccountProtection {
  private static final Logger log = LoggerFactory.getLogger(AccountProtection.class);

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final RevokedGrants grants;
  private final Accounts accounts;
  private final AccountRounds rounds;
  private final Announcer announcer;

  AccountProtection(
      JdbcClient jdbc,
      TransactionTemplate transaction,
      RevokedGrants grants,
      Accounts accounts,
      AccountRounds rounds,
      Announcer announcer) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.grants = grants;
    this.accounts = accounts;
    this.rounds = rounds;
    this.announcer = announcer;
  }

  void act(SecurityEventToken token) {
    transaction.executeWithoutResult(_ -> {
      if (isNew(token.id())) {
        token.events().forEach(event -> act(event, token.issuedAt()));
      }
    });
    announcer.wake();
    rounds.wake();
  }

  /** Known for longer than a token is believed, so a second delivery always meets it. */
  private boolean isNew(String id) {
    jdbc.sql("delete from channel.security_event where received_at < now() - interval '30 days'")
        .update();
    return jdbc.sql(
                "insert into channel.security_event (token_id) values (:id) on conflict do nothing")
            .param("id", id)
            .update()
        == 1;
  }

  private void act(SecurityEvent event, Instant at) {
    switch (event) {
      case TokensRevoked(var sub) -> {
        grants.revoked(sub, at);
        endSessions(sub, at);
      }
      case TokenRevoked(var algorithm, var name) ->
          grants.ownerOf(algorithm, name).ifPresent(sub -> grants.revoked(sub, at));
      case SessionsRevoked(var sub) -> {
        grants.doubted(sub, at);
        endSessions(sub, at);
      }
      case AccountDisabled(var sub) -> {
        grants.disabled(sub, at);
        endSessions(sub, at);
      }
      case AccountEnabled(var sub) -> grants.enabled(sub);
      case AccountPurged(var sub) -> {
        endSessions(sub, at);
        remove(sub);
      }
      case Verification _ -> log.info("Google's security events reach us");
      case Other _ -> {}
    }
  }

  private void endSessions(String sub, Instant at) {
    jdbc.sql(
            """
            delete from session.spring_session
             where principal_name =
                     (select cast(user_id as text) from channel.account where google_sub = :sub)
               and creation_time <= :at
            """)
        .param("sub", sub)
        .param("at", at.toEpochMilli() + 999) // Google tells whole seconds.
        .update();
  }

  private void remove(String sub) {
    jdbc.sql("select user_id, account_id from channel.account where google_sub = :sub")
        .param("sub", sub)
        .query((row, _) ->
            accounts.disconnect(
                new UserId(row.getObject("user_id", UUID.class)),
                new AccountId(row.getObject("account_id", UUID.class))))
        .list();
  }
}
