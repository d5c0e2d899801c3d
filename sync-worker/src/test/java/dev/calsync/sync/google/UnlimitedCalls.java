package dev.calsync.sync.google;

import dev.calsync.model.AccountId;
import dev.calsync.sync.SyncProperties;
import dev.calsync.sync.google.AccessTokens.AccessToken;
import dev.calsync.sync.quota.Work;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;
import tools.jackson.databind.json.JsonMapper;

/** Whoever is hostile is not to be spared: a client of Google's that asks no budget. */
public final class UnlimitedCalls extends CallBudget {
  /** The largest answer it takes. */
  public static final int PAGE_BYTES = 1_000_000;

  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));

  @SuppressWarnings("NullAway") // no budget is asked
  private UnlimitedCalls() {
    super(null, new SimpleMeterRegistry());
  }

  @Override
  @Nullable GoogleFault refusal(AccountId account, GoogleFault.Call call, Work work) {
    return null;
  }

  @Override
  GoogleFault refused(AccountId account, GoogleFault.Call call, GoogleFault fault) {
    return fault;
  }

  /** A client of this server. */
  public static GoogleCalendar google(HostileServer server) {
    var properties =
        new GoogleProperties(server.url(), Duration.ofSeconds(1), Duration.ofSeconds(1), 4);
    var binder =
        new Binder(
            new MapConfigurationPropertySource(
                Map.of("calsync.sync.page-bytes", PAGE_BYTES + "B")));
    return new GoogleCalendar(
        new GoogleTransport().googleHttpTransport(properties),
        properties,
        binder.bindOrCreate("calsync.sync", SyncProperties.class),
        new EventLimits(DataSize.ofKilobytes(400)),
        JsonMapper.shared(),
        new UnlimitedCalls());
  }

  /** What it shows that server. */
  public static AccessToken token() {
    return new AccessToken(ACCOUNT, "secret", Instant.now().plusSeconds(3_600), 1);
  }
}
