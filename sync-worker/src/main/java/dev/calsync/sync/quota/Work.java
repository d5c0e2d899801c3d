package dev.calsync.sync.quota;

/** What a call is for, the more urgent first. */
public enum Work {
  /** Somebody waits: a push, an edit. */
  LIVE(0),
  /** A calendar is read from its beginning, or audited. */
  BACKFILL(0.25),
  /** Nobody asked; a look whether a push was lost. */
  POLL(0.5);

  private final double kept;

  Work(double kept) {
    this.kept = kept;
  }

  /** Of a bucket's content, what is left for more urgent work. */
  double reserve(Bucket bucket) {
    // Even the smallest bucket, when it is full, has a call for everybody.
    return Math.min(bucket.capacity() * kept, bucket.capacity() - 1);
  }
}
