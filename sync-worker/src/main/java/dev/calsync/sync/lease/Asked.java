package dev.calsync.sync.lease;

/** By whom a calendar is asked to be read. */
public enum Asked {
  /** By a push, which somebody may be looking at. */
  BY_GOOGLE,
  /** By a push that can wait: among so many that calls are saved, or one that came before. */
  BY_GOOGLE_AT_LEISURE,
  /** By us, for an edit or because something is in doubt. */
  BY_US;

  boolean pushed() {
    return this != BY_US;
  }
}
