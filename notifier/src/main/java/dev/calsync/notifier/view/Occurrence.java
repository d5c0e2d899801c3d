package dev.calsync.notifier.view;

import dev.calsync.model.EventResource;
import org.jspecify.annotations.Nullable;

/**
 * One event as it stands in the grid: a single one, or an instance of a series.
 *
 * @param resource the resource that tells about it: its own, or its series' master
 * @param eventId Google's id of the event or the instance
 * @param recurringEventId the series it belongs to, or null
 * @param seriesEtag the version that the series has, null where it is not held, or outside a series
 * @param originalStart where the series' rule puts it, also once it was moved; null outside a
 *     series
 */
record Occurrence(
    EventResource resource,
    String eventId,
    @Nullable String recurringEventId,
    @Nullable String seriesEtag,
    @Nullable EventTime originalStart,
    EventTime start,
    EventTime end) {

  boolean isAllDay() {
    return start instanceof EventTime.Day;
  }
}
