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
 * Google's full list beside the mirror, page by page: of an event only its id is kept.
 *
 * <p>A suspicion is not a difference yet: Google moves while it is read, and so do we. Two
 * comparisons decide, between which the calendar took a turn that began after the first one had
 * read Google. An event that is the same at Google both times, and the same here both times, was
 * there to be seen by that turn, which did not mend it. No change under way explains that.
 */
final class Comparison {
  /** More than this are repaired like these. */
  static final int MOST_SUSPICIONS = 10_000;

  private final Set<String> listed = new HashSet<>();
  private final Map<String, Suspicion> suspicions = new LinkedHashMap<>();

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
      listed.add(id);
      String ours = held.get(id);
      if (ours == null) {
        suspect(id, new Suspicion(Kind.MISSING, event.etag(), null));
      } else if (isOther(event.etag(), ours)) {
        suspect(id, new Suspicion(Kind.STALE, event.etag(), ours));
      }
    }
  }

  /** Some of what we hold, id → etag, after all pages of Google's. */
  void held(Map<String, String> some) {
    some.forEach((id, etag) -> {
      if (!listed.contains(id)) {
        suspect(id, new Suspicion(Kind.EXTRA, null, etag));
      }
    });
  }

  int events() {
    return listed.size();
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
