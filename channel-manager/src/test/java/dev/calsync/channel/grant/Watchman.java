package dev.calsync.channel.grant;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.test.context.TestComponent;

/** Looks for grants that end soon when a test says so, not only once a minute. */
@TestComponent
public class Watchman {
  private final GrantExpiry expiry;
  private final MeterRegistry meters;

  Watchman(GrantExpiry expiry, MeterRegistry meters) {
    this.expiry = expiry;
    this.meters = meters;
  }

  public void look() {
    expiry.look();
  }

  public double expiring() {
    return meters.get("calsync.grants.expiring").gauge().value();
  }
}
