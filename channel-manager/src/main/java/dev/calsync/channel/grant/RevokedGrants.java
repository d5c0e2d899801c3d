package dev.calsync.channel.grant;

import dev.calsync.channel.vault.TokenVault;
import dev.calsync.channel.vault.TokenVault.VaultException;
import dev.calsync.model.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What becomes of a grant about which Google itself says something. Accounts are named by Google's
 * sub. What Google said before the present grant came is about one that is no more.
 */
@Component
public class RevokedGrants {
  private static final int BATCH = 500;
  private static final UUID BEFORE_ALL = new UUID(0, 0);

  private final JdbcClient jdbc;
  private final TokenVault vault;

  RevokedGrants(JdbcClient jdbc, TokenVault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  /** The grant is over: its tokens are forgotten, and its owner must sign in again. */
  public void revoked(String sub, Instant at) {
    if (dropTokens(sub, at, true)) {
      park(sub, "Google says that what was allowed here was taken back there", false);
    }
  }

  /** Google has disabled the account: nothing is asked until it says otherwise. */
  public void disabled(String sub, Instant at) {
    if (dropTokens(sub, at, false)) {
      park(sub, "Google has disabled this account", true);
    }
  }

  /**
   * The access token may be in the wrong hands: the next caller gets a new one, if Google gives it.
   */
  public void doubted(String sub, Instant at) {
    dropTokens(sub, at, false);
  }

  /** An account that Google had disabled is tried again, with all its calendars. */
  public void enabled(String sub) {
    int tried =
        jdbc.sql(
                """
                update channel.account
                   set state = 'CONNECTED', reason = null, disabled_at = null, state_since = now(),
                       version = version + 1, list_due_at = now(), list_attempts = 0
                 where google_sub = :sub and state = 'NEEDS_REAUTHORIZATION'
                   and disabled_at is not null
                """)
            .param("sub", sub)
            .update();
    if (tried == 1) {
      jdbc.sql(
              """
              update channel.calendar set watch_due_at = now()
               where account_id = (select account_id from channel.account where google_sub = :sub)
              """)
          .param("sub", sub)
          .update();
    }
  }

  /** The new version makes a refresh that is under way come to nothing. */
  private boolean dropTokens(String sub, Instant at, boolean refreshToken) {
    return jdbc.sql(
                """
                update channel.credential c
                   set access_token = null, access_expires_at = null, refreshing_until = null,
                       refresh_token = case when :all then null else refresh_token end,
                       token_version = token_version + 1
                  from channel.account a
                 where a.account_id = c.account_id and a.google_sub = :sub
                   and a.state <> 'DISCONNECTED'
                   and (c.refresh_token_at is null
                        or date_trunc('second', c.refresh_token_at) <= :at)
                """)
            .param("all", refreshToken)
            .param("sub", sub)
            .param("at", Timestamp.from(at))
            .update()
        == 1;
  }

  /** Of an account that is disabled, a grant that is over is news: enabling it revives none. */
  private void park(String sub, String reason, boolean disabled) {
    jdbc.sql(
            """
            update channel.account
               set state_since = case when state = 'CONNECTED' then now() else state_since end,
                   state = 'NEEDS_REAUTHORIZATION', reason = :reason,
                   version = version + 1, disabled_at = case when :disabled then now() end
             where google_sub = :sub
               and (state = 'CONNECTED'
                    or (state = 'NEEDS_REAUTHORIZATION' and disabled_at is not null
                        and not :disabled))
            """)
        .param("reason", reason)
        .param("disabled", disabled)
        .param("sub", sub)
        .update();
  }

  /**
   * Whose refresh token this is. Nothing about tokens is kept for this, so all are looked at; such
   * an event is rare.
   *
   * @param algorithm {@code prefix} or {@code hash_base64_sha512_sha512}
   * @param name the token's first 16 characters, or the hash of its hash
   */
  public Optional<String> ownerOf(String algorithm, String name) {
    UUID after = BEFORE_ALL;
    List<Row> rows = rows(after);
    while (!rows.isEmpty()) {
      for (Row row : rows) {
        if (isNamed(row, algorithm, name)) {
          return Optional.of(row.sub());
        }
      }
      after = rows.getLast().account();
      rows = rows(after);
    }
    return Optional.empty();
  }

  private List<Row> rows(UUID after) {
    return jdbc.sql(
            """
            select account_id, google_sub, refresh_token
              from channel.account join channel.credential using (account_id)
             where account_id > :after and refresh_token is not null
             order by account_id limit :limit
            """)
        .param("after", after)
        .param("limit", BATCH)
        .query((row, _) ->
            new Row(
                row.getObject("account_id", UUID.class),
                row.getString("google_sub"),
                row.getBytes("refresh_token")))
        .list();
  }

  private boolean isNamed(Row row, String algorithm, String name) {
    try {
      String token =
          vault.open(new AccountId(row.account()), TokenVault.Kind.REFRESH, row.refreshToken());
      return switch (algorithm) {
        case "prefix" -> name.length() == 16 && token.startsWith(name);
        case "hash_base64_sha512_sha512" -> named(token).equals(name.replaceAll("=+$", ""));
        default -> false;
      };
    } catch (VaultException _) {
      return false;
    }
  }

  private static String named(String token) {
    try {
      var sha512 = MessageDigest.getInstance("SHA-512");
      byte[] once = sha512.digest(token.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().withoutPadding().encodeToString(sha512.digest(once));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-512", e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(UUID account, String sub, byte[] refreshToken) {}
}
