package dev.calsync.simulator.google;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes of one calendar in the order in which they happened.
 *
 * @param complete whether none of them is forgotten (the latest 10,000 are kept, and of an earlier
 *     life only the last version of each event)
 */
public record History(boolean complete, List<Change> changes) {

  /**
   * One version of one event or changed instance.
   *
   * @param stamp microseconds since the epoch, no two alike; half the number in the etag
   * @param cancelled whether it was deleted, or the instance cancelled, by this change
   * @param event the event as the calendar's owner saw it
   */
  public record Change(
      String eventId, long stamp, String etag, boolean cancelled, Map<String, Object> event) {

    /** Without the event itself. */
    public Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("eventId", eventId);
      json.put("stamp", stamp);
      json.put("etag", etag);
      json.put("cancelled", cancelled);
      return json;
    }
  }

  static History of(Calendar calendar, long afterStamp) {
    EventView view = EventView.of(calendar, calendar.owner(), Role.OWNER);
    Book events = calendar.events();
    List<Change> changes =
        events.versions().tailMap(afterStamp, false).values().stream()
            .map(entry ->
                new Change(
                    entry.id(),
                    entry.changed(),
                    entry.etag(),
                    entry.isCancelled(),
                    view.full(entry)))
            .toList();
    return new History(events.versionsFrom() <= afterStamp, changes);
  }
}
