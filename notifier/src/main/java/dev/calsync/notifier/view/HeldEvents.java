package dev.calsync.notifier.view;

import dev.calsync.model.CalendarId;
import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import dev.calsync.model.UserId;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One event by its id, instances of a series included that have no resource of their own. */
@Component
public class HeldEvents {
  private static final Pattern INSTANCE = Pattern.compile("(.+)_(\\d{8})(T\\d{6}Z)?");

  private final Calendars calendars;
  private final Mirror mirror;

  HeldEvents(Calendars calendars, Mirror mirror) {
    this.calendars = calendars;
    this.mirror = mirror;
  }

  /**
   * An event, and what may be done with it.
   *
   * @param readOnlyBecause null: it may be edited
   * @param series of an instance, the series as it is held, if it is
   * @param zone the calendar's, for events that name none
   */
  public record HeldEvent(
      EventResource event,
      @Nullable ReadOnly readOnlyBecause,
      @Nullable EventResource series,
      ZoneId zone) {}

  /** One of the person's events; another's is as absent as none. */
  public Optional<HeldEvent> find(UserId user, CalendarId calendarId, String eventId) {
    if (!EventId.isOne(eventId)) {
      return Optional.empty();
    }
    return calendars
        .findReadable(user, calendarId)
        .flatMap(calendar ->
            mirror
                .find(user, calendarId, eventId)
                .or(() -> instance(user, calendar, eventId))
                .map(event -> held(user, calendar, event)));
  }

  private HeldEvent held(UserId user, CalendarView calendar, EventResource event) {
    String series = event.recurringEventId();
    return new HeldEvent(
        event,
        ReadOnly.of(calendar, event),
        series == null ? null : mirror.find(user, calendar.id(), series).orElse(null),
        calendar.zone());
  }

  /** Whether a series of the person's is held to which an instance of this id could once belong. */
  public boolean hasSeriesOf(UserId user, CalendarId calendarId, String eventId) {
    Matcher parts = INSTANCE.matcher(eventId);
    return parts.matches()
        && find(user, calendarId, parts.group(1))
            .filter(held -> held.event().isRecurring())
            .isPresent();
  }

  /** Whether the person has this calendar, and if so why nothing may be written to it. */
  public Optional<HeldCalendar> calendar(UserId user, CalendarId calendarId) {
    return calendars
        .find(user, calendarId)
        .map(calendar -> new HeldCalendar(calendar.accountId(), ReadOnly.of(calendar)));
  }

  /**
   * A calendar, and whether it takes edits.
   *
   * @param readOnlyBecause null: it does
   */
  public record HeldCalendar(String accountId, @Nullable ReadOnly readOnlyBecause) {}

  private Optional<EventResource> instance(UserId user, CalendarView calendar, String eventId) {
    Matcher parts = INSTANCE.matcher(eventId);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return mirror
        .find(user, calendar.id(), parts.group(1))
        .filter(EventResource::isRecurring)
        .flatMap(master -> instance(calendar, master, parts));
  }

  private static Optional<EventResource> instance(
      CalendarView calendar, EventResource master, Matcher parts) {
    try {
      return new Occurrences(around(parts), calendar.zone())
          .instance(master, parts.group())
          .map(occurrence -> resource(master, occurrence));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Window around(Matcher parts) {
    LocalDate day = LocalDate.parse(parts.group(2), DateTimeFormatter.BASIC_ISO_DATE);
    LocalDateTime noon = day.atTime(12, 0);
    OffsetDateTime middle = noon.atOffset(ZoneOffset.UTC);
    return new Window(middle.minusDays(1), middle.plusDays(1));
  }

  /** The instance as Google would tell it: the series' resource, moved to the instance's time. */
  private static EventResource resource(EventResource master, Occurrence occurrence) {
    var fields = new LinkedHashMap<String, @Nullable Object>(master.fields());
    fields.remove("recurrence");
    fields.put("id", occurrence.eventId());
    fields.put("recurringEventId", master.id().value());
    fields.put("originalStartTime", moved(master.object("start"), occurrence.start()));
    fields.put("start", moved(master.object("start"), occurrence.start()));
    fields.put("end", moved(master.object("end"), occurrence.end()));
    return new EventResource(fields);
  }

  private static Map<String, @Nullable Object> moved(
      Map<String, @Nullable Object> field, EventTime to) {
    var moved = new LinkedHashMap<String, @Nullable Object>(field);
    moved.put(
        switch (to) {
          case EventTime.Day _ -> "date";
          case EventTime.Moment _ -> "dateTime";
        },
        to.text());
    return moved;
  }
}
