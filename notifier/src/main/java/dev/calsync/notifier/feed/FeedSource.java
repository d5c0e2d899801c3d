package dev.calsync.notifier.feed;

import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/**
 * One person's log.
 *
 * @param head the number of the newest change
 * @param after a page of what follows a number, without a gap between its entries
 */
record FeedSource(LongSupplier head, LongFunction<List<FeedEntry>> after) {
  /** How many entries are read, and held, at once. */
  static final int PAGE = 250;
}
