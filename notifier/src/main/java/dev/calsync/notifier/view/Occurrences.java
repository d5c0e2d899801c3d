package dev.calsync.notifier.view;

import dev.calsync.model.EventResource;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns what is held of one calendar into what a window shows: single events as they are, series
 * unrolled, their exceptions in place of the instances they replace, wherever they were moved.
 */
final class Occurrences {
  private static final DateTimeFormatter MOMENT_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Window window;
  private final ZoneId calendarZone;

  /**
   * @param calendarZone for events that name no zone of their own
   */
  Occurrences(Window window, ZoneId calendarZone) {
    this.window = window;
    this.calendarZone = calendarZone;
  }

  /**
   * What the window shows, unordered.
   *
   * @param held single events, masters and exceptions of one calendar, cancelled exceptions too
   */
  List<Occurrence> of(List<EventResource> held) {
    return of(held, Integer.MAX_VALUE);
  }

  /** The same; where it is more than {@code most}, no more of it than tells so. */
  List<Occurrence> of(List<EventResource> held, int most) {
    Map<String, Set<EventTime>> replaced = replaced(held);
    Map<String, EventResource> series = series(held);
    var shown = new ArrayList<Occurrence>();
    for (EventResource event : held) {
      if (shown.size() > most) {
        break;
      }
      if (event.isCancelled()) {
        continue;
      }
      if (event.isRecurring()) {
        shown.addAll(unroll(event, replaced.getOrDefault(event.id().value(), Set.of())));
      } else {
        single(event, series).ifPresent(shown::add);
      }
    }
    return shown;
  }

  /** The instance of a series that begins where its rule puts it at the given time, if any does. */
  Optional<Occurrence> instance(EventResource master, String instanceId) {
    return unroll(master, Set.of()).stream()
        .filter(occurrence -> occurrence.eventId().equals(instanceId))
        .findFirst();
  }

  private Map<String, Set<EventTime>> replaced(List<EventResource> held) {
    var replaced = new HashMap<String, Set<EventTime>>();
    for (EventResource event : held) {
      String series = event.recurringEventId();
      if (series != null) {
        originalStart(event)
            .ifPresent(at -> replaced.computeIfAbsent(series, _ -> new HashSet<>()).add(at));
      }
    }
    return replaced;
  }

  private static Map<String, EventResource> series(List<EventResource> held) {
    var series = new HashMap<String, EventResource>();
    held.stream()
        .filter(EventResource::isRecurring)
        .forEach(master -> series.put(master.id().value(), master));
    return series;
  }

  private Optional<EventTime> originalStart(EventResource event) {
    return EventTime.of(event.object("originalStartTime"), calendarZone);
  }

  private Optional<Occurrence> single(EventResource event, Map<String, EventResource> series) {
    Optional<EventTime> start = EventTime.of(event.object("start"), calendarZone);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    EventTime end =
        EventTime.of(event.object("end"), calendarZone)
            .filter(at -> isAfter(at, start.get()))
            .orElse(start.get());
    if (!window.shows(start.get(), end)) {
      return Optional.empty();
    }
    String seriesId = event.recurringEventId();
    EventResource master = seriesId == null ? null : series.get(seriesId);
    return Optional.of(
        new Occurrence(
            event,
            event.id().value(),
            seriesId,
            master == null ? null : master.etag(),
            seriesId == null ? null : originalStart(event).orElse(null),
            start.get(),
            end));
  }

  /** An end of another kind than the start, or before it, is no end. */
  private static boolean isAfter(EventTime end, EventTime start) {
    return switch (start) {
      case EventTime.Day(var first) ->
          end instanceof EventTime.Day(var after) && after.isAfter(first);
      case EventTime.Moment begin ->
          end instanceof EventTime.Moment until && until.instant().isAfter(begin.instant());
    };
  }

  private List<Occurrence> unroll(EventResource master, Set<EventTime> replaced) {
    Optional<EventTime> start = EventTime.of(master.object("start"), calendarZone);
    Optional<EventTime> end = EventTime.of(master.object("end"), calendarZone);
    try {
      return switch (start.orElse(null)) {
        case null -> List.of();
        case EventTime.Day day -> days(master, day, end.orElse(day), replaced);
        case EventTime.Moment moment -> moments(master, moment, end.orElse(moment), replaced);
      };
    } catch (DateTimeException | ArithmeticException _) {
      return List.of(); // beyond the calendar's reach
    }
  }

  private List<Occurrence> days(
      EventResource master, EventTime.Day start, EventTime end, Set<EventTime> replaced) {
    long length =
        end instanceof EventTime.Day(var after)
            ? Math.max(1, ChronoUnit.DAYS.between(start.date(), after))
            : 1;
    var rule = new Recurrence(lines(master), start.date().atStartOfDay(), null);
    var shown = new ArrayList<Occurrence>();
    for (LocalDateTime at :
        rule.starts(
            window.from().toLocalDate().minusDays(length).atStartOfDay(),
            window.to().toLocalDate().atTime(LocalTime.MAX))) {
      var begin = new EventTime.Day(at.toLocalDate());
      var until = new EventTime.Day(at.toLocalDate().plusDays(length));
      if (!replaced.contains(begin) && window.shows(begin, until)) {
        String id = master.id() + "_" + DateTimeFormatter.BASIC_ISO_DATE.format(begin.date());
        shown.add(
            new Occurrence(master, id, master.id().value(), master.etag(), begin, begin, until));
      }
    }
    return shown;
  }

  private List<Occurrence> moments(
      EventResource master, EventTime.Moment start, EventTime end, Set<EventTime> replaced) {
    Duration length =
        end instanceof EventTime.Moment until && until.instant().isAfter(start.instant())
            ? Duration.between(start.instant(), until.instant())
            : Duration.ZERO;
    ZoneId zone = zone(master, start);
    var rule =
        new Recurrence(lines(master), start.at().atZoneSameInstant(zone).toLocalDateTime(), zone);
    var shown = new ArrayList<Occurrence>();
    var seen = new HashSet<EventTime>();
    for (LocalDateTime at :
        rule.starts(
            // An hour on either side, for clocks that were changed in between.
            local(window.from().toInstant().atZone(zone)).minus(length).minusHours(1),
            local(window.to().toInstant().atZone(zone)).plusHours(1))) {
      ZonedDateTime begin = ZonedDateTime.ofLocal(at, zone, null);
      var from = new EventTime.Moment(begin.toOffsetDateTime());
      var to = new EventTime.Moment(begin.plus(length).toOffsetDateTime());
      if (!replaced.contains(from) && window.shows(from, to) && seen.add(from)) {
        String id = master.id() + "_" + MOMENT_ID.format(from.instant());
        shown.add(new Occurrence(master, id, master.id().value(), master.etag(), from, from, to));
      }
    }
    return shown;
  }

  private static LocalDateTime local(ZonedDateTime at) {
    return at.toLocalDateTime();
  }

  /** The zone a series is followed in: its own, else the calendar's. */
  private ZoneId zone(EventResource master, EventTime.Moment start) {
    return EventTime.zone(
        master.object("start"),
        master.object("start").containsKey("timeZone") ? start.at().getOffset() : calendarZone);
  }

  private static List<String> lines(EventResource master) {
    return master.fields().get("recurrence") instanceof List<?> lines
        ? lines.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }
}
