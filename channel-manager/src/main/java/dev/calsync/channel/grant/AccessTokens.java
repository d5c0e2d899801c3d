package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleFault;
import dev.calsync.channel.google.GoogleOAuth;
import dev.calsync.channel.google.GoogleOAuth.Refreshed;
import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.channel.grant.Credentials.Credential;
import dev.calsync.channel.grant.Credentials.SealedToken;
import dev.calsync.channel.grant.TokenAnswer.AccessToken;
import dev.calsync.channel.grant.TokenAnswer.NeedsReauthorization;
import dev.calsync.channel.grant.TokenAnswer.Unavailable;
import dev.calsync.channel.grant.TokenAnswer.UnknownAccount;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.channel.vault.TokenVault.VaultException;
import dev.calsync.model.AccountId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Access tokens on demand. One refresh at a time: in this process by a shared future, in the fleet
 * by a lease in the row; no database lock and no connection is held while Google is asked.
 */
@Component
public class AccessTokens {
  private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

  /** With less life than this a token is not handed out: its user may still have a queue to do. */
  private static final Duration LEAST_LIFE = Duration.ofMinutes(5);

  /** What a refresh does besides asking Google: it reads and writes a row. */
  private static final Duration OWN_SHARE = Duration.ofSeconds(5);

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** A key that is missing does not come back by itself. */
  private static final Duration UNREADABLE_AGAIN = Duration.ofMinutes(1);

  private static final int POLL_MIN_MILLIS = 50;
  private static final int POLL_MAX_MILLIS = 200;

  private final Credentials credentials;
  private final GoogleOAuth google;
  private final Announcer announcer;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Duration lease;
  private final ConcurrentHashMap<AccountId, CompletableFuture<TokenAnswer>> refreshes =
      new ConcurrentHashMap<>();

  AccessTokens(
      Credentials credentials,
      GoogleOAuth google,
      GoogleSettings settings,
      Announcer announcer,
      MeterRegistry meters,
      Clock clock) {
    this.credentials = credentials;
    this.google = google;
    this.announcer = announcer;
    this.meters = meters;
    this.clock = clock;
    this.lease = lease(settings);
  }

  /** Longer than a refresh can take, so that a lease ends only with its owner's death. */
  static Duration lease(GoogleSettings settings) {
    Duration discoveryThenToken = settings.longestCall().multipliedBy(2);
    return discoveryThenToken.plus(OWN_SHARE);
  }

  /**
   * A token with some life in it.
   *
   * @param rejectedVersion a version Google answered 401 to; neither it nor an older one is handed
   *     out again
   */
  public TokenAnswer get(AccountId account, @Nullable Long rejectedVersion) {
    long rejected = rejectedVersion == null ? -1 : rejectedVersion;
    return settled(account, rejected).orElseGet(() -> joinRefresh(account, rejected));
  }

  /** The answer where none but the database need be asked. */
  private Optional<TokenAnswer> settled(AccountId account, long rejected) {
    return settled(credentials.find(account), rejected);
  }

  private Optional<TokenAnswer> settled(Optional<Credential> found, long rejected) {
    if (found.isEmpty()) {
      return Optional.of(new UnknownAccount());
    }
    Credential held = found.get();
    if (held.dead()) {
      return Optional.of(new NeedsReauthorization(held.reason() == null ? "" : held.reason()));
    }
    SealedToken access = held.access();
    Instant tooSoon = clock.instant().plus(LEAST_LIFE);
    if (access == null || access.version() <= rejected || access.expiresAt().isBefore(tooSoon)) {
      return Optional.empty();
    }
    try {
      return Optional.of(access.open());
    } catch (VaultException _) {
      return Optional.empty(); // A new one is sealed with a key that we have.
    }
  }

  private TokenAnswer joinRefresh(AccountId account, long rejected) {
    var mine = new CompletableFuture<TokenAnswer>();
    CompletableFuture<TokenAnswer> running = refreshes.putIfAbsent(account, mine);
    if (running != null) {
      return running.join();
    }
    try {
      TokenAnswer answer = refreshOrWait(account, rejected);
      mine.complete(answer);
      return answer;
    } catch (RuntimeException e) {
      mine.complete(new Unavailable("internal", RETRY_AFTER));
      throw e;
    } finally {
      refreshes.remove(account, mine);
    }
  }

  /** Refreshes, or waits for the process that does. */
  private TokenAnswer refreshOrWait(AccountId account, long rejected) {
    Instant patience = clock.instant().plus(lease);
    while (clock.instant().isBefore(patience)) {
      // Judged and claimed by one reading: a version that came in between would be refreshed again.
      Optional<Credential> held = credentials.find(account);
      Optional<TokenAnswer> settled = settled(held, rejected);
      if (settled.isPresent()) {
        return settled.get();
      }
      long version = held.map(Credential::version).orElse(0L);
      try {
        Optional<String> refreshToken = credentials.claimRefresh(account, version, lease);
        if (refreshToken.isPresent()) {
          return refresh(account, version, refreshToken.get());
        }
      } catch (VaultException e) {
        return unreadable(account, version, e);
      }
      if (!pause()) {
        break;
      }
    }
    return new Unavailable("another process is refreshing", RETRY_AFTER);
  }

  private TokenAnswer refresh(AccountId account, long version, String refreshToken) {
    try {
      Refreshed answer = google.refresh(refreshToken);
      Instant expiry = clock.instant().plusSeconds(answer.expiresIn());
      if (credentials.keepRefreshed(
          account, version, answer.accessToken(), expiry, answer.refreshToken())) {
        meters.counter("calsync.token.refreshes", "outcome", "refreshed").increment();
        return new AccessToken(answer.accessToken(), expiry, version + 1);
      }
      return settled(account, version).orElse(new Unavailable("overtaken", RETRY_AFTER));
    } catch (GoogleFault e) {
      return e.kind() == GoogleFault.Kind.NO_GRANT
          ? park(account, version, e)
          : postpone(account, version, e);
    }
  }

  /** Not parked: the key may come back, and then all is as before. */
  private TokenAnswer unreadable(AccountId account, long version, VaultException e) {
    meters.counter("calsync.token.refreshes", "outcome", "unreadable").increment();
    log.error("{}; unless the key comes back, its owner must sign in again", e.getMessage());
    credentials.releaseRefresh(account, version);
    return new Unavailable("the grant cannot be read", UNREADABLE_AGAIN);
  }

  private TokenAnswer park(AccountId account, long version, GoogleFault e) {
    meters.counter("calsync.token.refreshes", "outcome", "refused").increment();
    String reason =
        credentials.recogniseTesting(account, version)
            ? "Google ended this grant after seven days, as it does to apps in testing"
            : "Google no longer accepts this grant: it was revoked or has expired";
    if (credentials.park(account, version, reason)) {
      log.info("account {} needs reauthorization ({})", account, e.getMessage());
      announcer.wake();
    }
    return new NeedsReauthorization(reason);
  }

  private TokenAnswer postpone(AccountId account, long version, GoogleFault e) {
    meters.counter("calsync.token.refreshes", "outcome", "failed").increment();
    log.warn("refreshing the access token of account {} failed: {}", account, e.getMessage());
    credentials.releaseRefresh(account, version);
    Duration asked = e.retryAfter();
    return new Unavailable(String.valueOf(e.getMessage()), asked == null ? RETRY_AFTER : asked);
  }

  private static boolean pause() {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(POLL_MIN_MILLIS, POLL_MAX_MILLIS));
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
