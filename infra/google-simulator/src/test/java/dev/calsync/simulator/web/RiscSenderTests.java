package dev.calsync.simulator.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import dev.calsync.simulator.fault.Chance;
import dev.calsync.simulator.google.User;
import dev.calsync.simulator.time.MovableClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What security events are called: infra/docs/google-calendar.md §7.21. */
class RiscSenderTests {
  private static final User ADA = new User("100", "ada@example.com", "Ada");
  private static final URI NOBODY = URI.create("http://localhost:1/");

  private final MovableClock clock =
      new MovableClock(Clock.fixed(Instant.parse("2026-03-02T08:00:00Z"), ZoneOffset.UTC));
  private final Chance chance = new Chance(7);
  private final RiscSender sender;

  RiscSenderTests() throws JOSEException {
    this.sender = new RiscSender(new Signing(), clock, chance);
    sender.stream(new RiscSender.Stream(NOBODY, "client"));
  }

  @Test
  void oneSeedAndClockNameTheSameEvents() {
    String first = jti();
    String second = jti();
    chance.restart(7);
    assertThat(jti()).isEqualTo(first).isNotEqualTo(second);
    assertThat(jti()).isEqualTo(second);
  }

  @Test
  void aReceiverThatRemembersTakesTheEventsAfterANewBeginningForNew() {
    String first = jti();
    chance.restart(7);
    clock.advance(Duration.ofMillis(1));
    assertThat(jti()).isNotEqualTo(first);
  }

  private String jti() {
    return sender.send("http://localhost", "account-disabled", ADA, null, 1).getFirst().jti();
  }
}
