package dev.calsync.notifier.feed;

import java.util.Locale;

/** What a stream tells beside the numbered changes: that something else is to be read again. */
public enum Hint {
  CALENDAR,
  ACCOUNT;

  String event() {
    return name().toLowerCase(Locale.ROOT);
  }
}
