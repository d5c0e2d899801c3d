package dev.calsync.doctor.check;

/** How a check ended, from the best to the worst; {@code SKIPPED} says nothing either way. */
public enum Status {
  SKIPPED,
  OK,
  WARN,
  FAIL;

  /** Whichever is worse. */
  public Status or(Status other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
