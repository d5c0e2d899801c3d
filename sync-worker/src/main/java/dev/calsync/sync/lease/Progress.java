package dev.calsync.sync.lease;

import dev.calsync.model.SyncToken;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of a calendar has come.
 *
 * @param syncToken everything up to it is in the mirror; null until a full sync has ended
 * @param pageToken where the walk under way goes on; null at its first page
 */
public record Progress(
    @Nullable SyncToken syncToken,
    @Nullable String pageToken,
    long fullSyncGen,
    boolean fullSyncing) {

  /** A new full sync, which forgets where the last reading was. */
  public Progress fullSyncBegun() {
    return new Progress(null, null, fullSyncGen + 1, true);
  }

  /**
   * Whether a full sync that was broken off reads its first page again. That is another walk, with
   * another token at its end: what its predecessor saw may be gone by now and named by neither, so
   * it needs a generation of its own.
   */
  public boolean isAtItsFirstPage() {
    return fullSyncing && pageToken == null;
  }

  /** A page is in the mirror; should the walk be broken off, it goes on after it. */
  public Progress pageDone(@Nullable String nextPageToken) {
    return new Progress(syncToken, nextPageToken, fullSyncGen, fullSyncing);
  }

  /** All is in the mirror up to this token. */
  public Progress upTo(SyncToken token) {
    return new Progress(token, null, fullSyncGen, false);
  }
}
