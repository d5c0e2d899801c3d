package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/events}: what a window of time shows, and the number in the feed it is as of. */
@RestController
class EventsController {
  static final Duration MAX_WINDOW = Duration.ofDays(370);
  static final int MAX_OCCURRENCES = 20_000;

  private static final Comparator<OccurrenceView> BY_START =
      Comparator.comparing(OccurrenceView::start).thenComparing(OccurrenceView::eventId);

  private final Calendars calendars;
  private final Mirror mirror;
  private final TransactionTemplate snapshot;

  EventsController(Calendars calendars, Mirror mirror, PlatformTransactionManager transactions) {
    this.calendars = calendars;
    this.mirror = mirror;
    this.snapshot = new TransactionTemplate(transactions);
    this.snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    this.snapshot.setReadOnly(true);
  }

  /**
   * @param cursor the feed's number when this was read: a stream resumed from here misses nothing
   * @param incomplete calendars with so much in this window that nothing of them is told
   */
  record Snapshot(long cursor, List<OccurrenceView> occurrences, List<CalendarId> incomplete) {}

  private record Held(
      long cursor, List<CalendarView> calendars, Map<CalendarId, List<EventResource>> events) {}

  @GetMapping("/api/events")
  Snapshot events(
      UserId me,
      @RequestParam String from,
      @RequestParam String to,
      @RequestParam(required = false) @Nullable String calendarId) {
    var window = new Window(time("from", from), time("to", to));
    if (!window.from().isBefore(window.to())) {
      throw new BadParameter("to", "later than from");
    }
    if (Duration.between(window.from(), window.to()).compareTo(MAX_WINDOW) > 0) {
      throw new BadParameter("to", "at most " + MAX_WINDOW.toDays() + " days after from");
    }
    CalendarId only = calendarId == null ? null : calendarId("calendarId", calendarId);
    Held held = snapshot.execute(_ -> read(me, window, only));
    if (held == null) {
      throw new IllegalStateException("a snapshot is never null");
    }
    Room<List<OccurrenceView>> room = occurrences(held, window);
    if (only != null && room.kept().isEmpty()) {
      throw new BadParameter("to", "nearer to from: this window shows too many events");
    }
    return new Snapshot(
        held.cursor(),
        room.kept().values().stream().flatMap(List::stream).sorted(BY_START).toList(),
        held.calendars().stream()
            .map(CalendarView::id)
            .filter(each -> !room.kept().containsKey(each))
            .toList());
  }

  private Held read(UserId me, Window window, @Nullable CalendarId only) {
    long cursor = mirror.cursor(me);
    List<CalendarView> shown =
        calendars.of(me).stream()
            .filter(calendar -> only == null || calendar.id().equals(only))
            .filter(CalendarView::maySee)
            .toList();
    if (only != null && shown.isEmpty()) {
      throw Refused.notFound("calendar");
    }
    Map<CalendarId, List<EventResource>> events =
        mirror.around(window, shown.stream().map(CalendarView::id).toList());
    return new Held(cursor, shown, events);
  }

  private static Room<List<OccurrenceView>> occurrences(Held held, Window window) {
    var room = new Room<List<OccurrenceView>>(MAX_OCCURRENCES);
    for (CalendarView calendar : held.calendars()) {
      List<EventResource> events = held.events().get(calendar.id());
      if (events != null) {
        List<OccurrenceView> shown =
            new Occurrences(window, calendar.zone())
                .of(events, MAX_OCCURRENCES).stream()
                    .map(occurrence -> OccurrenceView.of(calendar, occurrence))
                    .toList();
        room.add(calendar.id(), shown.size(), shown);
      }
    }
    return room;
  }

  static CalendarId calendarId(String parameter, String text) {
    try {
      return CalendarId.of(text);
    } catch (IllegalArgumentException _) {
      throw new BadParameter(parameter, "a calendar's id (a UUID)");
    }
  }

  /** A moment with its offset; a bare day is its midnight in UTC. */
  private static OffsetDateTime time(String parameter, String text) {
    String written = text.replace(' ', '+'); // what an unescaped + in an address turns into
    try {
      OffsetDateTime time =
          written.length() == 10
              ? LocalDate.parse(written).atStartOfDay().atOffset(ZoneOffset.UTC)
              : OffsetDateTime.parse(written);
      if (time.getYear() >= 1900 && time.getYear() <= 2200) {
        return time;
      }
    } catch (DateTimeException _) {
      // Falls through to the one message below.
    }
    throw new BadParameter(
        parameter, "a time such as 2026-03-01T00:00:00+01:00, years 1900 to 2200");
  }
}
