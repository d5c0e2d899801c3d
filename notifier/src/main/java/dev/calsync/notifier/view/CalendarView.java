package dev.calsync.notifier.view;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A calendar as its owner's page shows it. */
record CalendarView(
    CalendarId id,
    @JsonIgnore UserId userId,
    String accountId,
    String googleCalendarId,
    String summary,
    @Nullable String timeZone,
    String accessRole,
    boolean writable,
    boolean primary,
    @Nullable String color,
    Health health) {

  /** Its own zone, for events that name none. */
  ZoneId zone() {
    return EventTime.zone(timeZone, EventTime.utc());
  }

  /** Whether its events may be shown to its owner. */
  boolean maySee() {
    return health.state() != Health.State.ACCESS_LOST;
  }
}
