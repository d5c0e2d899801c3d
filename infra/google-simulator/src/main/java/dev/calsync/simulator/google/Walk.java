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
  /** What a page shows, and exactly one of the tokens where the order is the default. */
  record Shown(
      List<Entry> entries, @Nullable String nextPageToken, @Nullable String nextSyncToken) {}

  /**
   * What a walk depends on beside the book.
   *
   * @param covers the latest stamp that can be read
   * @param begunFrom walks that began before are forgotten by order
   * @param memoryFrom changes before are forgotten with time
   */
  record Terms(Stamps stamps, long covers, long begunFrom, long memoryFrom, PageChance chance) {}

  private final Book book;
  private final String scope;
  private final Terms terms;

  Walk(Book book, String scope, Terms terms) {
    this.book = book;
    this.scope = scope;
    this.terms = terms;
  }

  /** The page these tokens lead to; each entry is shown as the parts it is made of, often one. */
  Shown page(
      @Nullable String syncToken,
      @Nullable String pageToken,
      int wanted,
      Function<Entry, List<Entry>> parts) {
    WalkToken.Page position = position(syncToken, pageToken);
    int limit = terms.chance().limit(wanted, position.afterEmpty());
    if (limit == 0) {
      return more(List.of(), position.emptied());
    }
    NavigableMap<Long, Entry> rest =
        position.since() > 0
            ? book.inOrderOfChange().tailMap(Math.max(position.key(), position.since()), true)
            : book.inStableOrder().tailMap(position.key(), true);
    List<Entry> shown = new ArrayList<>();
    WalkToken.Page next = position;
    for (var step : rest.entrySet()) {
      if (step.getKey() == position.since()) {
        continue;
      }
      List<Entry> pieces = parts.apply(step.getValue());
      int first = step.getKey() == position.key() ? position.sub() + 1 : 0;
      for (int piece = first; piece < pieces.size(); piece++) {
        if (shown.size() == limit) {
          return more(shown, terms.chance().repeatsPage() ? position : next);
        }
        shown.add(pieces.get(piece));
        next = position.at(step.getKey(), piece);
      }
    }
    return last(shown, position);
  }

  private Shown more(List<Entry> shown, WalkToken.Page next) {
    return new Shown(shown, next.encode(scope), null);
  }

  private Shown last(List<Entry> shown, WalkToken.Page position) {
    var token = new WalkToken.Sync(position.start(), position.begun());
    return new Shown(shown, null, terms.chance().losesSyncToken() ? null : token.encode(scope));
  }

  /** The pages of a list in an order of its own: by offset, and without a sync token. */
  Shown sorted(@Nullable String pageToken, int wanted, List<Entry> all) {
    var position = pageToken == null ? start(0, 0) : WalkToken.pageToken(scope, pageToken);
    int limit = terms.chance().limit(wanted, position.afterEmpty());
    if (limit == 0) {
      return more(List.of(), position.emptied());
    }
    int from = Math.min((int) position.key(), all.size());
    int to = Math.min(from + limit, all.size());
    List<Entry> shown = all.subList(from, to);
    if (to == all.size()) {
      return new Shown(shown, null, null);
    }
    return more(shown, terms.chance().repeatsPage() ? position : position.at(to, 0));
  }

  private WalkToken.Page position(@Nullable String syncToken, @Nullable String pageToken) {
    long since = syncToken == null ? 0 : since(WalkToken.syncToken(scope, syncToken));
    if (pageToken == null) {
      return start(since, -1);
    }
    WalkToken.Page page = WalkToken.pageToken(scope, pageToken);
    if (page.since() != since) {
      throw GoogleError.invalidParameter("pageToken", "Invalid page token value.");
    }
    return page;
  }

  private WalkToken.Page start(long since, int sub) {
    long begun = terms.stamps().next();
    // What could be read once stays read: a token never goes back.
    long covers = Math.max(since, Math.min(begun, terms.covers()));
    return new WalkToken.Page(since, covers, begun, 0, sub, false);
  }

  private long since(WalkToken.Sync token) {
    if (token.begun() < terms.begunFrom() || token.after() < terms.memoryFrom()) {
      throw terms.chance().deadSyncToken();
    }
    return token.after();
  }
}
