package dev.calsync.notifier.view;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.dmfs.rfc5545.DateTime;
import org.dmfs.rfc5545.recur.Freq;
import org.dmfs.rfc5545.recur.InvalidRecurrenceRuleException;
import org.dmfs.rfc5545.recur.RecurrenceRule;
import org.dmfs.rfc5545.recur.RecurrenceRule.Part;
import org.dmfs.rfc5545.recur.RecurrenceRule.RfcMode;
import org.dmfs.rfc5545.recur.RecurrenceRuleIterator;
import org.jspecify.annotations.Nullable;

/**
 * The starts of a series, from Google's {@code recurrence} lines.
 *
 * <p>Rules are followed in the wall-clock time of the series' zone and only then turned into
 * moments, so that a meeting at ten stays at ten across daylight saving time; a time that a day
 * lacks moves forward by what the day lacks, one that it has twice is the first (RFC 5545 §3.3.5).
 * Whole days are followed as days at midnight.
 *
 * @param zone null: whole days
 */
public record Recurrence(List<String> lines, LocalDateTime first, @Nullable ZoneId zone) {
  /** Longer intervals than this are no plan but an attack. */
  static final int MAX_INTERVAL = 1_000;

  /** Starts on one day: every quarter of an hour. */
  static final int MAX_TIMES_OF_DAY = 96;

  /** Starts in one window. */
  static final int MAX_STARTS = 2_000;

