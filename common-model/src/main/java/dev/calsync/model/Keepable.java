package dev.calsync.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What can be written down of a message that came from elsewhere. A value that no table takes is
 * refused where it is read: refused by the database, it would stop a reader for ever.
 */
public final class Keepable {
  /** RFC 3339, and so the schemas, write a year with four digits; timestamptz ends in 294276. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant END = Instant.parse("9999-12-31T23:59:59Z").plusSeconds(1);

  private Keepable() {}

  static void moment(String name, Instant moment) {
    if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
      throw new IllegalArgumentException(
          "field '" + name + "': " + moment + " (expected: a year of four digits)");
    }
  }

  /** PostgreSQL's text has no NUL, and neither it nor UTF-8 has half a surrogate pair. */
  public static boolean isText(String text) {
    return text.codePoints().noneMatch(Keepable::isNoCharacter);
  }

  static void text(String name, @Nullable String text) {
    if (text != null && !isText(text)) {
      throw new IllegalArgumentException(
          "field '" + name + "': a NUL character or half a surrogate pair");
    }
  }

  private static boolean isNoCharacter(int codePoint) {
    return codePoint == 0
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
  }
}
