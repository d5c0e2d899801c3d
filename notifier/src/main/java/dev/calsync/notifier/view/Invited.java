package dev.calsync.notifier.view;

import dev.calsync.model.EventResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is invited to an event. */
public final class Invited {
  private Invited() {}

  /** How many people besides the calendar's own; rooms get no mail and do not count. */
  static int others(EventResource event) {
    return (int)
        attendees(event).stream()
            .filter(attendee -> !isTrue(attendee, "self") && !isTrue(attendee, "resource"))
            .count();
  }

  /** What the calendar's own person answered; empty where that person is not invited. */
  public static Optional<String> response(EventResource event) {
    return attendees(event).stream()
        .filter(attendee -> isTrue(attendee, "self"))
        .map(attendee -> attendee.get("responseStatus") instanceof String it ? it : "needsAction")
        .findFirst();
  }

  private static List<Map<?, ?>> attendees(EventResource event) {
    return event.fields().get("attendees") instanceof List<?> list
        ? list.stream()
            .<Map<?, ?>>mapMulti((each, found) -> {
              if (each instanceof Map<?, ?> attendee) {
                found.accept(attendee);
              }
            })
            .toList()
        : List.of();
  }

  private static boolean isTrue(Map<?, ?> attendee, String field) {
    return Boolean.TRUE.equals(attendee.get(field));
  }
}
