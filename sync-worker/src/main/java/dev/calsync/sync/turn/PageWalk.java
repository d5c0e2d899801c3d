package dev.calsync.sync.turn;

import org.jspecify.annotations.Nullable;

/**
 * Notices that Google leads us in a circle, however long, and remembers only one page token for it
 * (Brent's algorithm: the one compared with is replaced after 1, 2, 4, 8 … steps).
 */
final class PageWalk {
  private @Nullable String milestone;
  private long steps;
  private long next = 1;

  PageWalk(@Nullable String start) {
    this.milestone = start;
  }

  /** Whether the walk has come by this token before. */
  boolean returnsTo(String token) {
    if (token.equals(milestone)) {
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
