package dev.calsync.simulator.google;

import dev.calsync.simulator.error.GoogleError;
import dev.calsync.simulator.time.Stamps;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a walk through a book. Every page token carries the stamp at which its walk began and
 * the sync token at the end is that stamp: what changes during the walk shows in the next delta and
 * may show in this one too (infra/docs/google-calendar.md §1.3).
 */
final class Walk {
  /** What a page shows, and exactly one of the tokens unless the order is not the default. */
  record Shown(
      List<Entry> entries, @Nullable String nextPageToken, @Nullable String nextSyncToken) {}

  private final Book book;
  private final String scope;
  private final Stamps stamps;
  private final long tokensValidFrom;

  Walk(Book book, String scope, Stamps stamps, long tokensValidFrom) {
    this.book = book;
    this.scope = scope;
    this.stamps = stamps;
    this.tokensValidFrom = tokensValidFrom;
  }

  /** The page these tokens lead to; each entry is shown as the parts it is made of, often one. */
  Shown page(
      @Nullable String syncToken,
      @Nullable String pageToken,
      int limit,
      Function<Entry, List<Entry>> parts) {
    WalkToken.Page position = position(syncToken, pageToken);
    NavigableMap<Long, Entry> rest =
        position.since() > 0
            ? book.inOrderOfChange().tailMap(Math.max(position.key(), position.since()), true)
            : book.inStableOrder().tailMap(position.key(), true);
    List<Entry> shown = new ArrayList<>();
    long key = position.key();
    int sub = position.sub();
    for (var step : rest.entrySet()) {
      if (step.getKey() == position.since()) {
        continue;
      }
      List<Entry> pieces = parts.apply(step.getValue());
      int first = step.getKey() == position.key() ? position.sub() + 1 : 0;
      for (int piece = first; piece < pieces.size(); piece++) {
        if (shown.size() == limit) {
          var next = new WalkToken.Page(position.since(), position.start(), key, sub);
          return new Shown(shown, next.encode(scope), null);
        }
        shown.add(pieces.get(piece));
        key = step.getKey();
        sub = piece;
      }
    }
    return new Shown(shown, null, new WalkToken.Sync(position.start()).encode(scope));
  }

  /** The pages of a list in an order of its own: by offset, and without a sync token. */
  Shown sorted(@Nullable String pageToken, int limit, List<Entry> all) {
    var position =
        pageToken == null
            ? new WalkToken.Page(0, stamps.next(), 0, 0)
            : WalkToken.pageToken(scope, pageToken);
    int from = Math.min((int) position.key(), all.size());
    int to = Math.min(from + limit, all.size());
    var next = new WalkToken.Page(0, position.start(), to, 0);
    return new Shown(all.subList(from, to), to < all.size() ? next.encode(scope) : null, null);
  }

  private WalkToken.Page position(@Nullable String syncToken, @Nullable String pageToken) {
    long since = syncToken == null ? 0 : since(WalkToken.syncToken(scope, syncToken));
    if (pageToken == null) {
      return new WalkToken.Page(since, stamps.next(), 0, -1);
    }
    WalkToken.Page page = WalkToken.pageToken(scope, pageToken);
    if (page.since() != since) {
      throw GoogleError.invalidParameter("pageToken", "Invalid page token value.");
    }
    return page;
  }

  private long since(WalkToken.Sync token) {
    if (token.after() < tokensValidFrom) {
      throw GoogleError.fullSyncRequired();
    }
    return token.after();
  }
}
