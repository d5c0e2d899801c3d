package dev.calsync.notifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;

/** A row of {@code recurrence.txt}: a series, what was done to it, and when it takes place. */
public record SeriesCase(
    String what,
    ZoneId zone,
    String start,
    List<String> lines,
    List<String> exceptions,
    LocalDate from,
    LocalDate to,
    List<String> starts) {
  private static final DateTimeFormatter SHORT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mmXXX");

  /** All rows. */
  public static List<SeriesCase> all() {
    try {
      return new ClassPathResource("recurrence.txt")
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(SeriesCase::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SeriesCase of(String line) {
    String[] cells = line.split(" \\| ", -1);
    return new SeriesCase(
        cells[0],
        ZoneId.of(cells[1]),
        cells[2],
        words(cells[3]),
        words(cells[4]),
        LocalDate.parse(cells[5]),
        LocalDate.parse(cells[6]),
        words(cells[7]));
  }

  private static List<String> words(String cell) {
    return cell.equals("-") ? List.of() : Arrays.asList(cell.split(" "));
  }

  /** The series as somebody creates it: an hour long, or a day. */
  public Map<String, Object> event() {
    Map<String, Object> event = new LinkedHashMap<>(times(start));
    event.put("recurrence", lines);
    return event;
  }

  /** Start and end of one that begins then. */
  public Map<String, Object> times(String start) {
    if (start.length() == 10) {
      String next = LocalDate.parse(start).plusDays(1).toString();
      return Map.of("start", Map.of("date", start), "end", Map.of("date", next));
    }
    ZonedDateTime at = LocalDateTime.parse(start).atZone(zone);
    return Map.of("start", time(at), "end", time(at.plusHours(1)));
  }

  private Map<String, String> time(ZonedDateTime at) {
    String text = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
    return Map.of("dateTime", text, "timeZone", zone.getId());
  }

  /** The end of the id of the instance that begins then. */
  public String suffix(String start) {
    if (start.length() == 10) {
      return "_" + start.replace("-", "");
    }
    var utc = LocalDateTime.parse(start).atZone(zone).withZoneSameInstant(ZoneId.of("UTC"));
    return DateTimeFormatter.ofPattern("'_'uuuuMMdd'T'HHmmss'Z'").format(utc);
  }

  /** A start as this table writes it. */
  public String text(String start) {
    return start.length() == 10
        ? start
        : SHORT.format(OffsetDateTime.parse(start).atZoneSameInstant(zone));
  }

  /** The window as the API takes it. */
  public Stream<String> window() {
    return Stream.of(from, to)
        .map(day -> day.atStartOfDay(zone).toOffsetDateTime())
        .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format);
  }

  @Override
  public String toString() {
    return what;
  }
}
