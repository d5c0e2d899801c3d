package dev.calsync.sync.audit;

import dev.calsync.model.EventResource;
import dev.calsync.sync.audit.Suspicion.Kind;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Google's full list beside the mirror, page by page: of an event only its id's fingerprint is
 * kept.
 *
 * <p>A suspicion is not a difference yet: Google moves while it is read, and so do we. Two
 * comparisons decide, between which the calendar took a turn that began after the first one had
 * read Google. An event that is the same at Google both times, and the same here both times, was
 * there to be seen by that turn, which did not mend it. No change under way explains that.
 */
final class Comparison {
  /** More than this are repaired like these. */
  static final int MOST_SUSPICIONS = 10_000;

  private final int mostEvents;
  private final Map<String, Suspicion> suspicions = new LinkedHashMap<>();
  private Set<Fingerprint> listed = new HashSet<>();
  private int count;

  Comparison(int mostEvents) {
    this.mostEvents = mostEvents;
  }

  /**
   * A page of Google's.
   *
   * @param held id → etag, empty text for none, of those of its events that we hold
   */
  void page(Collection<EventResource> events, Map<String, String> held) {
    for (EventResource event : events) {
      if (event.isCancelled() && event.recurringEventId() == null) {
        continue; // A tombstone, not an event.
      }
      String id = event.id().value();
      listed.add(Fingerprint.of(id));
      String ours = held.get(id);
      if (ours == null) {
        suspect(id, Suspicion.of(Kind.MISSING, event.etag(), null));
      } else if (isOther(event.etag(), ours)) {
        suspect(id, Suspicion.of(Kind.STALE, event.etag(), ours));
      }
    }
    count = listed.size();
  }

  /** Whether it cannot be gone on with. */
  boolean isTooLarge() {
    return count > mostEvents;
  }

  /** Some of what we hold, id → etag, after all pages of Google's. */
  void held(Map<String, String> some) {
    some.forEach((id, etag) -> {
      if (!listed.contains(Fingerprint.of(id))) {
        suspect(id, Suspicion.of(Kind.EXTRA, null, etag));
      }
    });
  }

  /** Both sides were read: what is kept of Google's events is needed no more. */
  void end() {
    listed = Set.of();
  }

  int events() {
    return count;
  }

  Map<String, Suspicion> suspicions() {
    return suspicions;
  }

  /** What a later comparison finds just the same. */
  Map<String, Suspicion> confirmedBy(Comparison later) {
    Map<String, Suspicion> confirmed = new LinkedHashMap<>();
    suspicions.forEach((id, suspicion) -> {
      if (Objects.equals(later.suspicions.get(id), suspicion)) {
        confirmed.put(id, suspicion);
      }
    });
    return confirmed;
  }

  /** An instance that we ourselves cancelled has no etag until Google tells it. */
  private static boolean isOther(@Nullable String atGoogle, String held) {
    return atGoogle != null && !held.isEmpty() && !atGoogle.equals(held);
  }

  private void suspect(String id, Suspicion suspicion) {
    if (suspicions.size() < MOST_SUSPICIONS) {
      suspicions.put(id, suspicion);
    }
  }
}