  /** Starts in local time from {@code from} to {@code to}, both inclusive, in order. */
  public List<LocalDateTime> starts(LocalDateTime from, LocalDateTime to) {
    var starts = new TreeSet<LocalDateTime>();
    var excluded = new HashSet<LocalDateTime>();
    var effort = new Effort();

    add(starts, first, from, to);
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String head = line.substring(0, colon).toUpperCase(Locale.ROOT);
      String name = head.split(";", 2)[0];
      String value = line.substring(colon + 1);
      switch (name) {
        case "RRULE" -> follow(value, from, to, starts, effort);
        case "EXRULE" -> follow(value, from, to, excluded, effort);
        case "RDATE" -> dates(line, colon, value).forEach(at -> add(starts, at, from, to));
        case "EXDATE" -> excluded.addAll(dates(line, colon, value));
        default -> {}
      }
    }
    starts.removeAll(excluded);
    return starts.stream().limit(MAX_STARTS).toList();
  }

  /** How many starts a rule makes before {@code at}; the first start is where it begins. */
  public int countBefore(String rule, LocalDateTime at) {
    int count = 0;
    var effort = new Effort();
    try {
      var parsed = new RecurrenceRule(rule, RfcMode.RFC5545_LAX);
      if (isExcessive(parsed)) {
        return 0;
      }
      RecurrenceRuleIterator iterator = parsed.iterator(floating(first));
      while (effort.allowsStep()
          && iterator.hasNext()
          && local(iterator.nextDateTime()).isBefore(at)) {
        count++;
      }
    } catch (InvalidRecurrenceRuleException | RuntimeException _) {
      // A rule that cannot be read makes no starts, as above.
    }
    return count;
  }

  private static void add(
      Set<LocalDateTime> starts, LocalDateTime at, LocalDateTime from, LocalDateTime to) {
    if (!at.isBefore(from) && !at.isAfter(to)) {
      starts.add(at);
    }
  }

  /** A rule that cannot be read or leads nowhere adds nothing; the series keeps its first start. */
  private void follow(
      String text, LocalDateTime from, LocalDateTime to, Set<LocalDateTime> found, Effort effort) {
    if (!effort.allowsRule()) {
      return;
    }
    try {
      var rule = new RecurrenceRule(text, RfcMode.RFC5545_LAX);
      if (isExcessive(rule)) {
        return;
      }
      normalizeUntil(rule);
      RecurrenceRuleIterator iterator = rule.iterator(floating(begin(rule, from)));
      while (effort.allowsStep() && iterator.hasNext()) {
        LocalDateTime at = local(iterator.nextDateTime());
        if (at.isAfter(to) || found.size() >= MAX_STARTS) {
          return;
        }
        add(found, at, from, to);
      }
    } catch (InvalidRecurrenceRuleException | RuntimeException _) {
      // See above; the library throws what it likes at rules that are valid but lead nowhere.
    }
  }

  /**
   * Rules that nobody makes but to keep us busy: the library steps through every second, walks long
   * intervals day by day, and holds all starts of a period at once.
   */
  private static boolean isExcessive(RecurrenceRule rule) {
    if (rule.getFreq() == Freq.SECONDLY || rule.getFreq() == Freq.MINUTELY) {
      return true;
    }
    long timesOfDay = 1;
    for (Part part : List.of(Part.BYHOUR, Part.BYMINUTE, Part.BYSECOND)) {
      timesOfDay *= rule.hasPart(part) ? rule.getByPart(part).size() : 1;
    }
    return rule.getInterval() > MAX_INTERVAL || timesOfDay > MAX_TIMES_OF_DAY;
  }

  /**
   * Where the following begins: not years ago, where whole periods can be skipped without losing
   * count or phase.
   */
  private LocalDateTime begin(RecurrenceRule rule, LocalDateTime from) {
    ChronoUnit unit =
        switch (rule.getFreq()) {
          case HOURLY -> ChronoUnit.HOURS;
          case DAILY -> ChronoUnit.DAYS;
          case WEEKLY -> ChronoUnit.WEEKS;
          case MONTHLY, YEARLY, MINUTELY, SECONDLY -> null;
        };
    if (unit == null || rule.getCount() != null || !from.isAfter(first)) {
      return first;
    }
    long periods = unit.between(first, from) / rule.getInterval() - 1;
    return periods <= 0 ? first : first.plus(periods * rule.getInterval(), unit);
  }

  /**
   * Brings UNTIL into the series' own time: a moment becomes its wall-clock time there, a day means
   * all of that day.
   */
  private void normalizeUntil(RecurrenceRule rule) {
    DateTime until = rule.getUntil();
    if (until == null) {
      return;
    }
    LocalDateTime last;
    if (until.isAllDay()) {
      last = local(until).toLocalDate().atTime(LocalTime.of(23, 59, 59));
    } else if (until.isFloating() || zone == null) {
      last = local(until);
    } else {
      last = LocalDateTime.ofInstant(Instant.ofEpochMilli(until.getTimestamp()), zone);
    }
    rule.setUntil(floating(last));
  }

  private List<LocalDateTime> dates(String line, int colon, String value) {
    var dates = new ArrayList<LocalDateTime>();
    ZoneId own = zoneOf(line.substring(0, colon));
    for (String text : value.split(",", MAX_STARTS * 10)) {
      String start = text.strip().split("/", 2)[0]; // a period counts by its start
      try {
        dates.add(date(start, own));
      } catch (IllegalArgumentException | DateTimeException _) {
        // One date that cannot be read does not take the others with it.
      }
    }
    return dates;
  }

  private LocalDateTime date(String text, @Nullable ZoneId own) {
    DateTime parsed = DateTime.parse(text);
    LocalDateTime written = local(parsed);
    if (parsed.isAllDay()) {
      // A day against a series of moments means the instance of that day.
      return zone == null ? written : written.toLocalDate().atTime(first.toLocalTime());
    }
    if (zone == null) {
      return written.toLocalDate().atStartOfDay();
    }
    if (!parsed.isFloating()) {
      return LocalDateTime.ofInstant(written.toInstant(ZoneOffset.UTC), zone);
    }
    return own == null ? written : written.atZone(own).withZoneSameInstant(zone).toLocalDateTime();
  }

  private @Nullable ZoneId zoneOf(String head) {
    for (String parameter : head.split(";", -1)) {
      if (parameter.regionMatches(true, 0, "TZID=", 0, 5) && zone != null) {
        return EventTime.zone(parameter.substring(5), zone);
      }
    }
    return null;
  }

  private static DateTime floating(LocalDateTime at) {
    return new DateTime(
        at.getYear(),
        at.getMonthValue() - 1,
        at.getDayOfMonth(),
        at.getHour(),
        at.getMinute(),
        at.getSecond());
  }

  private static LocalDateTime local(DateTime at) {
    LocalDate day = LocalDate.of(at.getYear(), at.getMonth() + 1, at.getDayOfMonth());
    return at.isAllDay()
        ? day.atStartOfDay()
        : day.atTime(at.getHours(), at.getMinutes(), at.getSeconds());
  }
}
