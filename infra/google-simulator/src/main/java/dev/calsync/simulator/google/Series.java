package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.jspecify.annotations.Nullable;

/** A recurring event and when it takes place. */
final class Series {
  /** No series is followed further than this many steps. */
  private static final int STEP_LIMIT = 20_000;

  private final Entry master;
  private final ZoneId calendarZone;
  private final EventTime start;
  private final EventTime end;

  Series(Entry master, ZoneId calendarZone) {
    this.master = master;
    this.calendarZone = calendarZone;
    this.start = EventTime.parse(Json.object(master.body(), "start"), calendarZone, "start");
    this.end = EventTime.parse(Json.object(master.body(), "end"), calendarZone, "end");
  }

  static boolean isSeries(Entry entry) {
    return entry.body().get("recurrence") instanceof List<?> lines && !lines.isEmpty();
  }

  /** Throws where a line is none that Google takes. */
  static void validate(List<String> lines) {
    for (String line : lines) {
      String name = line.split("[:;]", 2)[0];
      switch (name) {
        case "RRULE", "EXRULE" -> checkRule(line);
        case "RDATE", "EXDATE" -> DateLine.parse(line);
        default -> throw invalidRule();
      }
    }
  }

  /** Strictly, as what is taken once is there for ever. */
  private static void checkRule(String line) {
    try {
      DateTime until = rule(line, RfcMode.RFC5545_STRICT).getUntil();
      if (until != null) {
        LocalDate day = day(until);
        if (day.getYear() > EventTime.LAST_YEAR) {
          throw invalidRule();
        }
      }
    } catch (DateTimeException _) {
      throw invalidRule();
    }
  }

  /** The starts between two moments (both may be hit), in order. */
  List<EventTime> starts(Instant from, Instant to, int limit) {
    Comparator<EventTime> byTime = Comparator.comparing(time -> time.instant(calendarZone));
    TreeSet<EventTime> taken = new TreeSet<>(byTime);
    TreeSet<EventTime> excluded = new TreeSet<>(byTime);
    taken.add(start);
    for (String line : Json.texts(master.body(), "recurrence")) {
      switch (line.split("[:;]", 2)[0]) {
        case "RRULE" -> follow(line, from, to, limit, taken);
        case "EXRULE" -> follow(line, from, to, limit, excluded);
        case "RDATE" -> taken.addAll(dates(line));
        case "EXDATE" -> excluded.addAll(dates(line));
        default -> {}
      }
    }
    taken.removeAll(excluded);
    return taken.stream()
        .filter(time ->
            !time.instant(calendarZone).isBefore(from) && !time.instant(calendarZone).isAfter(to))
        .limit(limit)
        .toList();
  }

  boolean hasStart(EventTime time) {
    Instant at = time.instant(calendarZone);
    return time.isDay() == start.isDay() && !starts(at, at, 1).isEmpty();
  }

  /** The instance with this original start, as it is while nobody has changed it. */
  Entry instance(EventTime originalStart) {
    EventTime begins =
        originalStart instanceof EventTime.Moment(var at)
                && start instanceof EventTime.Moment(var first)
            ? new EventTime.Moment(at.withZoneSameInstant(first.getZone()))
            : originalStart;
    Map<String, Object> body = new LinkedHashMap<>(master.body());
    String id = new InstanceId(master.id(), begins).text();
    body.remove("recurrence");
    body.put("id", id);
    body.put("recurringEventId", master.id());
    body.put("originalStartTime", begins.json(calendarZone));
    body.put("start", begins.json(calendarZone));
    body.put("end", EventTime.shifted(start, end, begins).json(calendarZone));
    return new Entry(id, master.ordinal(), master.changed(), master.deleted(), body);
  }

