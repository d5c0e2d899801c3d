package dev.calsync.notifier.edit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The recurrence of a series that moves as a whole: what it says of days, dates and its end moves
 * along, as far as it follows from where the series begins. "Every Monday" moved by a day is every
 * Tuesday, "the 31st" moved by a day the 1st; what lists several days of a month stays as it is.
 *
 * @param first where it began, by its old clock
 * @param to where it begins, by its new clock
 */
record SeriesShift(WallClock clock, LocalDateTime first, WallClock newClock, LocalDateTime to) {
  private static final List<String> DAYS = List.of("MO", "TU", "WE", "TH", "FR", "SA", "SU");
  private static final Pattern WEEKDAY = Pattern.compile("([+-]?\\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)");

  /** The recurrence after the move. */
  List<String> of(List<String> lines) {
    if (first.equals(to) && clock.equals(newClock)) {
      return lines;
    }
    return lines.stream()
        .map(RecurrenceLine::of)
        .flatMap(line -> line.isRule() ? Stream.of(rule(line)) : dates(line))
        .map(RecurrenceLine::text)
        .toList();
  }

  /**
   * Dates that cannot be written, before the year 1 or after 9999, nobody sees: they are left out.
   */
  private Stream<RecurrenceLine> dates(RecurrenceLine line) {
    return line
        .rewritten(
            line.dates(clock, first.toLocalTime())
                .map(date -> moved(date.at()))
                .filter(newClock::canName),
            newClock::value,
            newClock.zone() == null)
        .stream();
  }

  /** An end that came to lie beyond the last that can be written is that last. */
  private RecurrenceLine rule(RecurrenceLine line) {
    Map<String, String> parts = new LinkedHashMap<>(line.parts());
    line.until(clock).ifPresent(until -> parts.put("UNTIL", newClock.value(moved(until))));
    if (days() != 0) {
      boolean ofTheYear = "YEARLY".equals(parts.get("FREQ")) && !parts.containsKey("BYMONTH");
      if (!ofTheYear && !parts.containsKey("BYSETPOS")) {
        parts.computeIfPresent("BYDAY", (_, value) -> weekdays(value));
      }
      if (skipsWeeks(parts)) {
        parts.put("WKST", weekdays(parts.getOrDefault("WKST", "MO")));
      }
      parts.computeIfPresent("BYMONTHDAY", (_, value) -> dayOfMonth(value));
      parts.computeIfPresent("BYMONTH", (_, value) -> month(value));
    }
    return line.with(parts);
  }

  /** Then it matters where weeks begin: days that were in one week stay in one. */
  private boolean skipsWeeks(Map<String, String> parts) {
    return "WEEKLY".equals(parts.get("FREQ"))
        && !"1".equals(parts.getOrDefault("INTERVAL", "1"))
        && parts.containsKey("BYDAY")
        && days() % 7 != 0;
  }

  private LocalDateTime moved(LocalDateTime at) {
    return at.plus(Duration.between(first, to));
  }

  private long days() {
    return ChronoUnit.DAYS.between(first.toLocalDate(), to.toLocalDate());
  }

  /** A weekday with a number is one day of a month or a year: that where the series begins. */
  private String weekdays(String value) {
    List<Matcher> named =
        Stream.of(value.toUpperCase(Locale.ROOT).split(",", -1))
            .map(String::strip)
            .map(WEEKDAY::matcher)
            .toList();
    if (!named.stream().allMatch(Matcher::matches)) {
      return value;
    }
    if (named.stream().allMatch(day -> day.group(1) == null)) {
      return named.stream()
          .map(day -> DAYS.get(Math.floorMod(DAYS.indexOf(day.group(2)) + days(), 7)))
          .collect(Collectors.joining(","));
    }
    String number = named.getFirst().group(1);
    boolean itsOwn = named.size() == 1 && named.getFirst().group(2).equals(name(first));
    return itsOwn && number != null ? ordinal(number.startsWith("-")) + name(to) : value;
  }

  private int ordinal(boolean fromTheEnd) {
    LocalDate day = to.toLocalDate();
    return fromTheEnd
        ? -((day.lengthOfMonth() - day.getDayOfMonth()) / 7 + 1)
        : (day.getDayOfMonth() - 1) / 7 + 1;
  }

  private String dayOfMonth(String value) {
    LocalDate old = first.toLocalDate();
    LocalDate day = to.toLocalDate();
    if (value.equals(Integer.toString(old.getDayOfMonth()))) {
      return Integer.toString(day.getDayOfMonth());
    }
    boolean counted = value.equals(Integer.toString(fromTheEnd(old)));
    return counted ? Integer.toString(fromTheEnd(day)) : value;
  }

  private static int fromTheEnd(LocalDate day) {
    return day.getDayOfMonth() - day.lengthOfMonth() - 1;
  }

  private String month(String value) {
    return value.equals(Integer.toString(first.getMonthValue()))
        ? Integer.toString(to.getMonthValue())
        : value;
  }

  private static String name(LocalDateTime at) {
    DayOfWeek day = at.getDayOfWeek();
    return DAYS.get(day.getValue() - 1);
  }
}
