package dev.calsync.sync.google;

import dev.calsync.model.EventResource;

/** What Google answered about one event. */
public sealed interface EventAnswer {
  /** The event as it stands at Google. */
  record Found(EventResource event) implements EventAnswer {}

  /** The event was removed. */
  record Removed() implements EventAnswer {}

  /** Neither. */
  record Failed(GoogleFault fault) implements EventAnswer {}
}
