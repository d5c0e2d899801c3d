package dev.calsync.simulator.google;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The id of one instance of a series: the master's id and the original start (google-calendar.md
 * §1.5).
 */
record InstanceId(String master, EventTime originalStart) {
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'");

  static Optional<InstanceId> parse(String id) {
    int cut = id.lastIndexOf('_');
    if (cut < 0) {
      return Optional.empty();
    }
    String start = id.substring(cut + 1);
    try {
      EventTime time =
          start.contains("T")
              ? new EventTime.Moment(LocalDateTime.parse(start, MOMENT).atZone(ZoneOffset.UTC))
              : new EventTime.Day(LocalDate.parse(start, DAY));
      return Optional.of(new InstanceId(id.substring(0, cut), time));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  String text() {
    return master
        + "_"
        + switch (originalStart) {
          case EventTime.Day(var date) -> DAY.format(date);
          case EventTime.Moment(var at) -> MOMENT.format(at.withZoneSameInstant(ZoneOffset.UTC));
        };
  }
}
