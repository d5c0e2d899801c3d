package dev.calsync.load;

/** How long things took, by the tenth of a millisecond; what took over a minute took a minute. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record Delays(int[] counts) {
  static final int SPANS = 600_000;
  private static final int NANOS = 100_000;

  static int span(long nanos) {
    return Math.clamp(nanos / NANOS, 0, SPANS - 1);
  }

  /** The milliseconds that at least this share did not exceed. */
  double at(double share) {
    long all = 0;
    for (int count : counts) {
      all += count;
    }
    long left = (long) Math.ceil(all * share);
    for (int span = 0; span < SPANS; span++) {
      left -= counts[span];
      if (left <= 0) {
        return (span + 1) * (NANOS / 1e6);
      }
    }
    return SPANS * (NANOS / 1e6);
  }
}
