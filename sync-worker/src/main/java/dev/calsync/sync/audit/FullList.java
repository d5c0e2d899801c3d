package dev.calsync.sync.audit;

import dev.calsync.model.EventResource;
import dev.calsync.sync.google.ListAnswer;
import dev.calsync.sync.google.PageWalk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that Google has of a calendar, page by page, to the end, if there is one. */
final class FullList {
  private FullList() {}

  /**
   * Reads it.
   *
   * @return why it did not come to its end; null when it did
   */
  static @Nullable String read(Source google, Reader reader) throws InterruptedException {
    var walk = new PageWalk(null);
    String page = null;
    do {
      switch (google.page(page)) {
        case ListAnswer.Failed(var fault) -> {
          return fault.reason();
        }
        case ListAnswer.Page read -> {
          String obstacle = reader.take(read.events());
          page = read.nextPageToken();
          if (obstacle != null) {
            return obstacle;
          }
        }
      }
      if (page != null && walk.returnsTo(page)) {
        return "Google's pages do not end";
      }
    } while (page != null);
    return null;
  }

  /** Where pages come from; the first has no token. */
  interface Source {
    ListAnswer page(@Nullable String token) throws InterruptedException;
  }

  /** Who reads them, and says why not to go on; null to go on. */
  interface Reader {
    @Nullable String take(List<EventResource> events);
  }
}
