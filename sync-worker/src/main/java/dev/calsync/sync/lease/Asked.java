package dev.calsync.sync.lease;

/** By whom a calendar is asked to be read. */
public enum Asked {
  /** By a push, which somebody may be looking at. */
  BY_GOOGLE,
  /** By a push among so many that calls are better saved than moments. */
  BY_GOOGLE_IN_A_BURST,
  /** By us, for an edit or because something is in doubt. */
  BY_US;

  boolean pushed() {
    return this != BY_US;
  }
}
