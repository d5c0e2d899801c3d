package dev.calsync.notifier.edit;

import dev.calsync.notifier.view.Recurrence;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The recurrence of a series cut in two at one of its starts, which is the first of the second
 * half. Together the halves have the starts that the whole had, each once.
 *
 * <p>An end is written as RFC 5545 wants it: UTC where the series has times, a date where it has
 * days. Of a count, the second half gets what is left; of single dates, each half those on its
 * side.
 *
 * @param first where the series begins
 * @param at the start it is cut at
 */
record SeriesSplit(List<String> lines, WallClock clock, LocalDateTime first, LocalDateTime at) {
  /** Whether nothing would be left before the cut. */
  boolean isWhole() {
    LocalDateTime before = at.minusSeconds(1);
    return before.isBefore(first) || recurrence().starts(first, before).isEmpty();
  }

  /**
   * Whether the halves can be told in rules. What a rule does not say it takes from where its
   * series begins: from an extra date, or from the start of another rule, it would go on wrongly.
   */
  boolean isPossible() {
    return lines.stream()
        .map(RecurrenceLine::of)
        .filter(line -> line.isRule() && !hasEnded(line))
        .map(line -> new Recurrence(List.of("RRULE:" + line.value()), first, clock.zone()))
        .noneMatch(rule -> rule.starts(at, at).isEmpty());
  }

  /** The recurrence of what lies before. */
  List<String> remaining() {
    return lines.stream()
        .map(RecurrenceLine::of)
        .flatMap(line -> (line.isRule() ? ended(line) : dates(line, true)).stream())
        .map(RecurrenceLine::text)
        .toList();
  }

  /** The recurrence of what begins at the cut. */
  List<String> following() {
    return lines.stream()
        .map(RecurrenceLine::of)
        .flatMap(line -> (line.isRule() ? continued(line) : dates(line, false)).stream())
        .map(RecurrenceLine::text)
        .toList();
  }

  /** A rule that has ended before by itself stays as it is. */
  private Optional<RecurrenceLine> ended(RecurrenceLine line) {
    if (hasEnded(line)) {
      return Optional.of(line);
    }
    Map<String, String> parts = new LinkedHashMap<>(line.parts());
    parts.remove("COUNT");
    parts.put("UNTIL", clock.justBefore(at));
    return Optional.of(line.with(parts));
  }

  private Optional<RecurrenceLine> continued(RecurrenceLine line) {
    if (hasEnded(line)) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>(line.parts());
    count(line).ifPresent(count -> parts.put("COUNT", Integer.toString(count - before(line))));
    return Optional.of(line.with(parts));
  }

  private boolean hasEnded(RecurrenceLine line) {
    return line.until(clock).filter(until -> until.isBefore(at)).isPresent()
        || count(line).filter(count -> count <= before(line)).isPresent();
  }

  private int before(RecurrenceLine line) {
    return recurrence().countBefore(line.value(), at);
  }

  private static Optional<Integer> count(RecurrenceLine line) {
    String count = line.parts().get("COUNT");
    return count != null && count.matches("\\d{1,9}")
        ? Optional.of(Integer.valueOf(count))
        : Optional.empty();
  }

  private Optional<RecurrenceLine> dates(RecurrenceLine line, boolean before) {
    Stream<RecurrenceLine.Dated> side =
        line.dates(clock, first.toLocalTime()).filter(date -> date.at().isBefore(at) == before);
    return line.with(side.toList());
  }

  private Recurrence recurrence() {
    return new Recurrence(lines, first, clock.zone());
  }
}
