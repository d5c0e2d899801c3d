package dev.calsync.sync.lease;

/**
 * That a calendar was asked for.
 *
 * @param times how often, so that a turn can tell whether it found something for each
 * @param traceparent the trace of the last that asked, empty text for none
 */
public record Poke(int times, String traceparent) {
  /** Asked once, by nobody's trace. */
  public static final Poke ONCE = new Poke(1, "");

  /** This one and a later one. */
  public Poke and(Poke later) {
    return new Poke(times + later.times, later.traceparent);
  }
}
