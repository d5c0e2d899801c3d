package dev.calsync.sync.google;

import dev.calsync.model.EventResource;
import dev.calsync.model.SyncToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What Google answered when asked for events. */
public sealed interface ListAnswer {
  /**
   * One page; short and empty ones are ordinary.
   *
   * @param nextPageToken there is more
   * @param nextSyncToken there is not; where the next delta starts
   * @param poisoned what Google named and nobody can keep
   */
  record Page(
      List<EventResource> events,
      @Nullable String nextPageToken,
      @Nullable SyncToken nextSyncToken,
      List<Poison> poisoned)
      implements ListAnswer {
    /** A page on which all is well. */
    public Page(
        List<EventResource> events,
        @Nullable String nextPageToken,
        @Nullable SyncToken nextSyncToken) {
      this(events, nextPageToken, nextSyncToken, List.of());
    }
  }

  /** No page. */
  record Failed(GoogleFault fault) implements ListAnswer {}
}
