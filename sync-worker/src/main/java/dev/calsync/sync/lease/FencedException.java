package dev.calsync.sync.lease;

/** Somebody else holds the calendar by now: roll back, publish nothing, say nothing. */
public final class FencedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FencedException(Lease lease) {
    super("calendar " + lease.calendar() + " was taken over after epoch " + lease.epoch());
  }
}
