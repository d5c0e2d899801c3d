package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** A person who signs in. */
public record UserId(UUID value) {
  /** Reads the canonical text form. */
  @JsonCreator
  public static UserId of(String text) {
    return new UserId(CanonicalUuid.parse("UserId", text));
  }

  /** The canonical text form, 36 characters. */
  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
