package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Google's id of an event, unique within its calendar only; opaque. */
public record EventId(@JsonValue String value) {
  /** Google's own limit (Calendar API reference, Event.id). */
  public static final int MAX_LENGTH = 1024;

  @JsonCreator
  public EventId {
    if (value.isBlank() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "event id of " + value.length() + " characters (expected: 1 to " + MAX_LENGTH + ")");
    }
    Keepable.text("event id", value);
  }

  /** Whether an event could have this id. */
  public static boolean isOne(String text) {
    return !text.isBlank() && text.length() <= MAX_LENGTH && Keepable.isText(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
