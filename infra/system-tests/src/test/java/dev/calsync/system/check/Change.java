package dev.calsync.system.check;

import org.jspecify.annotations.Nullable;

/**
 * One change, as the log, the topic or a stream tells it.
 *
 * @param seq its place among the changes of its calendar
 * @param feedSeq its place among all that its user is told
 * @param event whose it is; null for markers
 * @param data the JSON that tells it, to the byte; the event's resource is its field {@code event}
 */
public record Change(
    String calendar,
    long seq,
    String user,
    long feedSeq,
    String type,
    @Nullable String event,
    String data) {
  private static final String OF_AN_EVENT = "calsync.event.";
  private static final String DELETED = "calsync.event.deleted.";

  /** Does to the events of a reader what it tells; markers and outcomes of commands do nothing. */
  void applyTo(Events events) {
    if (event == null || !type.startsWith(OF_AN_EVENT)) {
      return;
    }
    if (type.startsWith(DELETED)) {
      events.remove(calendar, event);
    } else {
      events.put(calendar, event, new Version(Version.of(data).resource().path("event")));
    }
  }

  /** Calendar and number, which no other change has. */
  String id() {
    return calendar + ":" + seq;
  }
}
