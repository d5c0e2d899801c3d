package dev.calsync.channel;

import java.util.List;
import java.util.Map;

/** Google's list of somebody's calendars. */
final class CalendarList {
  private CalendarList() {}

  /** The first is its owner's primary one. */
  static List<Map<String, Object>> of(List<String> ids) {
    return ids.stream().map(id -> entry(id, id.equals(ids.getFirst()))).toList();
  }

  private static Map<String, Object> entry(String id, boolean primary) {
    return Map.of(
        "id",
        id,
        "summary",
        "Calendar " + id,
        "accessRole",
        "owner",
        "timeZone",
        "Europe/Berlin",
        "backgroundColor",
        "#9fe1e7",
        "hidden",
        id.startsWith("hidden"),
        "primary",
        primary);
  }
}
