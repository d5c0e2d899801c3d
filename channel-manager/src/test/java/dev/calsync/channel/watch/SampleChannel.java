package dev.calsync.channel.watch;

import dev.calsync.channel.watch.WatchPlan.Channel;
import dev.calsync.channel.watch.WatchPlan.State;
import dev.calsync.model.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A channel a second old that lives for seven days, made to measure. */
final class SampleChannel {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private final State state;
  private Instant createdAt = NOW.minusSeconds(1);
  private @Nullable Instant expiresAt = NOW.plus(Duration.ofDays(7));
  private Instant renewAt = NOW.plus(Duration.ofDays(4));
  private @Nullable Instant confirmedAt;
  private @Nullable Instant suspectAt;

  private SampleChannel(State state) {
    this.state = state;
  }

  static SampleChannel active() {
    return channel(State.ACTIVE);
  }

  static SampleChannel retiring() {
    return channel(State.RETIRING);
  }

  static SampleChannel stray() {
    return channel(State.STRAY);
  }

  static SampleChannel channel(State state) {
    return new SampleChannel(state);
  }

  SampleChannel age(Duration age) {
    createdAt = NOW.minus(age);
    return this;
  }

  SampleChannel renewIn(Duration left) {
    renewAt = NOW.plus(left);
    return this;
  }

  SampleChannel expiresIn(Duration left) {
    expiresAt = NOW.plus(left);
    return this;
  }

  SampleChannel noExpiry() {
    expiresAt = null;
    return this;
  }

  SampleChannel confirmed() {
    confirmedAt = NOW;
    return this;
  }

  SampleChannel suspect() {
    suspectAt = NOW;
    return this;
  }

  Channel build() {
    return new Channel(
        new ChannelId(UUID.randomUUID()),
        state,
        createdAt,
        expiresAt,
        renewAt,
        confirmedAt,
        suspectAt,
        "resource");
  }
}
