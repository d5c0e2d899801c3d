package dev.calsync.load;

import dev.calsync.model.CalendarId;
import java.util.UUID;

/** The calendars of a load test, by their number. */
final class Calendars {
  private static final long VERSION_7 = 0x0190_0000_0000_7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long NUMBER = 0x0000_FFFF_FFFF_FFFFL;

  /** The same in SQL, of an expression that is a number. */
  static final String SQL_ID = "('01900000-0000-7000-8000-' || lpad(to_hex(%s), 12, '0'))::uuid";

  private static final int PER_ACCOUNT = 5;

  /** The same in SQL of who sees it. */
  static final String SQL_OWNER =
      "('01900000-0000-7001-8000-' || lpad(to_hex(%%s / %d), 12, '0'))::uuid"
          .formatted(PER_ACCOUNT);

  private Calendars() {}

  static CalendarId id(int number) {
    return new CalendarId(new UUID(VERSION_7, VARIANT | number));
  }

  static int number(String calendarId) {
    return (int) (UUID.fromString(calendarId).getLeastSignificantBits() & NUMBER);
  }

  /** Who sees it, and through which account: a few calendars each. */
  static UUID owner(int number) {
    return new UUID(VERSION_7 | 1, VARIANT | (number / PER_ACCOUNT));
  }

  /** What the stand-in calls one with thousands of events. */
  static String largeGoogleId(int number) {
    return "big-" + number;
  }

  static String googleId(int number) {
    return "cal-" + number;
  }
}
