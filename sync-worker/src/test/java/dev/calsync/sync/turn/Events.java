package dev.calsync.sync.turn;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events for tests, as Google would send them. */
final class Events {
  static final EventResource LUNCH = event("lunch", "\"1\"", "Lunch");

  private Events() {}

  static EventResource event(String id, String etag, String summary) {
    return new EventResource(
        Map.of("id", id, "status", "confirmed", "etag", etag, "summary", summary));
  }

  static EventResource instance(String id, String etag, String master) {
    return new EventResource(
        Map.of("id", id, "status", "confirmed", "etag", etag, "recurringEventId", master));
  }

  static EventResource cancelledInstance(String id, String etag, String master) {
    return new EventResource(
        Map.of("id", id, "status", "cancelled", "etag", etag, "recurringEventId", master));
  }

  static EventResource tombstone(String id) {
    return new EventResource(Map.of("id", id, "status", "cancelled"));
  }

  static Map<EventId, EventResource> held(EventResource... events) {
    Map<EventId, EventResource> held = new LinkedHashMap<>();
    Arrays.stream(events).forEach(event -> held.put(event.id(), event));
    return held;
  }

  static EventResource with(EventResource event, String field, @Nullable Object value) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(event.fields());
    fields.put(field, value);
    return new EventResource(fields);
  }
}
