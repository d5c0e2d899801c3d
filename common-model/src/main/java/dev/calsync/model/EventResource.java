package dev.calsync.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Google's event resource as Google sent it, unknown fields and their order included. We read a few
 * fields from it and never model the rest.
 */
public record EventResource(@JsonValue Map<String, @Nullable Object> fields) {
  @JsonCreator
  public EventResource(Map<String, @Nullable Object> fields) {
    this.fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /** The event's id. */
  public EventId id() {
    if (fields.get("id") instanceof String id) {
      return new EventId(id);
    }
    throw new IllegalArgumentException("event without an id");
  }

  /** A top-level field that is text, or null. */
  public @Nullable String text(String field) {
    return fields.get(field) instanceof String text ? text : null;
  }

  /** A top-level field that is an object, or an empty one. */
  @SuppressWarnings("unchecked") // JSON objects have string keys
  public Map<String, @Nullable Object> object(String field) {
    return fields.get(field) instanceof Map<?, ?> map
        ? (Map<String, @Nullable Object>) map
        : Map.of();
  }

  /** The version Google gave it; opaque, but different after each change. */
  public @Nullable String etag() {
    return text("etag");
  }

  /** Whether Google says that this event, or this instance of a series, is not to be shown. */
  public boolean isCancelled() {
    return "cancelled".equals(fields.get("status"));
  }

  /** The series this is an exception of, or null. */
  public @Nullable String recurringEventId() {
    return text("recurringEventId");
  }

  /** Whether this is the master of a series. */
  public boolean isRecurring() {
    return fields.get("recurrence") != null;
  }
}
