package dev.calsync.simulator.oauth;

import java.util.Set;

/** What a call needs one of (infra/docs/google-calendar.md §4.8). */
public enum Scope {
  READ_EVENTS(
      "calendar",
      "calendar.readonly",
      "calendar.events",
      "calendar.events.readonly",
      "calendar.events.owned",
      "calendar.events.owned.readonly",
      "calendar.events.public.readonly",
      "calendar.events.freebusy",
      "calendar.app.created"),
  WRITE_EVENTS("calendar", "calendar.events", "calendar.events.owned", "calendar.app.created"),
  READ_CALENDAR_LIST(
      "calendar", "calendar.readonly", "calendar.calendarlist", "calendar.calendarlist.readonly"),
  WRITE_CALENDAR_LIST("calendar", "calendar.calendarlist"),
  READ_CALENDARS(
      "calendar", "calendar.readonly", "calendar.calendars", "calendar.calendars.readonly"),
  WRITE_CALENDARS("calendar", "calendar.calendars", "calendar.app.created"),
  ANY_CALENDAR(
      "calendar",
      "calendar.readonly",
      "calendar.events",
      "calendar.events.readonly",
      "calendar.events.owned",
      "calendar.events.owned.readonly",
      "calendar.events.public.readonly",
      "calendar.events.freebusy",
      "calendar.app.created",
      "calendar.calendarlist",
      "calendar.calendarlist.readonly",
      "calendar.calendars",
      "calendar.calendars.readonly");

  private static final String PREFIX = "https://www.googleapis.com/auth/";
  private final String words;

  Scope(String... words) {
    this.words = " " + String.join(" ", words) + " ";
  }

  /** Whether one of these scopes is enough. */
  public boolean isIn(Set<String> granted) {
    return granted.stream()
        .filter(Scope::isCalendar)
        .anyMatch(scope -> words.contains(" " + scope.substring(PREFIX.length()) + " "));
  }

  /** Whether a person may untick it on the consent page. */
  public static boolean isCalendar(String scope) {
    return scope.startsWith(PREFIX + "calendar");
  }
}
