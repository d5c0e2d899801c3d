package dev.calsync.notifier.feed;

import dev.calsync.model.CalendarId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One numbered change of one person, from the log or from Kafka: both carry the same.
 *
 * @param data the record's value on {@code calendar.changes}
 * @param withheld its reader may no longer see this calendar: only the number is told
 */
record FeedEntry(
    long feedSeq,
    CalendarId calendarId,
    long seq,
    String type,
    @Nullable String eventId,
    String origin,
    @Nullable String commandId,
    Instant time,
    @Nullable String traceparent,
    String data,
    boolean withheld) {}
