package dev.calsync.system;

import java.time.Instant;

/** An event at Google as its author last left it. */
record GoogleEvent(GoogleCalendar calendar, String id, String summary, Instant start) {
  GoogleEvent renamed(String newSummary) {
    return new GoogleEvent(calendar, id, newSummary, start);
  }

  GoogleEvent movedTo(Instant newStart) {
    return new GoogleEvent(calendar, id, summary, newStart);
  }
}
