package dev.calsync.channel.google;

/** Something at Google that can be watched. */
public sealed interface Resource {
  /** The events of a calendar. */
  record EventsOf(String googleCalendarId) implements Resource {}

  /** The list of the calendars of whoever asks. */
  record CalendarList() implements Resource {}
}
