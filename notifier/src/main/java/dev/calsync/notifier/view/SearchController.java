package dev.calsync.notifier.view;

import dev.calsync.model.UserId;
import dev.calsync.notifier.web.BadParameter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/search}: events by their words, whenever they are. */
@RestController
class SearchController {
  static final int MAX_LENGTH = 200;
  static final int MAX_WORDS = 10;
  static final int MAX_LIMIT = 100;
  private static final Pattern BETWEEN_WORDS = Pattern.compile("\\s+");

  private final Search search;

  SearchController(Search search) {
    this.search = search;
  }

  /**
   * @param occurrences what is still to come first, soonest first, then what is over, latest first;
   *     of a series one
   * @param more whether there are others
   */
  record Found(List<OccurrenceView> occurrences, boolean more) {}

  @GetMapping("/api/search")
  Found search(UserId me, @RequestParam String q, @RequestParam(defaultValue = "20") int limit) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new BadParameter("limit", "1 to " + MAX_LIMIT);
    }
    List<OccurrenceView> found = search.of(me, words(q));
    return new Found(found.stream().limit(limit).toList(), found.size() > limit);
  }

  private static List<String> words(String q) {
    String text = q.strip().toLowerCase(Locale.ROOT);
    List<String> words = List.of(BETWEEN_WORDS.split(text));
    if (text.isEmpty()
        || text.indexOf('\0') >= 0
        || text.length() > MAX_LENGTH
        || words.size() > MAX_WORDS) {
      throw new BadParameter(
          "q", "1 to %d words, %d characters at most".formatted(MAX_WORDS, MAX_LENGTH));
    }
    return words;
  }
}
