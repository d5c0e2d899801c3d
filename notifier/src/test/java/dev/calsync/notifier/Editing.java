package dev.calsync.notifier;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** Ada, who may write in her calendar, and one event in it. */
abstract class Editing extends AdaSignedIn {
  static final String LUNCH =
      """
      {"commandId": "%s", "sendUpdates": "all", "event": {"summary": "Lunch",
       "start": {"dateTime": "2026-03-03T12:00:00+01:00"},
       "end": {"dateTime": "2026-03-03T13:00:00+01:00"}}}
      """;

  String events;

  Editing() {
    super("writer");
  }

  @BeforeEach
  void anEvent() {
    events = "/api/calendars/" + work + "/events";
    world.holds(work, Map.of("id", "single", "etag", "\"1\"", "organizer", Map.of("self", true)));
  }
}
