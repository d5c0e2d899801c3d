package dev.calsync.channel.account;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What we need to be allowed at Google; a user may have granted less. */
final class Scopes {
  static final String EVENTS = "https://www.googleapis.com/auth/calendar.events";
  static final String CALENDAR_LIST =
      "https://www.googleapis.com/auth/calendar.calendarlist.readonly";

  private static final List<String> NEEDED = List.of(EVENTS, CALENDAR_LIST);
  private static final Map<String, String> IN_WORDS =
      Map.of(
          EVENTS,
          "See and edit events on all your calendars: without it, no event of this account is shown",
          CALENDAR_LIST,
          "See the list of your calendars: without it, Calsync does not know which there are");

  private Scopes() {}

  /** Those we need and were not granted. */
  static List<String> missing(Collection<String> granted) {
    return NEEDED.stream().filter(scope -> !granted.contains(scope)).toList();
  }

  /** The same in the words of Google's page, and what each is needed for. */
  static List<String> missingInWords(Collection<String> granted) {
    return missing(granted).stream().map(scope -> IN_WORDS.getOrDefault(scope, scope)).toList();
  }
}
