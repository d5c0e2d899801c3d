package dev.calsync.sync.turn;

import dev.calsync.model.ChangeData;
import dev.calsync.model.EventResource;
import java.util.IdentityHashMap;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of what one transaction writes: an event stands in the mirror, in its change and on the
 * state topic, and is written once.
 */
final class EventTexts {
  private final JsonMapper json;
  private final IdentityHashMap<EventResource, String> events = new IdentityHashMap<>();

  EventTexts(JsonMapper json) {
    this.json = json;
  }

  String of(EventResource event) {
    return events.computeIfAbsent(event, json::writeValueAsString);
  }

  /** The event first, then what is said of it. */
  String of(ChangeData data) {
    EventResource event = data.event();
    if (event == null) {
      return json.writeValueAsString(data);
    }
    var said = new ChangeData(null, data.changed(), data.previous(), data.reason());
    return "{\"event\":" + of(event) + "," + json.writeValueAsString(said).substring(1);
  }
}
