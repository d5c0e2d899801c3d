package dev.calsync.sync.lease;

/**
 * What kind of turn a calendar waits for. Each has its own index, so neither is in the other's way.
 */
public enum Kind {
  /** It is known, and to be brought up to date; or it is to be forgotten. */
  LIVE("(sync_token is not null or removed)"),
  /** It is to be read from its beginning. */
  BACKFILL("not (sync_token is not null or removed)");

  private final String condition;

  Kind(String condition) {
    this.condition = condition;
  }

  /** As the indexes have it, word for word. */
  String condition() {
    return condition;
  }

  /** What the turn of this lease is. */
  public static Kind of(Lease lease) {
    boolean known = lease.progress().syncToken() != null || lease.standing().removed();
    return known ? LIVE : BACKFILL;
  }
}
