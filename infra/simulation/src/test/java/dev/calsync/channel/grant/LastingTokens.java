package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleOAuth;
import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.channel.grant.Credentials.Credential;
import dev.calsync.channel.grant.TokenAnswer.NeedsReauthorization;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.AccountId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for as long as a run lasts: one that Google has rejected is good again the next
 * time, so nobody waits, in real time, for whoever refreshes it. Where Google has ended the grant
 * its account is parked, as a refresh would have it.
 */
public final class LastingTokens extends AccessTokens {
  private static final String REASON = "Google no longer accepts this grant";

  private final Credentials credentials;
  private final Announcer announcer;
  private final EndedGrants grants;

  LastingTokens(
      Credentials credentials,
      GoogleOAuth google,
      GoogleSettings settings,
      Announcer announcer,
      MeterRegistry meters,
      Clock clock,
      EndedGrants grants) {
    super(credentials, google, settings, announcer, meters, clock);
    this.credentials = credentials;
    this.announcer = announcer;
    this.grants = grants;
  }

  @Override
  public TokenAnswer get(AccountId account, @Nullable Long rejectedVersion) {
    long version = credentials.find(account).map(Credential::version).orElse(0L);
    if (rejectedVersion == null || rejectedVersion < version || !grants.ended().test(account)) {
      return super.get(account, null);
    }
    if (credentials.park(account, version, REASON)) {
      announcer.wake();
    }
    return new NeedsReauthorization(REASON);
  }
}
