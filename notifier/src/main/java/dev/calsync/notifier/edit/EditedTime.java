package dev.calsync.notifier.edit;

import dev.calsync.model.EventResource;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When an edit puts an event: on a day, or at a moment, by its offset or by its zone's clock. */
final class EditedTime {
  private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private EditedTime() {}

  /** Empty where that cannot be told; a day counts as its midnight in UTC. */
  static Optional<OffsetDateTime> of(Map<String, @Nullable Object> field) {
    if (!FieldKind.TEXT.takes(field.get("timeZone"))) {
      return Optional.empty();
    }
    try {
      ZoneId zone = field.get("timeZone") instanceof String name ? ZoneId.of(name) : null;
      if (field.get("date") instanceof String date && field.get("dateTime") == null) {
        return inRange(LocalDate.parse(date).atStartOfDay().atOffset(ZoneOffset.UTC));
      }
      if (field.get("dateTime") instanceof String text && field.get("date") == null) {
        return inRange(moment(text, zone));
      }
    } catch (DateTimeException _) {
      // Falls through: unreadable.
    }
    return Optional.empty();
  }

  /**
   * The same fields, their moments as RFC 3339 has them. Google takes a time of day by the zone
   * that stands beside it; its client library, which edits pass through, takes it for UTC.
   */
  static EventResource written(EventResource event) {
    var fields = new LinkedHashMap<String, @Nullable Object>(event.fields());
    for (String name : List.of("start", "end")) {
      Map<String, @Nullable Object> field = event.object(name);
      if (field.get("dateTime") != null) {
        of(field).ifPresent(at -> fields.put(name, written(field, at)));
      }
    }
    return new EventResource(fields);
  }

  private static Map<String, @Nullable Object> written(
      Map<String, @Nullable Object> field, OffsetDateTime at) {
    boolean inMinutes = at.getOffset().getTotalSeconds() % 60 == 0; // of old they are not
    var written = new LinkedHashMap<String, @Nullable Object>(field);
    written.put(
        "dateTime", WRITTEN.format(inMinutes ? at : at.withOffsetSameInstant(ZoneOffset.UTC)));
    return written;
  }

  private static OffsetDateTime moment(String text, @Nullable ZoneId zone) {
    if (zone == null) {
      return OffsetDateTime.parse(text);
    }
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException _) {
      return LocalDateTime.parse(text).atZone(zone).toOffsetDateTime();
    }
  }

  /** Years of four digits, also where the moment is written in UTC. */
  private static Optional<OffsetDateTime> inRange(OffsetDateTime time) {
    return Optional.of(time)
        .filter(at ->
            Stream.of(at, at.withOffsetSameInstant(ZoneOffset.UTC))
                .allMatch(each -> each.getYear() >= 1 && each.getYear() <= 9999));
  }
}
