package dev.calsync.sync.google;

import dev.calsync.model.EventId;
import dev.calsync.model.EventResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of an event's content a row in PostgreSQL or a record on Kafka cannot hold. */
final class Storable {
  /** More fields than Google's reference names, several times over. */
  static final int MOST_FIELDS = 500;

  /** Names of fields are repeated where a change says what differs. */
  static final int LONGEST_NAME = 200;

  private Storable() {}

  /** Whether a key can be made of this id: an index entry of PostgreSQL holds 2,700 bytes. */
  static boolean isUsable(@Nullable Object id) {
    return id instanceof String text
        && !text.isBlank()
        && text.length() <= EventId.MAX_LENGTH
        && utf8Length(text) <= EventId.MAX_LENGTH
        && isText(text);
  }

  /** Each half of a surrogate pair makes two of its four bytes. */
  private static long utf8Length(String text) {
    return text.chars()
        .map(c -> c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3)
        .asLongStream()
        .sum();
  }

  /** What stands in the way of keeping an event that has a usable id; null: nothing. */
  static @Nullable String objection(EventResource event) {
    if (event.fields().size() > MOST_FIELDS) {
      return event.fields().size() + " fields (expected: at most " + MOST_FIELDS + ")";
    }
    for (String name : event.fields().keySet()) {
      if (name.length() > LONGEST_NAME) {
        return "a field's name of " + name.length() + " characters";
      }
    }
    String series = event.recurringEventId();
    if (series != null && !isUsable(series)) {
      return "recurringEventId: no id";
    }
    for (Map.Entry<String, @Nullable Object> field : event.fields().entrySet()) {
      if (!isText(field.getKey()) || !holdsText(field.getValue())) {
        return "a NUL character, half a surrogate pair or a number without bounds in '%s'"
            .formatted(shown(field.getKey()));
      }
    }
    return null;
  }

  private static boolean holdsText(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case String text -> isText(text);
      case Double number -> Double.isFinite(number); // 1e999 would become a text
      case List<?> list -> list.stream().allMatch(Storable::holdsText);
      case Map<?, ?> map ->
          map.entrySet().stream()
              .allMatch(
                  entry -> isText(String.valueOf(entry.getKey())) && holdsText(entry.getValue()));
      default -> true;
    };
  }

  /** PostgreSQL's text has no NUL, and neither it nor UTF-8 has half a surrogate pair. */
  static boolean isText(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0) {
        return false;
      }
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  private static String shown(String name) {
    return isText(name) ? name : name.replaceAll("[^\\x20-\\x7e]", "?");
  }
}
