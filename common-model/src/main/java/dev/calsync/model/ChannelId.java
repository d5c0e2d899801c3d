package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** One watch channel at Google; random, so that it cannot be guessed. */
public record ChannelId(UUID value) {
  /** Reads the canonical text form. */
  @JsonCreator
  public static ChannelId of(String text) {
    return new ChannelId(CanonicalUuid.parse("ChannelId", text));
  }

  /** A new one, a random UUID (RFC 9562 §5.4); unguessable if what it is drawn from is. */
  public static ChannelId drawnFrom(RandomGenerator random) {
    long version = (random.nextLong() & ~0xf000L) | 0x4000L;
    long variant = (random.nextLong() >>> 2) | Long.MIN_VALUE;
    return new ChannelId(new UUID(version, variant));
  }

  /** The canonical text form, 36 characters. */
  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
