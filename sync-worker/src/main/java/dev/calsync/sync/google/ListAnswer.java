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
   */
  record Page(
      List<EventResource> events, @Nullable String nextPageToken, @Nullable SyncToken nextSyncToken)
      implements ListAnswer {}

  /** No page. */
  record Failed(GoogleFault fault) implements ListAnswer {}
}
