package dev.calsync.model;

import java.util.Locale;

/** Why we came to see a change. */
public enum Origin {
  PUSH,
  POLL,
  WRITE,
  RESYNC;

  /** The published name: lower case. */
  public String published() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The origin with this published name. */
  public static Origin of(String published) {
    return valueOf(published.toUpperCase(Locale.ROOT));
  }
}
