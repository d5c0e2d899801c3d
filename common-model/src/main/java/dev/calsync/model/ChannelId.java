package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One watch channel at Google; random, so that it cannot be guessed. */
public record ChannelId(UUID value) {
  /** Reads the canonical text form. */
  @JsonCreator
  public static ChannelId of(String text) {
    return new ChannelId(CanonicalUuid.parse("ChannelId", text));
  }

  /** The canonical text form, 36 characters. */
  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
