package dev.calsync.notifier.edit;

import dev.calsync.model.CalendarId;
import dev.calsync.model.UserId;
import dev.calsync.notifier.view.HeldEvents;
import dev.calsync.notifier.view.HeldEvents.HeldCalendar;
import dev.calsync.notifier.view.HeldEvents.HeldEvent;
import dev.calsync.notifier.view.ReadOnly;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What an edit is about: found, and known to be its author's to write, or the edit is refused. */
@Component
class EditTargets {
  private static final URI SERIES_CHANGED = URI.create("urn:calsync:series-changed");
  private static final int MAX_ETAG = 256;

  private final HeldEvents held;

  EditTargets(HeldEvents held) {
    this.held = held;
  }

  /** A calendar that its author may write to. */
  HeldCalendar writable(UserId me, CalendarId id) {
    HeldCalendar calendar = held.calendar(me, id).orElseThrow(() -> Refused.notFound("calendar"));
    refuse(calendar.readOnlyBecause());
    return calendar;
  }

  /** An event in a calendar that its author may write to. */
  HeldEvent event(UserId me, CalendarId calendar, String eventId) {
    writable(me, calendar);
    return held.find(me, calendar, eventId).orElseThrow(() -> absent(me, calendar, eventId));
  }

  /** A series that was moved meanwhile has other instances: none of its events is gone. */
  private Refused absent(UserId me, CalendarId calendar, String eventId) {
    return held.hasSeriesOf(me, calendar, eventId)
        ? Refused.because(HttpStatus.CONFLICT, "the series has no such instance any more")
            .ofType(SERIES_CHANGED)
        : Refused.notFound("event");
  }

  /** Refuses what is not to be edited, and says why. */
  static void refuse(@Nullable ReadOnly because) {
    if (because != null) {
      throw Refused.because(HttpStatus.FORBIDDEN, because.sentence())
          .with("readOnlyBecause", because.code());
    }
  }

  /** No edit overwrites what its author has not seen: it names the version it is about. */
  static String version(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw Refused.because(
          HttpStatus.PRECONDITION_REQUIRED, "If-Match: expected the etag of the event as seen");
    }
    if (ifMatch.equals("*") || ifMatch.length() > MAX_ETAG || !EditedFields.isKeepable(ifMatch)) {
      throw new BadParameter("If-Match", "the etag of the event as seen");
    }
    return ifMatch;
  }

  static CalendarId calendarId(String parameter, @Nullable String text) {
    try {
      return CalendarId.of(text == null ? "" : text);
    } catch (IllegalArgumentException _) {
      throw new BadParameter(parameter, "a calendar's id (a UUID)");
    }
  }
}
