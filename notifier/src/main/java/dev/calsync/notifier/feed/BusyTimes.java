package dev.calsync.notifier.feed;

import dev.calsync.model.EventResource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is shown of a calendar of which its reader may see busy times only: when something is, never
 * what, where or with whom. The one rule, for the mirror and for the feed alike: both were written
 * when the reader may have seen more, and are judged when they are read.
 */
public final class BusyTimes {
  private static final String ROLE = "freeBusyReader";

  /** By name, so that whatever Google adds to its events stays hidden. */
  private static final Set<String> SHOWN =
      Set.of(
          "kind",
          "id",
          "etag",
          "status",
          "created",
          "updated",
          "sequence",
          "iCalUID",
          "start",
          "end",
          "endTimeUnspecified",
          "recurrence",
          "recurringEventId",
          "originalStartTime",
          "transparency");

  private BusyTimes() {}

  /** Whether this is all that somebody in this role may see. */
  public static boolean areAllFor(String role) {
    return role.equals(ROLE);
  }

  /** The event with nothing in it but when it is. */
  public static EventResource of(EventResource event) {
    Map<String, @Nullable Object> shown = new LinkedHashMap<>(event.fields());
    shown.keySet().retainAll(SHOWN);
    return new EventResource(shown);
  }

  /** The same of a change, as it is told on {@code calendar.changes}. */
  static String of(String change, JsonMapper json) {
    JsonNode data = json.readTree(change);
    for (String event : new String[] {"event", "previous"}) {
      if (data.get(event) instanceof ObjectNode fields) {
        fields.retain(SHOWN);
      }
    }
    if (data instanceof ObjectNode told && data.get("changed") != null) {
      told.putPOJO(
          "changed",
          data.get("changed")
              .valueStream()
              .map(JsonNode::asString)
              .filter(SHOWN::contains)
              .toList());
    }
    return json.writeValueAsString(data);
  }
}
