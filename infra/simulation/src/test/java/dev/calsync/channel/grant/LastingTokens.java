package dev.calsync.channel.grant;

import dev.calsync.channel.google.GoogleOAuth;
import dev.calsync.channel.google.GoogleSettings;
import dev.calsync.channel.lifecycle.Announcer;
import dev.calsync.model.AccountId;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens for as long as a run lasts: one that Google has rejected is good again the next
 * time, so nobody waits, in real time, for whoever refreshes it.
 */
public final class LastingTokens extends AccessTokens {
  LastingTokens(
      Credentials credentials,
      GoogleOAuth google,
      GoogleSettings settings,
      Announcer announcer,
      MeterRegistry meters,
      Clock clock) {
    super(credentials, google, settings, announcer, meters, clock);
  }

  @Override
  public TokenAnswer get(AccountId account, @Nullable Long rejectedVersion) {
    return super.get(account, null);
  }
}
