package dev.calsync.notifier.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.calsync.model.CalendarId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A change as programs read it, from {@code /api/changes} and the stream alike. */
record ChangeView(
    long feedSeq,
    CalendarId calendarId,
    long seq,
    String type,
    @Nullable String eventId,
    String origin,
    @Nullable String commandId,
    Instant time,
    @Nullable JsonNode event,
    @Nullable JsonNode changed,
    @Nullable JsonNode previous,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JsonNode reason,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String traceparent) {

  static ChangeView of(FeedEntry entry, JsonNode data) {
    return new ChangeView(
        entry.feedSeq(),
        entry.calendarId(),
        entry.seq(),
        entry.type(),
        entry.eventId(),
        entry.origin(),
        entry.commandId(),
        entry.time(),
        data.get("event"),
        data.get("changed"),
        data.get("previous"),
        data.get("reason"),
        entry.traceparent());
  }
}
