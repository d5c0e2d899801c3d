package dev.calsync.simulator.channel;

/** Something whose changes can be watched. */
public sealed interface Resource {
  /** The events of one calendar, the same for everybody who may see it. */
  record EventsOf(String calendarId) implements Resource {}

  /** The list of calendars of one person. */
  record CalendarListOf(String email) implements Resource {}
}
