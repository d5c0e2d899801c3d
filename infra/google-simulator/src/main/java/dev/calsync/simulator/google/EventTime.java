package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A start or an end: a day, or a moment in a zone (infra/docs/google-calendar.md §1.6). */
sealed interface EventTime {
  /** A whole day, nowhere in particular. */
  record Day(LocalDate date) implements EventTime {}

  /** A moment as a clock in that zone shows it. */
  record Moment(ZonedDateTime at) implements EventTime {}

  /** RFC 3339 has four digits for it. */
  int LAST_YEAR = 9999;

  DateTimeFormatter RFC3339 =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

  /**
   * Reads Google's JSON form; a zone it does not name is the calendar's where there is an offset.
   */
  static EventTime parse(@Nullable Map<String, Object> json, ZoneId calendarZone, String what) {
    if (json == null) {
      throw GoogleError.required("Missing " + what + " time.");
    }
    String date = Json.text(json, "date");
    String dateTime = Json.text(json, "dateTime");
    if ((date == null) == (dateTime == null)) {
      throw GoogleError.invalid("Invalid " + what + " time.");
    }
    try {
      if (date != null) {
        return new Day(LocalDate.parse(date));
      }
      String named = Json.text(json, "timeZone");
      ZoneId zone = zone(named, calendarZone);
      var parsed = RFC3339.parseBest(dateTime, OffsetDateTime::from, LocalDateTime::from);
      return switch (parsed) {
        case OffsetDateTime at -> new Moment(at.atZoneSameInstant(zone));
        case LocalDateTime _ when named == null -> throw missingZone(what);
        case LocalDateTime at -> new Moment(at.atZone(zone));
        default -> throw GoogleError.invalid("Invalid " + what + " time.");
      };
    } catch (DateTimeException _) {
      throw GoogleError.invalid("Invalid " + what + " time.");
    }
  }

  /** As {@link #parse}, of what is to be written: a series may go on beyond that year. */
  static EventTime parseNew(@Nullable Map<String, Object> json, ZoneId zone, String what) {
    EventTime time = parse(json, zone, what);
    int year =
        switch (time) {
          case Day(var date) -> date.getYear();
          case Moment(var at) -> at.getYear();
        };
    if (year < 1 || year > LAST_YEAR) {
      throw GoogleError.invalid("Invalid " + what + " time.");
    }
    return time;
  }

  static GoogleError missingZone(String what) {
    return GoogleError.required("Missing time zone definition for " + what + " time.");
  }

  static ZoneId zone(@Nullable String name, ZoneId otherwise) {
    try {
      return name == null ? otherwise : ZoneId.of(name);
    } catch (DateTimeException _) {
      throw GoogleError.invalidParameter("timeZone", "Invalid time zone: " + name);
    }
  }

  /**
   * As Google answers it: the offset is that of the zone shown, the zone's name that of the event.
   */
  default Map<String, Object> json(ZoneId shownIn) {
    Map<String, Object> json = new LinkedHashMap<>();
    switch (this) {
      case Day(var date) -> json.put("date", date.toString());
      case Moment(var at) -> {
        json.put("dateTime", SECONDS.format(at.withZoneSameInstant(shownIn)));
        json.put("timeZone", at.getZone().getId());
      }
    }
    return json;
  }

  /** For comparison with bounds; a day begins at midnight of the calendar's zone. */
  default Instant instant(ZoneId calendarZone) {
    return switch (this) {
      case Day(var date) -> date.atStartOfDay(calendarZone).toInstant();
      case Moment(var at) -> at.toInstant();
    };
  }

  default boolean isDay() {
    return this instanceof Day;
  }

  /** As far after that start as this end is after its own start. */
  static EventTime shifted(EventTime start, EventTime end, EventTime newStart) {
    if (start instanceof Day(var from)
        && end instanceof Day(var to)
        && newStart instanceof Day(var date)) {
      return new Day(date.plusDays(to.toEpochDay() - from.toEpochDay()));
    }
    if (start instanceof Moment(var from)
        && end instanceof Moment(var to)
        && newStart instanceof Moment(var at)) {
      return new Moment(at.plus(Duration.between(from, to)).withZoneSameInstant(to.getZone()));
    }
    throw GoogleError.invalid("Invalid start time.");
  }
}
