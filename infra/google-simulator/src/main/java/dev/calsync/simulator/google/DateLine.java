package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.stream.Stream;
import org.dmfs.rfc5545.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An RDATE or EXDATE line, read (RFC 5545 §3.8.5).
 *
 * @param zone the one it names
 * @param values days and moments as they are written; of periods, their beginnings
 */
record DateLine(@Nullable ZoneId zone, List<String> values) {
  private static final DateTimeFormatter DAY = strict("uuuuMMdd");
  private static final DateTimeFormatter MOMENT = strict("uuuuMMdd'T'HHmmss['Z']");

  /** Throws where Google would not take it. */
  static DateLine parse(String line) {
    int colon = line.indexOf(':');
    try {
      String head = line.substring(0, colon);
      String kind = parameter(head, "VALUE");
      String zone = parameter(head, "TZID");
      List<String> values =
          Stream.of(line.substring(colon + 1).split(",", -1))
              .map(value -> value(kind, value))
              .toList();
      return new DateLine(zone == null ? null : ZoneId.of(zone), values);
    } catch (DateTimeException | IllegalArgumentException | IndexOutOfBoundsException _) {
      throw GoogleError.invalid("Invalid recurrence rule.");
    }
  }

  private static @Nullable String parameter(String head, String name) {
    return Stream.of(head.split(";", -1))
        .filter(part -> part.startsWith(name + "="))
        .map(part -> part.substring(name.length() + 1))
        .findFirst()
        .orElse(null);
  }

  /** A day need not say that it is one, unlike a period. */
  private static String value(@Nullable String kind, String value) {
    if ("PERIOD".equals(kind)) {
      return period(value);
    }
    boolean day = kind == null ? !value.contains("T") : kind.equals("DATE");
    if (day) {
      LocalDate.parse(value, DAY);
    } else {
      LocalDateTime.parse(value, MOMENT);
    }
    return value;
  }

  private static String period(String value) {
    int slash = value.indexOf('/');
    String begin = value.substring(0, slash);
    String end = value.substring(slash + 1);
    LocalDateTime.parse(begin, MOMENT);
    if (end.startsWith("P")) {
      Duration.parse(end);
    } else {
      LocalDateTime.parse(end, MOMENT);
    }
    return begin;
  }

  private static DateTimeFormatter strict(String pattern) {
    return DateTimeFormatter.ofPattern(pattern).withResolverStyle(ResolverStyle.STRICT);
  }
}
