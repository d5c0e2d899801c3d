package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One Google account that a person connected; Google's {@code sub} stands behind it. */
public record AccountId(UUID value) {
  /** Reads the canonical text form. */
  @JsonCreator
  public static AccountId of(String text) {
    return new AccountId(CanonicalUuid.parse("AccountId", text));
  }

  /** The canonical text form, 36 characters. */
  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