  private void follow(String line, Instant from, Instant to, int limit, Set<EventTime> found) {
    int inRange = 0;
    try {
      var dates = bounded(rule(line, RfcMode.RFC5545_LAX)).iterator(dateTime());
      for (int step = 0; step < STEP_LIMIT && inRange < limit && dates.hasNext(); step++) {
        EventTime time = time(dates.nextMillis());
        Instant at = time.instant(calendarZone);
        if (at.isAfter(to)) {
          return;
        }
        if (!at.isBefore(from)) {
          found.add(time);
          inRange++;
        }
      }
    } catch (IllegalArgumentException _) {
      // The library's way to say that a rule never comes to a day.
    }
  }

  /** An UNTIL of another kind than the start: a day is all of it, a wall's time is the zone's. */
  private RecurrenceRule bounded(RecurrenceRule rule) {
    DateTime until = rule.getUntil();
    if (until == null) {
      return rule;
    }
    LocalDate day = day(until);
    switch (start) {
      case EventTime.Day _ ->
          rule.setUntil(new DateTime(day.getYear(), day.getMonthValue() - 1, day.getDayOfMonth()));
      case EventTime.Moment(var at) -> {
        LocalTime time =
            until.isAllDay()
                ? LocalTime.of(23, 59, 59)
                : LocalTime.of(until.getHours(), until.getMinutes(), until.getSeconds());
        if (until.isAllDay() || until.isFloating()) {
          rule.setUntil(
              new DateTime(day.atTime(time).atZone(at.getZone()).toInstant().toEpochMilli()));
        }
      }
    }
    return rule;
  }

  private static RecurrenceRule rule(String line, RfcMode mode) {
    try {
      return new RecurrenceRule(line.substring(line.indexOf(':') + 1), mode);
    } catch (InvalidRecurrenceRuleException | IllegalArgumentException _) {
      throw invalidRule();
    }
  }

  private static GoogleError invalidRule() {
    return GoogleError.invalid("Invalid recurrence rule.");
  }

  private static LocalDate day(DateTime date) {
    return LocalDate.of(date.getYear(), date.getMonth() + 1, date.getDayOfMonth());
  }

  private DateTime dateTime() {
    return switch (start) {
      case EventTime.Day(var date) ->
          new DateTime(date.getYear(), date.getMonthValue() - 1, date.getDayOfMonth());
      case EventTime.Moment(var at) ->
          new DateTime(TimeZone.getTimeZone(at.getZone()), at.toInstant().toEpochMilli());
    };
  }

  private EventTime time(long millis) {
    return switch (start) {
      case EventTime.Day _ ->
          new EventTime.Day(
              Instant.ofEpochMilli(millis).atZone(java.time.ZoneOffset.UTC).toLocalDate());
      case EventTime.Moment(var at) ->
          // Of an hour that is there twice, the first is meant (RFC 5545 §3.3.5).
          new EventTime.Moment(
              Instant.ofEpochMilli(millis).atZone(at.getZone()).withEarlierOffsetAtOverlap());
    };
  }

  /** The values of an RDATE or EXDATE line. */
  List<EventTime> dates(String line) {
    DateLine read = DateLine.parse(line);
    TimeZone zone = zone(read.zone());
    List<EventTime> dates = new ArrayList<>();
    for (String value : read.values()) {
      DateTime date = DateTime.parse(zone, value);
      dates.add(date.isAllDay() ? on(date) : time(date.getTimestamp()));
    }
    return dates;
  }

  /** A day of a series of moments is the moment of that day. */
  private EventTime on(DateTime date) {
    LocalDate day = day(date);
    return switch (start) {
      case EventTime.Day _ -> new EventTime.Day(day);
      case EventTime.Moment(var at) ->
          new EventTime.Moment(day.atTime(at.toLocalTime()).atZone(at.getZone()));
    };
  }

  private TimeZone zone(@Nullable ZoneId named) {
    ZoneId own = start instanceof EventTime.Moment(var at) ? at.getZone() : calendarZone;
    return TimeZone.getTimeZone(named == null ? own : named);
  }
}
