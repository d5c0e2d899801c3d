package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleOAuth;
import dev.calsync.channel.vault.TokenVault;
import dev.calsync.channel.vault.TokenVault.VaultException;
import dev.calsync.model.AccountId;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Takes grants in, and gives them back. */
@Component
public final class Grants {
  private final JdbcClient jdbc;
  private final TokenVault vault;
  private final GoogleOAuth google;
  private final Clock clock;

  Grants(JdbcClient jdbc, TokenVault vault, GoogleOAuth google, Clock clock) {
    this.jdbc = jdbc;
    this.vault = vault;
    this.google = google;
    this.clock = clock;
  }

  /** Seals a grant for the account that it will belong to, and for no other. */
  public Sealed seal(AccountId account, Granted granted) {
    return new Sealed(
        vault.seal(account, TokenVault.Kind.REFRESH, granted.refreshToken()),
        vault.seal(account, TokenVault.Kind.ACCESS, granted.accessToken()),
        granted.expiresAt(),
        granted.endsAt());
  }

  /** Keeps a new grant in place of the one before, within the caller's transaction. */
  public void keep(AccountId account, Granted granted) {
    keep(account, seal(account, granted));
  }

  /** The same with a grant that was sealed for this account before. */
  public void keep(AccountId account, Sealed sealed) {
    jdbc.sql(
            """
            insert into channel.credential as held
                   (account_id, refresh_token, refresh_token_at, refresh_expires_at, access_token,
                    access_expires_at, token_version)
            values (:account, :refresh, :now, :end, :access, :expiry, 1)
            on conflict (account_id) do update
               set refresh_token = excluded.refresh_token,
                   refresh_token_at = excluded.refresh_token_at,
                   refresh_expires_at = excluded.refresh_expires_at, expiry_warned_at = null,
                   access_token = excluded.access_token,
                   access_expires_at = excluded.access_expires_at,
                   refreshing_until = null, token_version = held.token_version + 1
            """)
        .param("account", account.value())
        .param("refresh", sealed.refreshToken())
        .param("access", sealed.accessToken())
        .param("expiry", Timestamp.from(sealed.expiresAt()))
        .param("now", Timestamp.from(clock.instant()))
        .param("end", Optional.ofNullable(sealed.endsAt()).map(Timestamp::from).orElse(null))
        .update();
  }

  /** Whether an account's grant is still here. */
  public boolean isHeld(AccountId account) {
    return sealed(account).isPresent();
  }

  /** Whether it can be used, too: not if the key that sealed it is gone. */
  public boolean isUsable(AccountId account) {
    try {
      return sealed(account)
          .map(sealed -> vault.open(account, TokenVault.Kind.REFRESH, sealed))
          .isPresent();
    } catch (VaultException _) {
      return false;
    }
  }

  /** Gives an account's grant back to Google; does nothing where there is none. */
  public void revoke(AccountId account) throws GoogleFault {
    Optional<byte[]> sealed = sealed(account);
    if (sealed.isPresent()) {
      google.revoke(vault.open(account, TokenVault.Kind.REFRESH, sealed.get()));
    }
  }

  /** Gives back a grant that no account came to have. */
  public void revoke(AccountId account, Sealed sealed) throws GoogleFault {
    google.revoke(vault.open(account, TokenVault.Kind.REFRESH, sealed.refreshToken()));
  }

  /** Forgets an account's tokens. */
  public void forget(AccountId account) {
    jdbc.sql("delete from channel.credential where account_id = :account")
        .param("account", account.value())
        .update();
  }

  private Optional<byte[]> sealed(AccountId account) {
    return jdbc.sql(
            """
            select refresh_token from channel.credential
             where account_id = :account and refresh_token is not null
            """)
        .param("account", account.value())
        .query(byte[].class)
        .optional();
  }

  /** A grant as it rests, of use in one account's row only. */
  @SuppressWarnings("ArrayRecordComponent") // ciphertexts are carried, never compared
  public record Sealed(
      byte[] refreshToken, byte[] accessToken, Instant expiresAt, @Nullable Instant endsAt) {
    /** Shows nothing of the tokens. */
    @Override
    public String toString() {
      return "Sealed[expiresAt=" + expiresAt + "]";
    }
  }

  /**
   * A refresh token fresh from Google, with the access token that came along.
   *
   * @param endsAt when the refresh token itself ends, if Google said so
   */
  public record Granted(
      String refreshToken, String accessToken, Instant expiresAt, @Nullable Instant endsAt) {
    /** Shows nothing of the tokens. */
    @Override
    public String toString() {
      return "Granted[expiresAt=" + expiresAt + "]";
    }
  }
}
