package dev.calsync.simulator.fault;

/**
 * What goes wrong on the way of messages (infra/docs/google-calendar.md §7.15), each with a share
 * of 0 to 1.
 *
 * @param paused nothing is sent until it is false again
 * @param duplicate the share that is sent several times
 * @param copies how many of such a message there are
 * @param delayMillis how long each message waits before its first attempt
 * @param late the share that waits longer, up to {@code lateMillis} more
 * @param lateMillis the longest such wait; an hour is seen in reality
 * @param reorder the share that waits until later messages have overtaken it
 */
public record PushFaults(
    boolean paused,
    double drop,
    double duplicate,
    int copies,
    long delayMillis,
    double late,
    long lateMillis,
    double reorder) {
  /** A network without faults. */
  public static final PushFaults NONE = new PushFaults(false, 0, 0, 2, 0, 0, 3_600_000, 0);

  private static final int MOST_COPIES = 50;
  private static final long LONGEST = 86_400_000;

  public PushFaults {
    for (double share : new double[] {drop, duplicate, late, reorder}) {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("share: " + share + " (expected: 0 to 1)");
      }
    }
    if (copies < 1 || copies > MOST_COPIES) {
      throw new IllegalArgumentException(
          "copies: " + copies + " (expected: 1 to " + MOST_COPIES + ")");
    }
    if (delayMillis < 0 || delayMillis > LONGEST || lateMillis < 0 || lateMillis > LONGEST) {
      throw new IllegalArgumentException("delay (expected: 0 to " + LONGEST + " ms)");
    }
  }

  public static PushFaults dropping(double share) {
    return new PushFaults(false, share, 0, 2, 0, 0, 0, 0);
  }
}
