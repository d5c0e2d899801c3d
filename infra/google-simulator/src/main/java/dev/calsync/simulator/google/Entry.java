package dev.calsync.simulator.google;

import dev.calsync.simulator.time.Stamps;
import java.util.Map;

/**
 * One version of one thing in a book.
 *
 * @param ordinal its place in the stable order of full lists
 * @param changed the stamp of its last change: its version and its etag
 * @param deleted whether it is a tombstone
 */
record Entry(String id, long ordinal, long changed, boolean deleted, Map<String, Object> body) {
  /** Deleted, or an instance that does not take place. */
  boolean isCancelled() {
    return deleted || "cancelled".equals(body.get("status"));
  }

  String etag() {
    return Stamps.etag(changed);
  }
}
