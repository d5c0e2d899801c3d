package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;

/** One Google calendar as one account sees it. */
public record CalendarId(UUID value) {
  /** Reads the canonical text form. */
  @JsonCreator
  public static CalendarId of(String text) {
    return new CalendarId(CanonicalUuid.parse("CalendarId", text));
  }

  /** The canonical text form, 36 characters. */
  @Override
  @JsonValue
  public String toString() {
    return value.toString();
  }
}
