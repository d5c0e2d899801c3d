package dev.calsync.notifier.edit;

import dev.calsync.notifier.view.EventTime;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One line of Google's {@code recurrence}.
 *
 * @param head what stands before the colon
 */
record RecurrenceLine(String head, String value) {
  static RecurrenceLine of(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? new RecurrenceLine(line, "")
        : new RecurrenceLine(line.substring(0, colon), line.substring(colon + 1));
  }

  /** A rule, for starts or for exceptions. */
  boolean isRule() {
    return name().equals("RRULE") || name().equals("EXRULE");
  }

  /** The parts of a rule by their names, in their order. */
  Map<String, String> parts() {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : value.split(";", -1)) {
      String[] pair = part.split("=", 2);
      if (pair.length == 2) {
        parts.put(pair[0].strip().toUpperCase(Locale.ROOT), pair[1].strip());
      }
    }
    return parts;
  }

  /** The same rule with these parts. */
  RecurrenceLine with(Map<String, String> parts) {
    return new RecurrenceLine(
        head,
        parts.entrySet().stream()
            .map(part -> part.getKey() + "=" + part.getValue())
            .collect(Collectors.joining(";")));
  }

  /** When the rule ends, a bare day being all of that day; empty where it names no such time. */
  Optional<LocalDateTime> until(WallClock clock) {
    String until = parts().get("UNTIL");
    return until == null ? Optional.empty() : clock.read(until, null, LocalTime.of(23, 59, 59));
  }

  /** The dates of the line, each with what it says; what cannot be read is left out. */
  Stream<Dated> dates(WallClock clock, LocalTime usual) {
    return Stream.of(value.split(",", -1))
        .map(text -> clock.read(text, zone(), usual).map(at -> new Dated(text, at)).orElse(null))
        .filter(Objects::nonNull);
  }

  /** The same line with only those of its values. */
  Optional<RecurrenceLine> with(List<Dated> dates) {
    return dates.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RecurrenceLine(
                head, dates.stream().map(Dated::text).collect(Collectors.joining(","))));
  }

  /** The same kind of line, its dates written by another clock. */
  Optional<RecurrenceLine> rewritten(
      Stream<LocalDateTime> dates, Function<LocalDateTime, String> value, boolean days) {
    String values = dates.map(value).collect(Collectors.joining(","));
    return values.isEmpty()
        ? Optional.empty()
        : Optional.of(new RecurrenceLine(name() + (days ? ";VALUE=DATE" : ""), values));
  }

  String text() {
    return value.isEmpty() && !head.contains("=") ? head : head + ":" + value;
  }

  private String name() {
    return head.split(";", 2)[0].strip().toUpperCase(Locale.ROOT);
  }

  private @Nullable ZoneId zone() {
    for (String parameter : head.split(";", -1)) {
      if (parameter.regionMatches(true, 0, "TZID=", 0, 5)) {
        return EventTime.zone(parameter.substring(5), ZoneOffset.UTC);
      }
    }
    return null;
  }

  /** A date of a line as it is written, and when it is by the series' clock. */
  record Dated(String text, LocalDateTime at) {}
}
