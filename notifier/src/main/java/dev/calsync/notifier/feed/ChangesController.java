package dev.calsync.notifier.feed;

import dev.calsync.model.UserId;
import dev.calsync.notifier.web.BadParameter;
import dev.calsync.notifier.web.Refused;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/changes}: the feed for programs, page by page; after 0 is the oldest retained.
 */
@RestController
class ChangesController {
  static final int MAX_LIMIT = 1000;

  private final FeedLog log;
  private final Frames frames;

  ChangesController(FeedLog log, Frames frames) {
    this.log = log;
    this.frames = frames;
  }

  /**
   * @param cursor where to go on, also past entries that are withheld
   */
  record Page(List<ChangeView> changes, long cursor) {}

  @GetMapping("/api/changes")
  Page changes(
      UserId me,
      @RequestParam(defaultValue = "0") long after,
      @RequestParam(defaultValue = "100") int limit) {
    if (after < 0) {
      throw new BadParameter("after", "0 or the number of a change");
    }
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadParameter("limit", "1 to " + MAX_LIMIT);
    }
    long head = log.head(me); // read first: up to here the page lacks only what is not held
    List<FeedEntry> entries = log.after(me, after, limit);
    requireGapless(after, head, entries);
    List<ChangeView> shown =
        entries.stream().filter(entry -> !entry.withheld()).map(frames::view).toList();
    return new Page(shown, entries.isEmpty() ? head : entries.getLast().feedSeq());
  }

  /** A reader that would miss something is told so, as the stream does by {@code reset}. */
  private static void requireGapless(long after, long head, List<FeedEntry> entries) {
    boolean lost = entries.isEmpty() ? after != head : entries.getFirst().feedSeq() != after + 1;
    if (after > 0 && lost) {
      throw Refused.because(
          HttpStatus.GONE,
          "after: the changes after " + after + " are not held; read the snapshot and its cursor");
    }
  }
}
