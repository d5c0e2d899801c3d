package dev.calsync.channel.account;

import java.util.Collection;
import java.util.List;

/** What we need to be allowed at Google; a user may have granted less. */
final class Scopes {
  static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";
  static final String CALENDAR_LIST =
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly";

  private static final List<String> NEEDED = List.of(EVENTS, CALENDAR_LIST);

  private Scopes() {}

  /** Those we need and were not granted. */
  static List<String> missing(Collection<String> granted) {
    return NEEDED.stream().filter(scope -> !granted.contains(scope)).toList();
  }
}
