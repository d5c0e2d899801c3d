package dev.calsync.simulator.push;

/**
 * What goes wrong on the way (infra/docs/google-calendar.md §7.15), each with a share of 0 to 1.
 *
 * @param paused nothing is sent until it is false again
 * @param delayMillis how long each message waits before its first attempt
 */
public record PushFaults(boolean paused, double drop, double duplicate, long delayMillis) {
  /** A network without faults. */
  public static final PushFaults NONE = new PushFaults(false, 0, 0, 0);
}
