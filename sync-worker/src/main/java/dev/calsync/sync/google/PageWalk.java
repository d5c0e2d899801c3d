package dev.calsync.sync.google;

import org.jspecify.annotations.Nullable;

/**
 * Notices that Google leads us in a circle, however long, and remembers only one page token for it
 * (Brent's algorithm: the one compared with is replaced after 1, 2, 4, 8 … steps).
 */
public final class PageWalk {
  /** More than any real calendar has; a server that pages for ever ends here. */
  static final int MOST_PAGES = 10_000;

  private int pages;
  private @Nullable String milestone;
  private long steps;
  private long next = 1;

  /** Of the pages from {@code start} on; null for the first. */
  public PageWalk(@Nullable String start) {
    this.milestone = start;
  }

  /** Whether the walk has come by this token before, or was longer than any can be. */
  public boolean returnsTo(String token) {
    if (++pages > MOST_PAGES || token.equals(milestone)) {
      return true;
    }
    if (++steps == next) {
      milestone = token;
      next *= 2;
      steps = 0;
    }
    return false;
  }
}
