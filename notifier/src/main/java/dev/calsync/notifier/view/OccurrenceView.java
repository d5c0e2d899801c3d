package dev.calsync.notifier.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An occurrence as the page draws it.
 *
 * @param summary null where it is hidden from its viewer
 * @param etag the version to name in {@code If-Match}; of an instance without changes of its own,
 *     that of its series
 * @param seriesEtag the version to name where more than one instance is meant; null outside a
 *     series and where the series is not held
 * @param readOnlyBecause why it is not editable; null where it is
 * @param guests how many others are invited, who may get mail of an edit
 * @param response what its viewer answered; null where not invited
 * @param color its own, where it has one that differs from its calendar's
 */
record OccurrenceView(
    CalendarId calendarId,
    String eventId,
    @Nullable String recurringEventId,
    @Nullable String originalStart,
    String start,
    String end,
    boolean allDay,
    @Nullable String summary,
    @Nullable String etag,
    @Nullable String seriesEtag,
    boolean editable,
    @Nullable ReadOnly readOnlyBecause,
    int guests,
    @Nullable String response,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String location,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String description,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String color,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String status,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String transparency,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String eventType,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String htmlLink) {

  /** Google's palette of event colours by {@code colorId} 1 to 11 (Colors API, "event"). */
  private static final List<String> PALETTE =
      List.of(
          "#a4bdfc", "#7ae7bf", "#dbadff", "#ff887c", "#fbd75b", "#ffb878", "#46d6db", "#e1e1e1",
          "#5484ed", "#51b749", "#dc2127");

  static OccurrenceView of(CalendarView calendar, Occurrence occurrence) {
    EventResource event = occurrence.resource();
    EventTime original = occurrence.originalStart();
    ReadOnly readOnly = ReadOnly.of(calendar, event);
    return new OccurrenceView(
        calendar.id(),
        occurrence.eventId(),
        occurrence.recurringEventId(),
        original == null ? null : original.text(),
        occurrence.start().text(),
        occurrence.end().text(),
        occurrence.isAllDay(),
        event.text("summary"),
        event.etag(),
        occurrence.seriesEtag(),
        readOnly == null,
        readOnly,
        Invited.others(event),
        Invited.response(event).orElse(null),
        event.text("location"),
        event.text("description"),
        color(event.text("colorId")),
        event.text("status"),
        event.text("transparency"),
        event.text("eventType"),
        event.text("htmlLink"));
  }

  private static @Nullable String color(@Nullable String colorId) {
    return colorId != null && colorId.matches("[1-9]|10|11")
        ? PALETTE.get(Integer.parseInt(colorId) - 1)
        : null;
  }
}
