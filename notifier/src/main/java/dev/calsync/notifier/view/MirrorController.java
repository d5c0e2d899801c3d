package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The mirror of one calendar, for programs and audits: Google's resources as they are held. */
@RestController
class MirrorController {
  static final int MAX_LIMIT = 1000;

  private final Calendars calendars;
  private final HeldEvents held;
  private final Mirror mirror;

  MirrorController(Calendars calendars, HeldEvents held, Mirror mirror) {
    this.calendars = calendars;
    this.held = held;
    this.mirror = mirror;
  }

  /**
   * @param next to be given as {@code after}; null at the end
   */
  record Page(List<EventResource> events, @Nullable String next) {}

  @GetMapping("/api/calendars/{id}/events")
  Page events(
      UserId me,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "250") int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadParameter("limit", "1 to " + MAX_LIMIT);
    }
    CalendarId calendar = EventsController.calendarId("id", id);
    if (calendars.findReadable(me, calendar).isEmpty()) {
      throw Refused.notFound("calendar");
    }
    List<EventResource> page = mirror.page(me, calendar, id(after), limit);
    return new Page(page, page.size() < limit ? null : page.getLast().id().value());
  }

  private static String id(String after) {
    if (!after.isEmpty() && !EventId.isOne(after)) {
      throw new BadParameter("after", "the next of the page before");
    }
    return after;
  }

  @GetMapping("/api/calendars/{id}/events/{eventId}")
  EventResource event(UserId me, @PathVariable String id, @PathVariable String eventId) {
    return held.find(me, EventsController.calendarId("id", id), eventId)
        .orElseThrow(() -> Refused.notFound("event"))
        .event();
  }
}
