package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A series cut in two at one of its starts (infra/docs/google-calendar.md §1.5): the first part
 * ends before it, the second begins there and has no link to the first but the look of its id.
 */
record Split(Entry master, EventTime at, ZoneId zone) {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss").withZone(ZoneOffset.UTC);
  private static final int COUNT_LIMIT = 20_000;

  static Split of(Entry master, String instanceId, ZoneId zone) {
    EventTime start =
        InstanceId.parse(instanceId)
            .map(InstanceId::originalStart)
            .orElseThrow(() -> GoogleError.invalid("Not an instance: " + instanceId));
    return new Split(master, start, zone);
  }

  /** Whether nothing would be left of the first part. */
  boolean isWhole() {
    return startsBefore(new Series(master, zone)) == 0;
  }

  String newId() {
    String id = master.id();
    int earlier = id.indexOf("_R");
    return (earlier < 0 ? id : id.substring(0, earlier)) + "_R" + text(at);
  }

  /** The rules of the first part. */
  List<String> before() {
    List<String> lines = new ArrayList<>();
    for (String line : Json.texts(master.body(), "recurrence")) {
      if (line.startsWith("RRULE")) {
        lines.add(rule(line, Stream.of("UNTIL=" + lastMoment())));
      } else {
        dates(line, true).forEach(lines::add);
      }
    }
    return lines;
  }

  /** The second part as a new event. */
  Map<String, Object> rest(Entry old) {
    List<String> lines = new ArrayList<>();
    for (String line : Json.texts(old.body(), "recurrence")) {
      if (line.startsWith("RRULE")) {
        lines.add(rule(line, limits(line)));
      } else {
        dates(line, false).forEach(lines::add);
      }
    }
    Map<String, Object> body = new LinkedHashMap<>(old.body());
    for (String name : List.of("id", "etag", "iCalUID", "created", "updated", "htmlLink")) {
      body.remove(name);
    }
    Entry first = new Series(old, zone).instance(at);
    body.put("start", first.body().get("start"));
    body.put("end", first.body().get("end"));
    body.put("recurrence", lines);
    return body;
  }

  private static String rule(String line, Stream<String> limits) {
    Stream<String> others = parts(line).filter(part -> !isLimit(part));
    return "RRULE:" + Stream.concat(others, limits).collect(Collectors.joining(";"));
  }

  /** An end in time stays; of a count the second part has what is left. */
  private Stream<String> limits(String line) {
    return parts(line)
        .filter(Split::isLimit)
        .map(part ->
            part.startsWith("COUNT=")
                ? "COUNT=" + (Integer.parseInt(part.substring(6)) - startsBefore(only(line)))
                : part);
  }

  private static Stream<String> parts(String line) {
    return Stream.of(line.substring(line.indexOf(':') + 1).split(";", -1));
  }

  private static boolean isLimit(String part) {
    return part.startsWith("COUNT=") || part.startsWith("UNTIL=");
  }

  private Series only(String line) {
    Map<String, Object> body = new LinkedHashMap<>(master.body());
    body.put("recurrence", List.of(line));
    return new Series(
        new Entry(master.id(), master.ordinal(), master.changed(), false, body), zone);
  }

  private int startsBefore(Series series) {
    return series.starts(Instant.MIN, at.instant(zone).minusMillis(1), COUNT_LIMIT).size();
  }

  /** An RDATE or EXDATE line with only those of its values that lie on this side. */
  private Stream<String> dates(String line, boolean before) {
    int colon = line.indexOf(':');
    if (!line.startsWith("RDATE") && !line.startsWith("EXDATE")) {
      return Stream.of(line);
    }
    Series series = new Series(master, zone);
    String head = line.substring(0, colon + 1);
    String kept =
        Stream.of(line.substring(colon + 1).split(",", -1))
            .filter(value ->
                series.dates(head + value).stream()
                    .allMatch(date -> date.instant(zone).isBefore(at.instant(zone)) == before))
            .collect(Collectors.joining(","));
    return kept.isEmpty() ? Stream.empty() : Stream.of(head + kept);
  }

  private String lastMoment() {
    return switch (at) {
      case EventTime.Day(LocalDate date) -> DAY.format(date.minusDays(1));
      case EventTime.Moment(ZonedDateTime moment) -> MOMENT.format(moment.minusSeconds(1)) + "Z";
    };
  }

  private static String text(EventTime time) {
    return switch (time) {
      case EventTime.Day(LocalDate date) -> DAY.format(date);
      case EventTime.Moment(ZonedDateTime moment) -> MOMENT.format(moment);
    };
  }
}
