package dev.calsync.notifier;

import java.util.Map;

/** Ada, who reads what there is in March. */
abstract class Reading extends AdaSignedIn {
  static final String MARCH = "/api/events?from=2026-03-01T00:00:00%2B01:00&to=2026-03-08";

  Reading() {
    super("owner");
  }

  final String event(String id) {
    return "/api/calendars/" + work + "/events/" + id;
  }

  static Map<String, Object> event(String id, String start) {
    return Map.of(
        "id",
        id,
        "etag",
        "\"1\"",
        "summary",
        "Event " + id,
        "start",
        Map.of("dateTime", start),
        "end",
        Map.of("dateTime", start));
  }
}
