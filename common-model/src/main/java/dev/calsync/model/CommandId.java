package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One edit, named by whoever asked for it, so that asking twice changes nothing. */
public record CommandId(UUID value) {
  /** Reads the canonical text form. */
  @JsonCreator
  public static CommandId of(String text) {
    return new CommandId(CanonicalUuid.parse("CommandId", text));
  }

  /** The canonical text form, 36 characters. */
  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
